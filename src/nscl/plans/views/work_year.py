"""The work of a year: a list to filter, months across, a workbook to take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts.models import Membership, User
from nscl.foundation import clock, jobs, tenancy
from nscl.foundation.limits import limited
from nscl.foundation.paging import address
from nscl.foundation.templatetags.components import Pages, Tab
from nscl.plans.forms.work_year import WorkFilter
from nscl.plans.jobs.work import IN_PLACE
from nscl.plans.models import TaskStep, TaskYear
from nscl.plans.queries import work_year as queries
from nscl.plans.queries.work_year import Asked, Line
from nscl.plans.views.pages_tasks import year_of

VIEWS = (("", gettext_lazy("Danh sách"), "list"), ("thang", gettext_lazy("Theo tháng"), "calendar-month"))
BY_MONTH = 50


def me(request: HttpRequest) -> int:
    """Whose work "mine" is: one's own, or that of the person one stands in for."""
    place = getattr(request, "place", None)
    absent = place.on_behalf_of if place else None
    return absent or int(request.user.pk or 0)


@dataclass
class Month:
    """A task's steps due in a month."""

    number: int
    steps: list[TaskStep]


@login_required
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    scope, form, asked = _asked(request)
    by_month = request.GET.get("xem") == "thang"
    found = queries.page(
        scope, asked, after=request.GET.get("sau", ""), before=request.GET.get("truoc", ""),
        size=BY_MONTH if by_month else queries.PAGE,
    )  # fmt: skip
    told = queries.counts(scope, asked)
    context = {
        "year": asked.year,
        "form": form,
        "filtered": asked.filtered,
        "lines": [(line, months(line, asked.year)) for line in found.lines] if by_month else found.lines,
        "months": range(1, 13),
        "by_month": by_month,
        "views": [_view(request, code, label, icon) for code, label, icon in VIEWS],
        "states": _states(request, told, asked),
        "late": (told.late, _with(request, qua_han="" if asked.late else "on", tinh_hinh="")),
        "asked": asked,
        "total": _capped(told.total),
        "pages": Pages(
            previous_url=address(request.GET, "truoc", found.before) if found.before else "",
            next_url=address(request.GET, "sau", found.after) if found.after else "",
        ),
        "several": len(scope.readable) > 1,
        "follows": bool(scope.writable) and request.user.has_perm("tasks.follow"),
        "today": clock.today(),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/work/year.html", context)


def months(line: Line, year: int) -> list[Month]:
    """The twelve months of the year; what runs over into January stands in December."""
    found = [Month(number, []) for number in range(1, 13)]
    for step in line.steps:
        found[step.due_on.month - 1 if step.due_on.year == year else 11].steps.append(step)
    return found


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What is shown, all pages of it; very many rows are offered as a job."""
    from nscl.plans.exports.work import workbook  # heavy libraries, needed here alone
    from nscl.plans.exports.workbook import MEDIA_TYPE

    scope, _form, asked = _asked(request)
    told = queries.counts(scope, asked)
    if told.total > IN_PLACE and _own(request) is not None:
        return render(request, "plans/work/export_later.html", {"query": request.GET.urlencode(), "year": asked.year})
    body = workbook(queries.every(scope, asked), asked.year, today=clock.today())
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="viec-trong-nam-{asked.year}.xlsx"'
    return response


@login_required
@require_POST
def export_later(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    scope, _form, asked = _asked(request)
    held = _own(request)
    if held is None or held.province_id is None or not scope.writable:
        raise PermissionDenied("plans.view")
    job = jobs.start(
        "plans.work", province_id=held.province_id, by=request.user, arguments={**vars(asked)},
        title=_("Việc trong năm %(year)s") % {"year": asked.year},
    )  # fmt: skip
    return redirect("job", job.pk)


def _asked(request: HttpRequest) -> tuple[tenancy.Scope, WorkFilter, Asked]:
    if not request.user.has_perm("plans.view"):
        raise PermissionDenied("plans.view")
    scope = tenancy.current() or tenancy.nobody()
    year = year_of(request)
    form = WorkFilter(request.GET, *queries.choices(scope, year))
    return scope, form, form.question(year, me(request))


def _own(request: HttpRequest) -> Membership | None:
    held = getattr(request, "membership", None)
    return held if isinstance(held, Membership) and held.province_id is not None else None


def _states(request: HttpRequest, told: queries.Counts, asked: Asked) -> list[tuple[str, str, str, bool]]:
    """Each state with how many there are and the way to see those alone; the one in use leads back to all."""
    found = []
    for code, label in TaskYear.Status.choices:
        current = asked.state == code
        link = _with(request, tinh_hinh="" if current else code)
        found.append((str(label), _capped(told.by_state[code]), link, current))
    return found


def _capped(number: int) -> str:
    if number > queries.COUNTED:
        return "10.000+"
    return f"{number:,}".replace(",", ".")


def _with(request: HttpRequest, **values: str) -> str:
    query = request.GET.copy()
    for gone in ("sau", "truoc"):
        query.pop(gone, None)
    for name, value in values.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}" if query else reverse("work_year")


def _view(request: HttpRequest, code: str, label: Any, icon: str) -> Tab:
    return Tab(label, _with(request, xem=code), (request.GET.get("xem") == "thang") == bool(code), icon=icon)
