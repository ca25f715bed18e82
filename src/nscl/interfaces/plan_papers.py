"""The letter by which an agency sets a plan to work: who is asked what, with the plan's targets, tasks and estimate
as annexes. It is in Vietnamese whoever makes it. Its words are a draft for the officer, who edits them in Word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.documents.rendering import wording
from nscl.documents.rendering.model import Annex, Block, Column, Official, Paragraph, Row, Signature, Table
from nscl.plans import words
from nscl.plans.models import BudgetLine, Plan, Target, Task
from nscl.plans.queries.review import Entry
from nscl.shared import periods

MOST_NAMED = 12
TARGETS, TASKS, BUDGET = "chi-tieu", "nhiem-vu", "du-toan"
KINDS = (TARGETS, TASKS, BUDGET)


@dataclass(frozen=True)
class Sender:
    """What the officer says of the letter: who writes, who signs, until when agencies answer."""

    parent: str
    agency: str
    symbol: str
    place: str
    title: str
    name: str
    answer_by: dt.date | None
    year: int


@translation.override(settings.LANGUAGE_CODE)
def letter(plan: Plan, groups: dict[str, list[Entry]], sender: Sender) -> Official:
    """The letter with its annexes; number and day are left to the clerk."""
    return Official(
        parent=sender.parent,
        issuer=sender.agency,
        symbol=sender.symbol,
        place=sender.place,
        year=sender.year,
        subject=subject(plan),
        addressees=addressees(groups),
        body=tuple(Paragraph(text) for text in paragraphs(plan, groups, sender)),
        signatures=(Signature(sender.title, sender.name),),
        recipients=recipients(plan),
        annexes=tuple(_annexes(plan, groups)),
    )


@translation.override(settings.LANGUAGE_CODE)
def fields(plan: Plan, groups: dict[str, list[Entry]], sender: Sender) -> dict[str, Any]:
    """The same letter without its annexes, as the fields of the form `letter`."""
    bare = Official(issuer=sender.agency, place=sender.place, year=sender.year)
    return {
        "co_quan_chu_quan": sender.parent, "co_quan": sender.agency, "so": wording.BLANK_NUMBER,
        "ky_hieu": sender.symbol, "dia_danh": sender.place, "thoi_gian": wording.day_words(None, bare.year),
        "trich_yeu": subject(plan), "kinh_gui": addressees(groups), "noi_dung": paragraphs(plan, groups, sender),
        "chuc_vu_ky": sender.title.upper(), "nguoi_ky": wording.signer(sender.name), "noi_nhan": recipients(plan),
    }  # fmt: skip


def named(plan: Plan) -> str:
    """`Kế hoạch số 134/KH-UBND ngày 30 tháng 6 năm 2021 của UBND tỉnh Kon Tum`, as far as it is known."""
    kind = str(plan.get_kind_display())
    number = f" số {plan.number}" if plan.number else ""
    day = f" {wording.day_words(plan.issued_on)}" if plan.issued_on else ""
    issuer = f" của {plan.issuer}" if plan.issuer else ""
    return f"{kind}{number}{day}{issuer}"


def subject(plan: Plan) -> str:
    kind = str(plan.get_kind_display())
    return (
        f"triển khai thực hiện {kind} số {plan.number}" if plan.number else f"triển khai thực hiện {words.title(plan)}"
    )


def addressees(groups: dict[str, list[Entry]]) -> tuple[str, ...]:
    """The agencies that have tasks, in the order in which the plan names them; a common name where they are many."""
    names = dict.fromkeys(m.agency.name if m.agency else m.name for e in groups[TASKS] for m in e.mentions)
    if not names:
        return ("Các cơ quan, đơn vị có liên quan",)
    return (
        tuple(names) if len(names) <= MOST_NAMED else ("Các cơ quan, đơn vị được giao nhiệm vụ tại Phụ lục kèm theo",)
    )


def recipients(plan: Plan) -> tuple[str, ...]:
    return ("Như trên", *((f"{plan.issuer} (b/c)",) if plan.issuer else ()), "Lưu: VT")


def paragraphs(plan: Plan, groups: dict[str, list[Entry]], sender: Sender) -> tuple[str, ...]:
    """What the letter says, one paragraph each."""
    titles = [annex.title for annex in _annexes(plan, groups)]
    agency = wording.one_line(sender.agency)
    title = words.title(plan)
    about = f" ({title})" if title and plan.number else ""
    asked = [
        f"Thực hiện {named(plan)}{about}, {agency} đề nghị các cơ quan, đơn vị quan tâm thực hiện một số nội dung sau:"
    ]
    points = []
    if groups[TASKS]:
        points.append("Tổ chức thực hiện các nhiệm vụ được giao chủ trì hoặc phối hợp; đưa vào chương trình công tác "
                      "của cơ quan, đơn vị.")  # fmt: skip
    if groups[TARGETS]:
        points.append("Theo dõi mức đạt được của từng chỉ tiêu thuộc lĩnh vực phụ trách, kèm số liệu và nguồn số liệu.")
    day = f" {_before(sender.answer_by)}" if sender.answer_by else ""
    points.append(f"Báo cáo kết quả thực hiện, khó khăn và kiến nghị, gửi về {agency}{day} để tổng hợp.")
    asked += [f"{number}. {point}" for number, point in enumerate(points, start=1)]
    if titles:
        asked.append(f"(Gửi kèm: {'; '.join(title.lower() for title in titles)}.)")
    return (*asked, f"{agency} đề nghị các cơ quan, đơn vị phối hợp thực hiện./.")


def _before(day: dt.date) -> str:
    return f"trước {wording.day_words(day)}"


def _annexes(plan: Plan, groups: dict[str, list[Entry]]) -> Iterable[Annex]:
    if groups[TARGETS]:
        yield Annex("Chỉ tiêu của kế hoạch", (_targets(groups[TARGETS]),))
    if groups[TASKS]:
        yield Annex("Nhiệm vụ và cơ quan thực hiện", (tasks_table(groups[TASKS]),), landscape=True)
    if groups[BUDGET]:
        yield Annex("Dự toán kinh phí", tuple(budget_table(plan, groups[BUDGET])))


def _targets(entries: list[Entry]) -> Table:
    columns = (
        Column("STT", 1, "center"), Column("Chỉ tiêu trong kế hoạch", 7), Column("Mức phải đạt", 3.6),
        Column("Kỳ", 2.2),
    )  # fmt: skip
    rows = []
    for number, entry in enumerate(entries, start=1):
        target = entry.item
        assert isinstance(target, Target)
        rows.append(
            Row((number, target.text, words.figure(target), periods.show(target.period) if target.period else ""))
        )
    return Table(columns, tuple(rows))


def tasks_table(entries: list[Entry]) -> Table:
    columns = (
        Column("STT", 0.9, "center"), Column("Nhiệm vụ", 6), Column("Chủ trì", 2.6), Column("Phối hợp", 3),
        Column("Thời gian", 1.7), Column("Sản phẩm", 2.4),
    )  # fmt: skip
    rows = []
    for number, entry in enumerate(entries, start=1):
        task = entry.item
        assert isinstance(task, Task)
        when = task.when_text or (periods.show(task.when) if task.when else "")
        told = (_names(entry.lead), _names(entry.cooperating), when, "\n".join(task.outputs))
        cells = (number, task.title, *(told if any(told) else ("-", *told[1:])))
        rows.append(Row(cells))
    return Table(columns, tuple(rows))


def _names(mentions: Iterable[Any]) -> str:
    return "; ".join(mention.name for mention in mentions)


def budget_table(plan: Plan, entries: list[Entry]) -> Iterable[Block]:
    columns = (
        Column("Mục", 0.9, "center"), Column("Nội dung", 6), Column("Đơn vị tính", 1.5, "center"),
        Column("Số lượng", 1.3, "number"), Column("Đơn giá", 2, "number"), Column("Thành tiền", 2.2, "number"),
    )  # fmt: skip
    rows = []
    for entry in entries:
        line = entry.item
        assert isinstance(line, BudgetLine)
        cells = (line.ref, line.name, line.measure, line.quantity, line.unit_price_vnd, line.amount_vnd)
        rows.append(Row(cells, bold=line.level == 0))
    if plan.budget_total_vnd is not None:
        rows.append(Row(("", "Tổng cộng", "", None, None, plan.budget_total_vnd), bold=True))
    yield Table(columns, tuple(rows), unit="Đơn vị tính: đồng")
