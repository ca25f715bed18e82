"""What the plans of a province bring to the page "Việc hôm nay"."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator

from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import EACH, Asking, DueItem, FirstStep, Row, Rows, RunningBar, Standing, WaitingItem
from nscl.organisations.models import Province
from nscl.plans import queries, words
from nscl.plans.models import Deadline, Plan
from nscl.plans.queries.tasks import occurrences
from nscl.shared.vietnamese import fold

AHEAD = dt.timedelta(days=60)
TOLD = JSONObject(
    number="number", kind="kind", title="title", province="province__name", period_from="period_from",
    period_to="period_to",
)  # fmt: skip
"""What the name of a plan is made of."""
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
    local = asking.membership is not None and asking.membership.province_id is not None
    for falling in sorted(found, key=lambda o: (o.on, o.deadline.plan_id, o.deadline.pk))[:EACH]:
        plan = falling.deadline.plan
        who = Truncator(falling.deadline.by).chars(70)
        label = _("%(who)s báo cáo") % {"who": who} if who else _("Báo cáo theo kế hoạch")
        yield DueItem(label, _name(plan, local), falling.on, reverse("plan_deadlines", args=[plan.pk]), overdue=False)


def _asks(deadline: Deadline, asking: Asking) -> bool:
    """Whether the deadline concerns this person: all do whoever follows reports; others, theirs and everybody's."""
    if not deadline.by or asking.user.has_perm("agency_reports.view"):
        return True
    agency = asking.membership.agency if asking.membership else None
    by = fold(deadline.by)
    return any(word in by for word in EVERYBODY) or (agency is not None and fold(agency.name) in by)


def rows(standing: Standing) -> Iterator[Rows]:
    """Drafts that this person may review, the newest first; how far the period of each plan in force has run."""
    scope = tenancy.current()
    if scope is None:
        return
    if scope.writable and standing.may("plans.edit"):
        drafts = queries.plans_of(scope).filter(status=Plan.Status.DRAFT).order_by("-created_at", "-id")
        yield Rows(drafts, {"one": TOLD, "number": "doubt_count", "about": "amendment"}, _draft(standing))
    if standing.may("plans.view"):
        in_force = Plan.objects.filter(status=Plan.Status.IN_FORCE, province__within=scope.readable)
        if not standing.local:
            in_force = in_force.filter(period_to__gte=standing.today.year)
        yield Rows(in_force.order_by("-period_to", "-id"), {"one": TOLD}, _bar(standing))


def _draft(standing: Standing) -> Callable[[Row], WaitingItem]:
    def show(row: Row) -> WaitingItem:
        begun = _("Soạn bản sửa đổi: %(asking)s") if row.about else _("Rà soát: %(asking)s")
        doubts = row.number or 0
        detail = (
            _("%(doubts)s điểm nghi vấn") % {"doubts": doubts} if doubts else _("không còn điểm nghi vấn, chờ xác nhận")
        )
        label = begun % {"asking": _name(_plan(row), standing.local)}
        return WaitingItem(label, detail, reverse("plan_review", args=[row.pk]), "file-pencil", doubts or None)

    return show


def _bar(standing: Standing) -> Callable[[Row], RunningBar]:
    """A plan whose period is over is still its province's to end."""

    def show(row: Row) -> RunningBar:
        plan = _plan(row)
        assert plan.period_from is not None
        assert plan.period_to is not None
        first, end = dt.date(plan.period_from, 1, 1), dt.date(plan.period_to, 12, 31)
        total = (end - first).days + 1
        done = min(max((standing.today - first).days, 0), total)
        figure = _stage(plan.period_from, plan.period_to, standing.today.year)
        return RunningBar(_name(plan, standing.local), done, total, figure, reverse("plan_overview", args=[row.pk]))

    return show


def _plan(row: Row) -> Plan:
    """As much of the plan as its name takes."""
    told = json.loads(row.one)
    return Plan(province=Province(name=told.pop("province")), **told)


def first_steps(asking: Asking) -> Iterator[FirstStep]:
    scope = tenancy.current()
    if scope is not None and scope.writable and asking.user.has_perm("plans.edit"):
        yield FirstStep(_("Tải kế hoạch lên"), reverse("plan_upload"), "file-upload")


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


def _name(plan: Plan, local: bool) -> str:
    """`683/KH-UBND, 2021–2030`, else the title's beginning; for those who see many provinces, which one it is."""
    if not plan.number:
        return Truncator(words.title(plan) or _("bản thảo chưa có tên")).chars(80)
    years = "–".join(str(y) for y in dict.fromkeys((plan.period_from, plan.period_to)) if y)
    where = "" if local else plan.province.name
    return ", ".join(part for part in (plan.number, where, years) if part)
