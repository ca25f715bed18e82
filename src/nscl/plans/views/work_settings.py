"""Letters that remind, calendars that subscribe: what a person chooses for themselves. And the calendars themselves."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.organisations.models import Province
from nscl.organisations.queries import with_predecessors
from nscl.plans.actions import work
from nscl.plans.actions.work.calendars import VIEW, digest_of
from nscl.plans.forms.work_year import LinkForm, ReminderForm
from nscl.plans.models import CalendarLink, ReminderChoice, TaskStep
from nscl.plans.queries import work_due
from nscl.plans.views.page_frame import frame
from nscl.plans.views.pages_files import file_name
from nscl.plans.views.pages_tasks import year_of
from nscl.plans.views.work_year import me
from nscl.shared.errors import DomainError

MEDIA_TYPE = "text/calendar; charset=utf-8"
READ_EVERY = dt.timedelta(hours=1)
MOST_EVENTS = 2000


def _who(request: HttpRequest) -> tuple[User, Province]:
    """Whose choices they are; refused where the person works for no province."""
    held = getattr(request, "membership", None)
    if not request.user.has_perm(VIEW) or not isinstance(held, Membership) or held.province is None:
        raise PermissionDenied(VIEW)
    assert isinstance(request.user, User)
    return request.user, held.province


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    user, province = _who(request)
    kept = ReminderChoice.objects.filter(user=user).first()
    initial = {
        "wanted": kept.wanted if kept else True,
        "language": kept.language if kept else settings.LANGUAGE_CODE,
    }
    form = ReminderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        work.choose_reminders(user=user, wanted=given["wanted"], language=given["language"], province=province)
        messages.success(request, _("Đã lưu cách nhận thư nhắc việc."))
        return redirect("work_settings")
    return _shown(request, user, province, form=form, status=422 if request.method == "POST" else 200)


@login_required
@limited("calendar_link", times=20, minutes=60)
@require_POST
def add_link(request: HttpRequest) -> HttpResponse:
    """The address is told on the page that answers, and nowhere afterwards."""
    user, province = _who(request)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _shown(request, user, province, link_form=form, status=422)
    try:
        link, token = work.make_link(user=user, province=province, content=form.cleaned_data["content"])
    except DomainError as error:
        form.refuse(error)
        return _shown(request, user, province, link_form=form, status=422)
    address = settings.SITE_URL + reverse("work_feed", args=[token])
    return _shown(request, user, province, made=link, address=address)


@login_required
@require_POST
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Of one's own links alone, also by somebody who works nowhere any more."""
    assert isinstance(request.user, User)
    link = CalendarLink.objects.filter(pk=pk, user=request.user).first()
    if link is None:
        raise Http404("link")
    work.revoke_link(link=link, by=request.user)
    messages.success(request, _("Đã thu hồi. Lịch đã đăng ký bằng đường dẫn ấy không cập nhật nữa."))
    return redirect("work_settings")


def _shown(request: HttpRequest, user: User, province: Province, *, status: int = 200, **more: object) -> HttpResponse:
    kept = ReminderChoice.objects.filter(user=user).first()
    initial = {"wanted": kept.wanted if kept else True, "language": kept.language if kept else settings.LANGUAGE_CODE}
    links = CalendarLink.objects.filter(user=user, revoked_at__isnull=True).select_related("province").order_by("id")
    context = {
        "form": ReminderForm(initial=initial),
        "link_form": LinkForm(initial={"content": CalendarLink.Content.MINE}),
        "links": links,
        "province": province,
        "year": year_of(request),
    }
    return render(request, "plans/work/settings.html", context | more, status=status)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Steps of the year to take away: one's own, or with `?cua=tinh` all of the provinces in reach."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied(VIEW)
    scope, year = tenancy.current() or tenancy.nobody(), year_of(request)
    steps = work_due.steps_of_year(scope.readable, year)
    if everything := request.GET.get("cua") == "tinh":
        name = _("Việc trong năm %(year)s") % {"year": year}
    else:
        steps, name = steps.filter(work_due.of_person(me(request))), _("Việc của tôi năm %(year)s") % {"year": year}
    return _file(name, steps, f"viec-{'cua-tinh' if everything else 'cua-toi'}-{year}", download=True)


@login_required
@require_safe
def plan_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Steps of the year of a plan's tasks."""
    plan, _context = frame(request, pk, "plan_tasks")
    year = year_of(request)
    name = _("Việc năm %(year)s: %(plan)s") % {"year": year, "plan": plan.number or plan.title}
    return _file(name, work_due.steps_of_plan(plan, year), f"viec-{year}-{file_name(plan)}", download=True)


@limited("calendar_feed", times=240, minutes=10, methods=("GET", "HEAD"))
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar that subscribed reads, without signing in: by the address alone, while its owner works there."""
    link = CalendarLink.objects.select_related("user", "province").filter(digest=digest_of(token)).first()
    if link is None or link.revoked_at is not None or not _works_there(link):
        raise Http404("calendar")
    now = clock.now()
    if link.last_read_at is None or now - link.last_read_at > READ_EVERY:
        CalendarLink.objects.filter(pk=link.pk).update(last_read_at=now)
    reach, today = with_predecessors(link.province_id), clock.today()
    with tenancy.scope(tenancy.Scope.of(read=reach)), translation.override(settings.LANGUAGE_CODE):
        steps = work_due.steps_of_year(reach, today.year)
        if link.content == CalendarLink.Content.MINE:
            steps = steps.filter(work_due.of_person(link.user_id))
        return _file(_feed_name(link, today.year), steps, "viec", download=False)


def _works_there(link: CalendarLink) -> bool:
    """Whether the owner still is a member of the province who may see its plans."""
    if not link.user.is_active:
        return False
    held = memberships.in_force(link.user)
    return any(
        one.province_id is not None and link.province_id in memberships.reach(one) and _may_see(one) for one in held
    )


def _may_see(held: Membership) -> bool:
    return VIEW in memberships.Place(held).permissions


def _feed_name(link: CalendarLink, year: int) -> str:
    if link.content == CalendarLink.Content.MINE:
        return _("Việc của tôi, %(province)s") % {"province": link.province.title}
    return _("Việc trong năm %(year)s, %(province)s") % {"year": year, "province": link.province.title}


def _file(name: str, steps: object, stem: str, *, download: bool) -> HttpResponse:
    from nscl.plans.exports.work import calendar as as_calendar  # icalendar, needed here alone

    found: list[TaskStep] = list(steps[:MOST_EVENTS])  # type: ignore[index]
    response = HttpResponse(as_calendar(name, found, stamp=clock.now()), content_type=MEDIA_TYPE)
    how = "attachment" if download else "inline"
    response["Content-Disposition"] = f'{how}; filename="{stem}.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
