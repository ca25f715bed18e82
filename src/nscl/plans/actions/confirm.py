"""A draft becomes a plan in force, or is thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.documents.models import Document
from nscl.documents.rules.numbers import number_key
from nscl.foundation import clock
from nscl.plans import checks, links
from nscl.plans.actions import amendments, closing, origins
from nscl.plans.actions.common import Conflict, forbid_unless, locked_draft
from nscl.plans.checks import Problem
from nscl.plans.models import Plan, PlanLink
from nscl.plans.queries.versions import amendment_of
from nscl.plans.states import PLAN
from nscl.shared.errors import DomainError

HEAD = ("document", "confirmed_at", "confirmed_by")


class Blocked(DomainError):
    """The draft cannot be confirmed as it stands: `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        told = " ".join(str(p.message) for p in problems)
        super().__init__("blocked", _("Chưa xác nhận được. %(told)s") % {"told": told}, problems[0].field or None)
        self.problems = problems


@dataclass(frozen=True)
class Wrong:
    """A plan in force that was entered wrongly, and why the draft takes its place."""

    plan: Plan
    reason: str


def confirm(
    *, plan: Plan, version: int, by: User, revision: int | None = None, instead_of: Wrong | None = None
) -> Plan:
    """Put the draft in force: its document is registered, the plans that it replaces are superseded.

    `version` is that of the head the officer saw; with `revision`, no item may have changed since either. An amendment
    takes the place of the plan that it amends, a draft confirmed `instead_of` a wrong plan the place of that one.
    """
    with transaction.atomic():
        held = _locked_with_others(plan, by, instead_of)
        draft = held[plan.pk]
        if not draft.is_draft:
            raise DomainError("state", _("Kế hoạch này không còn là bản thảo. Hãy tải lại trang."))
        if draft.version != version or (revision is not None and draft.revision != revision):
            raise Conflict(draft, {})
        documents.hold_number(province_id=draft.province_id, issuer=draft.issuer, number=draft.number)
        if instead_of:
            closing.replace(held[instead_of.plan.pk], draft, instead_of.reason, by)
        amendment = amendment_of(draft)
        if amendment:
            amendment.amended = held[amendment.amended_id]
        if problems := checks.blocking(draft):
            raise Blocked(problems)
        draft.document = (
            amendments.apply(amendment, draft, amendment.amended, by)
            if amendment
            else _registered(draft, held[instead_of.plan.pk] if instead_of else None, by)
        )
        draft.confirmed_at, draft.confirmed_by = clock.now(), by
        draft.save(update_fields=HEAD)
        origins.tell(draft)
        PLAN.run(draft, "confirm", by=by, detail={"revision": draft.revision})
        _supersede(draft, held, by)
    return draft


def discard(*, plan: Plan, reason: str, by: User) -> Plan:
    """Throw the draft away, for a reason. Its file and rows stay, for whoever asks later."""
    with transaction.atomic():
        draft = locked_draft(plan.pk, by)
        closing.give_reason(draft, reason)
        amendments.withdraw(draft)
        PLAN.run(draft, "discard", by=by)
    return draft


def _registered(draft: Plan, wrong: Plan | None, by: User) -> Document:
    """The draft's document in the register. A wrong plan of the same number was read from the same paper."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in amendments.ENTERED}
    if wrong and wrong.document and number_key(wrong.number) == number_key(draft.number) != "":
        document = documents.correct(document=wrong.document, values=values, by=by)
        if draft.attachment:
            documents.add_file(document=document, attachment=draft.attachment, by=by)
        return document
    return documents.register(province_id=draft.province_id, attachment=draft.attachment, by=by, **values)


def _locked_with_others(plan: Plan, by: User, instead_of: Wrong | None = None) -> dict[int, Plan]:
    """The plan with those that it names, that name it, that give way to it, locked in the order of their ids, as
    everybody does."""
    seen = Plan.objects.select_related("amendment").filter(pk=plan.pk).first()
    if seen is None:
        raise DomainError("missing", _("Không tìm thấy kế hoạch này. Hãy tải lại danh sách."))
    forbid_unless(by, "plans.confirm", seen)
    others = [links.named(seen, link.number) for link in PlanLink.objects.filter(plan=seen)]
    wanted = {seen.pk, *(o.pk for o in others if o), *(n.pk for n in links.waiting_for(seen))}
    if amendment := amendment_of(seen):
        wanted.add(amendment.amended_id)
    if instead_of:
        wanted.add(instead_of.plan.pk)
    rows = Plan.objects.select_for_update(of=("self",)).select_related(
        "province", "attachment", "document", "amendment"
    )
    return {p.pk: p for p in rows.filter(pk__in=wanted).order_by("pk")}


def _supersede(plan: Plan, held: dict[int, Plan], by: User) -> None:
    for link in PlanLink.objects.filter(plan=plan).order_by("id"):
        found = links.named(plan, link.number)
        if found is None:
            continue
        if (other := held.get(found.pk)) is None:
            told = _("Kế hoạch số %(number)s vừa được người khác sửa đổi. Hãy xác nhận lần nữa.")
            raise DomainError("moved", told % {"number": link.number})
        if link.other_id != other.pk:
            link.other = other
            link.save(update_fields=["other"])
        if link.kind == PlanLink.Kind.SUPERSEDES and other.status == Plan.Status.IN_FORCE:
            PLAN.run(other, "supersede", by=by, detail={"by": plan.pk})
            closing.supersede(other, plan, by)
    for successor in links.waiting_for(plan):
        if successor.pk not in held:
            continue
        PlanLink.objects.filter(plan=successor, number__iexact=plan.number).update(other=plan)
        if plan.status == Plan.Status.IN_FORCE:
            PLAN.run(plan, "supersede", by=by, detail={"by": successor.pk})
            closing.supersede(plan, successor, by)
