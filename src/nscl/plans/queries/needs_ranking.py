"""What ranking goes by: the province's points of a day, and what the plan in force says of each need's content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Max, Q

from nscl.catalogue.models import ContentGroup
from nscl.organisations.queries import with_predecessors
from nscl.plans.models import Guidance, MergedNeed, Need, NeedsRound, Plan, RankingWeights, SupportRule, Target
from nscl.plans.queries.needs import live_merged
from nscl.plans.rules.needs_contents import speaks_of
from nscl.plans.rules.needs_ranking import Facts, Weights, key_product_in

POINTS = tuple(Weights().as_dict())


def row_on(province_id: int, day: dt.date) -> RankingWeights | None:
    """The province's own points of that day; None where it has set none."""
    rows = RankingWeights.objects.filter(province_id=province_id, valid_from__lte=day)
    return rows.order_by("-valid_from", "-id").first()


def weights_on(province_id: int, day: dt.date) -> tuple[Weights, list[str]]:
    """The points of that day and the words of key products: the province's, else the proposal of this system."""
    row = row_on(province_id, day)
    if row is None:
        return Weights(), []
    return Weights(**{name: getattr(row, name) for name in POINTS}), list(row.key_words)


def facts(found: NeedsRound, key_words: Sequence[str]) -> Iterator[Facts]:
    """What is known of every live need of the round: six queries, however many needs."""
    needs = list(live_merged().filter(round=found).order_by("id"))
    groups = {group.pk: group for group in ContentGroup.objects.filter(pk__in={n.group_id for n in needs})}
    plans = plans_for(found)
    rules = _spoken_of(SupportRule, plans, groups.values())
    targets = _spoken_of(Target, plans, groups.values())
    texts = _texts(found) if key_words else {}
    helped = helped_before({n.entity_id for n in needs if n.entity_id})
    for need in needs:
        yield Facts(
            pk=need.pk, name=need.name, senders=need.sender_count, asked_itself=need.asked_itself,
            rule=rules.get(need.group_id, ""), target=targets.get(need.group_id, ""),
            key_product=key_product_in(f"{need.name} {need.standard} {texts.get(need.pk, '')}", key_words),
            helped_before=_helped(need, helped), expected_cost_vnd=need.expected_cost_vnd, hand_place=need.hand_place,
        )  # fmt: skip


def plans_for(found: NeedsRound) -> list[Plan]:
    """The plans in force of the province and of those that came into it, those whose period has the year first."""
    rows = Plan.objects.filter(province_id__in=with_predecessors(found.province_id), status=Plan.Status.IN_FORCE)
    return sorted(rows.order_by("-period_to", "-id")[:20], key=lambda plan: not _covers(plan, found.for_year))


def _covers(plan: Plan, year: int) -> bool:
    return (plan.period_from or year) <= year <= (plan.period_to or year)


def _spoken_of(
    model: type[SupportRule] | type[Target], plans: Sequence[Plan], groups: Iterable[ContentGroup]
) -> dict[int, str]:
    """For each content the first item of these plans that speaks of it, as `III.1, 134/KH-UBND`."""
    order = {plan.pk: at for at, plan in enumerate(plans)}
    number = {plan.pk: plan.number for plan in plans}
    rows = model._default_manager.filter(plan_id__in=order, discarded_at__isnull=True).order_by("position", "id")
    items = sorted(rows, key=lambda item: order[item.plan_id])
    found: dict[int, str] = {}
    for group in groups:
        for item in items:
            if speaks_of(f"{item.text} {getattr(item, 'content', '')} {getattr(item, 'unit', '')}", group.code):
                found[group.pk] = ", ".join(part for part in (item.ref, number[item.plan_id]) if part) or "–"
                break
    return found


def _texts(found: NeedsRound) -> dict[int, str]:
    """The longest words that a row of each need says."""
    rows = Need.objects.filter(round=found, voided_at__isnull=True).exclude(text="").order_by()
    return dict(rows.values_list("merged_id").annotate(said=Max("text")))


def helped_before(entities: Iterable[int]) -> set[int]:
    """Which of these legal entities the provinces of the scope have guided."""
    rows = Guidance.objects.filter(entity_id__in=list(entities), voided_at__isnull=True)
    return set(rows.order_by().values_list("entity_id", flat=True).distinct())


def _helped(need: MergedNeed, helped: set[int]) -> bool | None:
    """None where it is not known which enterprise is meant."""
    return need.entity_id in helped if need.entity_id else None


def siblings(need: MergedNeed) -> list[MergedNeed]:
    """Needs of the round that may be the same: of the same enterprise, or of the same name; at most ten."""
    same = Q(name_key=need.name_key) | (Q(entity_id=need.entity_id) if need.entity_id else Q(pk__in=[]))
    rows = live_merged().filter(same, round_id=need.round_id).exclude(pk=need.pk).select_related("group")
    return list(rows.order_by("sort_key", "id")[:10])
