"""Copying a plan into the draft of a new one: last year's plan as the beginning of this year's."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans import matching
from nscl.plans.actions import copying
from nscl.plans.actions.common import forbid_unless
from nscl.plans.kinds import KINDS
from nscl.plans.models import Deadline, Plan, PlanItem, PlanLink, Target, Task
from nscl.plans.queries.kin import CONFIRMED
from nscl.plans.rules import shifting
from nscl.shared.errors import DomainError

EARLIEST, LATEST = 1990, 2100


def copy_as_new(
    *, plan: Plan, kinds: Iterable[str], period_from: int, period_to: int, by: User, carries_on: bool = True
) -> Plan:
    """A draft of new years with the items of these kinds (by slug), every year moved on by as much as the period.

    Each item whose years were moved, or could not be, says so as a doubt. Number, date and signer are blank; with
    `carries_on` it says that it carries the plan on. Nothing done under the old items belongs to the new ones.
    """
    with transaction.atomic():
        found = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("province").get(pk=plan.pk)
        forbid_unless(by, "plans.edit", found)
        if found.status not in CONFIRMED:
            raise DomainError("state", _("Chỉ sao chép được kế hoạch đã xác nhận."))
        chosen = [KINDS[slug].code for slug in kinds if slug in KINDS]
        _check(chosen, period_from, period_to)
        shift = period_from - (found.period_from or period_from)
        draft = _head(found, period_from, period_to, shift, by)
        copying.copy_items(found, draft, codes=chosen, change=lambda copy, item: _renew(copy, item, shift))
        copying.copy_bases(found, draft)
        if carries_on and found.number:
            PlanLink.objects.create(
                province_id=draft.province_id, plan=draft, kind=PlanLink.Kind.INHERITS, number=found.number, other=found
            )
        audit.record("plan.copied", draft, by=by, detail={"of": found.pk, "kinds": chosen, "shift": shift})
    return draft


def _check(codes: list[str], period_from: int, period_to: int) -> None:
    if not codes:
        raise DomainError("invalid", _("Hãy chọn ít nhất một phần để sao chép."), "kinds")
    if not EARLIEST <= period_from <= LATEST:
        raise DomainError("invalid", _("Hãy ghi năm bắt đầu của kế hoạch mới."), "period_from")
    if not period_from <= period_to <= LATEST:
        raise DomainError("invalid", _("Năm kết thúc đứng trước năm bắt đầu."), "period_to")


def _head(plan: Plan, period_from: int, period_to: int, shift: int, by: User) -> Plan:
    told = _("Bản thảo sao chép từ %(plan)s: hãy ghi số, ngày, người ký và xem lại các năm đã chuyển.") % {
        "plan": plan.number or plan.title
    }
    above = plan.parent if plan.parent and _share_years(plan.parent, period_from, period_to) else None
    draft = Plan(
        province=plan.province, kind=plan.kind, title=shifting.words(plan.title, shift), issuer=plan.issuer,
        period_from=period_from, period_to=period_to, horizon=plan.horizon + shift if plan.horizon else None,
        recipients=plan.recipients, parent=above, created_at=clock.now(), created_by=by,
        doubts=[{"code": "copied", "message": told, "field": "number"}],
    )  # fmt: skip
    draft.save(force_insert=True)
    return draft


def _share_years(plan: Plan, first: int, last: int) -> bool:
    return (plan.period_from or first) <= last and (plan.period_to or last) >= first


def _renew(copy: PlanItem, item: PlanItem, shift: int) -> None:
    """The item of the new years, with what the officer should look at. It was typed, not read from a document."""
    copy.source_start = copy.source_end = None
    copy.by_hand = True
    if isinstance(copy, Task) and isinstance(item, Task):
        copy.origin_id = item.origin_id or item.root_pk
    moved = _moved(copy, shift) if shift else []
    told = [_("Đã chuyển năm: %(moved)s. Hãy kiểm tra.") % {"moved": "; ".join(moved)}] if moved else []
    left = sorted(set(shifting.years_in(copy.text)))
    if shift and left:
        years = ", ".join(str(year) for year in left)
        told.append(_("Câu chữ còn nêu năm %(years)s, hệ thống không tự sửa chữ. Hãy sửa nếu cần.") % {"years": years})
    copy.doubts = [*told, *(d for d in item.doubts if matching.is_of_agency(d))]


def _moved(copy: PlanItem, shift: int) -> list[str]:
    """Move on the years of the values; what became of each, in words."""
    moved = []
    for name in _FIELDS.get(type(copy), ()):
        before = getattr(copy, name)
        after = before + shift if isinstance(before, int) else shifting.period(before, shift) if before else before
        if after != before:
            setattr(copy, name, after)
            moved.append(f"{before} → {after}")
    return moved


_FIELDS: dict[type[PlanItem], tuple[str, ...]] = {
    Target: ("period",),
    Task: ("when", "when_text"),
    Deadline: ("year",),
}
