"""Two plans beside each other, and the plans of a province beside each other, as papers an official prints.

On paper there is no colour: what only the right side has is set bold, what only the left side has in italics within
brackets. They are in Vietnamese whoever makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.accounts.models import User
from nscl.documents import rendering
from nscl.documents.rendering import wording
from nscl.documents.rendering.model import Annex, Column, Dashes, Official, Paragraph, Row, Run, Signature, Table
from nscl.foundation import tenancy
from nscl.interfaces.plan_papers import named
from nscl.organisations.models import Province
from nscl.organisations.queries import with_predecessors
from nscl.plans import words
from nscl.plans.models import Plan
from nscl.plans.queries import choosing
from nscl.plans.queries import rollup as queries
from nscl.plans.queries.compare import Comparison, Field, Section, compare
from nscl.plans.queries.compare import Row as Compared
from nscl.plans.queries.rollup import Rollup
from nscl.plans.rules.differences import Change, Piece
from nscl.plans.views.compare import change_words, summary
from nscl.plans.views.rollup import ALL, Cell, Told, screen

Runs = tuple[Run, ...]
MOST = 1000
"""Items of both sides together that are compared and written while the person waits: 500 and 500 take 1.3 s as PDF."""


def made(*, ending: str, by: User, left: int, right: int, sender: dict[str, Any], part: str, only: bool) -> bytes:
    """The comparison as a file, of plans that the person may read."""
    one, other = (choosing.readable(by, pk) for pk in (left, right))
    return rendering.render(comparison(one, other, sender, part=part, only=only), ending)


def made_rollup(*, ending: str, by: User, province: int, year: int, sender: dict[str, Any]) -> bytes:
    """The plans of a province in a year as a file; a province out of the person's reach has none."""
    scope = tenancy.current() or tenancy.nobody()
    land = Province.objects.get(pk=province)
    found = queries.rollup(with_predecessors(province) & scope.readable, year)
    return rendering.render(rollup(found, sender, land=str(land), year=year), ending)


@translation.override(settings.LANGUAGE_CODE)
def comparison(left: Plan, right: Plan, sender: dict[str, Any], *, part: str = "", only: bool = False) -> Official:
    """What differs in numbers, and an annex with every row.

    `part`: of one section alone; `only`: without what is the same.
    """
    found = compare(left, right)
    told = change_words(found)
    sections = [section for section in found.sections if section.rows and part in ("", section.slug)]
    return Official(
        **sender,
        kind="Bảng so sánh",
        subject=f"{_short(found.left)} và {_short(found.right)}",
        body=(
            Paragraph(f"Bên trái: {_whole(found.left)}."),
            Paragraph(f"Bên phải: {_whole(found.right)}."),
            Paragraph("Tóm tắt:"),
            Dashes(tuple(f"{_capital(summary(section, told))}." for section in sections)),
            Paragraph(
                "Trong Phụ lục, chữ đậm là phần chỉ bên phải có; "
                "chữ nghiêng trong dấu ngoặc vuông là phần chỉ bên trái có."
            ),
        ),
        signatures=(Signature("Người lập"),),
        recipients=("Lưu: VT",),
        annexes=(Annex("Nội dung so sánh", (_table(found, sections, only=only),), landscape=True),),
    )


def _short(plan: Plan) -> str:
    kind = str(plan.get_kind_display())
    return f"{kind} số {plan.number}" if plan.number else f"{words.title(plan) or 'kế hoạch chưa có tên'}"


def _whole(plan: Plan) -> str:
    title = words.title(plan)
    return f"{named(plan)}{f': {title}' if title else ''}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(found: Comparison, sections: Iterable[Section], *, only: bool) -> Table:
    columns = (
        Column("STT", 0.8, "center"),
        Column(_column("Bên trái", found.left), 6),
        Column(_column("Bên phải", found.right), 6),
        Column("Thay đổi", 1.8, "center"),
    )  # fmt: skip
    told = change_words(found)
    rows: list[Row] = []
    for section in sections:
        kept = section.different if only else section.rows
        if kept:
            rows.append(Row((str(section.name),), bold=True, whole=True))
        for number, row in enumerate(kept, start=1):
            left, right = _sides(row)
            rows.append(Row((number, left, right, str(told[row.change]))))
    return Table(columns, tuple(rows))


def _column(side: str, plan: Plan) -> str:
    return f"{side}: {plan.number or 'chưa có số'} ({plan.province.title})"


def _sides(row: Compared) -> tuple[Runs, Runs]:
    left: list[Run] = []
    right: list[Run] = []
    for field in row.fields:
        mine, theirs = _field(field, marked=row.change is Change.CHANGED)
        for side, runs in ((left, mine), (right, theirs)):
            if runs:
                side += [*([Run("\n")] if side else []), *runs]
    return tuple(left), tuple(right)


def _field(field: Field, *, marked: bool) -> tuple[list[Run], list[Run]]:
    label = [Run(f"{field.label}: ")] if field.label else []
    if marked and field.differs:
        old, new = field.pieces()
        return _after(label, _gone(old)), _after(label, _come(new))
    return _after(label, [Run(field.left)] if field.left else []), _after(
        label, [Run(field.right)] if field.right else []
    )


def _after(label: list[Run], runs: list[Run]) -> list[Run]:
    return [*label, *runs] if runs else []


def _gone(pieces: Iterable[Piece]) -> list[Run]:
    return _spaced([Run(f"[{p.text}]", italic=True) if p.marked else Run(p.text) for p in pieces])


def _come(pieces: Iterable[Piece]) -> list[Run]:
    return _spaced([Run(p.text, bold=p.marked) for p in pieces])


def _spaced(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        out += [*([Run(" ")] if out else []), run]
    return out


@translation.override(settings.LANGUAGE_CODE)
def rollup(found: Rollup, sender: dict[str, Any], *, land: str, year: int) -> Official:
    """The plans of a province in a year, as the page shows them, every line."""
    shown = screen(found, ALL)
    names = [f"{cell.plan}" for chunk in shown["chunks"] for cell in chunk["rows"][0].cells]
    annexes = [Annex("Các kế hoạch", tuple(_facts(chunk) for chunk in shown["chunks"]))]
    for slug, title, last in (
        ("muc_ho_tro", "Mức hỗ trợ cho cùng nội dung", "So với nhau"),
        ("chi_tieu", "Chỉ tiêu", "Cộng toàn tỉnh"),
        ("thoi_han", "Thời hạn báo cáo", "So với nhau"),
    ):
        if lines := shown["parts"][slug]:
            annexes.append(Annex(title, (_lines(lines, names, last),), landscape=True))
    return Official(
        **sender,
        kind="Bảng tổng hợp",
        subject=f"Các kế hoạch của {land} trong năm {year}",
        body=(Paragraph(f"Trong năm {year} có {len(names)} kế hoạch, gồm cả kế hoạch của các tỉnh đã hợp nhất:"),
              Dashes(tuple(f"{name}." for name in names))),
        signatures=(Signature("Người lập"),),
        recipients=("Lưu: VT",),
        annexes=tuple(annexes),
    )  # fmt: skip


def _facts(chunk: dict[str, Any]) -> Table:
    plans = [told[0] for told in chunk["plans"]]
    columns = (Column("Nội dung", 3), *(Column(plan.number or "chưa có số", 4) for plan in plans))
    rows = [
        Row(("Tên", *(words.title(plan) for plan in plans))),
        Row(("Địa bàn", *(plan.province.title for plan in plans))),
        Row(("Giai đoạn", *("–".join(dict.fromkeys((str(p.period_from), str(p.period_to)))) for p in plans))),
        Row(("Trạng thái", *(str(plan.get_status_display()) for plan in plans))),
        *(Row((str(fact.label), *(cell.main or "không nêu" for cell in fact.cells))) for fact in chunk["rows"]),
    ]
    return Table(columns, tuple(rows))


def _lines(lines: list[Told], names: list[str], last: str) -> Table:
    columns = (Column("STT", 0.8, "center"), Column("Nội dung", 4), *(Column(n, 3) for n in names), Column(last, 2.2))
    rows = []
    for number, line in enumerate(lines, start=1):
        said = {cell.plan: cell for cell in (*line.cells, *line.further)}
        cells = (_said(said.get(name)) for name in names)
        rows.append(Row((number, _capital(line.name), *cells, line.total or str(line.why) or _against(line))))
    return Table(columns, tuple(rows))


def _said(cell: Cell | None) -> str:
    if cell is None or not cell.main:
        return "không nêu"
    return f"{cell.main}\n{cell.more}" if cell.more else cell.main


def _against(line: Told) -> str:
    if line.alone:
        return "chỉ một kế hoạch có"
    return "khác nhau" if line.differs else "như nhau"


def sender_of(request: Any, plan: Plan | None = None) -> dict[str, Any]:
    """Who makes the paper: the agency one works for, else a blank to fill in."""
    membership = getattr(request, "membership", None)
    province = (membership.province if membership else None) or (plan.province if plan else None)
    agency = membership.agency if membership else None
    return {
        "parent": wording.one_line(f"UBND {province}") if province else "",
        "issuer": agency.name if agency else "Sở Khoa học và Công nghệ",
        "place": province.name if province else "",
    }
