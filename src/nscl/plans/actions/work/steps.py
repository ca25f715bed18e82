"""The steps of a task in a year: added, corrected, done, set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans.actions.common import forbid_unless
from nscl.plans.actions.work.common import FOLLOW, WorkConflict, check_person, locked_row, locked_year
from nscl.plans.models import Task, TaskStep, TaskYear
from nscl.shared.errors import DomainError

MOST_STEPS = 100


@dataclass(frozen=True)
class NewStep:
    title: str
    due_on: dt.date
    responsible: User | None = None


def add_step(
    *, task: Task, year: int, title: str, due_on: dt.date | None, responsible: User | None, by: User
) -> TaskStep:
    """One more step of the task in that year, due at the end of the day `due_on`."""
    _check_day(due_on, year)
    assert due_on is not None
    return add_steps(task=task, year=year, steps=[NewStep(title, due_on, responsible)], by=by)[0]


def add_steps(*, task: Task, year: int, steps: Sequence[NewStep], by: User) -> list[TaskStep]:
    """Several steps at once, all or none; one audit row each."""
    if not steps:
        raise DomainError("invalid", _("Hãy đánh dấu ít nhất một bước."), "steps")
    with transaction.atomic():
        row = locked_year(task=task, year=year, by=by, version=None, submitted={})
        _check_open(row)
        before = TaskStep.objects.filter(task_year=row).count()
        if before + len(steps) > MOST_STEPS:
            raise DomainError("many", _("Một nhiệm vụ trong một năm có nhiều nhất %(n)s bước.") % {"n": MOST_STEPS})
        made = []
        for number, new in enumerate(steps, before + 1):
            _check_day(new.due_on, year)
            check_person(new.responsible, row.province_id)
            step = TaskStep(
                province_id=row.province_id, task_year=row, position=number, title=_title(new.title),
                due_on=new.due_on, responsible=new.responsible, recorded_at=clock.now(), recorded_by=by,
            )  # fmt: skip
            step.save(force_insert=True)
            audit.record("task_step.added", step, by=by, detail={"task_year": row.pk})
            made.append(step)
    return made


def edit_step(
    *, step: TaskStep, version: int, title: str, due_on: dt.date | None, responsible: User | None, by: User
) -> TaskStep:
    """Correct a step that is neither done nor set aside."""
    sent = {"title": title, "due_on": due_on, "responsible": responsible}
    with transaction.atomic():
        row, found = _held(step, by, version, sent)
        _check_open(row)
        _must_be_open(found)
        _check_day(due_on, row.year)
        if responsible is not None and responsible.pk != found.responsible_id:
            check_person(responsible, row.province_id)
        new = {"title": _title(title), "due_on": due_on, "responsible_id": responsible.pk if responsible else None}
        changed = [name for name, value in new.items() if getattr(found, name) != value]
        for name in changed:
            setattr(found, name, new[name])
        if changed:
            _save(found, *changed)
            audit.record("task_step.edited", found, by=by, detail={"fields": changed})
    return found


def complete_step(*, step: TaskStep, version: int, done_on: dt.date | None, by: User) -> TaskStep:
    """The step was done on that day, today where none is told. A task not begun yet begins with it."""
    day = done_on or clock.today()
    if day > clock.today():
        raise DomainError("invalid", _("Ngày xong không thể ở sau hôm nay."), "done_on")
    with transaction.atomic():
        row, found = _held(step, by, version, {"done_on": day})
        _check_open(row)
        _must_be_open(found)
        found.done_on, found.done_by = day, by
        _save(found, "done_on", "done_by")
        audit.record("task_step.completed", found, by=by)
        if row.status == TaskYear.Status.NOT_STARTED:
            _begin(row, by)
    return found


def reopen_step(*, step: TaskStep, version: int, by: User) -> TaskStep:
    """The step was not done after all."""
    with transaction.atomic():
        row, found = _held(step, by, version, {})
        _check_open(row)
        if found.done_on is None:
            raise DomainError("state", _("Bước này chưa ghi là đã xong. Hãy tải lại trang."))
        found.done_on, found.done_by = None, None
        _save(found, "done_on", "done_by")
        audit.record("task_step.reopened", found, by=by)
    return found


def void_step(*, step: TaskStep, version: int, reason: str, by: User) -> TaskStep:
    """Set a step aside, for a reason; it stays to be seen."""
    reason = " ".join(reason.split())[:500]
    with transaction.atomic():
        _row, found = _held(step, by, version, {"reason": reason})
        _must_be_open(found)
        if not reason:
            raise DomainError("invalid", _("Hãy ghi lý do bỏ bước này."), "reason")
        found.voided_at, found.voided_by, found.void_reason = clock.now(), by, reason
        _save(found, "voided_at", "voided_by", "void_reason")
        audit.record("task_step.voided", found, by=by)
    return found


def _held(step: TaskStep, by: User, version: int, sent: Mapping[str, object]) -> tuple[TaskYear, TaskStep]:
    """The step and its task's year as they stand, held."""
    row = locked_row(TaskYear(pk=step.task_year_id), by, None, {})
    found = TaskStep.objects.select_related("responsible").filter(pk=step.pk, task_year=row).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy bước này. Hãy tải lại trang."))
    forbid_unless(by, FOLLOW, found)
    if found.version != version:
        raise WorkConflict(found, sent)
    return row, found


def _begin(row: TaskYear, by: User) -> None:
    from nscl.plans.actions.work.state import moved

    moved(row, "start", "", by)


def _save(step: TaskStep, *fields: str) -> None:
    step.version += 1
    step.save(update_fields=[*fields, "version"])


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise DomainError("invalid", _("Hãy ghi bước ấy là việc gì."), "title")
    if len(title) > 300:
        raise DomainError("invalid", _("Tên bước dài quá 300 chữ. Hãy rút gọn."), "title")
    return title


def _check_day(day: dt.date | None, year: int) -> None:
    """Within the year; what runs over is finished by the end of January, as the money of the year is."""
    if day is None:
        raise DomainError("invalid", _("Hãy ghi hạn của bước."), "due_on")
    if not dt.date(year, 1, 1) <= day <= dt.date(year + 1, 1, 31):
        raise DomainError(
            "invalid",
            _("Hạn phải trong năm %(year)s, muộn nhất là 31/01/%(next)s.") % {"year": year, "next": year + 1},
            "due_on",
        )


def _check_open(row: TaskYear) -> None:
    if not row.is_open:
        raise DomainError(
            "state",
            _("Nhiệm vụ của năm này %(state)s. Hãy mở lại nhiệm vụ trước khi sửa các bước.")
            % {"state": str(row.get_status_display()).lower()},
        )


def _must_be_open(step: TaskStep) -> None:
    if step.done_on is not None:
        raise DomainError("state", _("Bước này đã ghi xong. Hãy mở lại bước trước khi sửa."))
    if step.voided_at is not None:
        raise DomainError("state", _("Bước này đã bỏ nên không sửa được nữa."))
