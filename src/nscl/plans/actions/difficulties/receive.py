"""A difficulty comes in: from an agency itself, or typed in for whoever wrote, rang or spoke."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.documents.rules.numbers import clean_number
from nscl.foundation import audit, clock, numbering
from nscl.organisations.models import Province
from nscl.plans.access import difficulties as access
from nscl.plans.actions.difficulties.common import Paper, forbid_future, needed, save, step
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.plans.queries.difficulties import proposed_due
from nscl.plans.states.difficulties import DIFFICULTY
from nscl.shared.errors import DomainError

SERIES = "difficulty"
FIELDS = (
    "received_on", "channel", "agency", "entity", "raised_by", "plan", "task", "content", "title", "text",
    "letter_number", "letter_on", "due_on",
)  # fmt: skip
Verb = DifficultyStep.Verb


def receive(
    *,
    province: Province,
    values: Mapping[str, Any],
    by: User,
    responsible: User | None = None,
    on_behalf: bool = False,
    uploads: Sequence[Upload] = (),
) -> Difficulty:
    """Enter it in the register with the next number; with `responsible` it is theirs at once.

    Without a day for the answer the province's term proposes one. An agency that enters its own names neither.
    """
    with transaction.atomic():
        made = Difficulty(province=province, on_behalf=on_behalf, recorded_at=clock.now(), recorded_by=by)
        if not access.may(by, access.REPORT, made):
            raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
        for name, value in cleaned(values).items():
            setattr(made, name, value)
        check(made)
        made.due_on = made.due_on or proposed_due(province.pk, made.received_on)
        made.letter = Paper(made.letter_number).registered()
        made.year = made.received_on.year
        made.number = numbering.take(province_id=province.pk, series=SERIES, year=made.year)
        made.code = f"KK-{made.year}-{made.number:03}"
        made.save(force_insert=True)
        step(
            made, Verb.RECEIVED, by=by, on=made.received_on, text=made.text, uploads=uploads, on_behalf=on_behalf,
            paper=Paper(made.letter_number, made.letter_on),
        )  # fmt: skip
        audit.record("difficulty.received", made, by=by, detail={"on_behalf": on_behalf})
        if responsible is not None:
            give(made, responsible, by, on=made.received_on)
    return made


def give(difficulty: Difficulty, responsible: User, by: User, text: str = "", on: dt.date | None = None) -> None:
    """The difficulty, held by the caller, is this person's from that day on, today's where none is told."""
    if not access.can_work(responsible, difficulty):
        raise DomainError(
            "invalid", _("Người này không xử lý khó khăn, kiến nghị ở tỉnh. Hãy chọn người khác."), "responsible"
        )
    difficulty.responsible = responsible
    save(difficulty, "responsible")
    DIFFICULTY.run(difficulty, "assign", by=by, detail={"to": responsible.pk})
    step(difficulty, Verb.ASSIGNED, by=by, on=on, text=text)


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept: lines without double blanks, a name for whoever raised it."""
    out = {name: values[name] for name in FIELDS if name in values}
    for name in ("title", "raised_by"):
        if name in out:
            out[name] = " ".join(str(out[name] or "").split())[:300]
    if "letter_number" in out:
        out["letter_number"] = clean_number(out["letter_number"] or "")
    if "text" in out:
        out["text"] = str(out["text"] or "").strip()
    source = out.get("agency") or out.get("entity")
    if source is not None:
        out["raised_by"] = source.name
    return out


def check(difficulty: Difficulty) -> None:
    """What makes a difficulty whole. Raises `DomainError` with the field at fault."""
    needed(difficulty.title, "title", _("Hãy ghi tóm tắt khó khăn, kiến nghị."))
    needed(difficulty.raised_by, "raised_by", _("Hãy ghi ai nêu: chọn cơ quan, doanh nghiệp hoặc ghi tên."))
    forbid_future(difficulty.received_on, "received_on")
    if difficulty.received_on < dt.date(2000, 1, 1):
        raise DomainError("invalid", _("Ngày nhận phải từ năm 2000 trở đi."), "received_on")
    if difficulty.agency_id and difficulty.entity_id:
        raise DomainError("invalid", _("Chỉ chọn cơ quan hoặc doanh nghiệp, không chọn cả hai."), "agency")
    if difficulty.due_on and difficulty.due_on < difficulty.received_on:
        raise DomainError("invalid", _("Hạn trả lời không thể trước ngày nhận."), "due_on")
    if difficulty.letter_on and difficulty.letter_on > difficulty.received_on:
        raise DomainError("invalid", _("Ngày văn bản không thể sau ngày nhận."), "letter_on")
    if difficulty.task and difficulty.plan and difficulty.task.plan_id != difficulty.plan_id:
        raise DomainError("invalid", _("Nhiệm vụ này không thuộc kế hoạch đã chọn."), "task")
