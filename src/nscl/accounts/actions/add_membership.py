"""Making a person a member of a province, under a role."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts import memberships
from nscl.accounts.actions.common import forbid_unless
from nscl.accounts.models import Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.foundation import audit, clock
from nscl.organisations.models import Agency, Province
from nscl.shared.errors import DomainError


def add_membership(
    *,
    user: User,
    province: Province | None,
    role: str,
    by: User | None,
    agency: Agency | None = None,
    valid_from: dt.date | None = None,
) -> Membership:
    """Make the person a member from a day on (today): the scope must allow writing there."""
    forbid_unless(by, province)
    if role not in BY_CODE:
        raise DomainError("invalid", _("Vai trò này không có. Hãy chọn trong danh sách."), "role")
    with transaction.atomic():
        membership = Membership.objects.create(
            user=user, province=province, agency=agency, role=role, valid_from=valid_from or clock.today()
        )
        if province is not None:
            audit.record("membership.added", membership, by=by, detail={"user": user.pk, "role": role})
    memberships.forget(user)
    return membership
