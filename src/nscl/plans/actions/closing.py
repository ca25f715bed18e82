"""A plan stops being in force: it ends, gives way to a newer one, or was wrong from the start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.documents.actions import Upload
from nscl.documents.models import Document
from nscl.foundation import clock
from nscl.plans.actions.common import forbid_unless, locked
from nscl.plans.checks import start_of
from nscl.plans.models import Plan, PlanClosure
from nscl.plans.states import PLAN
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Paper:
    """The document by which something was decided, as it goes to the register."""

    kind: str
    number: str
    issuer: str
    title: str
    issued_on: dt.date | None = None
    uploads: Sequence[Upload] = ()


def end(*, plan: Plan, reason: str, by: User, effective_on: dt.date | None = None, paper: Paper | None = None) -> Plan:
    """End a plan in force, for a reason: its period is over, or it was revoked.

    It is without force from `effective_on` on (today where none is told), by `paper` where there is one.
    """
    with transaction.atomic():
        found = locked(plan.pk)
        forbid_unless(by, "plans.confirm", found)
        if PLAN.find(found, "end") is None:
            raise DomainError("state", _("Chỉ kết thúc được kế hoạch đang có hiệu lực."))
        day = _possible(found, effective_on or clock.today())
        reason = give_reason(found, reason)
        PLAN.run(found, "end", by=by)
        document = _registered(found, paper, by) if paper else None
        _record(found, PlanClosure.How.ENDED, day, by, reason=reason, document=document)
    return found


def replace(wrong: Plan, right: Plan, reason: str, by: User) -> None:
    """`wrong`, in force but entered wrongly, gives way to `right`; the caller holds both."""
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi kế hoạch kia sai ở đâu."), "reason")
    if wrong.pk == right.pk:
        raise DomainError("invalid", _("Hãy chọn một kế hoạch khác."), "by_plan")
    if PLAN.find(wrong, "supersede") is None:
        raise DomainError("state", _("Chỉ thay được kế hoạch đang có hiệu lực. Hãy tải lại trang."))
    PLAN.run(wrong, "supersede", by=by, detail={"by": right.pk, "wrong": True})
    _record(wrong, PlanClosure.How.REPLACED, start_of(wrong), by, reason=reason, successor=right)


def replace_by_one_in_force(*, plan: Plan, right: Plan, reason: str, by: User) -> Plan:
    """A wrong plan in force gives way to one that is in force beside it."""
    with transaction.atomic():
        rows = Plan.objects.select_for_update(of=("self",)).select_related("province")
        held = {p.pk: p for p in rows.filter(pk__in={plan.pk, right.pk}).order_by("pk")}
        if len(held) < 2:
            raise DomainError("missing", _("Không tìm thấy kế hoạch này. Hãy tải lại danh sách."))
        forbid_unless(by, "plans.confirm", held[plan.pk])
        if held[right.pk].status != Plan.Status.IN_FORCE:
            raise DomainError("state", _("Kế hoạch được chọn không còn hiệu lực. Hãy chọn kế hoạch khác."), "by_plan")
        replace(held[plan.pk], held[right.pk], reason, by)
    return held[plan.pk]


def supersede(plan: Plan, successor: Plan, by: User) -> None:
    """That `plan` gave way to a newer one, from the newer one's first day; the caller holds both."""
    day = max(start_of(successor), start_of(plan))
    _record(plan, PlanClosure.How.SUPERSEDED, day, by, successor=successor)


def give_reason(plan: Plan, reason: str) -> str:
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do."), "reason")
    plan.closed_reason = reason
    plan.save(update_fields=["closed_reason"])
    return reason


def _possible(plan: Plan, day: dt.date) -> dt.date:
    if day > clock.today():
        raise DomainError(
            "invalid", _("Ngày này chưa tới. Hãy kết thúc kế hoạch vào ngày ấy, hoặc sau đó."), "effective_on"
        )
    if day < min(start_of(plan), clock.today()):
        raise DomainError("invalid", _("Ngày này trước ngày kế hoạch có hiệu lực. Hãy xem lại ngày."), "effective_on")
    return day


def _registered(plan: Plan, paper: Paper, by: User) -> Document:
    attachments = [documents.take(upload=u, province_id=plan.province_id, by=by) for u in paper.uploads]
    document = documents.register(
        province_id=plan.province_id, kind=paper.kind, number=paper.number, issuer=paper.issuer, title=paper.title,
        issued_on=paper.issued_on, attachment=attachments[0] if attachments else None, beside=True, by=by,
    )  # fmt: skip
    for attachment in attachments[1:]:
        documents.add_file(document=document, attachment=attachment, by=by)
    return document


def _record(
    plan: Plan,
    how: str,
    day: dt.date,
    by: User,
    *,
    reason: str = "",
    document: Document | None = None,
    successor: Plan | None = None,
) -> None:
    closure = PlanClosure(
        province_id=plan.province_id, plan=plan, how=how, effective_on=day, reason=reason, document=document,
        successor=successor, recorded_at=clock.now(), recorded_by=by,
    )  # fmt: skip
    closure.save(force_insert=True)
