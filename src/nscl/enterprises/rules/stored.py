"""What a profile keeps of its names for sorting, searching and telling duplicates. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from nscl.enterprises.rules import names, searching
from nscl.shared.vietnamese import fold, sort_key

LONGEST = 300


def of(name: str, tax_code: str, other_names: Iterable[str] = ()) -> dict[str, str]:
    """`folded`, `sort_key`, `name_key`, `search` of a profile: the last holds the words of its names and its code."""
    folded = fold(name)
    return {
        "folded": folded[:LONGEST],
        "sort_key": sort_key(name)[: 3 * LONGEST],
        "name_key": names.name_key(folded)[:LONGEST],
        "search": searching.search_text(folded, other_names, tax_code),
    }
