"""Splitting an item that holds two, joining two that are one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.actions.common import current_item, locked_draft, touched
from nscl.plans.actions.mentions import refresh_doubts
from nscl.plans.kinds import kind_of
from nscl.plans.models import AgencyMention, BudgetLine, Duty, HandedOn, PlanItem, Task, WorkedItem
from nscl.plans.rules.fields import FIELDS
from nscl.shared.errors import DomainError

I = TypeVar("I", bound=PlanItem)  # noqa: E741
SPLIT = "Tách từ một mục khác: hãy kiểm tra các giá trị."  # not wrapped: kept in the row
# The value that is the item's own words, which are cut and joined as its text is.
WORDS = {"task": "title", "supportrule": "content", "budgetline": "name"}


def split_item(*, item: I, version: int, at: int | Sequence[str], by: User) -> tuple[I, I]:
    """Make two items of one, cutting its text at a character or into the two texts given; the second follows the first.

    Both keep every value and agency, since only the officer knows whose they are; the second says so as a doubt.
    """
    with transaction.atomic():
        locked_draft(item.plan_id, by)
        first = current_item(item, version, {"at": at})
        before, after = _cut(first.text, at)
        second = _copy(first)
        first.text, second.text = before, after
        _cut_words(first, second, before, after)
        _cut_span(first, second)
        rows = type(first)._default_manager.filter(plan_id=first.plan_id, position__gt=first.position)
        rows.update(position=F("position") + 1)
        second.position = first.position + 1
        second.doubts = [SPLIT, *(d for d in second.doubts if d != SPLIT)]
        second.by_hand = True
        second.save(force_insert=True)
        _copy_mentions(first, second)
        changed = ["text", "source_start", "source_end"]
        changed += [w for w in (WORDS.get(kind_of(first).code),) if w] + (["duties"] if isinstance(first, Duty) else [])
        touched(first, by, *changed)
        audit.record("plan.item_split", first, by=by, detail={"into": second.pk})
    return first, second


def join_items(*, first: I, second: I, versions: tuple[int, int], by: User) -> I:
    """Make one item of two of the same kind: texts, lists, agencies are put together, the first's values stay."""
    with transaction.atomic():
        locked_draft(first.plan_id, by)
        one = current_item(first, versions[0], {})
        other = current_item(second, versions[1], {})
        if type(one) is not type(other) or one.pk == other.pk or one.plan_id != other.plan_id:
            raise DomainError("invalid", _("Chỉ gộp được hai mục cùng loại của một kế hoạch."))
        if one.is_discarded or other.is_discarded:
            raise DomainError("state", _("Mục đã bỏ thì không gộp được; hãy khôi phục nó trước."))
        changed = [*_take(one, other), *_take_roots(one, other)]
        _take_mentions(one, other)
        refresh_doubts(one)
        touched(one, by, *changed, "doubts")
        pk = other.pk
        _take_needs(one, other)
        other.delete()
        audit.record("plan.item_joined", one, by=by, detail={"with": pk})
    return one


def _cut(text: str, at: int | Sequence[str]) -> tuple[str, str]:
    parts = (text[:at], text[at:]) if isinstance(at, int) else tuple(at)
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise DomainError("invalid", _("Mỗi phần phải có chữ: hãy chọn chỗ tách ở giữa câu."), "at")
    return parts[0].strip(), parts[1].strip()


def _copy(item: I) -> I:
    """A new item with the same values, not saved."""
    names = (*FIELDS[kind_of(item).code], "ref", "text", "source_start", "source_end", "doubts")
    return type(item)(
        province_id=item.province_id, plan_id=item.plan_id, **{name: getattr(item, name) for name in names}
    )


def _cut_words(first: PlanItem, second: PlanItem, before: str, after: str) -> None:
    if words := WORDS.get(kind_of(first).code):
        setattr(first, words, before)
        setattr(second, words, after)
    if isinstance(first, Duty) and isinstance(second, Duty):
        cut = [d for d in first.duties if d in before]
        rest = [d for d in first.duties if d not in cut]
        first.duties, second.duties = cut or [before], rest or [after]


def _cut_span(first: PlanItem, second: PlanItem) -> None:
    """Each part keeps its own stretch of the source where the parts are found in it; else both keep the whole."""
    source = getattr(first.plan, "source", None)
    if source is None or first.source_start is None or first.source_end is None:
        return
    found = source.text.find(second.text[:40], first.source_start, first.source_end)
    if found > first.source_start:
        second.source_start, first.source_end = found, found


def _copy_mentions(first: PlanItem, second: PlanItem) -> None:
    if isinstance(first, Task | Duty):
        for mention in first.mentions.order_by("id"):
            mention.pk = None
            mention.task = second if isinstance(second, Task) else None
            mention.duty = second if isinstance(second, Duty) else None
            mention.save(force_insert=True)


def _take(one: PlanItem, other: PlanItem) -> list[str]:
    """Put the second item's text, lists and missing values into the first; the names of what may have changed."""
    names = ["text", "source_start", "source_end", *FIELDS[kind_of(one).code]]
    one.text = "\n".join(t for t in (one.text, other.text) if t)
    for name in FIELDS[kind_of(one).code]:
        mine, theirs = getattr(one, name), getattr(other, name)
        if isinstance(mine, list):
            setattr(one, name, [*mine, *(x for x in theirs if x not in mine)])
        elif mine in (None, ""):
            setattr(one, name, theirs)
    if words := WORDS.get(kind_of(one).code):
        setattr(one, words, " ".join(getattr(first, words) for first in (one, other)))
    spans = [(i.source_start, i.source_end) for i in (one, other) if i.source_start is not None and i.source_end]
    if spans:
        one.source_start, one.source_end = min(s for s, _ in spans), max(e for _, e in spans)
    one.doubts = [*one.doubts, *(d for d in other.doubts if d not in one.doubts)]
    return names


def _take_roots(one: PlanItem, other: PlanItem) -> list[str]:
    """What was done under earlier versions of the second item is the first's, once the amendment takes effect."""
    if not (isinstance(one, WorkedItem) and isinstance(other, WorkedItem)):
        return []
    older = [other.root_pk] if other.root is not None else []
    one.joined = list(dict.fromkeys([*one.joined, *older, *other.joined]))
    return ["joined"]


def _take_needs(one: PlanItem, other: PlanItem) -> None:
    """Needs that were written into the second item are in the first now."""
    if isinstance(one, Task):
        HandedOn.objects.filter(task_id=other.pk).update(task_id=one.pk)
    if isinstance(one, BudgetLine):
        HandedOn.objects.filter(budget_line_id=other.pk).update(budget_line_id=one.pk)


def _take_mentions(one: PlanItem, other: PlanItem) -> None:
    if isinstance(one, Task | Duty) and isinstance(other, Task | Duty):
        kept = {(m.role, m.name) for m in one.mentions.all()}
        last = max((m.position for m in one.mentions.all()), default=0)
        for mention in other.mentions.order_by("role", "position", "id"):
            if (mention.role, mention.name) in kept:
                continue
            last += 1
            AgencyMention.objects.filter(pk=mention.pk).update(
                task=one if isinstance(one, Task) else None,
                duty=one if isinstance(one, Duty) else None,
                position=last,
            )
