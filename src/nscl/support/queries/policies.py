"""Questions about policies: which hold on a day, what of a plan could be taken over, what one may get."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from nscl.plans.models import Plan, SupportRule
from nscl.support.models.policies import SupportPolicy
from nscl.support.reference import ceilings
from nscl.support.rules.amount import Ceiling, Cost, Entitlement, Facts, Per, Rule, entitlements
from nscl.support.rules.taking_over import contents_of, per_of


def in_force(on: dt.date) -> QuerySet[SupportPolicy]:
    """Policies that hold on the day, in the scope that is open."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return SupportPolicy.objects.filter(still, valid_from__lte=on).select_related("province").order_by("name", "id")


def versions(policy: SupportPolicy) -> list[SupportPolicy]:
    """The policy with the versions before and after it, the newest first. One query for each."""
    newest = policy
    while (after := SupportPolicy.objects.filter(replaces=newest).select_related("recorded_by").first()) is not None:
        newest = after
    found = [newest]
    while (before_id := found[-1].replaces_id) is not None:
        found.append(SupportPolicy.objects.select_related("recorded_by").get(pk=before_id))
    return found


@dataclass(frozen=True)
class Proposal:
    """A plan's rule as a policy would say it; `policy_id` where it was taken over already."""

    rule: SupportRule
    contents: list[str]
    per: Per
    policy_id: int | None


def proposals(plan: Plan) -> list[Proposal]:
    """Every rule of the plan that names a rate, in its order. Two queries."""
    rules = list(
        SupportRule.objects.filter(plan=plan, discarded_at__isnull=True, rate_bp__gt=0).order_by("position", "id")
    )
    known = SupportPolicy.objects.filter(rule__in=[root for r in rules for root in r.roots], replaces__isnull=True)
    taken = dict(known.values_list("rule_id", "id"))
    return [
        Proposal(
            r, contents_of(r.text or r.content), per_of(r.per), next((taken[k] for k in r.roots if k in taken), None)
        )
        for r in rules
    ]


def validity(plan: Plan) -> tuple[dt.date, dt.date | None]:
    """From when to when a plan's rules hold: from its day within its period, until the period's end."""
    assert plan.period_from is not None
    begins = dt.date(plan.period_from, 1, 1)
    ends = dt.date(plan.period_to + 1, 1, 1) if plan.period_to else None
    if plan.issued_on and plan.issued_on > begins and (ends is None or plan.issued_on < ends):
        begins = plan.issued_on
    return begins, ends


def plans_to_take_over() -> QuerySet[Plan]:
    """Plans in force with a rule that is no policy yet, the latest period first; one query."""
    first = Coalesce(OuterRef("root_id"), OuterRef("pk"), output_field=BigIntegerField())
    taken = SupportPolicy.objects.filter(Q(rule=first) | Q(rule__carried_by=first))
    left = SupportRule.objects.filter(plan=OuterRef("pk"), discarded_at__isnull=True, rate_bp__gt=0)
    rows = Plan.objects.filter(Exists(left.exclude(Exists(taken))), status=Plan.Status.IN_FORCE)
    return rows.select_related("province").order_by("-period_to", "-id")[:20]


def basis_of(rule: SupportRule) -> str:
    """`Kế hoạch 9001/KH-UBND, mục III.2.1`, as a policy keeps it; a plan without number by its title."""
    plan = f"{rule.plan.get_kind_display()} {rule.plan.number}" if rule.plan.number else rule.plan.title
    return plan[:280] + (f", mục {rule.ref}" if rule.ref else "")  # not wrapped: what a row keeps


def rules_of_plans(on: dt.date) -> list[Rule]:
    """What plans in force on the day say, where nobody took it over yet: a reading, not a decision. One query."""
    taken = SupportPolicy.objects.filter(rule__isnull=False).values("rule_id")
    rows = SupportRule.objects.filter(
        plan__status=Plan.Status.IN_FORCE, plan__period_from__lte=on.year, plan__period_to__gte=on.year,
        discarded_at__isnull=True, rate_bp__gt=0,
    )  # fmt: skip
    joined = SupportPolicy.objects.filter(rule__carried_by__isnull=False).values("rule__carried_by")
    rows = rows.exclude(pk__in=taken).exclude(root__in=taken).exclude(pk__in=joined).exclude(root__in=joined)
    found = []
    for row in rows.select_related("plan").order_by("plan_id", "position", "id"):
        begins, ends = validity(row.plan)
        contents = frozenset(contents_of(row.text or row.content))
        key = f"plan.{row.pk}.{row.version}"
        found.append(
            Rule(contents, row.rate_bp or 0, row.cap_vnd, per_of(row.per), basis_of(row), begins, ends, key=key)
        )
    return found


def what_one_may_get(
    content: str, facts: Facts, costs: Iterable[Cost], *, of_plans: bool = False
) -> tuple[Entitlement, ...]:
    """What the policies in force on the day give, within the ceilings of that day; `of_plans`: else what plans say."""
    rules = [policy.as_rule() for policy in in_force(facts.on).filter(contents__contains=[content])]
    if not rules and of_plans:
        rules = rules_of_plans(facts.on)
    return entitlements(content, facts, costs, rules, ceilings())


@dataclass(frozen=True)
class CeilingShown:
    """A limit of a higher law beside what rules give: at most this much of the cost."""

    ceiling: Ceiling
    limit_vnd: int


def count() -> int:
    """Policies in the scope that is open, each with its versions once."""
    return SupportPolicy.objects.filter(replaces__isnull=True).count()
