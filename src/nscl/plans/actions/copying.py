"""Copying what a plan says into a draft: items with the agencies they name, bases, links, the text it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from nscl.plans.kinds import BY_CODE
from nscl.plans.models import AgencyMention, Duty, LegalBasis, Plan, PlanItem, PlanLink, PlanSource, Task
from nscl.plans.queries import rows
from nscl.plans.rules.fields import FIELDS

BATCH = 1000
COPIED = ("position", "ref", "text", "source_start", "source_end", "by_hand")
MENTION = ("role", "position", "name", "agency_id", "score", "stale", "source_start", "source_end")

Change = Callable[[PlanItem, PlanItem], None]


def copy_items(source: Plan, draft: Plan, *, codes: Iterable[str], change: Change) -> int:
    """The live items of these kinds, with their mentions, in the draft; how many there are.

    `change` gets each copy, not saved yet, and the item it is a copy of.
    """
    wanted = [BY_CODE[code] for code in codes]
    found = rows.load(source, *(kind.model for kind in wanted), AgencyMention)
    made: dict[tuple[str, int], PlanItem] = {}
    for kind in wanted:
        live = [item for item in found.of(kind.model) if not item.is_discarded]
        copies = [_copy(item, draft, FIELDS[kind.code]) for item in live]
        for item, copy in zip(live, copies, strict=True):
            change(copy, item)
        kind.model._default_manager.bulk_create(copies, batch_size=BATCH)
        made |= {(kind.code, item.pk): copy for item, copy in zip(live, copies, strict=True)}
    _copy_mentions(found.of(AgencyMention), draft, made)
    return len(made)


def copy_bases(source: Plan, draft: Plan) -> None:
    LegalBasis.objects.bulk_create(
        LegalBasis(
            province_id=draft.province_id, plan=draft, position=basis.position, number=basis.number,
            legal_text_id=basis.legal_text_id, source_start=basis.source_start, source_end=basis.source_end,
        )
        for basis in LegalBasis.objects.filter(plan=source).order_by("position", "id")
    )  # fmt: skip


def copy_links(source: Plan, draft: Plan) -> None:
    PlanLink.objects.bulk_create(
        PlanLink(province_id=draft.province_id, plan=draft, kind=link.kind, number=link.number, other_id=link.other_id)
        for link in PlanLink.objects.filter(plan=source).order_by("id")
    )


def copy_source(source: Plan, draft: Plan) -> None:
    """The text, with the layout of its lines; the spans of the copies point into it as those of the items did."""
    kept = PlanSource.objects.filter(plan=source).first()
    if kept is not None:
        kept.pk, kept.plan = None, draft
        kept.save(force_insert=True)


def _copy(item: PlanItem, draft: Plan, own: Iterable[str]) -> PlanItem:
    values: dict[str, Any] = {name: getattr(item, name) for name in (*COPIED, *own)}
    return type(item)(province_id=draft.province_id, plan=draft, **values)


def _copy_mentions(mentions: Iterable[AgencyMention], draft: Plan, made: dict[tuple[str, int], PlanItem]) -> None:
    copies = []
    for mention in mentions:
        task = made.get(("task", mention.task_id or 0))
        duty = made.get(("duty", mention.duty_id or 0))
        if task is None and duty is None:
            continue
        values = {name: getattr(mention, name) for name in MENTION}
        copies.append(
            AgencyMention(
                province_id=draft.province_id, plan=draft, task=task if isinstance(task, Task) else None,
                duty=duty if isinstance(duty, Duty) else None, **values,
            )
        )  # fmt: skip
    AgencyMention.objects.bulk_create(copies, batch_size=BATCH)
