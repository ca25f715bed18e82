"""Papers about difficulties: the list, the yearly table, the letter that answers, the letter that asks a higher level.

They are in Vietnamese whoever makes them; their words are a draft for the officer, who edits them in Word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from nscl.accounts.models import User
from nscl.documents import rendering
from nscl.documents.rendering import wording
from nscl.documents.rendering.model import Column, Official, Paragraph, Row, Signature, Table
from nscl.foundation import tenancy
from nscl.plans.access import difficulties as access
from nscl.plans.models import Difficulty
from nscl.plans.queries import difficulties as queries
from nscl.plans.queries.difficulties import Outcome, Year

ANSWER, ESCALATION = "tra-loi", "kien-nghi"


@dataclass(frozen=True)
class Sender:
    """What the officer says of a letter: who writes to whom, what, who signs."""

    parent: str
    agency: str
    symbol: str
    place: str
    to: str
    text: str
    title: str
    name: str
    year: int


@translation.override(settings.LANGUAGE_CODE)
def listing(rows: Iterable[Difficulty], *, today: dt.date) -> Official:
    """The list as a table for Excel."""
    columns = (
        Column("Số", 1.6, "center"), Column("Ngày nhận", 1.5, "center"), Column("Nơi nêu", 3.4),
        Column("Tóm tắt", 5), Column("Nội dung hỗ trợ", 2.2), Column("Trạng thái", 2),
        Column("Hạn trả lời", 1.5, "center"), Column("Quá hạn", 1.2, "center"), Column("Người xử lý", 2.4),
    )  # fmt: skip
    cells = tuple(
        Row((
            one.code, one.received_on, one.raised_by, one.title, str(one.content or ""), str(one.get_status_display()),
            one.due_on, "quá hạn" if one.is_overdue(today) else "",
            one.responsible.full_name if one.responsible else "",
        ))
        for one in rows
    )  # fmt: skip
    return Official(
        issuer="", kind="Danh sách khó khăn, kiến nghị", subject=f"đến ngày {today:%d/%m/%Y}", year=today.year,
        body=(Table(columns, cells),),
    )  # fmt: skip


def of_year(user: User, year: int) -> QuerySet[Difficulty]:
    """Those of the year that the person may read, without what was withdrawn."""
    return access.seen_by(user).filter(year=year).exclude(status=Difficulty.Status.WITHDRAWN)


def made(*, ending: str, by: User, year: int, known_on: str, parent: str, agency: str, place: str) -> bytes:
    """The yearly table as a file."""
    scope, day = tenancy.current() or tenancy.nobody(), dt.date.fromisoformat(known_on)
    counts = queries.by_year(scope.readable, first=year, last=year, known_on=day)[0]
    told = queries.outcomes(of_year(by, year))
    return rendering.render(yearly(told, counts, parent=parent, agency=agency, place=place, known_on=day), ending)


@translation.override(settings.LANGUAGE_CODE)
def yearly(
    outcomes: Iterable[Outcome], counts: Year, *, parent: str, agency: str, known_on: dt.date, place: str = ""
) -> Official:
    """`Tổng hợp khó khăn, kiến nghị năm …`, with what was answered and what was passed on."""
    columns = (
        Column("STT", 1.1, "center"), Column("Nơi nêu", 3), Column("Khó khăn, kiến nghị", 5.4),
        Column("Kết quả xử lý", 5), Column("Trạng thái", 1.8),
    )  # fmt: skip
    rows = tuple(
        Row((
            number, f"{told.difficulty.raised_by}\n({told.difficulty.code}, {told.difficulty.received_on:%d/%m/%Y})",
            told.difficulty.title, _result(told), str(told.difficulty.get_status_display()),
        ))
        for number, told in enumerate(outcomes, start=1)
    )  # fmt: skip
    body: list[Paragraph | Table] = [Paragraph(summary(counts, known_on))]
    if rows:
        body.append(Table(columns, rows))
    return Official(
        parent=parent, issuer=agency, place=place, kind="Tổng hợp", year=known_on.year,
        subject=f"khó khăn, kiến nghị trong thực hiện chương trình năng suất, chất lượng năm {counts.year}",
        body=tuple(body),
    )  # fmt: skip


def summary(counts: Year, known_on: dt.date) -> str:
    """The counts as a sentence of a report."""
    if not counts.received:
        return f"Năm {counts.year}, tính đến ngày {known_on:%d/%m/%Y}, chưa nhận khó khăn, kiến nghị nào."
    parts = [f"đã trả lời {counts.answered}", f"kiến nghị cấp trên {counts.escalated}",
             f"đã kết thúc {counts.closed}", f"chưa trả lời {counts.open}"]  # fmt: skip
    overdue = f" (quá hạn {counts.overdue})" if counts.overdue else ""
    return (
        f"Năm {counts.year}, tính đến ngày {known_on:%d/%m/%Y}, nhận {counts.received} khó khăn, kiến nghị: "
        f"{'; '.join(parts)}{overdue}."
    )


def _result(told: Outcome) -> str:
    said = [told.answer]
    if told.answered_by:
        said.append(f"({told.answered_by})")
    if told.escalated:
        said.append(f"Đã kiến nghị {told.escalated}")
    return "\n".join(part for part in said if part)


@translation.override(settings.LANGUAGE_CODE)
def letter(kind: str, head: Difficulty, others: Iterable[Difficulty], sender: Sender) -> Official:
    """The answer to whoever raised it, or the letter that asks a higher level; number and day are left blank."""
    return Official(
        parent=sender.parent, issuer=sender.agency, symbol=sender.symbol, place=sender.place, year=sender.year,
        subject=subject(kind, head), addressees=(sender.to,),
        body=tuple(Paragraph(text) for text in paragraphs(kind, head, list(others), sender)),
        signatures=(Signature(sender.title, sender.name),),
        recipients=recipients(kind, others),
    )  # fmt: skip


def subject(kind: str, head: Difficulty) -> str:
    title = _lower(wording.one_line(head.title))
    return f"trả lời khó khăn, kiến nghị về {title}" if kind == ANSWER else f"kiến nghị xử lý khó khăn về {title}"


def recipients(kind: str, others: Iterable[Difficulty]) -> tuple[str, ...]:
    names = dict.fromkeys(one.raised_by for one in others)
    return ("Như trên", *list(names)[:12], "Lưu: VT")


def paragraphs(kind: str, head: Difficulty, others: list[Difficulty], sender: Sender) -> tuple[str, ...]:
    """What the letter says, one paragraph each."""
    agency = wording.one_line(sender.agency)
    said = [text for text in (line.strip() for line in sender.text.splitlines()) if text]
    if kind == ANSWER:
        opening = f"{agency} nhận được {_source(head)} nêu khó khăn, kiến nghị: {_ended(head.title)}"
        return (
            opening,
            f"Về việc này, {agency} trả lời như sau:",
            *said,
            f"{agency} trả lời để {head.raised_by} biết, thực hiện./.",
        )
    raised = list(dict.fromkeys([head.raised_by, *(one.raised_by for one in others)]))
    number = f"{len(raised)} cơ quan, đơn vị" if len(raised) > 1 else raised[0]
    opening = (
        "Trong quá trình thực hiện chương trình hỗ trợ doanh nghiệp nâng cao năng suất, chất lượng, "
        f"{agency} nhận được khó khăn, kiến nghị của {number}: {_ended(head.title)}"
    )
    full = [text for text in (line.strip() for line in head.text.splitlines()) if text]
    named = [f"Các đơn vị nêu: {'; '.join(raised)}."] if len(raised) > 1 else []
    asked = [f"{agency} kính đề nghị {wording.one_line(sender.to)} xem xét:", *said] if said else []
    return (
        opening,
        *full,
        *named,
        *asked,
        f"{agency} kính đề nghị {wording.one_line(sender.to)} xem xét, có ý kiến để thực hiện./.",
    )


def _source(head: Difficulty) -> str:
    """`Văn bản số 12/ABC ngày 03 tháng 02 năm 2026 của Sở Công Thương`, or how it came."""
    if head.letter_number or head.letter_on:
        number = f" số {head.letter_number}" if head.letter_number else ""
        day = f" {wording.day_words(head.letter_on)}" if head.letter_on else ""
        return f"Văn bản{number}{day} của {head.raised_by}"
    return f"ý kiến ngày {head.received_on:%d/%m/%Y} của {head.raised_by}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _ended(text: str) -> str:
    text = wording.one_line(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."
