"""Papers of needs to take away: the list by rank, the answer to a sender, what a page shows as a workbook."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nscl.documents import later, rendering
from nscl.documents.rendering.answering import download
from nscl.foundation import clock, jobs
from nscl.foundation.limits import limited
from nscl.foundation.paging import without_place
from nscl.plans.access import needs as access
from nscl.plans.exports import needs_book, needs_papers
from nscl.plans.exports.needs_papers import Sender
from nscl.plans.forms.needs import NeedFilter
from nscl.plans.jobs.needs import IN_PLACE
from nscl.plans.models import Need, NeedsRound
from nscl.plans.queries import needs as queries
from nscl.plans.views.needs.board import queue_asked, queue_form
from nscl.plans.views.needs.common import may_see, who


def sender_of(request: HttpRequest, found: NeedsRound) -> Sender:
    """Who writes: the agency one works for, else the department of science of the province."""
    membership = getattr(request, "membership", None)
    agency = membership.agency if membership else None
    name = agency.name if agency else "Sở Khoa học và Công nghệ"  # not wrapped: a name in a document
    return Sender(f"UBND {found.province}", name, found.province.name, clock.today().year)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def wish_list(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """`Danh mục nhu cầu hỗ trợ năm 2027`, by content, with the sums of what it may cost."""
    found = access.round_for(who(request), pk)
    if ending not in rendering.FORMATS:
        raise Http404(ending)
    wanted = later.Wanted(
        "needs.wish_list", {"round": found.pk, "sender": asdict(sender_of(request, found))}, ending,
        f"danh-muc-nhu-cau-{found.for_year}", found.title, found.province_id,
    )  # fmt: skip
    rows = queries.live_merged().filter(round=found).count()
    return later.answer(request, wanted, rows=rows, most=later.MOST_LINES, back=reverse("needs_merged", args=[pk]))


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def answer(request: HttpRequest, pk: int, proposal_pk: int, ending: str) -> HttpResponse:
    """The letter that tells a sender what became of each need it proposed."""
    found = access.round_for(who(request), pk, access.EDIT)
    proposal = access.proposal_for(found, proposal_pk)
    if ending not in ("docx", "pdf"):
        raise Http404(ending)
    rows = Need.objects.filter(proposal=proposal).select_related("merged", "group").prefetch_related("merged__handed")
    paper = needs_papers.answer(found, proposal, list(rows.order_by("source_row", "id")), sender_of(request, found))
    return download(rendering.render(paper, ending), f"tra-loi-de-xuat-{proposal.pk}", ending)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page of merged needs shows, as it is filtered, as a workbook; very many needs are offered as a job."""
    found = access.round_for(who(request), pk)
    rows = queries.in_order(found, NeedFilter(request.GET, queries.groups_of(found)).query())
    if rows.count() > IN_PLACE and who(request).has_perm(access.EDIT, found):
        context = {"round": found, "query": without_place(request.GET).urlencode()}
        return render(request, "plans/needs/export_later.html", context)
    return download(needs_book.needs(found, rows), f"nhu-cau-{found.for_year}", "xlsx")


@login_required
@require_POST
def export_later(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the workbook behind the page; its file is kept with the province's."""
    found = access.round_for(who(request), pk, access.EDIT)
    asked = asdict(NeedFilter(request.GET, queries.groups_of(found)).query())
    job = jobs.start(
        "plans.needs", province_id=found.province_id, by=who(request), arguments={"round": found.pk, "asked": asked},
        title=found.title,
    )  # fmt: skip
    return redirect("job", job.pk)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export_queue(request: HttpRequest) -> HttpResponse:
    """The queue that a page of `needs_queue` shows, as a workbook."""
    may_see(request)
    year, to = queue_asked(queue_form(request))
    return download(needs_book.queue(queries.handed_on(year, to), year), f"nhu-cau-chuyen-tiep-{year}", "xlsx")
