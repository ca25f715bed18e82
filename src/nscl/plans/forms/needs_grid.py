"""A grid of needs typed in: as many rows as one asks for, without JavaScript; blank rows fall out."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nscl.catalogue.models import ContentGroup
from nscl.plans.rules import needs_rows
from nscl.plans.rules.needs_rows import Row

FIRST, MORE, MOST = 3, 5, 100


@dataclass(frozen=True)
class Cell:
    """One box of the grid: what it is called in the form, what stands in it, what is wrong with it."""

    name: str
    value: str
    problem: str


@dataclass(frozen=True)
class Line:
    number: int
    cells: Mapping[str, Cell]

    @property
    def is_wrong(self) -> bool:
        return any(cell.problem for cell in self.cells.values())


class Grid:
    """`own_name`: of a respondent that answers for itself, whose rows name no enterprise."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        groups: Iterable[ContentGroup],
        year: int,
        own_name: str = "",
        first: int = FIRST,
        more: int = MORE,
    ) -> None:
        self._data = data
        self.groups = list(groups)
        self.year, self.own_name = year, own_name
        self.first, self.more = first, more
        self.wants_more = data is not None and "them" in data
        self.size = self._size()
        self.key = (str(data.get("khoa", "")) if data else "")[:60] or secrets.token_hex(16)
        self.rows: list[Row] = list(self._rows()) if data is not None else []

    def _size(self) -> int:
        if self._data is None:
            return self.first
        given = str(self._data.get("so_dong", ""))
        size = int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else self.first
        return min(max(size, 1) + (self.more if self.wants_more else 0), MOST)

    def _rows(self) -> Iterator[Row]:
        names = {group.code: group.name for group in self.groups}
        for number in range(1, self.size + 1):
            given = {name: self._given(number, name) for name in needs_rows.FIELDS}
            blank = not any(given[name] for name in needs_rows.FIELDS if name != "year")
            if not blank:
                yield needs_rows.clean(number, given, groups=names, year=self.year, own_name=self.own_name)

    def _given(self, number: int, name: str) -> str:
        return str((self._data or {}).get(self.name(number, name), "")).strip()[:5000]

    @staticmethod
    def name(number: int, field: str) -> str:
        return f"d{number}-{field}"

    def is_valid(self) -> bool:
        return bool(self.rows) and all(row.is_good for row in self.rows)

    def values(self) -> list[dict[str, Any]]:
        return [{**row.values, "source_row": row.number} for row in self.rows]

    def lines(self) -> Iterator[Line]:
        """Every line as it is to be drawn, with what was typed."""
        by_number = {row.number: row for row in self.rows}
        for number in range(1, self.size + 1):
            problems = by_number[number].problems if number in by_number and not self.wants_more else {}
            yield Line(
                number,
                {
                    field: Cell(self.name(number, field), self._given(number, field), problems.get(field, ""))
                    for field in needs_rows.FIELDS
                },
            )
