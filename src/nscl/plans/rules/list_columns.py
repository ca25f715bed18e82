"""Which column of a list is which field, by its heading. The rooms that take lists in each name their own fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nscl.shared.vietnamese import fold

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def heading_key(text: str) -> str:
    """A heading as it is compared: folded, without marks at its ends."""
    return " ".join(fold(text).split()).strip(" :*.()")[:200]


@dataclass(frozen=True)
class Columns:
    """`fields` with their names; the folded `headings` each is known by; a list that has one of `telling` is headed."""

    fields: Mapping[str, StrOrPromise]
    headings: Mapping[str, tuple[str, ...]]
    telling: tuple[str, ...] = ("entity_name", "tax_code")

    @cached_property
    def _field_of(self) -> dict[str, str]:
        return {heading: name for name, headings in self.headings.items() for heading in headings}

    def propose(self, headings: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
        """The field of each column, empty where it is not known; no field twice. What was remembered goes first."""
        found: list[str] = []
        for heading in headings:
            key = heading_key(heading)
            name = remembered.get(key, self._field_of.get(key, self._near(key)))
            found.append(name if name in self.fields and name not in found else "")
        return found

    def are_headings(self, cells: Sequence[str]) -> bool:
        """Whether a line tells columns: two of its cells are known headings, or one is a telling one."""
        known = [self._field_of.get(heading_key(cell)) or self._near(heading_key(cell)) for cell in cells if cell]
        return any(name in known for name in self.telling) or sum(map(bool, known)) > 1

    def _near(self, key: str) -> str:
        """`ten doanh nghiep (theo dkkd)` is nearly `ten doanh nghiep`."""
        near = [h for h in self._field_of if len(h) > 3 and key.startswith(h)]
        return self._field_of[max(near, key=len)] if near else ""
