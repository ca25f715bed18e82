"""Plans to choose among where one picks two of them: how each is called, and which one typed words mean."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from nscl.accounts.models import User
from nscl.foundation import tenancy
from nscl.foundation.tenancy import Scope
from nscl.plans import words
from nscl.plans.models import Plan, PlanAmendment, PlanLink

MOST = 200
LIKELY = 8


def within_reach(user: User, scope: Scope) -> QuerySet[Plan]:
    """The plans the person may open, the newest period first: drafts only for those who edit."""
    rows = Plan.objects.filter(province_id__in=scope.readable).exclude(status=Plan.Status.DISCARDED)
    if not user.has_perm("plans.edit"):
        rows = rows.exclude(status=Plan.Status.DRAFT)
    return rows.select_related("province").order_by("-period_to", "-id")


def readable(user: User, pk: int) -> Plan:
    """The plan `pk` of those the person may read; a draft only for those who may change it. Raises `Http404`."""
    plan = within_reach(user, tenancy.current() or tenancy.nobody()).filter(pk=pk).first()
    if plan is None or (plan.is_draft and not user.has_perm("plans.edit", plan)):
        raise Http404("plan")
    return plan


def name(plan: Plan) -> str:
    """`134/KH-UBND · Kế hoạch làm tốt hơn · Tỉnh Kon Tum 2021–2025`, one line that a list of choices shows."""
    years = "–".join(dict.fromkeys(str(year) for year in (plan.period_from, plan.period_to) if year))
    title = words.title(plan) or f"#{plan.pk}"
    short = title if len(title) <= 80 else f"{title[:79].rstrip()}…"
    where = f"{plan.province.title} {years}".strip()
    draft = str(plan.get_status_display()) if plan.is_draft else ""
    return " · ".join(part for part in (plan.number, short, where, draft) if part)


def choices(reachable: QuerySet[Plan]) -> list[Plan]:
    return list(reachable[:MOST])


def meant(reachable: QuerySet[Plan], listed: list[Plan], typed: str) -> list[Plan]:
    """The plans that `typed` may mean: those listed under just this name, else those with it in number or title."""
    typed = " ".join(typed.split())
    if not typed:
        return []
    if called := [plan for plan in listed if name(plan) == typed]:
        return called
    number = typed.split(" · ")[0]
    found = reachable.filter(
        Q(number__iexact=number) | Q(title__unaccent__icontains=typed) | Q(number__icontains=typed)
    )
    return list(found[:LIKELY])


def kin(reachable: QuerySet[Plan], plan: Plan) -> list[Plan]:
    """Plans that one would compare with this one first: its versions and those tied to it, then those of its land."""
    close = list(reachable.filter(pk__in=_tied(plan))[:LIKELY])
    same = reachable.filter(province__code=plan.province.code).exclude(pk__in=[plan.pk, *(one.pk for one in close)])
    return [*close, *same[: LIKELY - len(close)]] if len(close) < LIKELY else close


def _tied(plan: Plan) -> set[int]:
    """Ids of its versions, of the plan above it and those below, and of those it names or that name it."""
    links = PlanLink.objects.filter(Q(plan=plan, other__isnull=False) | Q(other=plan))
    line = PlanAmendment.objects.filter(Q(plan=plan) | Q(amended=plan) | Q(first=plan))
    ids = {pk for pair in links.values_list("plan", "other")[:50] for pk in pair}
    ids |= {pk for row in line.values_list("plan", "amended", "first")[:50] for pk in row}
    ids |= set(Plan.objects.filter(parent=plan).values_list("pk", flat=True)[:50])
    return (ids | ({plan.parent_id} if plan.parent_id else set())) - {plan.pk}
