"""What pages of a list that is being brought in have in common, whatever a row of it records.

The file or pasted lines taken in; its columns with samples; its rows by state and by pages; cells typed; what is wrong.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files, kinds
from nscl.foundation import clock
from nscl.foundation.templatetags.components import Pages, Tab
from nscl.plans.rules import list_files
from nscl.shared.errors import DomainError

PAGE = 25
LIST = kinds.profile("list", "xlsx", "txt")
STATE_WORDS = {
    "wrong": gettext_lazy("Cần sửa"),
    "double": gettext_lazy("Có thể trùng"),
    "ready": gettext_lazy("Sẵn sàng ghi"),
    "recorded": gettext_lazy("Đã ghi"),
    "skipped": gettext_lazy("Bỏ qua"),
}
EDITABLE = ("wrong", "double", "ready", "skipped")
R = TypeVar("R")


@dataclass(frozen=True)
class ColumnShown:
    """A column of the list: its heading, some of its cells, the field it is taken for."""

    at: int
    heading: str
    samples: list[str]
    field: str


@dataclass(frozen=True)
class RowShown:
    """A row with the cells that matter: by field what is written there and what is wrong with it."""

    row: Any
    cells: list[tuple[str, Any, str, str]]
    skipped: bool


def brought(given: Mapping[str, Any], bring: Callable[..., R]) -> R:
    """The list of the form's `file` or `text`, by the room's action: `bring(name=, lines=, digest=, file=)`."""
    sent = given["file"]
    if not sent:
        text = given["text"]
        digest = hashlib.sha256(text.strip().encode()).hexdigest()
        name = _("Danh sách dán ngày %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
        return bring(name=name, lines=list_files.of_text(text).lines, digest=digest)
    content = sent.read()
    with files.staged(io.BytesIO(content), name=sent.name or "danh-sach", profile=LIST) as staged:
        lines = list_files.of_file(content).lines
        return bring(name=staged.name, lines=lines, digest=staged.sha256, file=staged)


def columns(sheet: Any, chosen: Sequence[str]) -> list[ColumnShown]:
    """The columns of the list, each with the field that was `chosen` for it."""
    return [
        ColumnShown(at, heading, samples(sheet.rows, at), chosen[at] if at < len(chosen) else "")
        for at, heading in enumerate(sheet.headings)
    ]


def chosen_columns(request: HttpRequest, sheet: Any) -> list[str]:
    """Which field each column was said to be."""
    return [request.POST.get(f"cot-{at}", "") for at in range(len(sheet.headings))]


def state_of(request: HttpRequest, counted: Mapping[str, int]) -> str:
    """The state of rows asked for; else the first in which there are any."""
    asked = request.GET.get("xem", request.POST.get("xem", ""))
    if asked in STATE_WORDS:
        return asked
    return next((state for state in STATE_WORDS if counted[state]), "ready")


def tabs(base: str, counted: Mapping[str, int], current: str) -> list[Tab]:
    return [
        Tab(words, f"{base}?xem={state}#dong", state == current, counted[state]) for state, words in STATE_WORDS.items()
    ]


def row_shown(row: Any, fields: Mapping[str, Any], always: Sequence[str], state: str) -> RowShown:
    """For a wrong row the fields at fault can be typed anew; the others are told as they were understood."""
    cells = []
    for name, label in fields.items():
        error, written = row.read.errors.get(name, ""), row.cells.get(name, "")
        if error or written or name in always:
            cells.append((name, label, written, error))
    return RowShown(row, cells, state == "skipped")


def wrong(sheet: Any, rows: Iterable[Any], fields: Mapping[str, Any]) -> list[tuple[int, list[str], str]]:
    """(line, its cells as they came, what is wrong) of the rows that need mending."""
    return [
        (row.line, sheet.rows[row.number], "; ".join(f"{fields[name]}: {why}" for name, why in row.read.errors.items()))
        for row in rows
        if row.state == "wrong"
    ]


def typed_over(sheet: Any, cells: Mapping[int, Mapping[str, str]]) -> None:
    """After a refusal the page shows what was typed, though nothing of it was kept."""
    for number, given in cells.items():
        sheet.mended.setdefault(str(number), {}).update(given)


def refused(error: DomainError) -> int:
    return 409 if error.code == "conflict" else 422


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
