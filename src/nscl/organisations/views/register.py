"""The register of agencies: the list of a day, one agency with its story, the list as a file."""

from __future__ import annotations

import io
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.foundation import clock, jobs
from nscl.foundation.limits import limited
from nscl.foundation.paging import by_key, without_place
from nscl.foundation.templatetags.components import Tab
from nscl.organisations import access, exports, queries
from nscl.organisations.forms import CENTRAL, PROVINCIAL, AliasForm, RegisterFilter
from nscl.organisations.models import Agency, AgencyChange
from nscl.organisations.queries import register as registers

PAGE = 50


@login_required
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Agencies in force on a day, of the province one works for or central ones, each with what went into it."""
    access.may_view(request.user)
    form = RegisterFilter(request.GET, clock.today())
    asked = _asked(form)
    rows, pages = by_key(registers.register(asked), request.GET, size=PAGE)
    context = {
        "form": form,
        "lines": registers.lines(rows),
        "pages": pages,
        "asked": asked,
        "tabs": _tabs(request.GET, asked),
        "filtered": bool(asked.words or asked.kind or asked.on != clock.today()),
        "several": len({agency.province_id for agency in rows}) > 1,
        "may_add": bool(access.editable(request.user)),
        "export": f"{reverse('agencies_export')}?{request.GET.urlencode()}",
    }
    return render(request, "organisations/agencies.html", context)


def _asked(form: RegisterFilter) -> registers.Asked:
    found = form.asked()
    return registers.Asked(
        found["ngay"], access.reached(), found["nhom"] == CENTRAL, kind=found["loai"], words=found["tim"]
    )


def _tabs(given: QueryDict, asked: registers.Asked) -> list[Tab]:
    out = []
    for value, label in ((PROVINCIAL, _("Của tỉnh")), (CENTRAL, _("Trung ương"))):
        query = given.copy()
        for name in ("sau", "truoc", "nhom"):
            query.pop(name, None)
        query["nhom"] = value
        out.append(Tab(label, f"?{query.urlencode()}", current=(value == CENTRAL) == asked.central))
    return out


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all pages of it. Very many are offered as a job, or, without a province of one's own,
    narrowed."""
    access.may_view(request.user)
    asked = _asked(RegisterFilter(request.GET, clock.today()))
    found = exports.ids(asked)
    if len(found) > exports.IN_PLACE:
        context = {"query": without_place(request.GET).urlencode(), "own": _own(request)}
        return render(request, "organisations/export_later.html", context)
    out = io.StringIO()
    exports.write(out, found)
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{exports.name_of(asked.on)}"'
    return answer


@login_required
@limited("export_later", times=30, minutes=60)
@require_POST
def export_later(request: HttpRequest) -> HttpResponse:
    """Write the file behind the page."""
    access.may_view(request.user)
    own = _own(request)
    if own is None:
        raise PermissionDenied("agencies.view")
    asked = _asked(RegisterFilter(request.GET, clock.today()))
    return redirect("job", jobs.start(exports.JOB, province_id=own, by=request.user, arguments=exports.told(asked)).pk)


def _own(request: HttpRequest) -> int | None:
    """The province one works for: where a file that takes long is kept."""
    own: int | None = getattr(getattr(request, "membership", None), "province_id", None)
    return own


@login_required
@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """What an agency is and was, what it became, what documents call it, where it is used."""
    return show(request, access.agency_for(request.user, pk))


def show(request: HttpRequest, found: Agency, alias_form: AliasForm | None = None, status: int = 200) -> HttpResponse:
    story = registers.story(found)
    today = clock.today()
    editor = access.may_edit(request.user, found.province_id)
    context: dict[str, Any] = {
        "agency": found,
        "state": _state(found),
        "story": story,
        "today": [] if found.in_force(today) else [a for a in queries.successors(found) if a.pk != found.pk],
        "events": _events(story.changes),
        "uses": list(registers.uses(found)),
        "editor": editor,
        "open": editor and found.valid_to is None,
        "started": found.valid_from <= today,
        "since_province": found.province is not None and found.valid_from == found.province.valid_from,
        "usual_day": bool(found.valid_to and found.version == 0 and found.province)
        and found.valid_to != getattr(found.province, "valid_to", None),
        "alias_form": alias_form or AliasForm(),
    }
    return render(request, "organisations/agency.html", context, status=status)


def _state(found: Agency) -> tuple[str, str]:
    today = clock.today()
    if found.valid_to is not None and found.valid_to <= today:
        return _("Đã kết thúc"), "neutral"
    if found.valid_from > today:
        return _("Chưa bắt đầu"), "info"
    return _("Đang hoạt động"), "success"


def _events(changes: list[AgencyChange]) -> list[tuple[AgencyChange, str, str]]:
    """Each change with who recorded it and who took it back, in one query."""
    ids = {i for c in changes for i in (c.recorded_by_id, c.undone_by_id) if i}
    people = get_user_model()._default_manager.in_bulk(list(ids)) if ids else {}

    def named(pk: int | None) -> str:
        return str(people[pk]) if pk in people else _("hệ thống")

    return [(change, named(change.recorded_by_id), named(change.undone_by_id)) for change in changes]
