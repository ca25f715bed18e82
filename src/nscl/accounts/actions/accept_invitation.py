"""Whoever holds the letter's link joins: a new account with a password, or one more membership of a known one."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.actions import common
from nscl.accounts.actions.invite import hashed
from nscl.accounts.models import Invitation, Membership, User
from nscl.foundation import audit, clock, tenancy
from nscl.organisations.queries import with_predecessors
from nscl.shared.errors import DomainError


def find_invitation(token: str, *, lock: bool = False) -> Invitation:
    """The invitation this token opens. A DomainError says what to do where it opens none: unknown, used, expired …"""
    rows = Invitation.objects.select_related("province", "agency", "invited_by").filter(token_hash=hashed(token))
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise DomainError(
            "unknown", _("Liên kết này không đúng hoặc đã được thay bằng một thư mới hơn. Hãy mở thư mời gần nhất.")
        )
    if found.accepted_at is not None:
        raise DomainError("used", _("Lời mời này đã được nhận. Hãy đăng nhập; nếu quên mật khẩu, hãy đặt lại."))
    if found.withdrawn_at is not None:
        raise DomainError("withdrawn", _("Lời mời này đã được rút. Hãy hỏi người quản trị hệ thống của tỉnh."))
    if found.expires_at <= clock.now():
        raise DomainError(
            "expired", _("Lời mời này đã hết hạn. Hãy nhờ người quản trị hệ thống của tỉnh gửi lại thư mời.")
        )
    return found


def accept_invitation(*, token: str, password: str | None) -> Membership:
    """The membership that came of it. `password` is not asked of whoever has an account by now."""
    with common.told(), transaction.atomic():
        invitation = find_invitation(token, lock=True)
        user = User.objects.filter(email=invitation.email).first()
        if user is None:
            user = _account(invitation, password or "")
        common.locked_person(user)
        member = Membership.objects.create(
            user=user, province=invitation.province, agency=invitation.agency, role=invitation.role,
            valid_from=max(invitation.valid_from, clock.today()),
        )  # fmt: skip
        invitation.accepted_at, invitation.accepted_by = clock.now(), user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        if invitation.province_id is not None:
            with tenancy.scope(tenancy.Scope.of(write=with_predecessors(invitation.province_id))):
                audit.record("invitation.accepted", member, by=user, detail={"invitation": invitation.pk})
    common.changed(user)
    return member


def _account(invitation: Invitation, password: str) -> User:
    user = User(email=invitation.email, full_name=invitation.full_name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError("password", " ".join(error.messages), "password") from error
    user.set_password(password)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
