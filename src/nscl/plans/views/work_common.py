"""What every view of a task in a year begins with: the plan, the task, the year, what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from nscl.accounts.models import User
from nscl.accounts.queries.people import working
from nscl.foundation import clock, tenancy
from nscl.organisations.models import Agency
from nscl.organisations.queries import in_force
from nscl.plans import access
from nscl.plans.actions.work.common import FOLLOW
from nscl.plans.models import Plan, Task, TaskStep
from nscl.plans.queries.review import Entry
from nscl.plans.queries.work import TaskPage, task_entry, task_page
from nscl.plans.rules.years import MOST_YEARS, falls, years_of
from nscl.plans.views.page_frame import frame

CONFLICT, REFUSED = 409, 422


@dataclass
class Here:
    """Where a view stands. `context` is what `plans/pages/frame.html` needs."""

    user: User
    plan: Plan
    entry: Entry
    year: int
    context: dict[str, Any]

    @property
    def task(self) -> Task:
        assert isinstance(self.entry.item, Task)
        return self.entry.item

    @property
    def follows(self) -> bool:
        """Whether the person may change what stands in the year."""
        return self.plan.status == Plan.Status.IN_FORCE and access.may(self.user, FOLLOW, self.plan)

    @property
    def url(self) -> str:
        return f"{reverse('plan_task', args=[self.plan.pk, self.task.pk])}?nam={self.year}"

    def page(self) -> TaskPage:
        return task_page(self.entry, self.year)

    def require(self) -> None:
        if not access.may(self.user, FOLLOW, self.plan):
            raise PermissionDenied(FOLLOW)

    def back(self) -> HttpResponse:
        return redirect(self.url)


def here(request: HttpRequest, pk: int, task_pk: int) -> Here:
    """404 for a task that is none of this plan, or of one that the person may not see."""
    plan, context = frame(request, pk, "plan_tasks")
    entry = task_entry(plan.pk, task_pk)
    if entry is None:
        raise Http404("task")
    assert isinstance(request.user, User)
    asked = request.POST.get("nam") or request.GET.get("nam") or ""
    return Here(request.user, plan, entry, chosen_year(request, plan, asked), context)


def step_here(request: HttpRequest, pk: int, task_pk: int, step_pk: int) -> tuple[Here, TaskStep]:
    """A step of the task, for those who follow tasks; the year is the step's."""
    found = here(request, pk, task_pk)
    rows = TaskStep.objects.select_related("task_year", "responsible")
    step = rows.filter(pk=step_pk, task_year__task_id__in=found.task.roots).first()
    if step is None:
        raise Http404("step")
    found.require()
    found.year = step.task_year.year
    return found, step


def chosen_year(request: HttpRequest, plan: Plan, asked: str) -> int:
    """The year asked for, else the one of the top bar, within the plan's."""
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    wanted = wanted or getattr(request, "year", None) or clock.today().year
    first, last = bounds(plan)
    return min(max(wanted, first), last)


def bounds(plan: Plan) -> tuple[int, int]:
    """First and last year in which a task of the plan may be work."""
    this = clock.today().year
    first = plan.period_from or this
    return first, max(first, plan.period_to or this, plan.horizon or 0)


def shown_years(plan: Plan, task: Task, page: TaskPage) -> list[tuple[int, bool]]:
    """The years to choose among, each with whether the task is work of it: the plan's period and what runs beyond."""
    first, most = bounds(plan)
    last = plan.period_to or most
    span = years_of(task.when, first, last)
    last = min(max([last, *(page.years), *([span[1]] if span else [])]), most)
    start = first if last - first < MOST_YEARS else max(first, min(page.year.year, last - MOST_YEARS + 1))
    return [(y, falls(task.when, first, last, y)) for y in range(start, min(last, start + MOST_YEARS - 1) + 1)]


def people(plan: Plan) -> QuerySet[User]:
    """Who may be given tasks of the plan: those who follow tasks where its province is today."""
    scope = tenancy.current()
    return working(scope.writable if scope else frozenset({plan.province_id}), permission=FOLLOW)


def units(plan: Plan, *more: int | None) -> QuerySet[Agency]:
    """Agencies of the province in force today, and those named that are no more."""
    scope = tenancy.current()
    own = scope.writable if scope else frozenset({plan.province_id})
    kept = [pk for pk in more if pk]
    today = in_force(clock.today())
    rows = Agency.objects.filter((Q(province_id__in=own) & today) | Q(pk__in=kept))
    return rows.order_by("sort_key", "id")


__all__ = [
    "CONFLICT",
    "REFUSED",
    "Here",
    "bounds",
    "chosen_year",
    "here",
    "people",
    "shown_years",
    "step_here",
    "units",
]
