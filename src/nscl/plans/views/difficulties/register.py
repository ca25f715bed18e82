"""The register of difficulties: the list, entering one, the list to take away, the term of answering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.catalogue.queries import content_groups
from nscl.documents import kinds, rendering
from nscl.documents.rendering.answering import download
from nscl.documents.uploads import Received
from nscl.foundation import clock, jobs, tenancy
from nscl.foundation.limits import limited
from nscl.foundation.paging import address
from nscl.foundation.templatetags.components import Pages
from nscl.plans.access import difficulties as access
from nscl.plans.actions import difficulties as actions
from nscl.plans.forms.difficulties import ListFilter, TermForm
from nscl.plans.models import AnswerTerm, Difficulty
from nscl.plans.queries import difficulties as queries
from nscl.plans.queries.difficulties import MOST_LISTED, TONES, Asked, Place
from nscl.plans.views.difficulties.common import (
    agencies_that_raised,
    entry_form,
    holds,
    membership_of,
    status,
    who,
)
from nscl.shared.errors import DomainError


@login_required
@require_safe
def difficulties(request: HttpRequest) -> HttpResponse:
    """Those the person may read, the latest received first, as asked."""
    form, asked = _asked(request)
    found = queries.page(
        _rows(request, asked),
        after=Place.read(request.GET.get("sau", "")),
        before=Place.read(request.GET.get("truoc", "")),
    )
    today = clock.today()
    context = {
        "form": form,
        "filtered": bool(set(request.GET) & set(form.fields)),
        "lines": [(one, *TONES[Difficulty.Status(one.status)], one.is_overdue(today)) for one in found.rows],
        "pages": Pages(
            previous_url=address(request.GET, "truoc", found.before) if found.before else "",
            next_url=address(request.GET, "sau", found.after) if found.after else "",
        ),
        "officer": holds(request, access.EDIT),
        "reporter": holds(request, access.REPORT),
        "all": who(request).has_perm(access.ALL),
        "several": len((tenancy.current() or tenancy.nobody()).readable) > 1,
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/difficulties/list.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """An officer enters for whoever wrote or spoke; an agency enters its own."""
    held = membership_of(request, access.REPORT)
    assert held.province is not None
    own = not who(request).has_perm(access.EDIT, held)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=held.province.pk, by=who(request))
    form = entry_form(request, held, own=own, initial={"received_on": clock.today(), "responsible": who(request)})
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            made = actions.receive(
                province=held.province,
                values=form.values(province_id=held.province.pk, by=who(request), agency=held.agency),
                by=who(request), responsible=form.cleaned_data.get("responsible"), on_behalf=not own,
                uploads=received.uploads(),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi vào sổ, số %(code)s.") % {"code": made.code})
            return redirect("difficulty", pk=made.pk)
    term = queries.term_on(held.province.pk, clock.today())
    context = {"form": form, "received": received, "own": own, "held": held, "term": term}
    return render(request, "plans/difficulties/add.html", context, status=status(request))


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as asked; a long one of one's own province is offered as a job."""
    from nscl.plans.exports.difficulties import listing

    form, asked = _asked(request)
    rows = _rows(request, asked)
    if rows.order_by()[: MOST_LISTED + 1].count() > MOST_LISTED:
        context = {
            "form": form,
            "query": request.GET.urlencode(),
            "most": MOST_LISTED,
            "reporter": holds(request, access.REPORT),
        }
        return render(request, "plans/difficulties/export_later.html", context)
    content = rendering.xlsx(listing(queries.newest(rows), today=clock.today()))
    return download(content, f"kho-khan-kien-nghi-{clock.today():%Y-%m-%d}", "xlsx")


@login_required
@require_POST
def export_later(request: HttpRequest) -> HttpResponse:
    """Write a long list behind the page; its file is kept with the province's."""
    held = membership_of(request, access.REPORT)
    _form, asked = _asked(request)
    assert held.province_id is not None
    job = jobs.start(
        "plans.difficulties_export", province_id=held.province_id, by=who(request), arguments=dict(vars(asked)),
        title=_("Danh sách khó khăn, kiến nghị"),
    )  # fmt: skip
    return redirect("job", job.pk)


@login_required
@require_http_methods(["GET", "POST"])
def term(request: HttpRequest) -> HttpResponse:
    """Within how many days the province answers: its own choice."""
    held = membership_of(request, access.EDIT)
    assert held.province is not None
    form = TermForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_term(province=held.province, by=who(request), **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã đặt thời hạn trả lời của tỉnh."))
            return redirect("difficulties")
    terms = (
        AnswerTerm.objects.filter(province=held.province).select_related("recorded_by").order_by("-valid_from", "-id")
    )
    context = {"form": form, "terms": terms, "today": clock.today()}
    return render(request, "plans/difficulties/term.html", context, status=status(request))


def _asked(request: HttpRequest) -> tuple[ListFilter, Asked]:
    if not request.user.has_perm(access.VIEW):
        raise PermissionDenied(access.VIEW)
    year = getattr(request, "year", None) or clock.today().year
    given: Any = request.POST if request.method == "POST" else request.GET
    form = ListFilter(
        given,
        agencies=agencies_that_raised() if who(request).has_perm(access.ALL) else [],
        contents=[(str(group.pk), group.label) for group in content_groups()],
        years=list(range(clock.today().year, 2020, -1)),
        year=min(year, clock.today().year),
        officer=who(request).has_perm(access.EDIT),
    )
    asked = form.asked()
    mine = who(request).pk if asked.pop("mine") else None
    return form, Asked(**asked, mine=mine)


def _rows(request: HttpRequest, asked: Asked) -> QuerySet[Difficulty]:
    return queries.listed(access.seen_by(who(request)), asked)
