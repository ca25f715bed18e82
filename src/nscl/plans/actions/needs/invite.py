"""Asking somebody: an invitation with a link of its own, which closes with the round or when it is withdrawn."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock, tenancy
from nscl.organisations.models import Agency, LegalEntity
from nscl.plans.actions.needs.common import locked_for, one_line, reason_of
from nscl.plans.models import NeedsInvitation, NeedsRound, SenderKind
from nscl.shared.errors import DomainError

SALT = "nscl.needs.invitation"
MOST = 500


@dataclass(frozen=True)
class Invited:
    """Who is to be asked: of the register, or by name alone."""

    kind: str
    name: str
    email: str = ""
    entity: LegalEntity | None = None
    agency: Agency | None = None


def invite(*, round: NeedsRound, whom: Sequence[Invited], by: User) -> list[NeedsInvitation]:
    """An invitation for each, except those who have a live one already under the same name and kind."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        if len(whom) > MOST:
            raise DomainError("many", _("Mỗi lần mời nhiều nhất %(most)s nơi; hãy chia ra.") % {"most": MOST})
        live = NeedsInvitation.objects.filter(round=found, voided_at__isnull=True)
        there = set(live.values_list("kind", "name"))
        made = []
        for one in whom:
            name, email = one_line(one.name)[:300], one.email.strip().lower()
            if not name or (one.kind, name) in there:
                continue
            if one.kind not in SenderKind.values:
                raise DomainError("invalid", _("Hãy chọn loại nơi được mời."), "kind")
            if email:
                _check_email(email)
            nonce = secrets.token_hex(16)
            made.append(
                NeedsInvitation(
                    province_id=found.province_id, round=found, kind=one.kind, name=name, entity=one.entity,
                    agency=one.agency, email=email, nonce=nonce, token_hash=hashed(_token(nonce)),
                    invited_at=clock.now(), invited_by=by,
                )
            )  # fmt: skip
            there.add((one.kind, name))
        NeedsInvitation.objects.bulk_create(made)
        if made:
            audit.record("needs.invited", found, by=by, detail={"invitations": len(made)})
    return made


def revoke(*, invitation: NeedsInvitation, reason: str, by: User) -> NeedsInvitation:
    """The link opens nothing any more. What came by it stays."""
    with transaction.atomic():
        found = locked_for(invitation.round_id, by, "needs.edit")
        row = NeedsInvitation.objects.filter(pk=invitation.pk, round=found, voided_at__isnull=True).first()
        if row is None:
            raise DomainError("state", _("Liên kết này đã thu hồi. Hãy tải lại trang."))
        row.voided_at, row.voided_by, row.void_reason = clock.now(), by, reason_of(reason)
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        audit.record("needs.invitation_revoked", found, by=by, detail={"invitation": row.pk})
    return row


def mail(*, round: NeedsRound, by: User) -> int:
    """Write to those invited who have an address, an open link and no letter yet; how many letters go out."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        if found.status != NeedsRound.Status.OPEN:
            raise DomainError("state", _("Hãy mở nhận đề xuất trước khi gửi thư mời."))
        rows = NeedsInvitation.objects.filter(round=found, voided_at__isnull=True, mailed_at__isnull=True)
        sent = 0
        for row in rows.exclude(email="").order_by("id")[:MOST]:
            if link := link_of(row):
                EmailMessage(_subject(found), _letter(found, row, link), to=[row.email]).send()
                row.mailed_at = clock.now()
                row.save(update_fields=["mailed_at"])
                sent += 1
        if sent:
            audit.record("needs.mailed", found, by=by, detail={"letters": sent})
    return sent


@translation.override(settings.LANGUAGE_CODE)
def _subject(found: NeedsRound) -> str:
    return _("Mời đề xuất nhu cầu hỗ trợ năm %(year)s") % {"year": found.for_year}


@translation.override(settings.LANGUAGE_CODE)
def _letter(found: NeedsRound, row: NeedsInvitation, link: str) -> str:
    told = _(
        "Kính gửi %(name)s,\n\n%(title)s. Xin mời đề xuất nhu cầu bằng phiếu trực tuyến trước hết ngày %(day)s:\n\n"
        "%(link)s\n\nLiên kết dành riêng cho quý đơn vị, xin không chuyển cho nơi khác. Không cần tài khoản. "
        "Nếu không tiện, xin gửi công văn hoặc phiếu giấy."
    )
    return told % {"name": row.name, "title": found.title, "day": f"{found.closes_on:%d/%m/%Y}", "link": link}


def token_of(invitation: NeedsInvitation) -> str:
    """The token of the link, made again from the nonce by this installation's secret; empty where no secret fits."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _token(invitation.nonce, secret)
        if hashed(token) == invitation.token_hash:
            return token
    return ""


def link_of(invitation: NeedsInvitation) -> str:
    token = token_of(invitation)
    return f"{settings.SITE_URL}/phieu-nhu-cau/{token}/" if token else ""


def place_of(token: str) -> tuple[int, int] | None:
    """(province, invitation) that the token opens, whatever scope one is in; None where it opens nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT province_id, id FROM needs_invitation_of(%s)", [hashed(token)])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def scope_of(province_id: int) -> tenancy.Scope:
    """What a respondent's page works in: its province alone."""
    return tenancy.Scope.of(write=[province_id])


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _token(nonce: str, secret: str | bytes | None = None) -> str:
    """128 bits, in letters that an address takes."""
    digest = salted_hmac(SALT, nonce, secret=secret, algorithm="sha256").digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        told = _("Địa chỉ thư điện tử “%(email)s” không đúng.") % {"email": email}
        raise DomainError("invalid", told, "email") from error
