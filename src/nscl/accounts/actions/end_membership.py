"""Ending what somebody is in a province, from a day on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.actions import common
from nscl.accounts.models import Membership, User
from nscl.foundation import audit
from nscl.shared.errors import DomainError


def end_membership(*, membership: Membership, on: dt.date, reason: str, by: User | None) -> Membership:
    """The membership ends: `on` is the first day without it. A later end that was set before is moved."""
    with common.told(), transaction.atomic():
        found = common.locked_membership(membership, by)
        common.not_over(found)
        close(found, on, common.clean_reason(reason))
        if found.province_id is not None:
            detail = {"user": found.user_id, "role": found.role, "on": on.isoformat()}
            audit.record("membership.ended", found, by=by, detail=detail)
    common.changed(membership.user)
    return found


def close(membership: Membership, on: dt.date, reason: str) -> None:
    """Write the end of a locked membership, from today or from its own first day on."""
    common.from_today(on, "on")
    if on < membership.valid_from:
        day = f"{membership.valid_from:%d/%m/%Y}"
        raise DomainError(
            "before", _("Vai trò này bắt đầu ngày %(day)s; chọn ngày đó hoặc sau đó.") % {"day": day}, "on"
        )
    membership.valid_to, membership.end_reason = on, reason
    membership.save(update_fields=["valid_to", "end_reason"])
