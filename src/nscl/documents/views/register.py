"""The register, and what was in force on a day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.documents import exports, later, queries
from nscl.documents.forms.filters import DayFilter, RegisterFilter
from nscl.documents.models import Subject
from nscl.documents.queries import Asked, Key, Line, RegisterPage
from nscl.documents.rules.validity import Standing
from nscl.documents.views.common import keeps_register, may_see
from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.foundation.paging import address, without_place
from nscl.foundation.templatetags.components import Pages


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Central texts and the province's documents, the newest first, as asked."""
    may_see(request)
    form = RegisterFilter(request.GET)
    asked = form.asked()
    scope = tenancy.current() or tenancy.nobody()
    found = queries.page(scope, asked, after=_key(request, "sau"), before=_key(request, "truoc"))
    context = {
        "form": form,
        "asked": asked,
        "filtered": asked != Asked(),
        "lines": found.lines,
        "pages": _pages(request.GET, found),
        "editor": keeps_register(request),
        "several": len(scope.readable) > 1,
        "export": f"{reverse('document_export')}?{without_place(request.GET).urlencode()}",
    }
    return render(request, "documents/register.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all pages of it, as a workbook; of a long one, the offer to make it behind the page."""
    may_see(request)
    asked = RegisterFilter(request.GET).asked()
    rows = queries.count(tenancy.current() or tenancy.nobody(), asked, most=later.MOST_ROWS)
    wanted = later.Wanted(
        "documents.register", exports.asked_for(asked), "xlsx", f"van-ban-{asked.on or clock.today():%Y-%m-%d}",
        _("Danh mục văn bản"), later.home(request),
    )  # fmt: skip
    back = f"{reverse('document_register')}?{request.GET.urlencode()}"
    return later.answer(request, wanted, rows=rows, most=later.MOST_ROWS, back=back)


@login_required
@require_safe
def in_force(request: HttpRequest) -> HttpResponse:
    """What was in force on a day, by field of work; apart from it, what is not known to have been."""
    may_see(request)
    given = request.GET.copy()
    given.setdefault("ngay", f"{clock.today():%d/%m/%Y}")
    form = DayFilter(given)
    day = form.cleaned_data["ngay"] if form.is_valid() else clock.today()
    filled = form.cleaned_data if form.is_valid() else {}
    asked = Asked(on=day, subject=filled.get("linh_vuc") or "", kind=filled.get("loai") or "")
    scope = tenancy.current() or tenancy.nobody()
    found = queries.page(scope, asked, after=_key(request, "sau"), before=_key(request, "truoc"))
    context = {
        "form": form,
        "day": day,
        "groups": by_subject(found.lines),
        "unknown": [line for line in found.lines if line.standing is Standing.UNKNOWN],
        "lines": found.lines,
        "pages": _pages(request.GET, found),
        "whole": not (found.before or found.after),
        "export": f"{reverse('document_export')}?{without_place(given).urlencode()}",
    }
    return render(request, "documents/in_force.html", context, status=200 if form.is_valid() else 422)


def by_subject(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Lines in force by field of work, in the order of the fields; central texts of a field first."""
    known = [line for line in lines if line.standing is not Standing.UNKNOWN]
    groups = []
    for subject in Subject:
        if here := [line for line in known if line.entry.subject == subject]:
            groups.append((str(subject.label), sorted(here, key=lambda line: not line.is_central)))
    return groups


def _key(request: HttpRequest, name: str) -> Key | None:
    return Key.read(request.GET.get(name, ""))


def _pages(given: QueryDict, found: RegisterPage) -> Pages:
    return Pages(
        previous_url=address(given, "truoc", found.before) if found.before else "",
        next_url=address(given, "sau", found.after) if found.after else "",
    )
