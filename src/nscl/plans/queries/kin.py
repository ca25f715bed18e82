"""A plan among others: the plan above it and those under it, what it carries on, what it replaced, its programmes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F, Q, QuerySet

from nscl.documents.models import LegalText
from nscl.organisations.queries import lineage, with_predecessors
from nscl.plans.models import LegalBasis, Plan, PlanAmendment, PlanClosure, PlanLink, PlanProgramme
from nscl.plans.queries.versions import amendment_of, closure_of, first_pk

CONFIRMED = (Plan.Status.IN_FORCE, Plan.Status.AMENDED, Plan.Status.SUPERSEDED, Plan.Status.ENDED)
KNOWN = (Plan.Status.IN_FORCE, Plan.Status.SUPERSEDED, Plan.Status.ENDED)
NATIONAL = ("productivity", "standards")
MOST = 500


@dataclass(frozen=True)
class Kin:
    """`below` by the year in which they begin; `chain`: plans that carry each other on, the oldest first.

    `inherited`: plans of provinces that came into the plan's, in years they share or in force still.
    """

    above: Plan | None
    below: list[tuple[int, list[Plan]]]
    chain: list[Plan]
    replaced: list[PlanClosure]
    programmes: list[PlanProgramme]
    inherited: list[Plan]

    @property
    def is_empty(self) -> bool:
        return not (self.above or self.below or self.chain or self.replaced or self.programmes or self.inherited)


def kin(plan: Plan) -> Kin:
    """Everything of it: six queries at most."""
    first = first_pk(plan)
    given = Q(closure__successor_id=first) | Q(closure__successor__amendment__first_id=first)
    near = Q(parent_id=first, status__in=KNOWN) | given
    if plan.parent_id:
        of_parent = Q(amendment__first_id=plan.parent_id, amendment__applied_at__isnull=False)
        near |= Q(pk=plan.parent_id) | of_parent
    rows = Plan.objects.filter(near).select_related("amendment", "closure", "province")
    found = list(rows.order_by("period_from", "issued_on", "id")[:MOST])
    above = [p for p in found if plan.parent_id == first_pk(p)]
    below = [p for p in found if p.parent_id == first and p.status in KNOWN]
    gone = [c for p in found if (c := closure_of(p)) and c.successor_id and p not in above and p not in below]
    gone += [c for p in (*above, *below) if (c := closure_of(p)) and c.successor_id in (first, plan.pk)]
    return Kin(
        above=max(above, key=_sequence, default=None),
        below=[(year, list(same)) for year, same in groupby(below, key=lambda p: p.period_from or 0)],
        chain=chain(plan),
        replaced=sorted(gone, key=lambda c: (c.effective_on, c.pk)),
        programmes=programmes(plan),
        inherited=inherited(plan),
    )


def inherited(plan: Plan) -> list[Plan]:
    """Plans of the provinces that came into the plan's, which run beside it: two queries, one where none came."""
    before = with_predecessors(plan.province_id) - {plan.province_id}
    if not before:
        return []
    beside = Q(period_from__lte=plan.period_to, period_to__gte=plan.period_from)
    rows = Plan.objects.filter(beside | Q(status=Plan.Status.IN_FORCE), province_id__in=before, status__in=KNOWN)
    return list(rows.select_related("province").order_by("province__sort_key", "-period_to", "-id")[:MOST])


def chain(plan: Plan) -> list[Plan]:
    """The plans that carry each other on, from the oldest to the newest, this one among them; empty for one alone."""
    before, after = lineage(plan.province_id)
    links = PlanLink.objects.filter(
        kind=PlanLink.Kind.INHERITS, province_id__in=before | after, other__isnull=False, plan__status__in=KNOWN
    ).select_related("plan__amendment", "plan__province", "other__amendment", "other__province")
    plans: dict[int, Plan] = {first_pk(plan): plan}
    edges: list[tuple[int, int]] = []
    for link in links.order_by("-id")[:MOST]:
        assert link.other is not None
        edges.append((first_pk(link.other), first_pk(link.plan)))
        for one in (link.other, link.plan):
            if one.status != Plan.Status.AMENDED or first_pk(one) not in plans:
                plans[first_pk(one)] = one
    mine = _reached(first_pk(plan), edges) | _reached(first_pk(plan), [(b, a) for a, b in edges])
    if len(mine) < 2:
        return []
    old = {pk for pk in mine if plans[pk].status == Plan.Status.AMENDED}
    plans |= todays(old)
    return sorted((plans[pk] for pk in mine), key=lambda p: (p.period_from or 0, p.period_to or 0, p.pk))


def programmes(plan: Plan) -> list[PlanProgramme]:
    """National programmes that an officer said it carries out: one query."""
    rows = PlanProgramme.objects.filter(plan_id=first_pk(plan), voided_at__isnull=True)
    return list(rows.select_related("legal_text").order_by("id")[:MOST])


@dataclass(frozen=True)
class Proposal:
    """A basis of the plan that looks like a national programme: a registered text, or a number no register has."""

    number: str
    legal_text: LegalText | None

    @property
    def key(self) -> str:
        return str(self.legal_text.pk) if self.legal_text else self.number


def proposals(plan: Plan, known: Iterable[PlanProgramme]) -> list[Proposal]:
    """Decisions of the Prime Minister among the plan's bases, on productivity or standards as far as registered."""
    told = list(known)
    texts = {p.legal_text_id for p in told if p.legal_text_id}
    names = {p.name for p in told}
    found = []
    for basis in LegalBasis.objects.filter(plan=plan).select_related("legal_text").order_by("position", "id"):
        text = basis.legal_text
        if not basis.number.upper().replace(" ", "").endswith("QĐ-TTG"):  # not wrapped: read
            continue
        if text is None and basis.number not in names:
            found.append(Proposal(basis.number, None))
        elif text is not None and text.subject in NATIONAL and text.pk not in texts:
            found.append(Proposal(text.number, text))
    return found


def parents_for(plan: Plan) -> list[Plan]:
    """Plans that this one may stand under: of its province or one before it, in years they share, the likeliest first.

    Likely is what it cites or carries on, then the longest period.
    """
    rows = Plan.objects.filter(province_id__in=with_predecessors(plan.province_id), status__in=KNOWN)
    if plan.period_from and plan.period_to:
        rows = rows.filter(period_from__lte=plan.period_to, period_to__gte=plan.period_from)
    own = first_pk(plan)
    found = [
        p
        for p in rows.select_related("amendment", "province").order_by("-period_to", "-id")[:MOST]
        if first_pk(p) != own and p.parent_id != own
    ]
    cited = {b.casefold() for b in LegalBasis.objects.filter(plan=plan).values_list("number", flat=True)}
    cited |= {n.casefold() for n in PlanLink.objects.filter(plan=plan).values_list("number", flat=True)}
    return sorted(found, key=lambda p: (p.number.casefold() not in cited or not p.number, -_years(p), p.pk))


def proposed_parent(plan: Plan, candidates: list[Plan]) -> Plan | None:
    """The plan that this one names and that covers more years than it does."""
    if not candidates or not plan.period_from:
        return None
    cited = set(LegalBasis.objects.filter(plan=plan).values_list("number", flat=True))
    cited |= set(PlanLink.objects.filter(plan=plan).values_list("number", flat=True))
    named = [p for p in candidates if p.number in cited and _years(p) > _years(plan)]
    return named[0] if named else None


def todays(firsts: Iterable[int]) -> dict[int, Plan]:
    """For first versions, by their key, the version of today: one query, none for none."""
    wanted = set(firsts)
    return todays_of(wanted) if wanted else {}


def todays_of(wanted: set[int] | QuerySet[Any, Any]) -> dict[int, Plan]:
    """The same for those that a query gives."""
    rows = Plan.objects.select_related("amendment", "province").filter(
        Q(pk__in=wanted) | Q(amendment__first_id__in=wanted, amendment__applied_at__isnull=False)
    )
    ordered = rows.order_by(F("amendment__sequence").asc(nulls_first=True), "pk")
    return {first_pk(plan): plan for plan in ordered}


def with_programme(found: QuerySet[Plan], key: str) -> QuerySet[Plan]:
    """Plans that carry out the programme: `v12` the registered text 12, else the name."""
    live = PlanProgramme.objects.filter(voided_at__isnull=True)
    text = key[1:] if key.startswith("v") and key[1:].isdecimal() else ""
    told = live.filter(legal_text_id=int(text)) if text else live.filter(name=key)
    firsts = told.values("plan_id")
    later = PlanAmendment.objects.filter(first_id__in=firsts).values("plan_id")
    return found.filter(Q(pk__in=firsts) | Q(pk__in=later))


def programme_choices() -> list[tuple[str, str]]:
    """The programmes that plans in reach carry out, for a filter: one query."""
    rows = PlanProgramme.objects.filter(voided_at__isnull=True).order_by("legal_text_id", "name")
    told = rows.values_list("legal_text_id", "legal_text__number", "name").distinct()[:MOST]
    return [(f"v{pk}", number or "") if pk else (name, name) for pk, number, name in told]


def _sequence(plan: Plan) -> int:
    amendment = amendment_of(plan)
    return amendment.sequence if amendment else 0


def _years(plan: Plan) -> int:
    return (plan.period_to or 0) - (plan.period_from or 0) + 1 if plan.period_from else 0


def _reached(start: int, edges: list[tuple[int, int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for a, b in edges:
            if a == here and b not in found:
                found.add(b)
                waiting.append(b)
    return found
