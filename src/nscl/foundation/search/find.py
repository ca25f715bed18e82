"""Asking the index: folded words, the last one as a beginning, within the scope and the kinds a person may see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from nscl.foundation.search.kinds import SearchKind, kinds
from nscl.shared.vietnamese import fold

MOST_WORDS = 12
LONGEST = 200
SHORTEST_SLIP = 4


@dataclass(frozen=True)
class Hit:
    """A line of the answer: what it is called, what stands under it, where it opens."""

    kind: str
    object_id: int
    title: str
    detail: str
    province_id: int | None
    url: str


@dataclass(frozen=True)
class Found:
    """The hits of one kind, the best first; `more` when there are others."""

    kind: SearchKind
    hits: tuple[Hit, ...]
    more: bool


def words(text: str) -> list[str]:
    """`Công ty Cà phê 23/8` → cong, ty, ca, phe, 23, 8."""
    return re.findall(r"[a-z0-9]+", fold(text[:LONGEST]))[:MOST_WORDS]


def tsquery(text: str) -> str:
    """Every word, the last one as a beginning; empty for a text without words."""
    found = words(text)
    if not found:
        return ""
    return " & ".join([*(f"'{word}'" for word in found[:-1]), f"'{found[-1]}':*"])


def find(text: str, *, among: Iterable[SearchKind], each: int = 6) -> list[Found]:
    """What the current scope may read and the words name, at most `each` hits of a kind. One query.

    Without words, or without kinds, nothing.
    """
    allowed = {kind.code: kind for kind in among}
    query = tsquery(text)
    if not query or not allowed:
        return []
    return _grouped(_ask("search_entries", query, " ".join(words(text)), allowed, each), allowed, each)


def slips(text: str, *, among: Iterable[SearchKind], each: int = 6) -> list[Found]:
    """Titles that a slip of the pen keeps apart from the words; for when `find` finds nothing. One query."""
    allowed = {kind.code: kind for kind in among}
    wanted = " ".join(words(text))
    if len(wanted) < SHORTEST_SLIP or not allowed:
        return []
    return _grouped(_ask("search_slips", "", wanted, allowed, each), allowed, each)


Row = tuple[str, int, int | None, str, str, int | None, str | None]


def _ask(function: str, query: str, wanted: str, allowed: Iterable[str], each: int) -> list[Row]:
    arguments = [query] if function == "search_entries" else []
    marks = ", ".join(["%s"] * (len(arguments) + 3))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}({marks})", [*arguments, wanted, list(allowed), each + 1])  # noqa: S608
        return cursor.fetchall()  # type: ignore[no-any-return]


def _grouped(rows: list[Row], allowed: dict[str, SearchKind], each: int) -> list[Found]:
    by_kind: dict[str, list[Hit]] = {}
    for kind, object_id, parent_id, title, detail, province_id, parent_title in rows:
        url = _url(allowed[kind], object_id, parent_id)
        under = " · ".join(part for part in (detail, parent_title) if part)
        by_kind.setdefault(kind, []).append(Hit(kind, object_id, title, under, province_id, url))
    return [
        Found(kind, tuple(by_kind[code][:each]), len(by_kind[code]) > each)
        for code, kind in allowed.items()
        if code in by_kind
    ]


def _url(kind: SearchKind, object_id: int, parent_id: int | None) -> str:
    if kind.by_parent:
        return reverse(kind.route, args=[parent_id]) + f"#{kind.code}-{object_id}"
    return reverse(kind.route, args=[object_id])


def permitted(has_perm: object) -> list[SearchKind]:
    """The kinds whose permission a person holds; `has_perm` is theirs."""
    assert callable(has_perm)
    return [kind for kind in kinds().values() if not kind.permission or has_perm(kind.permission)]
