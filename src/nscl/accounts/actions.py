"""Adding people and what they are where. There is no page for it yet: commands do it, as the system itself."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from nscl.accounts.models import Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.foundation import audit, clock
from nscl.organisations.models import Agency, Province
from nscl.shared.errors import DomainError


def create_user(*, email: str, full_name: str, password: str | None = None, by: User | None) -> User:
    """A person who signs in with this address; without a password, not before one is set."""
    _forbid_unless(by, None)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, full_name=" ".join(full_name.split()), password=password)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError as error:
        raise DomainError("known", f"Đã có tài khoản {email}.", "email") from error
    return user


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
    _forbid_unless(by, province)
    if role not in BY_CODE:
        raise DomainError("invalid", "Vai trò này không có.", "role")
    with transaction.atomic():
        membership = Membership.objects.create(
            user=user, province=province, agency=agency, role=role, valid_from=valid_from or clock.today()
        )
        if province is not None:
            audit.record("membership.added", membership, by=by, detail={"user": user.pk, "role": role})
    user.__dict__.pop("_memberships", None)
    return membership


def _forbid_unless(by: User | None, province: Province | None) -> None:
    if by is not None and not by.has_perm("accounts.edit", province):
        raise DomainError("forbidden", "Bạn không có quyền quản lý tài khoản.")
