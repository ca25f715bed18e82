"""Loading agencies for a person. Whoever may not see one is told that it does not exist."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from nscl.foundation import tenancy
from nscl.organisations.checks import Person
from nscl.organisations.models import Agency, AgencyAlias, AgencyChange, Province

M = TypeVar("M", bound=Model)


def reached() -> frozenset[int]:
    """Ids of the provinces whose registers the person reads."""
    return (tenancy.current() or tenancy.nobody()).readable


def may_view(user: Any) -> None:
    if not user.has_perm("agencies.view"):
        raise PermissionDenied("agencies.view")


def may_edit(user: Person, province_id: int | None) -> bool:
    """Whether the person may change that province's register, where they work now."""
    writable = (tenancy.current() or tenancy.nobody()).writable
    return province_id in writable and user.has_perm("agencies.edit", Agency(province_id=province_id))


def editable(user: Person) -> list[Province]:
    """The provinces whose registers the person may change, the one of today first."""
    writable = (tenancy.current() or tenancy.nobody()).writable
    if not writable or not user.has_perm("agencies.edit"):
        return []
    found = Province.objects.filter(pk__in=writable).order_by("-valid_from", "sort_key", "id")
    return sorted(found, key=lambda province: province.valid_to is not None)


def agency_for(user: Any, pk: int, *, edit: bool = False) -> Agency:
    """The agency `pk`. 404 when unknown or of a province that is none of theirs; 403 for a lesser role."""
    agency = _found(Agency.objects.select_related("province").filter(pk=pk).first())
    if agency.province_id is not None and agency.province_id not in reached():
        raise Http404("agency")
    may_view(user)
    if edit and not may_edit(user, agency.province_id):
        raise PermissionDenied("agencies.edit")
    return agency


def alias_for(user: Any, pk: int) -> AgencyAlias:
    """The decided name `pk`, for a person who may take it back."""
    rows = AgencyAlias.objects.select_related("agency", "province").filter(decided=True)
    return _editable(user, _found(rows.filter(pk=pk).first()))


def change_for(user: Any, pk: int) -> AgencyChange:
    """The change `pk`, for a person who may take it back."""
    return _editable(user, _found(AgencyChange.objects.select_related("province").filter(pk=pk).first()))


def _editable(user: Any, row: M) -> M:
    province_id = getattr(row, "province_id", None)
    if province_id not in reached():
        raise Http404
    may_view(user)
    if not may_edit(user, province_id):
        raise PermissionDenied("agencies.edit")
    return row


def _found(row: M | None) -> M:
    if row is None:
        raise Http404
    return row
