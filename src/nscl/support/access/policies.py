"""Loading policies for a person. Whoever may not see one is told that it does not exist."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from nscl.accounts.models import User
from nscl.foundation import tenancy
from nscl.support.models.policies import SupportPolicy


def may_view(user: User) -> None:
    if not user.has_perm("policies.view"):
        raise PermissionDenied("policies.view")


def may_edit(user: User) -> bool:
    scope = tenancy.current()
    return bool(scope and scope.writable) and user.has_perm("policies.edit")


def policy_for(user: User, pk: int, *, edit: bool = False) -> SupportPolicy:
    """The policy `pk`. 404 when unknown or of a province that is none of theirs; 403 for a lesser role."""
    rows = SupportPolicy.objects.select_related("province", "rule__plan", "recorded_by")
    found = rows.filter(pk=pk).first()
    scope = tenancy.current()
    if found is None or not user.has_perm("policies.view", found):
        raise Http404("policy")
    writes = scope is None or found.province_id in scope.writable
    if edit and not (writes and user.has_perm("policies.edit", found)):
        raise PermissionDenied("policies.edit")
    return found
