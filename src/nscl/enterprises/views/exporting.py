"""What the register's list shows, as a file: a short one at once, a long one behind the page."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts.models import Membership
from nscl.documents.rendering.answering import download
from nscl.enterprises import access
from nscl.enterprises import exports_register as exports
from nscl.enterprises.jobs import IN_PLACE
from nscl.enterprises.queries import exporting
from nscl.enterprises.queries import register as queries
from nscl.enterprises.views.common import may_see, who
from nscl.enterprises.views.register import filter_of
from nscl.foundation import clock, jobs
from nscl.foundation.limits import limited
from nscl.foundation.paging import without_place
from nscl.organisations.models import Province


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """`dang`: `xlsx` or `csv`. Very many rows are offered as a job, or, without a province of one's own, narrowed."""
    may_see(request)
    scope = queries.scope_now()
    asked = filter_of(request, scope).asked()
    hits = exporting.few(scope, asked, IN_PLACE)
    if hits is None:
        given = without_place(request.GET)
        given.pop("dang", None)
        context = {"query": given.urlencode(), "own": _own(request), "ending": _ending(request)}
        return render(request, "enterprises/export_later.html", context)
    ending = _ending(request)
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as made:
        contacts = who(request).has_perm(access.EDIT)
        years = exporting.years(scope, asked, hits)
        rows = exporting.every(scope, asked, hits, years)
        exports.write(rows, Path(made.name), contacts=contacts, years=years)
        name = exports.name_of(clock.today(), ending)
        if ending == "xlsx":
            return download(Path(made.name).read_bytes(), name.removesuffix(f".{ending}"), ending)
        return HttpResponse(
            Path(made.name).read_bytes(), content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
        )  # fmt: skip


@login_required
@limited("export_later", times=30, minutes=60)
@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """Write the file behind the page."""
    may_see(request)
    province = _own(request)
    if province is None:
        raise PermissionDenied(access.VIEW)
    asked = filter_of(request, queries.scope_now()).asked()
    given = {name: value for name, value in asdict(asked).items() if value not in ("", None, False)}
    ending = request.POST.get("dang", "")
    arguments = {**given, "ending": ending if ending in exports.ENDINGS else exports.ENDINGS[0]}
    job = jobs.start("enterprises.export", province_id=province.pk, by=who(request), arguments=arguments)
    return redirect("job", job.pk)


def _ending(request: HttpRequest) -> str:
    given = request.GET.get("dang", "")
    return given if given in exports.ENDINGS else exports.ENDINGS[0]


def _own(request: HttpRequest) -> Province | None:
    membership = getattr(request, "membership", None)
    return membership.province if isinstance(membership, Membership) else None
