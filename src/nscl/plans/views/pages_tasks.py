"""Tasks by agency, by year and as a table; who is charged with what; an agency's own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.foundation.templatetags.components import Tab
from nscl.organisations.models import Agency
from nscl.plans import access, queries, words
from nscl.plans.access.reports import opens_work
from nscl.plans.actions.work.common import FOLLOW
from nscl.plans.forms.filters import TaskFilter
from nscl.plans.forms.work import AssignForm
from nscl.plans.models import Plan, Task, TaskYear
from nscl.plans.queries import Entry, TaskGroup
from nscl.plans.queries.pages import entries, part_of, renamed
from nscl.plans.queries.work import with_year, years_among
from nscl.plans.rules.years import MOST_YEARS, years_of
from nscl.plans.views.page_frame import frame
from nscl.plans.views.work_common import people, units
from nscl.shared import periods
from nscl.shared.vietnamese import fold, sort_key

VIEWS = (
    ("co-quan", gettext_lazy("Theo cơ quan"), "building"),
    ("nam", gettext_lazy("Theo năm"), "calendar"),
    ("bang", gettext_lazy("Bảng"), "table"),
)
LAST = 9999


@login_required
@require_safe
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_tasks")
    chosen = request.GET.get("xem", "")
    if chosen not in {name for name, _, _ in VIEWS}:
        chosen = VIEWS[0][0]
    here = reverse("plan_tasks", args=[plan.pk])
    context["views"] = [Tab(label, f"{here}?xem={name}", name == chosen, icon=icon) for name, label, icon in VIEWS]
    context["year"] = year = year_of(request)
    if chosen == "co-quan":
        groups = [group for group in queries.tasks_by_agency(plan) if group.leads or group.cooperates]
        with_states(groups, year)
        return render(request, "plans/pages/tasks_agency.html", {**context, "groups": with_today(plan, groups)})
    found = entries(plan, "nhiem-vu")["nhiem-vu"]
    if chosen == "nam":
        return render(request, "plans/pages/tasks_years.html", {**context, **timeline(plan, found)})
    with_year(found, year)
    context |= {**table(request, found), "assign_form": assign_form(request, plan, year)}
    return render(request, "plans/pages/tasks_table.html", context)


def assign_form(request: HttpRequest, plan: Plan, year: int) -> AssignForm | None:
    """To give the tasks that are ticked to somebody, for those who may."""
    assert isinstance(request.user, User)
    if plan.status != Plan.Status.IN_FORCE or not access.may(request.user, FOLLOW, plan):
        return None
    return AssignForm(initial={"nam": year}, people=people(plan), units=units(plan))


def year_of(request: HttpRequest) -> int:
    """The year in force that the person chose in the top bar."""
    return getattr(request, "year", None) or clock.today().year


def with_states(groups: Iterable[TaskGroup], year: int) -> None:
    """How each task of the groups stands in that year."""
    with_year([entry for group in groups for entry in (*group.leads, *group.cooperates)], year)


@dataclass
class GroupShown:
    """A group with what its agency is called today, where that is another; `nobodys`: the plan names no agency."""

    group: TaskGroup
    now: list[Agency]
    nobodys: bool


def with_today(plan: Plan, groups: list[TaskGroup]) -> list[GroupShown]:
    now = renamed(plan, [group.agency for group in groups if group.agency])
    return [GroupShown(g, now.get(g.agency.pk, []) if g.agency else [], _is_nobodys(g)) for g in groups]


def _is_nobodys(group: TaskGroup) -> bool:
    return not any(entry.mentions for entry in (*group.leads, *group.cooperates, *group.duties))


@dataclass
class TimelineRow:
    """A task with a mark for each year shown; `marks` are (year, falls in it, how it stands in it or None)."""

    entry: Entry
    marks: list[tuple[int, bool, TaskYear | None]]


def timeline(plan: Plan, found: list[Entry]) -> dict[str, object]:
    """Years of the plan across, tasks down; tasks whose time the plan does not tell stand apart."""
    first, last = plan.period_from, plan.period_to
    if first is None or last is None:
        return {"years": [], "rows": [], "untold": found}
    years = list(range(first, min(last, first + MOST_YEARS - 1) + 1))
    done = years_among([entry.item for entry in found if isinstance(entry.item, Task)], *years)
    rows, untold = [], []
    for entry in found:
        assert isinstance(entry.item, Task)
        span = years_of(entry.item.when, first, last)
        if span is None:
            untold.append(entry)
        first_year, last_year = span or (0, 0)
        states = [(y, first_year <= y <= last_year, done.get((entry.item.root_pk, y))) for y in years]
        if span is not None or any(row for _, _, row in states):
            rows.append(TimelineRow(entry, states))
    return {"years": years, "rows": rows, "untold": untold}


def table(request: HttpRequest, found: list[Entry]) -> dict[str, object]:
    """Rows that hold the words asked for, under the agency asked for, in the order asked for."""
    leads = sorted({m.name for e in found for m in e.lead}, key=sort_key)
    form = TaskFilter(request.GET, leads)
    asked = form.asked()
    text, lead = fold(asked["tim"]), asked.get("chu_tri", "")
    shown = [e for e in found if text in _searched(e) and (not lead or lead in {m.name for m in e.lead})]
    if asked["sap"]:
        shown.sort(key=_SORTS[asked["sap"]])
    filtered = bool(text or lead)
    return {"entries": shown, "total": len(found), "filters": form, "filtered": filtered}


def _searched(entry: Entry) -> str:
    assert isinstance(entry.item, Task)
    return fold(" ".join([entry.item.ref, entry.item.title, entry.item.text, *(m.name for m in entry.mentions)]))


def _by_lead(entry: Entry) -> tuple[bool, str]:
    return (False, sort_key(entry.lead[0].name)) if entry.lead else (True, "")


def _by_time(entry: Entry) -> int:
    """By the year it ends with, those done every year after them, those without a time last."""
    assert isinstance(entry.item, Task)
    if not entry.item.when:
        return LAST
    return periods.last_year(entry.item.when) or LAST - 1


def _by_title(entry: Entry) -> str:
    assert isinstance(entry.item, Task)
    return sort_key(entry.item.title)


_SORTS: dict[str, Callable[[Entry], Any]] = {"ten": _by_title, "co-quan": _by_lead, "thoi-gian": _by_time}


@login_required
@require_safe
def duties(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_duties")
    found = queries.tasks_by_agency(plan)
    with_states(found, year_of(request))
    groups = with_today(plan, found)
    context |= {"groups": groups, "named": [shown for shown in groups if not shown.nobodys]}
    return render(request, "plans/pages/duties.html", context)


@login_required
@require_safe
def agency(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
    """What one agency of the register has to do under this plan, its own and what it took over."""
    plan, context = frame(request, pk, "plan_duties")
    found = Agency.objects.filter(pk=agency_pk).first()
    if found is None:
        raise Http404("agency")
    shown = part_of(plan, found)
    if shown.is_empty:
        raise Http404("agency has no part in this plan")
    with_states([shown.group, *shown.inherited], year_of(request))
    due = [(deadline, words.due(deadline)) for deadline in shown.deadlines]
    context |= {"work": shown, "work_deadlines": due, "part": found.name}
    context["agency_open"] = opens_work(request.user, found.pk)
    return render(request, "plans/pages/agency.html", context)
