"""Saying which agency of the register a plan means. The plan's words stay; only the match changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, tenancy
from nscl.organisations import actions as organisations
from nscl.organisations.checks import LONGEST
from nscl.organisations.models import Agency
from nscl.organisations.queries import today_of
from nscl.plans.actions import mentions
from nscl.plans.actions.common import forbid_unless, locked
from nscl.plans.models import AgencyMention, Plan, PlanAmendment
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

MATCHED = (Plan.Status.DRAFT, Plan.Status.IN_FORCE)


def choose_agency(*, mention: AgencyMention, agency: Agency | None, by: User) -> AgencyMention:
    """Match this mention, and every other of the same name in the plan, to `agency`; None undoes the match.

    The name is kept as another name of the agency, so that the next plan finds it by itself.
    """
    with transaction.atomic():
        plan = _matchable(mention, by)
        scope = tenancy.current()
        if agency and agency.province_id and (scope is None or agency.province_id not in scope.readable):
            raise DomainError("missing", _("Không tìm thấy cơ quan này trong danh bạ của tỉnh."), "agency")
        found = _match(plan, mention, agency)
        if agency and by.has_perm("agencies.edit", plan):
            _remember(plan, agency, mention.name, by)
        audit.record("plan.agency_matched", found, by=by, detail={"agency": agency.pk if agency else None})
    return found


def add_and_choose(*, mention: AgencyMention, name: str, kind: str, by: User) -> AgencyMention:
    """Add an agency to the province's register and match the mention to it."""
    with transaction.atomic():
        plan = _matchable(mention, by)
        agency = organisations.add_agency(province=plan.province, name=name, kind=kind, by=by)
        found = _match(plan, mention, agency)
        audit.record("plan.agency_matched", found, by=by, detail={"agency": agency.pk})
    return found


def _matchable(mention: AgencyMention, by: User) -> Plan:
    plan = locked(mention.plan_id)
    forbid_unless(by, "plans.edit", plan)
    if plan.status not in MATCHED:
        raise DomainError("state", _("Kế hoạch này không còn dùng nên không đổi cơ quan được nữa."))
    return plan


def _match(plan: Plan, mention: AgencyMention, agency: Agency | None) -> AgencyMention:
    same = _named(plan, mention.name)
    found = next((m for m in same if m.pk == mention.pk), None)
    if found is None:
        raise DomainError("missing", _("Chỗ nhắc đến cơ quan này không còn nữa. Hãy tải lại trang."))
    before = {m.agency_id for m in same}
    values = {"agency": agency, "score": 1.0 if agency else None, "stale": _is_stale(agency)}
    _set(same, values)
    for name, value in values.items():
        setattr(found, name, value)
    if plan.is_draft:
        _settle(same)
    else:
        _match_amendment(plan, mention.name, before, values)
    return found


def _match_amendment(plan: Plan, name: str, before: set[int | None], values: Mapping[str, Any]) -> None:
    """The same in the draft of an amendment of the plan, as far as nobody has chosen another agency there."""
    opened = PlanAmendment.objects.filter(amended=plan, applied_at__isnull=True, withdrawn_at__isnull=True).first()
    if opened is None:
        return
    draft = locked(opened.plan_id)
    same = [m for m in _named(draft, name) if m.agency_id in before]
    if draft.is_draft and same:
        _set(same, values)
        _settle(same)


def _named(plan: Plan, name: str) -> list[AgencyMention]:
    rows = AgencyMention.objects.filter(plan=plan).select_related("task", "duty").order_by("id")
    return [m for m in rows if fold(m.name) == fold(name)]


def _set(mentions_: list[AgencyMention], values: Mapping[str, Any]) -> None:
    AgencyMention.objects.filter(pk__in=[m.pk for m in mentions_]).update(**values)


def _is_stale(agency: Agency | None) -> bool:
    return bool(agency and agency not in today_of([agency.pk])[agency.pk])


def _settle(same: list[AgencyMention]) -> None:
    """The sentences about the name fall out of the items' doubts, or come back. No new version: nothing was edited."""
    items = {(type(i), i.pk): i for m in same if (i := m.task or m.duty)}
    for item in items.values():
        mentions.refresh_doubts(item)
        type(item)._default_manager.filter(pk=item.pk).update(doubts=item.doubts)


def _remember(plan: Plan, agency: Agency, name: str, by: User) -> None:
    """Only where the name says more than the register's own: a decision goes before every likeness."""
    if fold(name) != agency.folded and len(name) <= LONGEST:
        organisations.remember_alias(agency=agency, name=name, province=plan.province, by=by)
