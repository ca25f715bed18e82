"""Changing what a draft says: its head, its items. Every change takes the version that the officer saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans.actions import mentions, references
from nscl.plans.actions.common import Conflict, current_item, locked_draft, revised, touched
from nscl.plans.kinds import KINDS, kind_of
from nscl.plans.models import Deadline, Duty, Plan, PlanItem, SupportRule, Target, Task
from nscl.plans.rules import numbers
from nscl.plans.rules import values as rules
from nscl.plans.rules.fields import COMMON, FIELDS, HEAD
from nscl.shared.errors import DomainError

I = TypeVar("I", bound=PlanItem)  # noqa: E741

REQUIRED = {"target": ("period",)}
DEFAULTS: dict[str, dict[str, Any]] = {
    "target": {"qualifier": "exactly", "growth": False},
    "deadline": {"recurs": "once"},
    "budgetline": {"level": 0},
}
NEEDED = {"task": "title", "supportrule": "content", "eligibility": "text", "budgetline": "name", "target": "unit"}


def edit_head(*, plan: Plan, version: int, values: Mapping[str, Any], by: User) -> Plan:
    """Change values of the head; doubts about the fields changed are settled by it.

    `supersedes`, `inherits` and `legal_basis` are numbers of documents, one a line.
    """
    with transaction.atomic():
        draft = locked_draft(plan.pk, by)
        if draft.version != version:
            raise Conflict(draft, dict(values))
        changed = _assign(draft, HEAD, values)
        if draft.period_from and draft.period_to and draft.period_from > draft.period_to:
            raise DomainError("invalid", _("Năm kết thúc đứng trước năm bắt đầu."), "period_to")
        draft.doubts = [d for d in draft.doubts if d.get("field") not in _of_doubts(changed)]
        renamed = references.rewrite(draft, values)
        if changed or renamed:
            draft.version += 1
            draft.save(update_fields=[*changed, "doubts", "version"])
            revised(draft.pk)
            audit.record("plan.head_edited", draft, by=by, detail={"fields": [*changed, *renamed]})
    return draft


def settle_head(*, plan: Plan, version: int, by: User) -> Plan:
    """The officer has looked at the doubts of the head and the annex: they are done with."""
    with transaction.atomic():
        draft = locked_draft(plan.pk, by)
        if draft.version != version:
            raise Conflict(draft, {})
        draft.doubts, draft.budget_problems = [], []
        draft.version += 1
        draft.save(update_fields=["doubts", "budget_problems", "version"])
        revised(draft.pk)
        audit.record("plan.doubts_settled", draft, by=by)
    return draft


def edit_item(*, item: I, version: int, values: Mapping[str, Any], by: User) -> I:
    """Change values of an item; `lead`, `cooperating`, `agencies` are names, matched anew where they differ."""
    with transaction.atomic():
        draft = locked_draft(item.plan_id, by)
        found = current_item(item, version, dict(values))
        changed = _fill(found, values)
        renamed = mentions.rewrite(draft, found, values)
        if changed or renamed:
            touched(found, by, *changed, "doubts")
            audit.record("plan.item_edited", found, by=by, detail={"fields": [*changed, *renamed]})
    return found


def add_item(*, plan: Plan, kind: str, values: Mapping[str, Any], span: tuple[int, int] | None, by: User) -> PlanItem:
    """Add an item of the kind with this slug, read by the officer from `span` of the text or from nowhere in it."""
    with transaction.atomic():
        draft = locked_draft(plan.pk, by)
        if kind not in KINDS:
            raise DomainError("invalid", _("Loại mục này không có. Hãy tải lại trang."), "kind")
        model = KINDS[kind].model
        start, end = _checked_span(draft, span)
        item = model(province_id=draft.province_id, plan=draft, by_hand=True, source_start=start, source_end=end)
        item.position = _room_after(model, draft, start)
        if span and not values.get("text"):
            values = {**values, "text": draft.source.text[start:end]}
        _fill(item, values, whole=True)
        item.edited_at, item.edited_by = clock.now(), by
        item.save(force_insert=True)
        if mentions.rewrite(draft, item, values):
            item.save(update_fields=["doubts"])
        revised(draft.pk)
        audit.record("plan.item_added", item, by=by)
    return item


def discard_item(*, item: I, version: int, reason: str, by: User) -> I:
    """Set an item aside, for a reason; it is shown among the discarded and can be restored."""
    with transaction.atomic():
        locked_draft(item.plan_id, by)
        found = current_item(item, version, {"reason": reason})
        reason = " ".join(reason.split())
        if not reason:
            raise DomainError("invalid", _("Hãy ghi lý do bỏ mục này."), "reason")
        if found.is_discarded:
            raise DomainError("state", _("Mục này đã được bỏ rồi."))
        found.discarded_at, found.discarded_by, found.discard_reason = clock.now(), by, reason[:500]
        touched(found, by, "discarded_at", "discarded_by", "discard_reason")
        audit.record("plan.item_discarded", found, by=by)
    return found


def restore_item(*, item: I, version: int, by: User) -> I:
    """Take a discarded item back."""
    with transaction.atomic():
        locked_draft(item.plan_id, by)
        found = current_item(item, version, {})
        if not found.is_discarded:
            raise DomainError("state", _("Mục này không bị bỏ."))
        found.discarded_at, found.discarded_by, found.discard_reason = None, None, ""
        touched(found, by, "discarded_at", "discarded_by", "discard_reason")
        audit.record("plan.item_restored", found, by=by)
    return found


def settle_doubts(*, item: I, version: int, by: User) -> I:
    """The officer has looked at the item: what was doubtful is right as it stands."""
    with transaction.atomic():
        locked_draft(item.plan_id, by)
        found = current_item(item, version, {})
        if found.doubts:
            found.doubts = []
            touched(found, by, "doubts")
            audit.record("plan.doubts_settled", found, by=by)
    return found


def _of_doubts(changed: Sequence[str]) -> set[str]:
    """Fields whose doubts a change of these settles: a period is told by either of its years."""
    both = {"period_from", "period_to"}
    return {*changed, "period"} | both if both & set(changed) else set(changed)


def _assign(row: Any, allowed: Sequence[str], values: Mapping[str, Any]) -> list[str]:
    """Set what differs of the allowed fields; their names."""
    changed = []
    for name in allowed:
        if name in values:
            value = rules.clean(type(row), name, values[name])
            if value != getattr(row, name):
                setattr(row, name, value)
                changed.append(name)
    return changed


def _fill(item: PlanItem, values: Mapping[str, Any], *, whole: bool = False) -> list[str]:
    """Set the item's own values and check them together; the names of those that changed."""
    code = kind_of(item).code
    names = (*COMMON, *FIELDS[code])
    if whole:
        values = {**dict.fromkeys(REQUIRED.get(code, ())), **DEFAULTS.get(code, {}), **values}
    changed = _assign(item, names, values)
    needed = NEEDED.get(code)
    if needed and needed in (changed if not whole else names) and not getattr(item, needed):
        raise DomainError("invalid", _("Không được để trống."), needed)
    if changed or whole:
        changed += [n for n in _CHECKS.get(code, lambda _: [])(item) if n not in changed]
    return changed


def _check_target(item: PlanItem) -> list[str]:
    assert isinstance(item, Target)
    item.minimum, item.maximum = numbers.bounds(item.qualifier, item.minimum, item.maximum)
    if not numbers.is_period(item.period):
        raise DomainError(
            "invalid", _("Kỳ của chỉ tiêu là hằng năm, một năm, một giai đoạn hoặc “đến năm …”."), "period"
        )
    return ["minimum", "maximum"]


def _check_task(item: PlanItem) -> list[str]:
    assert isinstance(item, Task)
    if item.when and not numbers.is_period(item.when):
        raise DomainError("invalid", _("Thời gian là hằng năm, một năm, một giai đoạn hoặc “đến năm …”."), "when")
    return []


def _check_rule(item: PlanItem) -> list[str]:
    assert isinstance(item, SupportRule)
    if item.rate_bp is not None and item.rate_bp > 10000:
        raise DomainError("invalid", _("Tỷ lệ hỗ trợ không quá 100 %."), "rate_bp")
    if item.cap_vnd is not None and item.cap_vnd < 0:
        raise DomainError("invalid", _("Mức tối đa không được âm."), "cap_vnd")
    return []


def _check_deadline(item: PlanItem) -> list[str]:
    assert isinstance(item, Deadline)
    if item.month is not None and not 1 <= item.month <= 12:
        raise DomainError("invalid", _("Tháng từ 1 đến 12."), "month")
    if item.day is not None and not 1 <= item.day <= 31:
        raise DomainError("invalid", _("Ngày từ 1 đến 31."), "day")
    return []


def _check_duty(item: PlanItem) -> list[str]:
    assert isinstance(item, Duty)
    if not item.duties:
        raise DomainError("invalid", _("Hãy ghi ít nhất một việc phải làm."), "duties")
    return []


_CHECKS = {
    "target": _check_target,
    "task": _check_task,
    "supportrule": _check_rule,
    "deadline": _check_deadline,
    "duty": _check_duty,
}


def _checked_span(plan: Plan, span: tuple[int, int] | None) -> tuple[int | None, int | None]:
    if span is None:
        return None, None
    source = getattr(plan, "source", None)
    start, end = span
    if source is None or not 0 <= start < end <= len(source.text):
        raise DomainError("invalid", _("Đoạn được chọn không nằm trong văn bản. Hãy chọn lại."), "span")
    return start, end


def _room_after(model: type[PlanItem], plan: Plan, start: int | None) -> int:
    """A position after the last item that stands before `start` in the text, those behind moved on; else at the end."""
    rows = model._default_manager.filter(plan=plan)
    before = rows.filter(source_start__lte=start) if start is not None else rows
    last = before.order_by("-position", "-id").values_list("position", flat=True).first()
    position = (last if last is not None else 0) + 1
    rows.filter(position__gte=position).update(position=F("position") + 1)
    return position
