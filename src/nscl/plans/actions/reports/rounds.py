"""A round is opened in one step: for each agency of the plans chosen a report, with the tasks it is asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nscl.accounts.models import Membership, User
from nscl.foundation import audit, clock
from nscl.plans.access import reports as access
from nscl.plans.actions.reports.common import forbidden, locked_round
from nscl.plans.models import AgencyReport, AskedTask, Plan, ReportRound, ReportRoundPlan
from nscl.plans.queries.reports import rounds
from nscl.plans.queries.reports.asking import Asked, asking
from nscl.shared.errors import DomainError

BATCH = 1000


@dataclass(frozen=True)
class Head:
    """What the officer says of a round."""

    name: str
    opens_on: dt.date
    due_on: dt.date
    note: str = ""


class Stale(DomainError):
    """Somebody else changed the round first."""

    def __init__(self, current: ReportRound) -> None:
        super().__init__("conflict", _("Người khác vừa sửa đợt báo cáo này. Hãy so hai bản rồi lưu lại."))
        self.current = current


def open_round(
    *, membership: Membership, year: int, half: str, head: Head, plans: Sequence[Plan], by: User,
    without: Collection[int] = (),
) -> ReportRound:  # fmt: skip
    """Open a round of the membership's province about these plans; `without` are agencies not to be asked."""
    if membership.province_id is None or not access.may_receive(by, membership):
        raise forbidden()
    with transaction.atomic():
        _check(head)
        usable = list(rounds.open_plans(year).filter(pk__in=[plan.pk for plan in plans]))
        asked = [one for one in asking(usable, year).agencies if one.agency.pk not in without]
        if not asked:
            raise DomainError(
                "nobody", _("Không có cơ quan nào để hỏi: hãy chọn ít nhất một kế hoạch có giao nhiệm vụ."), "plans"
            )
        found = ReportRound(
            province_id=membership.province_id, year=year, half=half, created_at=clock.now(), created_by=by,
            **_values(head),
        )  # fmt: skip
        _insert(found)
        ReportRoundPlan.objects.bulk_create(
            ReportRoundPlan(province_id=found.province_id, round=found, plan=plan) for plan in usable
        )
        _ask(found, asked)
        audit.record("report_round.opened", found, by=by, detail={"agencies": len(asked), "plans": len(usable)})
    return found


def change_round(*, round: ReportRound, head: Head, version: int, by: User) -> ReportRound:
    """Change name, days or note. Raises `Stale` when somebody else was first."""
    with transaction.atomic():
        found = locked_round(round, by)
        _still_open(found)
        if found.version != version:
            raise Stale(found)
        _check(head)
        for name, value in _values(head).items():
            setattr(found, name, value)
        found.version += 1
        found.save(update_fields=["name", "opens_on", "due_on", "note", "version"])
        audit.record("report_round.changed", found, by=by)
    return found


def refresh_round(*, round: ReportRound, by: User) -> tuple[int, int]:
    """Ask also the agencies and tasks that the plans have given since; how many of each came. Nothing is taken away."""
    with transaction.atomic():
        found = locked_round(round, by)
        _still_open(found)
        new = rounds.new_in(found, rounds.plans_of(found), rounds.standing(found))
        _ask(found, new.agencies)
        agencies, tasks = len(new.agencies), _ask_more(found, new)
        if new:
            audit.record("report_round.refreshed", found, by=by, detail={"agencies": agencies, "tasks": tasks})
    return agencies, tasks


def end_round(*, round: ReportRound, reason: str, by: User) -> ReportRound:
    """Close a round, for a reason: everything has come, or it was opened by mistake. Nothing of it is lost."""
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise DomainError("reason", _("Hãy ghi lý do."), "reason")
    with transaction.atomic():
        found = locked_round(round, by)
        _still_open(found)
        found.ended_at, found.ended_by, found.end_reason = clock.now(), by, reason
        found.save(update_fields=["ended_at", "ended_by", "end_reason"])
        audit.record("report_round.ended", found, by=by)
    return found


def _values(head: Head) -> dict[str, object]:
    return {"name": head.name, "opens_on": head.opens_on, "due_on": head.due_on, "note": head.note}


def _check(head: Head) -> None:
    if head.due_on < head.opens_on:
        raise DomainError("days", _("Hạn gửi không thể đứng trước ngày mở."), "due_on")


def _still_open(round_: ReportRound) -> None:
    if not round_.is_open:
        raise DomainError("ended", _("Đợt báo cáo này đã đóng. Hãy tải lại trang."))


def _insert(round_: ReportRound) -> None:
    try:
        with transaction.atomic():
            round_.save(force_insert=True)
    except IntegrityError as error:
        if "reportround_once" not in str(error):
            raise
        told = _("Năm %(year)s đã có đợt “%(half)s” đang mở. Hãy dùng đợt ấy, hoặc chọn “Đợt khác”.")
        words = {"year": round_.year, "half": round_.get_half_display()}
        raise DomainError("known", told % words, "half") from error


def _ask(round_: ReportRound, asked: Iterable[Asked]) -> None:
    """A report with its tasks for each of these agencies."""
    wanted = list(asked)
    made = AgencyReport.objects.bulk_create(
        [AgencyReport(province_id=round_.province_id, round=round_, agency=one.agency) for one in wanted],
        batch_size=BATCH,
    )
    rows = [
        AskedTask(province_id=round_.province_id, report=report, task_id=task, role=role, position=position)
        for report, one in zip(made, wanted, strict=True)
        for position, (task, role) in enumerate(one.tasks(), 1)
    ]
    AskedTask.objects.bulk_create(rows, batch_size=BATCH)


def _ask_more(round_: ReportRound, new: rounds.New) -> int:
    """New tasks of agencies that are asked already, after those that they were asked about."""
    last = dict(
        AskedTask.objects.filter(report__in=[report for report, _asked in new.tasks])
        .order_by()
        .values_list("report_id")
        .annotate(last=Max("position"))
    )
    rows = [
        AskedTask(province_id=round_.province_id, report=report, task_id=task, role=role, position=position)
        for report, asked in new.tasks
        for position, (task, role) in enumerate(asked.tasks(), last.get(report.pk, 0) + 1)
    ]
    AskedTask.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
