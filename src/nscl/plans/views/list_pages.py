"""What pages of a list that is being brought in have in common: its rows by pages, samples of a column, cells typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from nscl.foundation.templatetags.components import Pages
from nscl.plans.rules import list_files

PAGE = 25
R = TypeVar("R")


def paged(request: HttpRequest, rows: Sequence[R]) -> tuple[Sequence[R], Pages]:
    """The page of rows that the address or the form names, and the ways to its neighbours."""
    text = request.GET.get("trang", request.POST.get("trang", "1"))
    last = max(1, -(-len(rows) // PAGE))
    number = min(max(int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1, 1), last)
    asked = request.GET.copy()

    def url(at: int) -> str:
        asked["trang"] = str(at)
        return f"?{asked.urlencode()}#dong" if 1 <= at <= last and at != number else ""

    shown = _("Trang %(number)s/%(last)s") % {"number": number, "last": last} if last > 1 else ""
    page = rows[(number - 1) * PAGE : number * PAGE]
    return page, Pages(shown=shown, previous_url=url(number - 1), next_url=url(number + 1))


def samples(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """Some of what a column holds."""
    cells = (row[at] for row in rows[:50] if at < len(row) and row[at])
    return list(dict.fromkeys(cells))[:3]


def typed(data: QueryDict, fields: Iterable[str]) -> tuple[dict[int, dict[str, str]], list[int]]:
    """`o-12-how=…` is a cell of the row 12, `bo=12` leaves it out."""
    cells: dict[int, dict[str, str]] = {}
    names = list(fields)
    for number in numbers(data.getlist("dong")):
        cells[number] = {
            name: " ".join(str(data[f"o-{number}-{name}"]).replace("\x00", "").split())[: list_files.LONGEST_CELL]
            for name in names
            if f"o-{number}-{name}" in data
        }
    return cells, numbers(data.getlist("bo"))


def numbers(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 7]


def query(request: HttpRequest) -> str:
    """Which rows are looked at, and on which page, for the address after a change."""
    kept = QueryDict(mutable=True)
    for name in ("xem", "trang"):
        if value := request.POST.get(name, request.GET.get(name, "")):
            kept[name] = value
    return kept.urlencode()


def version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
