"""The page of a task in a year: what the plan says, who has it, how it stands, its steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.foundation import clock
from nscl.foundation.templatetags.components import Step, Tab
from nscl.foundation.templatetags.words import day as day_words
from nscl.plans import access
from nscl.plans.actions import work
from nscl.plans.actions.work.common import FOLLOW
from nscl.plans.forms.work import AssignForm, NoteForm, StateForm, StepForm
from nscl.plans.models import Task, TaskYear
from nscl.plans.queries.work import TaskPage
from nscl.plans.states import TASK_YEAR
from nscl.plans.views.page_frame import frame
from nscl.plans.views.task_parts import parts
from nscl.plans.views.work_common import CONFLICT, REFUSED, Here, chosen_year, here, people, shown_years, units
from nscl.shared.errors import DomainError

MOST_AT_ONCE = 500


@login_required
@require_safe
def task(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    return show(request, here(request, pk, task_pk))


def show(request: HttpRequest, at: Here, *, status: int = 200, error: str = "", **forms: Any) -> HttpResponse:
    """The page; after a refusal with the form as it was filled in, and why."""
    page = at.page()
    first = {"nam": at.year, "version": page.year.version}
    context = {
        **at.context,
        "page": page,
        "task": at.task,
        "entry": at.entry,
        "row": page.year,
        "year": at.year,
        "years": [(Tab(str(y), f"?nam={y}", y == at.year), falls, page.years.get(y)) for y, falls in years(at, page)],
        "stages": stages(page),
        "follows": at.follows,
        "verbs": verbs(at, page),
        "today": clock.today(),
        "error": error,
        "note_form": forms.get("note_form") or NoteForm(initial={**first, "note": page.year.note}),
        "state_form": forms.get("state_form") or StateForm(initial=first),
        "step_form": forms.get("step_form") or StepForm(initial={"nam": at.year}),
        "asked_verb": forms.get("asked_verb", ""),
        "parts": parts(user=at.user, plan=at.plan, task=at.task, year=at.year),
        "had_steps": any(y < at.year for y in page.years),
    }
    return render(request, "plans/work/task.html", context, status=status)


def years(at: Here, page: TaskPage) -> list[tuple[int, bool]]:
    return shown_years(at.plan, at.task, page)


def stages(page: TaskPage) -> list[Step]:
    """How the task came to where it is, and what is still before it."""
    labels = dict(TaskYear.Status.choices)
    done = [
        Step(
            str(labels[told["status"]]),
            "done",
            _moment(told["at"]),
            " · ".join(filter(None, (told["by"], told["reason"]))),
        )
        for told in page.changes
    ]
    first = Step(str(labels["not_started"]), "done" if done else "now")
    ahead = {"not_started": ["under_way", "done"], "under_way": ["done"]}.get(page.year.status, [])
    if done:
        last = done[-1]
        done[-1] = Step(last.label, "done" if page.year.status == "done" else "now", last.when, last.detail)
    return [first, *done, *(Step(str(labels[code]), "next") for code in ahead)]


def _moment(text: str) -> str:
    found = parse_datetime(text)
    return day_words(timezone.localtime(found)) if isinstance(found, dt.datetime) else ""


def verbs(at: Here, page: TaskPage) -> list[str]:
    if not at.follows:
        return []
    return [t.verb for t in TASK_YEAR.transitions if t.source == page.year.status]


@login_required
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """Who has the task in the year: a form of its own, for the lists of people and units are long."""
    at = here(request, pk, task_pk)
    at.require()
    page = at.page()
    row = page.year
    initial = {"responsible": row.responsible_id, "unit": row.unit_id, "nam": at.year, "version": row.version}
    choices = {"people": people(at.plan), "units": units(at.plan, row.unit_id)}
    form = AssignForm(request.POST or None, initial=initial, **choices)
    status, current = 200, None
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            given = form.cleaned_data
            try:
                work.assign(
                    tasks=[at.task], year=at.year, responsible=given["responsible"], unit=given["unit"],
                    version=given["version"] or 0, by=at.user,
                )  # fmt: skip
            except work.WorkConflict as conflict:
                status, current = CONFLICT, conflict.current
                data = request.POST.copy()
                data["version"] = str(conflict.current.version)
                form = AssignForm(data, **choices)
                form.is_valid()
                form.refuse(conflict)
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Đã giao nhiệm vụ của năm %(year)s.") % {"year": at.year})
                return at.back()
    context = {**at.context, "form": form, "task": at.task, "year": at.year, "back": at.url, "current": current}
    return render(request, "plans/work/assign.html", context, status=status)


@login_required
@require_POST
def assign_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Tasks ticked in the table, given to a person or a unit in a year."""
    plan, context = frame(request, pk, "plan_tasks")
    if not access.may(request.user, FOLLOW, plan):  # type: ignore[arg-type]
        from django.core.exceptions import PermissionDenied

        raise PermissionDenied(FOLLOW)
    wanted = [int(v) for v in request.POST.getlist("task") if v.isascii() and v.isdecimal()][:MOST_AT_ONCE]
    tasks = list(Task.objects.filter(plan=plan, pk__in=wanted, discarded_at=None).order_by("position", "id"))
    if len(tasks) != len(set(wanted)):
        raise Http404("task")
    form = AssignForm(request.POST, people=people(plan), units=units(plan))
    year = chosen_year(request, plan, request.POST.get("nam", ""))
    if form.is_valid():
        given = form.cleaned_data
        try:
            rows = work.assign(
                tasks=tasks, year=given["nam"], responsible=given["responsible"], unit=given["unit"],
                by=request.user,  # type: ignore[arg-type]
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            told = _("Đã giao %(n)s nhiệm vụ của năm %(year)s.")
            messages.success(request, told % {"n": len(rows), "year": given["nam"]})
            return redirect(f"{reverse('plan_tasks', args=[plan.pk])}?xem=bang")
    context |= {"form": form, "tasks": tasks, "year": year, "back": f"{reverse('plan_tasks', args=[plan.pk])}?xem=bang"}
    return render(request, "plans/work/assign_many.html", context, status=REFUSED)


@login_required
@require_POST
def note(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    at = here(request, pk, task_pk)
    at.require()
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, at, status=REFUSED, note_form=form)
    given = form.cleaned_data
    try:
        work.note(task=at.task, year=at.year, text=given["note"], version=given["version"], by=at.user)
    except work.WorkConflict as conflict:
        data = request.POST.copy()
        data["version"] = str(conflict.current.version)
        again = NoteForm(data)
        again.is_valid()
        again.refuse(conflict)
        return show(request, at, status=CONFLICT, note_form=again)
    except DomainError as error:
        form.refuse(error)
        return show(request, at, status=REFUSED, note_form=form)
    messages.success(request, _("Đã lưu ghi chú."))
    return at.back()


@login_required
@require_POST
def state(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """Start, finish, stop or take up again."""
    at = here(request, pk, task_pk)
    at.require()
    form = StateForm(request.POST)
    verb = request.POST.get("viec", "")
    if not form.is_valid():
        return show(request, at, status=REFUSED, state_form=form, asked_verb=verb)
    given = form.cleaned_data
    try:
        row = work.change_state(
            task=at.task, year=at.year, verb=verb, reason=given["reason"], version=given["version"], by=at.user
        )
    except DomainError as error:
        status = CONFLICT if error.code in ("conflict", "state") else REFUSED
        if error.field == "reason":
            form.refuse(error)
            return show(request, at, status=status, state_form=form, asked_verb=verb)
        return show(request, at, status=status, error=error.message)
    messages.success(
        request,
        _("Nhiệm vụ của năm %(year)s: %(state)s.") % {"year": at.year, "state": str(row.get_status_display()).lower()},
    )
    return at.back()
