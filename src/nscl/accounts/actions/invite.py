"""Asking somebody to join by e-mail: inviting, sending the letter again, taking it back."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts import letters
from nscl.accounts.actions import common
from nscl.accounts.models import Invitation, Membership, User
from nscl.foundation import audit, clock
from nscl.organisations.models import Agency, Province
from nscl.shared.errors import DomainError

AT_ONCE = dt.timedelta(minutes=2)
"""Between two letters of one invitation."""
MOST_LETTERS = 10
MOST_A_DAY = 300
"""Invitations one person sends in a day; an import of a whole province's officers fits."""


@dataclass(frozen=True)
class Invited:
    """Either an invitation with the address that accepts it, or, for somebody already known, their new membership."""

    invitation: Invitation | None = None
    link: str = ""
    membership: Membership | None = None


def invite(
    *,
    email: str,
    full_name: str,
    province: Province | None,
    role: str,
    by: User | None,
    agency: Agency | None = None,
    valid_from: dt.date | None = None,
) -> Invited:
    """Send a letter with a link that works for `settings.INVITATION_DAYS`.

    Whoever has an account already becomes a member at once and is told so by letter.
    """
    email, full_name, begins = clean_email(email), clean_name(full_name), valid_from or clock.today()
    with common.told(), transaction.atomic():
        common.forbid_unless(by, province)
        common.known_role(role, by)
        common.usable_agency(agency, province)
        if by is not None:
            common.from_today(begins, "valid_from")
            _not_too_many(by)
        if (known := User.objects.filter(email=email).first()) is not None:
            return _member(known, province, role, agency, begins, by)
        token, now = secrets.token_urlsafe(16), clock.now()
        invitation = Invitation(
            email=email, full_name=full_name, province=province, agency=agency, role=role, valid_from=begins,
            token_hash=hashed(token), invited_at=now, invited_by=by, sent_at=now, expires_at=now + lifetime(),
        )  # fmt: skip
        invitation.save(force_insert=True)
        if province is not None:
            audit.record("invitation.sent", invitation, by=by, detail={"role": role})
        letters.invited(invitation, link(token))
    return Invited(invitation, link(token))


def resend_invitation(*, invitation: Invitation, by: User | None) -> Invited:
    """A new letter with a new link and a new term; the link of the earlier letter no longer works."""
    with transaction.atomic():
        found = locked(invitation, by)
        now = clock.now()
        if by is not None and now - found.sent_at < AT_ONCE:
            raise DomainError("often", _("Thư vừa được gửi. Chờ ít phút, và nhắc người nhận xem cả mục thư rác."))
        if found.letters >= MOST_LETTERS:
            raise DomainError(
                "often", _("Đã gửi nhiều thư mà chưa ai nhận. Kiểm tra địa chỉ, rút lời mời rồi mời lại.")
            )
        token = secrets.token_urlsafe(16)
        found.token_hash, found.sent_at, found.expires_at = hashed(token), now, now + lifetime()
        found.letters += 1
        found.save(update_fields=["token_hash", "sent_at", "expires_at", "letters"])
        if found.province_id is not None:
            audit.record("invitation.resent", found, by=by)
        letters.invited(found, link(token))
    return Invited(found, link(token))


def withdraw_invitation(*, invitation: Invitation, by: User | None) -> Invitation:
    """The link no longer works; the row stays, for whoever asks later."""
    with transaction.atomic():
        found = locked(invitation, by)
        found.withdrawn_at, found.withdrawn_by = clock.now(), by
        found.save(update_fields=["withdrawn_at", "withdrawn_by"])
        if found.province_id is not None:
            audit.record("invitation.withdrawn", found, by=by)
    return found


def locked(invitation: Invitation, by: User | None) -> Invitation:
    """The open invitation, held; refused to whoever manages no people there."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("province", "agency")
    found = rows.get(pk=invitation.pk)
    common.forbid_unless(by, found.province)
    if not found.is_open:
        raise DomainError("state", _("Lời mời này đã được nhận hoặc đã rút. Hãy tải lại danh sách."))
    return found


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def lifetime() -> dt.timedelta:
    return dt.timedelta(days=settings.INVITATION_DAYS)


def link(token: str) -> str:
    """The address in the letter."""
    return f"{settings.SITE_URL}/loi-moi/{token}/"


def clean_email(text: str) -> str:
    """The address as accounts keep it. Raises DomainError where it is none."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("Địa chỉ thư điện tử chưa đúng dạng, ví dụ: ten@tinh.gov.vn.")
        raise DomainError("email", message, "email") from error
    return email


def clean_name(text: str) -> str:
    """The name on one line. Raises DomainError where it is none."""
    name = " ".join(text.split())
    if sum(c.isalpha() for c in name) < 2 or len(name) > 200 or "@" in name or "://" in name:
        raise DomainError("full_name", _("Hãy ghi họ và tên đầy đủ, như trong quyết định bổ nhiệm."), "full_name")
    return name


def _member(
    known: User, province: Province | None, role: str, agency: Agency | None, begins: dt.date, by: User | None
) -> Invited:
    from nscl.accounts.actions.add_membership import add_membership

    member = add_membership(user=known, province=province, role=role, agency=agency, valid_from=begins, by=by)
    letters.added(member)
    return Invited(membership=member)


def _not_too_many(by: User) -> None:
    since = clock.now() - dt.timedelta(days=1)
    if Invitation.objects.filter(invited_by=by, invited_at__gt=since).count() >= MOST_A_DAY:
        raise DomainError(
            "often", _("Hôm nay bạn đã gửi %(n)s lời mời. Hãy gửi tiếp vào ngày mai.") % {"n": MOST_A_DAY}
        )
