"""Policies whose plan says something else by now: it was amended after its rules were taken over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from nscl.plans.models import Plan, SupportRule
from nscl.support.models.policies import SupportPolicy
from nscl.support.queries.policies import basis_of
from nscl.support.rules.taking_over import per_of


@dataclass(frozen=True)
class Changed:
    """`rule` is what the plan in force says now; None where it says nothing of it any more."""

    policy: SupportPolicy
    rule: SupportRule | None


def changed(on: dt.date, policies: Sequence[int] | None = None) -> list[Changed]:
    """Newest versions taken over from a plan whose rate or cap no version of theirs has had; three queries.

    A policy that was amended by hand is not told of: its plan still says what one of its versions said.
    """
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    rows = SupportPolicy.objects.filter(still, rule__isnull=False, replaced_by__isnull=True).select_related(
        "rule__plan"
    )
    held = list((rows if policies is None else rows.filter(pk__in=policies)).order_by("name", "id")[:200])
    if not held:
        return []
    firsts = [policy.rule_id for policy in held]
    said = _said(firsts)
    known: dict[int | None, set[tuple[int, int | None]]] = {}
    chains = SupportPolicy.objects.filter(rule__in=firsts).values_list("rule_id", "rate_bp", "cap_vnd")
    for first, rate, cap in chains:
        known.setdefault(first, set()).add((rate, cap))
    found = []
    for policy in held:
        rule = said.get(policy.rule_id or 0)
        if rule is None:
            if policy.rule is not None and policy.rule.plan.status != Plan.Status.IN_FORCE:
                found.append(Changed(policy, None))
        elif rule.rate_bp and (rule.rate_bp, rule.cap_vnd or None) not in known[policy.rule_id]:
            found.append(Changed(policy, rule))
    return found


def rule_now(policy: SupportPolicy) -> SupportRule | None:
    """What the plan in force says of the policy's rule."""
    return _said([policy.rule_id]).get(policy.rule_id) if policy.rule_id else None


def as_typed(rule: SupportRule, policy: SupportPolicy) -> dict[str, object]:
    """The policy's next version, as the plan's rule would have it."""
    told: dict[str, object] = {
        "name": rule.content[:500], "rate_bp": rule.rate_bp, "cap_vnd": rule.cap_vnd or None,
        "basis": basis_of(rule),
    }  # fmt: skip
    if rule.per:
        told["per"] = per_of(rule.per).value
    begins = rule.plan.issued_on
    if begins is not None and begins > policy.valid_from:
        told["valid_from"] = begins
    return told


def _said(firsts: Sequence[int | None]) -> dict[int, SupportRule]:
    """By first version, the rule of a plan in force that carries it."""
    rows = SupportRule.objects.filter(
        Q(pk__in=firsts) | Q(root__in=firsts) | Q(joined__overlap=list(firsts)), discarded_at__isnull=True,
        plan__status=Plan.Status.IN_FORCE,
    )  # fmt: skip
    return {first: rule for rule in rows.select_related("plan").order_by("id") for first in rule.roots}
