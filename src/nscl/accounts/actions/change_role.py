"""Another role or agency instead: the old membership ends on the day the new one begins."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.actions import common
from nscl.accounts.actions.end_membership import close
from nscl.accounts.models import Membership, User
from nscl.foundation import audit
from nscl.organisations.models import Agency
from nscl.shared.errors import DomainError


def change_role(
    *, membership: Membership, role: str, agency: Agency | None, on: dt.date, reason: str, by: User | None
) -> Membership:
    """The new membership, in force from `on`."""
    with common.told(), transaction.atomic():
        found = common.locked_membership(membership, by)
        common.not_over(found)
        common.known_role(role, by)
        common.usable_agency(agency, found.province)
        if (role, agency and agency.pk) == (found.role, found.agency_id):
            raise DomainError("same", _("Vai trò và cơ quan vẫn như cũ. Chọn vai trò hoặc cơ quan mới."), "role")
        close(found, on, common.clean_reason(reason))
        new = Membership.objects.create(
            user=found.user, province=found.province, agency=agency, role=role, valid_from=on
        )
        if found.province_id is not None:
            detail = {"user": found.user_id, "from": found.role, "to": role, "before": found.pk, "on": on.isoformat()}
            audit.record("membership.changed", new, by=by, detail=detail)
    common.changed(membership.user)
    return new
