"""Loading what belongs to needs for a person. Whoever may not see it is told that it does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from nscl.accounts import asking
from nscl.accounts.models import User
from nscl.plans.models import MergedNeed, NeedsImport, NeedsInvitation, NeedsRound, Proposal

M = TypeVar("M", bound=Model)
VIEW, EDIT, DECIDE = "needs.view", "needs.edit", "needs.decide"


def round_for(user: User, pk: int, permission: str = VIEW) -> NeedsRound:
    """The round `pk`. 404 when unknown or of a province that is none of theirs; 403 for a lesser role."""
    found = _found(NeedsRound.objects.select_related("province").filter(pk=pk).first())
    if not user.has_perm(VIEW, found):
        raise Http404("round")
    if not may(user, permission, found):
        raise PermissionDenied(permission)
    return found


def proposal_for(found: NeedsRound, pk: int) -> Proposal:
    rows = Proposal.objects.select_related("invitation", "attachment", "agency", "entity")
    return _found(rows.filter(round=found, pk=pk).first())


def merged_for(found: NeedsRound, pk: int) -> MergedNeed:
    rows = MergedNeed.objects.select_related("entity", "group", "into", "decided_by")
    return _found(rows.filter(round=found, pk=pk).first())


def invitation_for(found: NeedsRound, pk: int) -> NeedsInvitation:
    return _found(NeedsInvitation.objects.filter(round=found, pk=pk).first())


def import_for(found: NeedsRound, pk: int) -> NeedsImport:
    """The list `pk` that was not taken away."""
    rows = NeedsImport.objects.select_related("attachment", "proposal")
    return _found(rows.filter(round=found, pk=pk, voided_at__isnull=True).first())


may = asking.may


def _found(row: M | None) -> M:
    if row is None:
        raise Http404
    return row
