"""Writing a proposed draft: all its rows in as many statements as there are tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl.documents import queries as documents
from nscl.plans import links, matching
from nscl.plans.importer.propose import Draft, Item
from nscl.plans.kinds import BY_CODE
from nscl.plans.matching import Best
from nscl.plans.models import AgencyMention, Duty, LegalBasis, Plan, PlanItem, PlanLink, PlanSource, Task

BATCH = 1000


def write(plan: Plan, proposed: Draft) -> None:
    """Everything of the draft besides its head, inside the caller's transaction."""
    dropped = [list(i.span) for i in proposed.items if i.dropped and i.span]
    PlanSource(
        province_id=plan.province_id, plan=plan, format=proposed.format, text=proposed.text, lines=proposed.lines,
        head_sources=proposed.head_sources, unread=sorted([*proposed.unread, *dropped]),
    ).save(force_insert=True)  # fmt: skip
    items = [item for item in proposed.items if not item.dropped]
    best = matching.match((name for i in items for _, name, _ in i.names), plan.province, matching.day_of(plan))
    made = list(_items(plan, items, best))
    _mentions(plan, made, best)
    _bases(plan, proposed)
    PlanLink.objects.bulk_create(
        PlanLink(province_id=plan.province_id, plan=plan, kind=kind, number=number, other=links.named(plan, number))
        for kind, number in proposed.links
    )
    _add_doubts(plan, best)


def _items(plan: Plan, items: list[Item], best: Mapping[str, Best]) -> Iterable[tuple[Item, PlanItem]]:
    for code, kind in BY_CODE.items():
        wanted = [item for item in items if item.kind == code]
        objects = [
            kind.model(
                province_id=plan.province_id,
                plan=plan,
                position=position,
                source_start=item.span[0] if item.span else None,
                source_end=item.span[1] if item.span else None,
                doubts=[*item.doubts, *_about_names(item, best)],
                **item.values,
            )
            for position, item in enumerate(wanted, 1)
        ]
        kind.model._default_manager.bulk_create(objects, batch_size=BATCH)
        yield from zip(wanted, objects, strict=True)


def _about_names(item: Item, best: Mapping[str, Best]) -> list[str]:
    mentions = [_mention(name, best.get(name)) for _, name, _ in item.names]
    return list(dict.fromkeys(told for m in mentions if (told := matching.doubt(m))))


def _mention(name: str, found: Best | None, **values: Any) -> AgencyMention:
    if found is None:
        return AgencyMention(name=name, **values)
    return AgencyMention(name=name, agency=found.agency, score=found.score, stale=found.stale, **values)


def _mentions(plan: Plan, made: Iterable[tuple[Item, PlanItem]], best: Mapping[str, Best]) -> None:
    AgencyMention.objects.bulk_create(
        (
            _mention(
                name,
                best.get(name),
                province_id=plan.province_id,
                plan=plan,
                role=role,
                position=position,
                task=row if isinstance(row, Task) else None,
                duty=row if isinstance(row, Duty) else None,
                source_start=span[0] if span else None,
                source_end=span[1] if span else None,
            )
            for item, row in made
            for position, (role, name, span) in enumerate(item.names, 1)
        ),
        batch_size=BATCH,
    )


def _bases(plan: Plan, proposed: Draft) -> None:
    texts = documents.legal_texts(number for number, _ in proposed.bases)
    LegalBasis.objects.bulk_create(
        LegalBasis(
            province_id=plan.province_id,
            plan=plan,
            position=position,
            number=number,
            legal_text=texts.get(number),
            source_start=span[0] if span else None,
            source_end=span[1] if span else None,
        )
        for position, (number, span) in enumerate(proposed.bases, 1)
    )


def _add_doubts(plan: Plan, best: Mapping[str, Best]) -> None:
    """Agencies that are called otherwise today are told once for the plan, not at each of its tasks."""
    stale = matching.stale_doubt(best)
    told = [{"code": "stale_agency", "message": stale, "field": "agencies"}] if stale else []
    told += [{"code": "unknown_plan", "message": sentence, "field": "links"} for sentence in links.doubts(plan)]
    if told:
        plan.doubts = [*plan.doubts, *told]
        plan.save(update_fields=["doubts"])
