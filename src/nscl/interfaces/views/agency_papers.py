"""Letters to agencies: to one about its tasks, to all whose report has not come; the report form on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.documents.rendering.model import Official
from nscl.foundation import clock, jobs
from nscl.foundation.limits import limited
from nscl.interfaces import agency_papers
from nscl.interfaces.plan_papers import Sender
from nscl.interfaces.views.plan_papers import SenderForm
from nscl.organisations.models import Agency, Province
from nscl.plans.access import reports as access
from nscl.plans.models import AgencyReport, AskedTask, ReportRound
from nscl.plans.queries.reports import agency as queries
from nscl.plans.queries.reports import one
from nscl.plans.queries.reports.rounds import OPEN
from nscl.plans.queries.roots import with_wording
from nscl.plans.views.reports_form import who
from nscl.plans.views.reports_rounds import year_of

IN_PLACE = 40  # letters written while the person waits


@login_required
@require_safe
def agency_letter(request: HttpRequest, agency_pk: int) -> HttpResponse:
    """Who writes and signs; one button for each format."""
    work = _work(request, agency_pk)
    context = {"work": work, "form": SenderForm(initial=_proposed(request)), "year": year_of(request)}
    return render(request, "interfaces/agency_letter.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def agency_letter_file(request: HttpRequest, agency_pk: int, ending: str) -> HttpResponse:
    """The letter with its annexes. With gaps in the form the page asks again."""
    work = _work(request, agency_pk)
    if ending not in ("docx", "pdf"):
        raise Http404(ending)
    form = SenderForm(request.GET)
    if not form.is_valid():
        context = {"work": work, "form": form, "year": year_of(request)}
        return render(request, "interfaces/agency_letter.html", context, status=422)
    letter = agency_papers.assignment(work, sender_of(form.cleaned_data, year_of(request)))
    return download(rendering.render(letter, ending), f"cong-van-{agency_papers.stem(work.agency.name)}", ending)


@login_required
@require_safe
def blank_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's own report form, with its tasks, to be filled in on paper."""
    report = access.report_for(who(request), pk)
    given = agency_papers.of_asked(one.asked_of(report))
    form = agency_papers.blank_form(report.round, report, given)
    return download(rendering.docx(form), f"mau-bao-cao-{agency_papers.stem(report.agency.name)}", "docx")


@login_required
@require_safe
def round_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """A reminder for every agency whose report has not come: who writes and signs them."""
    found = access.round_for(who(request), pk, access.RECEIVE)
    return _asked(request, found, SenderForm(initial={**_proposed(request), "tra_loi": clock.day_after(found.due_on)}))


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def round_letters_zip(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters in one archive."""
    found = access.round_for(who(request), pk, access.RECEIVE)
    missing, form = list(waiting(found)), SenderForm(request.GET)
    if not missing or len(missing) > IN_PLACE or not form.is_valid():
        return _asked(request, found, form, status=422)
    letters = reminders(found, missing, sender_of(form.cleaned_data, found.year))
    response = HttpResponse(agency_papers.zipped(letters), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="cong-van-nhac-{found.pk}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_POST
def round_letters_later(request: HttpRequest, pk: int) -> HttpResponse:
    """Very many letters are written behind the page."""
    found = access.round_for(who(request), pk, access.RECEIVE)
    form = SenderForm(request.POST)
    if not form.is_valid():
        return _asked(request, found, form, status=422)
    told = form.cleaned_data
    kept = {**told, "tra_loi": told["tra_loi"].isoformat() if told["tra_loi"] else None}
    job = jobs.start(
        "agencies.letters", province_id=found.province_id, by=who(request),
        arguments={"round": found.pk, "sender": kept}, title=_("Công văn nhắc: %(name)s") % {"name": found.name},
    )  # fmt: skip
    return redirect("job", job.pk)


def _asked(request: HttpRequest, round_: ReportRound, form: SenderForm, status: int = 200) -> HttpResponse:
    missing = list(waiting(round_))
    context = {"round": round_, "missing": missing, "form": form, "many": len(missing) > IN_PLACE}
    return render(request, "interfaces/round_letters.html", context, status=status)


def waiting(round_: ReportRound) -> Iterator[AgencyReport]:
    """Reports of the round that have not come, in Vietnamese order of their agencies."""
    rows = AgencyReport.objects.filter(round=round_, status__in=OPEN).select_related("agency")
    return iter(rows.order_by("agency__sort_key", "id"))


def reminders(round_: ReportRound, missing: list[AgencyReport], sender: Sender) -> Iterator[tuple[str, Official]]:
    """A letter for each, by its agency's name. One query for all their tasks."""
    rows = AskedTask.objects.filter(report__in=missing).order_by("position", "id")
    asked: dict[int, list[AskedTask]] = {}
    for row in with_wording(rows):
        asked.setdefault(row.report_id, []).append(row)
    for report in missing:
        given = agency_papers.of_asked(asked.get(report.pk, []))
        yield report.agency.name, agency_papers.reminder(round_, report, given, sender)


def sender_of(told: dict[str, Any], year: int) -> Sender:
    return Sender(
        parent=told["chu_quan"], agency=told["co_quan"], symbol=told["ky_hieu"], place=told["dia_danh"],
        title=told["chuc_vu"], name=told["nguoi_ky"], answer_by=told["tra_loi"], year=year,
    )  # fmt: skip


def _work(request: HttpRequest, agency_pk: int) -> queries.Work:
    """The agency's work of the year, for those who write to agencies; an agency without work has no letter."""
    before = access.agency_for(who(request), agency_pk)
    if not who(request).has_perm(access.RECEIVE):
        raise PermissionDenied(access.RECEIVE)
    year = year_of(request)
    work = queries.work(before[agency_pk], before, queries.plans_of_year(year), year)
    if not work.parts:
        raise Http404("no work")
    return work


def _proposed(request: HttpRequest) -> dict[str, Any]:
    """The agency one works for, else the department of science of the province."""
    membership = getattr(request, "membership", None)
    province: Province | None = membership.province if membership else None
    agency: Agency | None = membership.agency if membership else None
    return {
        "chu_quan": f"UBND {province}" if province else "",
        "co_quan": agency.name if agency else "Sở Khoa học và Công nghệ",
        "dia_danh": province.name if province else "",
        "chuc_vu": "Giám đốc",
    }
