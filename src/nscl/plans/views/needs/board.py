"""The board of a round: what was received, merged, ranked, handed on."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.foundation import clock
from nscl.foundation.paging import by_key, newest_first
from nscl.foundation.year import FIRST
from nscl.plans.access import needs as access
from nscl.plans.actions.needs import decide, rank
from nscl.plans.forms.needs import HandForm, NeedFilter, ProposalFilter, QueueFilter
from nscl.plans.models import HandedOn, MergedNeed, NeedsImport, Proposal
from nscl.plans.queries import needs as queries
from nscl.plans.queries import needs_ranking
from nscl.plans.queries.needs_paging import by_place
from nscl.plans.views.needs.common import frame, may_see, who
from nscl.plans.words import needs as needs_words
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

TONES = {
    MergedNeed.Status.WAITING: ("warning", "hourglass"),
    MergedNeed.Status.HANDED_ON: ("success", "arrow-right"),
    MergedNeed.Status.LATER: ("neutral", "clock"),
    MergedNeed.Status.DECLINED: ("danger", "circle-x"),
    MergedNeed.Status.MERGED: ("neutral", "arrows-join"),
}


@login_required
@require_safe
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """What senders proposed, the newest first; lists that still wait to be taken."""
    found, context = frame(request, pk, "needs_round")
    form = ProposalFilter(request.GET)
    asked = form.asked()
    rows = Proposal.objects.filter(round=found)
    if asked["tim"]:
        rows = rows.filter(sender__unaccent__icontains=fold(asked["tim"]))
    if asked["kenh"]:
        rows = rows.filter(channel=asked["kenh"])
    shown, pages = newest_first(rows.annotate(row_count=queries.rows_of_proposal()), request.GET)
    waiting = NeedsImport.objects.filter(round=found, proposal__isnull=True, voided_at__isnull=True)
    context |= {
        "proposals": shown,
        "pages": pages,
        "filters": form,
        "filtered": any(asked.values()),
        "lists": list(waiting.select_related("attachment").order_by("-id")[:10]) if context["live"] else [],
    }
    return render(request, "plans/needs/received.html", context)


@login_required
@require_safe
def merged(request: HttpRequest, pk: int) -> HttpResponse:
    """The needs as they were merged, by name."""
    found, context = frame(request, pk, "needs_merged")
    form = NeedFilter(request.GET, queries.groups_of(found))
    rows = queries.filtered(found, form.query()).select_related("group", "entity")
    shown, pages = by_key(rows, request.GET)
    context |= {"needs": _told(shown), "pages": pages, "filters": form, "filtered": any(form.asked().values())}
    return render(request, "plans/needs/merged.html", context)


@login_required
@require_safe
def ranked(request: HttpRequest, pk: int) -> HttpResponse:
    """The needs by rank, each with its reasons; those chosen are handed on."""
    return _ranked(request, pk)


@login_required
@require_POST
def rank_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    try:
        count = rank.rank(round=found, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã xếp hạng %(count)s nhu cầu.") % {"count": count})
    return redirect("needs_ranked", pk=pk)


@login_required
@require_POST
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The needs ticked go into a year's estimate or call, or are written into a draft plan."""
    found = access.round_for(who(request), pk, access.DECIDE)
    form = HandForm(request.POST, plans=queries.draft_plans(found.province_id))
    chosen = [int(pk) for pk in request.POST.getlist("chon") if pk.isascii() and pk.isdecimal()]
    if not form.is_valid():
        return _ranked(request, pk, form, chosen)
    given = form.cleaned_data
    plan = form.plan_chosen()
    try:
        if given["to"] == HandedOn.To.PLAN:
            assert plan is not None
            decide.to_plan(
                round=found, needs=chosen, plan=plan, year=given["year"], with_budget=given["with_budget"],
                by=who(request),
            )  # fmt: skip
            messages.success(request, _("Đã thêm nhiệm vụ vào bản thảo kế hoạch: %(plan)s") % {"plan": plan})
        else:
            decide.hand_on(round=found, needs=chosen, to=given["to"], year=given["year"], by=who(request))
            messages.success(request, _("Đã chuyển %(count)s nhu cầu.") % {"count": len(set(chosen))})
    except DomainError as error:
        form.refuse(error)
        return _ranked(request, pk, form, chosen)
    return redirect("needs_handed", pk=pk)


def _ranked(
    request: HttpRequest, pk: int, form: HandForm | None = None, chosen: list[int] | None = None
) -> HttpResponse:
    found, context = frame(request, pk, "needs_ranked")
    filters = NeedFilter(request.GET, queries.groups_of(found))
    shown, pages = by_place(queries.filtered(found, filters.query()).select_related("group", "entity"), request.GET)
    own = needs_ranking.row_on(found.province_id, clock.today())
    deciding = context["decider"] and context["live"]
    if deciding and form is None:
        form = HandForm(plans=queries.draft_plans(found.province_id), initial={"year": found.for_year})
    context |= {
        "needs": _told(shown),
        "pages": pages,
        "filters": filters,
        "filtered": any(filters.asked().values()),
        "weights": own,
        "form": form if deciding else None,
        "chosen": set(chosen or ()),
    }
    return render(request, "plans/needs/ranked.html", context, status=200 if chosen is None else 422)


@login_required
@require_safe
def handed(request: HttpRequest, pk: int) -> HttpResponse:
    """What the round's needs became."""
    found, context = frame(request, pk, "needs_handed")
    rows = HandedOn.objects.filter(need__round=found, voided_at__isnull=True)
    shown, pages = newest_first(rows.select_related("need__group", "plan", "task"), request.GET)
    context |= {"handed": [(row, needs_words.handed(row)) for row in shown], "pages": pages}
    return render(request, "plans/needs/handed.html", context)


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What a year's estimate, call or plan has to take from needs, across rounds: the queue that later steps read."""
    may_see(request)
    form = queue_form(request)
    year, to = queue_asked(form)
    rows = queries.handed_on(year, to)
    context = {
        "filters": form,
        "rows": rows[:500],
        "more": len(rows) > 500,
        "count": len(rows),
        "cost": sum(row.expected_cost_vnd or 0 for row in rows),
        "year": year,
        "to": dict(HandedOn.To.choices)[to],
    }
    return render(request, "plans/needs/queue.html", context)


def queue_form(request: HttpRequest) -> QueueFilter:
    """Which queue is asked for; by itself that of the year chosen in the top bar, this year of the next one."""
    given = request.GET.copy()
    year = int(getattr(request, "year", clock.today().year))
    given["nam"] = given.get("nam") or str(year if year != clock.today().year else year + 1)
    given["den"] = given.get("den") or HandedOn.To.ESTIMATE
    return QueueFilter(given, range(clock.today().year + 2, FIRST - 1, -1))


def queue_asked(form: QueueFilter) -> tuple[int, str]:
    asked = form.asked()
    return int(asked["nam"] or clock.today().year + 1), asked["den"] or HandedOn.To.ESTIMATE


def _told(rows: list[MergedNeed]) -> list[tuple[MergedNeed, list[str], str, str]]:
    return [(row, needs_words.lines(row), *TONES[MergedNeed.Status(row.status)]) for row in rows]
