"""Letters to one agency about its tasks: who is given what, a reminder of a report, and the report form on paper.

They are in Vietnamese whoever makes them; their words are a draft for the officer, who edits them in Word.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify

from nscl.documents import rendering
from nscl.documents.rendering import wording
from nscl.documents.rendering.model import Annex, Column, Official, Paragraph, Row, Signature, Table
from nscl.foundation import clock
from nscl.interfaces.plan_papers import Sender, named
from nscl.plans.models import AgencyReport, AskedTask, Duty, Plan, ReportRound, Task
from nscl.plans.queries.reports.agency import Work
from nscl.shared import periods
from nscl.shared.vietnamese import fold


@dataclass(frozen=True)
class Given:
    """A task as the letter's annex lists it."""

    plan: Plan
    task: Task
    role: str


def of_work(work: Work) -> list[Given]:
    """The tasks of an agency's page, in its order."""
    return [
        Given(part.plan, told.task, role)
        for part in work.parts
        for role, found in (("Chủ trì", part.leads), ("Phối hợp", part.cooperates))
        for told in found
    ]


def of_asked(asked: Iterable[AskedTask]) -> list[Given]:
    """The tasks that a round asks an agency about."""
    words = {AskedTask.Role.LEAD.value: "Chủ trì", AskedTask.Role.COOPERATING.value: "Phối hợp"}
    return [Given(one.wording.plan, one.wording, words[one.role]) for one in asked]


@translation.override(settings.LANGUAGE_CODE)
def assignment(work: Work, sender: Sender) -> Official:
    """What the plans ask of the agency this year, with its tasks and duties and the report form as annexes."""
    given = of_work(work)
    duties = [entry.item for part in work.parts for entry in part.duties if isinstance(entry.item, Duty)]
    plans = [part.plan for part in work.parts]
    agency = wording.one_line(sender.agency)
    points = [f"Tổ chức thực hiện {len(given)} nhiệm vụ nêu tại Phụ lục 1, đưa vào chương trình công tác năm "
              f"{sender.year} của cơ quan."] if given else []  # fmt: skip
    if duties:
        points.append("Thực hiện các trách nhiệm được giao: " + _joined(duties))
    points.append(f"Báo cáo kết quả theo mẫu kèm theo, gửi về {agency}{_by(sender.answer_by)} để tổng hợp.")
    body = [
        f"Thực hiện {_named(plans)}, {agency} đề nghị {work.agency.name} quan tâm thực hiện một số nội dung sau:",
        *(f"{number}. {point}" for number, point in enumerate(points, 1)),
        f"{agency} đề nghị {work.agency.name} phối hợp thực hiện./.",
    ]
    return _letter(sender, work.agency.name, f"thực hiện nhiệm vụ được giao năm {sender.year}", body, given)


@translation.override(settings.LANGUAGE_CODE)
def reminder(round_: ReportRound, report: AgencyReport, given: Sequence[Given], sender: Sender) -> Official:
    """Asks for the report of a round that has not come."""
    agency = wording.one_line(sender.agency)
    due = sender.answer_by or clock.day_after(round_.due_on)
    plans = list({one.plan.pk: one.plan for one in given}.values())
    body = [
        f"Thực hiện {_named(plans)}, {agency} đề nghị {report.agency.name} báo cáo kết quả thực hiện các nhiệm vụ "
        f"được giao ({round_.name}).",
        f"Đến nay {agency} chưa nhận được báo cáo của {report.agency.name}. Đề nghị gửi báo cáo theo mẫu kèm theo về "
        f"{agency}{_by(due)}, bằng văn bản hoặc nhập trực tiếp trên hệ thống, để tổng hợp.",
        *([round_.note] if round_.note else []),
        f"{agency} đề nghị {report.agency.name} quan tâm phối hợp./.",
    ]
    return _letter(sender, report.agency.name, f"đôn đốc báo cáo kết quả thực hiện nhiệm vụ ({round_.name})", body,
                   given)  # fmt: skip


@translation.override(settings.LANGUAGE_CODE)
def blank_form(round_: ReportRound, report: AgencyReport, given: Sequence[Given]) -> Official:
    """The report of the agency to be filled in on paper or in Word: its own tasks stand there already."""
    plans = list({one.plan.pk: one.plan for one in given}.values())
    return Official(
        issuer=report.agency.name,
        year=round_.year,
        kind="Báo cáo",
        subject=f"Kết quả thực hiện nhiệm vụ được giao ({round_.name})",
        body=(
            Paragraph(f"Thực hiện {_named(plans)}, {report.agency.name} báo cáo kết quả như sau:"),
            *_sheet(given),
            Paragraph("Nội dung khác, kiến nghị chung: " + "." * 120),
        ),
        signatures=(Signature("Thủ trưởng cơ quan", ""),),
        recipients=("Sở Khoa học và Công nghệ", "Lưu: VT"),
    )


def zipped(letters: Iterable[tuple[str, Official]], step: Callable[[int], None] | None = None) -> bytes:
    """Letters in Word, each under its agency's name, in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, letter) in enumerate(letters, 1):
            archive.writestr(f"{number:03d}-{stem(name)}.docx", rendering.docx(letter))
            if step:
                step(1)
    return out.getvalue()


def stem(name: str) -> str:
    return slugify(fold(name))[:60] or "co-quan"


def _letter(sender: Sender, to: str, subject: str, body: Sequence[str], given: Sequence[Given]) -> Official:
    annexes = (Annex("Nhiệm vụ được giao", (_tasks(given),), landscape=True),) if given else ()
    return Official(
        parent=sender.parent, issuer=sender.agency, symbol=sender.symbol, place=sender.place, year=sender.year,
        subject=subject, addressees=(to,), body=tuple(Paragraph(text) for text in body),
        signatures=(Signature(sender.title, sender.name),), recipients=("Như trên", "Lưu: VT"),
        annexes=(*annexes, Annex("Mẫu báo cáo kết quả thực hiện nhiệm vụ", tuple(_sheet(given)), landscape=True)),
    )  # fmt: skip


def _named(plans: Sequence[Plan]) -> str:
    """The plan as a letter names it; two or three are all named."""
    if not plans:
        return "các kế hoạch của tỉnh"
    return " và ".join(named(plan) for plan in plans[:3])


def _by(day: dt.date | None) -> str:
    return f" trước {wording.day_words(day)}" if day else ""


def _joined(duties: Sequence[Duty]) -> str:
    told = [words.rstrip(" .;") for duty in duties for words in (duty.duties or [duty.text])]
    return "; ".join(word for word in told if word) + "."


def _when(task: Task) -> str:
    return task.when_text or (periods.show(task.when) if task.when else "")


def _tasks(given: Sequence[Given]) -> Table:
    columns = (
        Column("STT", 0.9, "center"), Column("Nhiệm vụ", 7), Column("Vai trò", 1.6), Column("Thời gian", 2),
        Column("Sản phẩm", 3), Column("Kế hoạch", 2.4),
    )  # fmt: skip
    rows = (
        Row((n, one.task.title, one.role, _when(one.task), "\n".join(one.task.outputs), one.plan.number))
        for n, one in enumerate(given, 1)
    )
    return Table(columns, tuple(rows))


def _sheet(given: Sequence[Given]) -> Iterable[Table]:
    """The table that an agency fills in; three empty lines where no task is named."""
    columns = (
        Column("STT", 0.9, "center"), Column("Nhiệm vụ", 5), Column("Tình trạng", 2.4),
        Column("Kết quả, số liệu", 5), Column("Khó khăn, kiến nghị", 3.6),
    )  # fmt: skip
    named_tasks = [one.task.title for one in given] or ["", "", ""]
    yield Table(columns, tuple(Row((n, title, "", "", "")) for n, title in enumerate(named_tasks, 1)))
