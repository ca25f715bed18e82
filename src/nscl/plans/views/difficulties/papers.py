"""Letters about a difficulty, and the yearly table: what they need to know, then as Word, PDF or Excel."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nscl.documents import later, rendering
from nscl.documents.forms.base import day
from nscl.documents.rendering.answering import download
from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.plans.access import difficulties as access
from nscl.plans.exports import difficulties as papers
from nscl.plans.exports.difficulties import ANSWER, ESCALATION, Sender
from nscl.plans.forms.difficulties import SenderForm
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.plans.queries import difficulties as queries
from nscl.plans.views.difficulties.common import who

FIRST = 2021  # the programme's first year
KINDS = {ANSWER: _("Công văn trả lời"), ESCALATION: _("Công văn kiến nghị cấp trên")}


@login_required
@require_safe
def letter_page(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Who writes to whom; a button for each format."""
    found, context = _load(request, pk, kind)
    context["form"] = SenderForm(initial=_proposed(request, found, kind))
    return render(request, "plans/difficulties/letter.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def letter(request: HttpRequest, pk: int, kind: str, ending: str) -> HttpResponse:
    """The letter itself; with gaps in the form the page asks again."""
    found, context = _load(request, pk, kind)
    if ending not in ("docx", "pdf"):
        raise Http404(ending)
    form = SenderForm(request.GET)
    if not form.is_valid():
        context["form"] = form
        return render(request, "plans/difficulties/letter.html", context, status=422)
    given = form.cleaned_data
    sender = Sender(
        parent=given["chu_quan"], agency=given["co_quan"], symbol=given["ky_hieu"], place=given["dia_danh"],
        to=given["kinh_gui"], text=given["noi_dung"], title=given["chuc_vu"], name=given["nguoi_ky"],
        year=clock.today().year,
    )  # fmt: skip
    made = papers.letter(kind, found, queries.linked(found), sender)
    return download(rendering.render(made, ending), f"{kind}-{found.code.lower()}", ending)


class SummaryForm(forms.Form):
    """The years compared are all; the table is of one, as known at the end of a day."""

    nam = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    ngay = day(_("Theo số liệu đến ngày"), required=True)

    def __init__(self, data: Any, years: list[int], year: int, today: dt.date) -> None:
        values = data.copy()
        values.setdefault("nam", str(year))
        if not values.get("ngay"):
            values["ngay"] = f"{today:%d/%m/%Y}"
        super().__init__(values, auto_id="loc-%s")
        self.fields["nam"].choices = [(y, str(y)) for y in years]  # type: ignore[attr-defined]


@login_required
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """How many were received, answered, escalated, closed each year, as known on a day; the table of one to print."""
    if not request.user.has_perm(access.ALL):
        raise PermissionDenied(access.ALL)
    form, year, known_on = _summary_asked(request)
    years = queries.by_year(_readable(), first=FIRST, last=clock.today().year, known_on=known_on)
    context = {
        "form": form,
        "years": years,
        "year": year,
        "known_on": known_on,
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/difficulties/summary.html", context, status=422 if form.errors else 200)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def summary_paper(request: HttpRequest, ending: str) -> HttpResponse:
    """The yearly table for the annual report."""
    if not request.user.has_perm(access.ALL):
        raise PermissionDenied(access.ALL)
    if ending not in rendering.FORMATS:
        raise Http404(ending)
    _form, year, known_on = _summary_asked(request)
    parent, agency = _office(request)
    membership = getattr(request, "membership", None)
    province = membership.province if membership else None
    asked = {"year": year, "known_on": known_on.isoformat(), "parent": parent, "agency": agency}
    asked["place"] = province.name if province else ""
    wanted = later.Wanted(
        "plans.difficulties_year", asked, ending, f"tong-hop-kho-khan-{year}",
        gettext("Tổng hợp khó khăn, kiến nghị năm %(year)s") % {"year": year},
        later.home(request),
    )  # fmt: skip
    rows = papers.of_year(who(request), year).count()
    return later.answer(request, wanted, rows=rows, most=later.MOST_LINES, back=reverse("difficulties_summary"))


def _summary_asked(request: HttpRequest) -> tuple[SummaryForm, int, dt.date]:
    today = clock.today()
    years = list(range(today.year, FIRST - 1, -1))
    chosen = min(getattr(request, "year", None) or today.year, today.year)
    form = SummaryForm(request.GET, years, chosen, today)
    form.full_clean()
    known = form.cleaned_data.get("ngay") or today
    return form, form.cleaned_data.get("nam") or chosen, min(known, today)


def _readable() -> frozenset[int]:
    return (tenancy.current() or tenancy.nobody()).readable


def _load(request: HttpRequest, pk: int, kind: str) -> tuple[Difficulty, dict[str, Any]]:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    if kind not in KINDS or found.status == Difficulty.Status.WITHDRAWN:
        raise Http404(kind)
    return found, {"difficulty": found, "kind": kind, "title": KINDS[kind]}


def _office(request: HttpRequest) -> tuple[str, str]:
    """(parent, agency) of whoever writes: the agency one works for, else the department of science."""
    membership = getattr(request, "membership", None)
    province = membership.province if membership else None
    agency = membership.agency if membership else None
    return (f"UBND {province}" if province else "", agency.name if agency else "Sở Khoa học và Công nghệ")


def _proposed(request: HttpRequest, found: Difficulty, kind: str) -> dict[str, Any]:
    parent, agency = _office(request)
    verb = DifficultyStep.Verb.ANSWERED if kind == ANSWER else DifficultyStep.Verb.ESCALATED
    said = DifficultyStep.objects.filter(difficulty=found, verb=verb).order_by("-id").first()
    above = found.escalated_to or f"Ủy ban nhân dân {found.province}"
    return {
        "chu_quan": parent or f"UBND {found.province}", "co_quan": agency, "dia_danh": found.province.name,
        "chuc_vu": "Giám đốc", "kinh_gui": found.raised_by if kind == ANSWER else above,
        "noi_dung": said.text if said else "",
    }  # fmt: skip
