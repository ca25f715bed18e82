"""The steps of a task in a year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.plans.actions import work
from nscl.plans.forms.work import CompleteForm, FillForm, StepForm, VersionForm, VoidStepForm
from nscl.plans.queries.work_steps import last_years, proposals
from nscl.plans.views.work_common import CONFLICT, REFUSED, Here, here, people, step_here
from nscl.plans.views.work_task import show
from nscl.shared.errors import DomainError

SOURCES = ("ke-hoach", "nam-truoc")


@login_required
@require_POST
def add(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    at = here(request, pk, task_pk)
    at.require()
    form = StepForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            work.add_step(
                task=at.task, year=at.year, title=given["title"], due_on=given["due_on"], responsible=None, by=at.user
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm bước."))
            return at.back()
    return show(request, at, status=REFUSED, step_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, task_pk: int, step_pk: int) -> HttpResponse:
    at, step = step_here(request, pk, task_pk, step_pk)
    initial = {
        "title": step.title, "due_on": step.due_on, "responsible": step.responsible_id, "nam": at.year,
        "version": step.version,
    }  # fmt: skip
    form = StepForm(request.POST or None, initial=initial, people=people(at.plan))
    status, current = 200, None
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            given = form.cleaned_data
            try:
                work.edit_step(
                    step=step, version=given["version"] or 0, title=given["title"], due_on=given["due_on"],
                    responsible=given["responsible"], by=at.user,
                )  # fmt: skip
            except work.WorkConflict as conflict:
                status, current = CONFLICT, conflict.current
                data = request.POST.copy()
                data["version"] = str(conflict.current.version)
                form = StepForm(data, people=people(at.plan))
                form.is_valid()
                form.refuse(conflict)
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Đã lưu bước."))
                return at.back()
    return _render(request, at, "plans/work/step.html", status, form=form, step=step, current=current)


@login_required
@require_POST
def complete(request: HttpRequest, pk: int, task_pk: int, step_pk: int) -> HttpResponse:
    at, step = step_here(request, pk, task_pk, step_pk)
    form = CompleteForm(request.POST)
    if not form.is_valid():
        sentence = str(next(iter(form.errors.get("done_on", [])), _("Hãy tải lại trang rồi thử lại.")))
        return show(request, at, status=REFUSED, error=sentence)
    given = form.cleaned_data
    return _done(
        request, at, _("Đã ghi bước xong."),
        lambda: work.complete_step(step=step, version=given["version"], done_on=given["done_on"], by=at.user),
    )  # fmt: skip


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int, task_pk: int, step_pk: int) -> HttpResponse:
    at, step = step_here(request, pk, task_pk, step_pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return show(request, at, status=REFUSED, error=_("Hãy tải lại trang rồi thử lại."))
    version = form.cleaned_data["version"]
    return _done(request, at, _("Đã mở lại bước."), lambda: work.reopen_step(step=step, version=version, by=at.user))


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int, task_pk: int, step_pk: int) -> HttpResponse:
    """Asks why; the step stays to be seen among those set aside."""
    at, step = step_here(request, pk, task_pk, step_pk)
    form = VoidStepForm(request.POST or None, initial={"version": step.version})
    status = 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            given = form.cleaned_data
            try:
                work.void_step(step=step, version=given["version"], reason=given["reason"], by=at.user)
            except DomainError as error:
                status = CONFLICT if error.code == "conflict" else REFUSED
                form.refuse(error)
            else:
                messages.success(request, _("Đã bỏ bước."))
                return at.back()
    return _render(request, at, "plans/work/void.html", status, form=form, step=step)


@login_required
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """Steps proposed from the plan's words, or those of the year before with their days moved; the officer chooses."""
    at = here(request, pk, task_pk)
    at.require()
    asked = request.POST.get("tu") or request.GET.get("tu") or ""
    source = asked if asked in SOURCES else SOURCES[0]
    proposed = last_years(at.task, at.year) if source == "nam-truoc" else proposals(at.task, at.year)
    form = FillForm(request.POST or None, proposed)
    status, error = 200, ""
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            steps = [work.NewStep(title, due_on) for title, due_on in form.taken()]
            try:
                made = work.add_steps(task=at.task, year=at.year, steps=steps, by=at.user)
            except DomainError as refused:
                error = refused.message
            else:
                messages.success(request, _("Đã thêm %(n)s bước.") % {"n": len(made)})
                return at.back()
    return _render(request, at, "plans/work/fill.html", status, form=form, source=source, error=error)


def _done(request: HttpRequest, at: Here, said: str, act: Any) -> HttpResponse:
    """Do it and go back to the task; a refusal is told on its page."""
    try:
        act()
    except DomainError as error:
        status = CONFLICT if error.code in ("conflict", "state") else REFUSED
        return show(request, at, status=status, error=error.message)
    messages.success(request, said)
    return at.back()


def _render(request: HttpRequest, at: Here, template: str, status: int, **more: Any) -> HttpResponse:
    context = {**at.context, "task": at.task, "year": at.year, "back": at.url, **more}
    return render(request, template, context, status=status)
