"""Loading the organisations that carry work out, and their contracts."""

from __future__ import annotations

from django.http import Http404

from nscl.accounts.models import User
from nscl.support.access.common import found_for
from nscl.support.models import Provider, ProviderContract, ProviderEvaluation, ProviderSelection

VIEW, EDIT = "providers.view", "providers.edit"


def provider_for(user: User, pk: int, *, edit: bool = False) -> Provider:
    rows = Provider.objects.select_related("province", "entity", "recorded_by", "ended_by")
    return found_for(user, rows, pk, view=VIEW, edit=EDIT if edit else "")


def contract_for(user: User, pk: int, contract_pk: int) -> ProviderContract:
    """A contract of this organisation, to be changed."""
    provider = provider_for(user, pk, edit=True)
    found = ProviderContract.objects.filter(pk=contract_pk, provider=provider).first()
    if found is None:
        raise Http404
    found.provider = provider
    return found


def recorded_for(user: User, pk: int, kind: str, row_pk: int) -> ProviderSelection | ProviderEvaluation:
    """A choice or an evaluation of this organisation, to be voided."""
    provider = provider_for(user, pk, edit=True)
    found: ProviderSelection | ProviderEvaluation | None = None
    if kind == "chon":
        found = ProviderSelection.objects.filter(pk=row_pk, provider=provider).first()
    elif kind == "danh-gia":
        found = ProviderEvaluation.objects.filter(pk=row_pk, provider=provider).first()
    if found is None:
        raise Http404
    found.provider = provider
    return found
