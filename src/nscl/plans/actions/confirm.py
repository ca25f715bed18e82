"""A draft becomes a plan in force, is thrown away, or a plan in force ends."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.foundation import clock
from nscl.plans import checks, links
from nscl.plans.actions.common import Conflict, forbid_unless, locked, locked_draft
from nscl.plans.checks import Problem
from nscl.plans.models import Plan, PlanLink
from nscl.plans.states import PLAN
from nscl.shared.errors import DomainError

HEAD = ("document", "confirmed_at", "confirmed_by")


class Blocked(DomainError):
    """The draft cannot be confirmed as it stands: `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        told = " ".join(str(p.message) for p in problems)
        super().__init__("blocked", _("Chưa xác nhận được. %(told)s") % {"told": told}, problems[0].field or None)
        self.problems = problems


def confirm(*, plan: Plan, version: int, by: User, revision: int | None = None) -> Plan:
    """Put the draft in force: its document is registered, the plans that it replaces are superseded.

    `version` is that of the head the officer saw; with `revision`, no item may have changed since either.
    """
    with transaction.atomic():
        held = _locked_with_others(plan, by)
        draft = held[plan.pk]
        if not draft.is_draft:
            raise DomainError("state", _("Kế hoạch này không còn là bản thảo. Hãy tải lại trang."))
        if draft.version != version or (revision is not None and draft.revision != revision):
            raise Conflict(draft, {})
        documents.hold_number(province_id=draft.province_id, issuer=draft.issuer, number=draft.number)
        if problems := checks.blocking(draft):
            raise Blocked(problems)
        draft.document = documents.register(
            province_id=draft.province_id, kind=draft.kind, number=draft.number, issuer=draft.issuer,
            issued_on=draft.issued_on, title=draft.title, signer=draft.signer, signer_title=draft.signer_title,
            attachment=draft.attachment, by=by,
        )  # fmt: skip
        draft.confirmed_at, draft.confirmed_by = clock.now(), by
        draft.save(update_fields=HEAD)
        PLAN.run(draft, "confirm", by=by, detail={"revision": draft.revision})
        _supersede(draft, held, by)
    return draft


def discard(*, plan: Plan, reason: str, by: User) -> Plan:
    """Throw the draft away, for a reason. Its file and rows stay, for whoever asks later."""
    with transaction.atomic():
        draft = locked_draft(plan.pk, by)
        _give_reason(draft, reason)
        PLAN.run(draft, "discard", by=by)
    return draft


def end(*, plan: Plan, reason: str, by: User) -> Plan:
    """End a plan in force, for a reason: its period is over, or it was revoked."""
    with transaction.atomic():
        found = locked(plan.pk)
        forbid_unless(by, "plans.confirm", found)
        if PLAN.find(found, "end") is None:
            raise DomainError("state", _("Chỉ kết thúc được kế hoạch đang có hiệu lực."))
        _give_reason(found, reason)
        PLAN.run(found, "end", by=by)
    return found


def _give_reason(plan: Plan, reason: str) -> None:
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do."), "reason")
    plan.closed_reason = reason
    plan.save(update_fields=["closed_reason"])


def _locked_with_others(plan: Plan, by: User) -> dict[int, Plan]:
    """The plan with those that it names or that name it, locked in the order of their ids, as everybody does."""
    seen = Plan.objects.filter(pk=plan.pk).first()
    if seen is None:
        raise DomainError("missing", _("Không tìm thấy kế hoạch này. Hãy tải lại danh sách."))
    forbid_unless(by, "plans.confirm", seen)
    others = [links.named(seen, link.number) for link in PlanLink.objects.filter(plan=seen)]
    wanted = {seen.pk, *(o.pk for o in others if o), *(n.pk for n in links.waiting_for(seen))}
    rows = Plan.objects.select_for_update(of=("self",)).select_related("province", "attachment")
    return {p.pk: p for p in rows.filter(pk__in=wanted).order_by("pk")}


def _supersede(plan: Plan, held: dict[int, Plan], by: User) -> None:
    for link in PlanLink.objects.filter(plan=plan).order_by("id"):
        found = links.named(plan, link.number)
        other = held.get(found.pk) if found else None
        if other is None:
            continue
        if link.other_id != other.pk:
            link.other = other
            link.save(update_fields=["other"])
        if link.kind == PlanLink.Kind.SUPERSEDES and other.status == Plan.Status.IN_FORCE:
            PLAN.run(other, "supersede", by=by, detail={"by": plan.pk})
    for successor in links.waiting_for(plan):
        if successor.pk not in held:
            continue
        PlanLink.objects.filter(plan=successor, number__iexact=plan.number).update(other=plan)
        if plan.status == Plan.Status.IN_FORCE:
            PLAN.run(plan, "supersede", by=by, detail={"by": successor.pk})
