"""The documents that a plan names: those it replaces or carries on, and those it is based on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nscl.documents import queries as documents
from nscl.plans import links
from nscl.plans.models import LegalBasis, Plan, PlanLink
from nscl.plans.rules import values as rules
from nscl.shared.errors import DomainError

LINKS = {"supersedes": PlanLink.Kind.SUPERSEDES, "inherits": PlanLink.Kind.INHERITS}
BASES = "legal_basis"
LONGEST = 60


def rewrite(plan: Plan, values: Mapping[str, Any]) -> list[str]:
    """Bring links and bases to the lists of numbers given under `supersedes`, `inherits`, `legal_basis`.

    The keys of the lists that changed. What is said of unknown plans follows; the caller saves the head.
    """
    changed = [key for key in (*LINKS, BASES) if key in values and _rewrite(plan, key, _numbers(values[key], key))]
    if set(changed) & set(LINKS):
        told = [{"code": "unknown_plan", "message": sentence, "field": "links"} for sentence in links.doubts(plan)]
        plan.doubts = [d for d in plan.doubts if d.get("code") != "unknown_plan"] + told
    return changed


def _numbers(value: Any, key: str) -> list[str]:
    numbers = list(dict.fromkeys(rules.lines(value)))
    if any(len(number) > LONGEST for number in numbers):
        raise DomainError(
            "invalid",
            _("Mỗi dòng là một số, ký hiệu văn bản, không quá %(longest)s ký tự.") % {"longest": LONGEST},
            key,
        )
    return numbers


def _rewrite(plan: Plan, key: str, numbers: list[str]) -> bool:
    if key == BASES:
        return _bases(plan, numbers)
    rows = PlanLink.objects.filter(plan=plan, kind=LINKS[key])
    before = list(rows.order_by("id").values_list("number", flat=True))
    rows.exclude(number__in=numbers).delete()
    PlanLink.objects.bulk_create(
        PlanLink(
            province_id=plan.province_id, plan=plan, kind=LINKS[key], number=number, other=links.named(plan, number)
        )
        for number in numbers
        if number not in before
    )
    return set(before) != set(numbers)


def _bases(plan: Plan, numbers: list[str]) -> bool:
    kept = {basis.number: basis for basis in LegalBasis.objects.filter(plan=plan).order_by("position", "id")}
    if list(kept) == numbers:
        return False
    LegalBasis.objects.filter(plan=plan).exclude(number__in=numbers).delete()
    texts = documents.legal_texts(numbers)
    for position, number in enumerate(numbers, 1):
        basis = kept.get(number) or LegalBasis(province_id=plan.province_id, plan=plan, number=number)
        basis.position, basis.legal_text = position, texts.get(number)
        basis.save()
    return True
