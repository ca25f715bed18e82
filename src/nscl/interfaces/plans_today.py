"""What the plans of a province bring to the page "Việc hôm nay"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import EACH, Asking, DueItem, FirstStep, RunningBar, WaitingItem
from nscl.plans import queries, words
from nscl.plans.models import Deadline, Plan
from nscl.plans.queries.tasks import occurrences
from nscl.shared.vietnamese import fold

AHEAD = dt.timedelta(days=60)
MANY = 200  # deadlines looked through; a province has a handful
EVERYBODY = ("cac ", "so, nganh", "so nganh", "co quan", "don vi", "dia phuong")
"""Words of a plan that mean all agencies, folded."""


def due(asking: Asking) -> Iterator[DueItem]:
    """Reports of plans in force that fall due within sixty days; who works for an agency that reports sees its own."""
    if not asking.user.has_perm("plans.view"):
        return
    rows = Deadline.objects.filter(plan__status=Plan.Status.IN_FORCE, discarded_at__isnull=True)
    found = [
        falling
        for deadline in rows.select_related("plan__province").order_by("-plan_id", "position", "id")[:MANY]
        if _asks(deadline, asking)
        for falling in occurrences(deadline.plan, deadline, asking.today, asking.today + AHEAD)
    ]
    for falling in sorted(found, key=lambda o: (o.on, o.deadline.plan_id, o.deadline.pk))[:EACH]:
        plan = falling.deadline.plan
        who = Truncator(falling.deadline.by).chars(70)
        label = _("%(who)s báo cáo") % {"who": who} if who else _("Báo cáo theo kế hoạch")
        yield DueItem(label, _name(plan, asking), falling.on, reverse("plan_deadlines", args=[plan.pk]), overdue=False)


def _asks(deadline: Deadline, asking: Asking) -> bool:
    """Whether the deadline concerns this person: all do whoever follows reports; others, theirs and everybody's."""
    if not deadline.by or asking.user.has_perm("agency_reports.view"):
        return True
    agency = asking.membership.agency if asking.membership else None
    by = fold(deadline.by)
    return any(word in by for word in EVERYBODY) or (agency is not None and fold(agency.name) in by)


def waiting(asking: Asking) -> Iterator[WaitingItem]:
    """Drafts that this person may review, the newest first."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not asking.user.has_perm("plans.edit"):
        return
    drafts = queries.plans_of(scope).filter(status=Plan.Status.DRAFT).order_by("-created_at", "-id")
    for plan in drafts[:EACH]:
        doubts: int = plan.doubt_count  # type: ignore[attr-defined]
        detail = (
            _("%(doubts)s điểm nghi vấn") % {"doubts": doubts} if doubts else _("không còn điểm nghi vấn, chờ xác nhận")
        )
        yield WaitingItem(
            _begun(plan) % {"asking": _name(plan, asking)},
            detail,
            reverse("plan_review", args=[plan.pk]),
            "file-pencil",
            doubts or None,
        )


def running(asking: Asking) -> Iterator[RunningBar]:
    """How far the period of each plan in force has run. A plan whose period is over is still its province's to end."""
    scope = tenancy.current()
    if scope is None or not asking.user.has_perm("plans.view"):
        return
    in_force = Plan.objects.filter(status=Plan.Status.IN_FORCE, province_id__in=scope.readable)
    if not _of_one_province(asking):
        in_force = in_force.filter(period_to__gte=asking.today.year)
    for plan in in_force.select_related("province").order_by("-period_to", "-id")[:EACH]:
        assert plan.period_from is not None
        assert plan.period_to is not None
        first, end = dt.date(plan.period_from, 1, 1), dt.date(plan.period_to, 12, 31)
        total = (end - first).days + 1
        done = min(max((asking.today - first).days, 0), total)
        figure = _stage(plan.period_from, plan.period_to, asking.today.year)
        yield RunningBar(_name(plan, asking), done, total, figure, reverse("plan_overview", args=[plan.pk]))


def first_steps(asking: Asking) -> Iterator[FirstStep]:
    scope = tenancy.current()
    if scope is not None and scope.writable and asking.user.has_perm("plans.edit"):
        yield FirstStep(_("Tải kế hoạch lên"), reverse("plan_upload"), "file-upload")


def _begun(plan: Plan) -> str:
    return _("Soạn bản sửa đổi: %(asking)s") if getattr(plan, "amendment", None) else _("Rà soát: %(asking)s")


def _stage(first: int, last: int, year: int) -> str:
    """`năm thứ 6/10`, `đã hết giai đoạn`, `từ năm 2027`."""
    if year > last:
        return _("đã hết giai đoạn")
    if year < first:
        return _("từ năm %(first)s") % {"first": first}
    return (
        _("năm thứ %(first)s/%(first_2)s") % {"first": year - first + 1, "first_2": last - first + 1}
        if last > first
        else _("năm %(last)s") % {"last": last}
    )


def _of_one_province(asking: Asking) -> bool:
    return asking.membership is not None and asking.membership.province_id is not None


def _name(plan: Plan, asking: Asking) -> str:
    """`683/KH-UBND, 2021–2030`, else the title's beginning; for those who see many provinces, which one it is."""
    if not plan.number:
        return Truncator(words.title(plan) or _("bản thảo chưa có tên")).chars(80)
    years = "–".join(str(y) for y in dict.fromkeys((plan.period_from, plan.period_to)) if y)
    where = "" if _of_one_province(asking) else plan.province.name
    return ", ".join(part for part in (plan.number, where, years) if part)
