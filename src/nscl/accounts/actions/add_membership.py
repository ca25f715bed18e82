"""Making a person a member of a province, under a role."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nscl.accounts.actions import common
from nscl.accounts.models import Membership, User
from nscl.foundation import audit, clock
from nscl.organisations.models import Agency, Province


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
    begins = valid_from or clock.today()
    with common.told(), transaction.atomic():
        common.locked_person(user)
        common.forbid_unless(by, province)
        common.forbid_oneself(by, user)
        common.known_role(role, by)
        common.usable_agency(agency, province)
        if by is not None:
            common.from_today(begins, "valid_from")
        membership = Membership.objects.create(
            user=user, province=province, agency=agency, role=role, valid_from=begins
        )
        if province is not None:
            audit.record("membership.added", membership, by=by, detail={"user": user.pk, "role": role})
    common.changed(user)
    return membership
