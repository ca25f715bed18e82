"""Setting what a province pays: taken over from a plan, written by hand, amended by a new version, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans.models import Plan, SupportRule
from nscl.shared.errors import DomainError
from nscl.support.checks import policies as checks
from nscl.support.models.policies import SupportPolicy


@dataclass(frozen=True)
class TakenOver:
    """A support rule of a plan, by its first version, and what the policy made of it says."""

    rule_id: int
    values: Mapping[str, Any]


@transaction.atomic
def take_over(
    *, plan: Plan, chosen: Iterable[TakenOver], valid_from: dt.date, valid_to: dt.date | None, by: User
) -> list[SupportPolicy]:
    """Make policies of a plan's rules. A rule already taken over is refused, whoever was faster."""
    held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if held.status != Plan.Status.IN_FORCE:
        raise DomainError("state", _("Chỉ tiếp nhận mức hỗ trợ của kế hoạch đang có hiệu lực."))
    wanted = list(chosen)
    rules = {r.root_pk: r.roots for r in SupportRule.objects.filter(plan=held, discarded_at__isnull=True)}
    every = [root for roots in rules.values() for root in roots]
    known = set(SupportPolicy.objects.filter(rule__in=every).values_list("rule_id", flat=True))
    taken = {first for first, roots in rules.items() if known & set(roots)}
    made = []
    for one in wanted:
        if one.rule_id not in rules:
            raise DomainError("missing", _("Mức hỗ trợ này không còn trong kế hoạch. Hãy tải lại trang."))
        if one.rule_id in taken:
            raise DomainError("taken", _("Người khác vừa tiếp nhận mức hỗ trợ này. Hãy tải lại trang."))
        made.append(_record(held.province_id, one.values, valid_from, valid_to, by, rule_id=one.rule_id))
    if not made:
        raise DomainError("invalid", _("Hãy chọn ít nhất một mức hỗ trợ."))
    return made


@transaction.atomic
def add(
    *, province_id: int, values: Mapping[str, Any], valid_from: dt.date, valid_to: dt.date | None, by: User
) -> SupportPolicy:
    """A policy that no plan states: of a resolution, say."""
    return _record(province_id, values, valid_from, valid_to, by)


@transaction.atomic
def amend(
    *, policy: SupportPolicy, version: int, values: Mapping[str, Any], valid_from: dt.date, by: User
) -> SupportPolicy:
    """A new version from a day on; the one before ends that day and stays as it was. Until when it holds stays, too."""
    before = _locked(policy, version, by)
    if valid_from <= before.valid_from:
        told = _("Phiên bản này có từ ngày %(day)s. Hãy chọn ngày sau đó.")
        raise DomainError("day", told % {"day": f"{before.valid_from:%d/%m/%Y}"}, "valid_from")
    if before.valid_to is not None and valid_from >= before.valid_to:
        told = _("Mức này hết hiệu lực từ ngày %(day)s. Hãy chọn ngày trước đó.")
        raise DomainError("day", told % {"day": f"{before.valid_to:%d/%m/%Y}"}, "valid_from")
    until = before.valid_to
    _end(before, valid_from, "Thay bằng phiên bản mới.")  # not wrapped: what a row keeps
    made = _record(before.province_id, values, valid_from, until, by, replaces=before, rule_id=before.rule_id)
    audit.record("policy.amended", made, by=by, detail={"replaces": before.pk, "from": valid_from.isoformat()})
    return made


@transaction.atomic
def end(*, policy: SupportPolicy, version: int, on: dt.date, reason: str, by: User) -> SupportPolicy:
    """The policy holds no more from a day on."""
    found = _locked(policy, version, by)
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do, căn cứ."), "reason")
    if on <= found.valid_from:
        told = _("Mức này có từ ngày %(day)s, nên phải kết thúc sau ngày đó.")
        raise DomainError("day", told % {"day": f"{found.valid_from:%d/%m/%Y}"}, "on")
    if found.valid_to is not None and on > found.valid_to:
        told = _("Mức này đã hết hiệu lực từ ngày %(day)s.") % {"day": f"{found.valid_to:%d/%m/%Y}"}
        raise DomainError("day", told, "on")
    _end(found, on, reason)
    audit.record("policy.ended", found, by=by, detail={"on": on.isoformat()})
    return found


def _locked(policy: SupportPolicy, version: int, by: User) -> SupportPolicy:
    found = SupportPolicy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    checks.may_set(by, found)
    if SupportPolicy.objects.filter(replaces=found).exists():
        raise DomainError("state", _("Mức này đã có phiên bản mới hơn. Hãy mở phiên bản ấy."))
    if found.version != version:
        raise DomainError("conflict", _("Người khác vừa thay đổi mức này. Hãy tải lại trang, xem lại rồi làm tiếp."))
    return found


def _end(policy: SupportPolicy, on: dt.date, reason: str) -> None:
    policy.valid_to, policy.end_reason, policy.version = on, reason, policy.version + 1
    policy.save(update_fields=["valid_to", "end_reason", "version"])


def _record(
    province_id: int, values: Mapping[str, Any], valid_from: dt.date, valid_to: dt.date | None, by: User, **more: Any
) -> SupportPolicy:
    if valid_to is not None and valid_to <= valid_from:
        raise DomainError("day", _("Ngày hết hiệu lực phải sau ngày bắt đầu."), "valid_to")
    policy = SupportPolicy(
        province_id=province_id, valid_from=valid_from, valid_to=valid_to, recorded_at=clock.now(), recorded_by=by,
        **checks.clean(values, valid_from), **more,
    )  # fmt: skip
    checks.may_set(by, policy)
    policy.save(force_insert=True)
    if "replaces" not in more:
        audit.record("policy.recorded", policy, by=by, detail={"rule": policy.rule_id})
    return policy
