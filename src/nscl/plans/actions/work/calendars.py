"""Secret addresses that a calendar reads, and whether letters remind: what a person decides for themselves."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.plans.models import CalendarLink, ReminderChoice
from nscl.shared.errors import DomainError

VIEW = "plans.view"
BYTES = 24  # 192 bits in 32 letters


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(*, user: User, province: Province, content: str) -> tuple[CalendarLink, str]:
    """A new address with this content; the one before it opens nothing from now on. The token is told this once."""
    if content not in CalendarLink.Content.values:
        raise DomainError("invalid", _("Hãy chọn lịch gồm những gì."), "content")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if not user.has_perm(VIEW):
            raise DomainError("forbidden", _("Bạn không có quyền xem kế hoạch của tỉnh này."))
        for live in _live(user).filter(province=province, content=content):
            _revoke(live, user)
        token = secrets.token_urlsafe(BYTES)
        link = CalendarLink(
            user=user, province=province, content=content, digest=digest_of(token), created_at=clock.now()
        )
        link.save(force_insert=True)
        audit.record("calendar_link.made", link, by=user, detail={"content": content})
    return link, token


def revoke_link(*, link: CalendarLink, by: User) -> CalendarLink:
    """The address opens nothing any more. Only its owner sees it."""
    with transaction.atomic():
        found = CalendarLink.objects.select_for_update().filter(pk=link.pk, user=by).first()
        if found is None:
            raise DomainError("missing", _("Không tìm thấy đường dẫn này. Hãy tải lại trang."))
        if found.revoked_at is None:
            _revoke(found, by)
    return found


def choose_reminders(*, user: User, wanted: bool, language: str, province: Province | None) -> ReminderChoice:
    """Whether the person is written to about their steps, and in which language."""
    if language not in dict(settings.LANGUAGES):
        raise DomainError("invalid", _("Hãy chọn một ngôn ngữ."), "language")
    with transaction.atomic():
        choice, _made = ReminderChoice.objects.update_or_create(
            user=user, defaults={"wanted": wanted, "language": language, "changed_at": clock.now()}
        )
        detail = {"wanted": wanted, "language": language}
        audit.record("reminders.chosen", choice, by=user, detail=detail, province=province.pk if province else None)
    return choice


def _live(user: User) -> QuerySet[CalendarLink]:
    return CalendarLink.objects.select_for_update().filter(user=user, revoked_at__isnull=True)


def _revoke(link: CalendarLink, by: User) -> None:
    link.revoked_at = clock.now()
    link.save(update_fields=["revoked_at"])
    audit.record("calendar_link.revoked", link, by=by, detail={"content": link.content})
