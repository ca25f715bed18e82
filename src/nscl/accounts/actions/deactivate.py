"""Closing an account for the time being, and opening it again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.actions import common
from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError


def deactivate(*, person: User, province: Province, reason: str, by: User) -> User:
    """The person can no longer sign in, and whoever is signed in is out at the next click; memberships stay."""
    with common.told(), transaction.atomic():
        found = common.locked_person(person)
        common.forbid_unless(by, province)
        common.forbid_oneself(by, found)
        member = common.only_ours(found, province)
        if not found.is_active:
            raise DomainError("state", _("Tài khoản này đang tạm khóa rồi. Hãy tải lại trang."))
        found.is_active, found.inactive_reason = False, common.clean_reason(reason)
        found.save(update_fields=["is_active", "inactive_reason"])
        audit.record("person.deactivated", member, by=by, detail={"user": found.pk})
    return found


def reactivate(*, person: User, province: Province, by: User) -> User:
    """The person signs in again as before."""
    with transaction.atomic():
        found = common.locked_person(person)
        common.forbid_unless(by, province)
        common.forbid_oneself(by, found)
        member = common.only_ours(found, province)
        if found.is_active:
            raise DomainError("state", _("Tài khoản này đang mở rồi. Hãy tải lại trang."))
        found.is_active, found.inactive_reason = True, ""
        found.save(update_fields=["is_active", "inactive_reason"])
        audit.record("person.reactivated", member, by=by, detail={"user": found.pk})
    return found
