"""Certificates: recorded, withdrawn by whoever issued them, voided where recorded by mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.enterprises.actions.common import evidence, holder_of, locked, past, plain, reason_of
from nscl.enterprises.models import Certificate, Enterprise
from nscl.enterprises.queries import merged
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold
from nscl.standards.rules import designation

FIELDS = ("standard", "content", "scope", "body", "number", "issued_on", "expires_on", "replaces")


def add_certificate(
    *, enterprise: Enterprise, values: Mapping[str, Any], uploads: Sequence[Upload] = (), by: User
) -> Certificate:
    """A certificate the enterprise holds. `replaces`: the one of before, which was renewed."""
    with transaction.atomic():
        holder = locked(enterprise, None, by)
        made = Certificate(province_id=holder.province_id, enterprise=holder, recorded_at=clock.now(), recorded_by=by)
        for name in FIELDS:
            value = values.get(name, "" if name not in FIELDS[5:] else None)
            setattr(made, name, plain(value) if isinstance(value, str) else value)
        made.standard_key = key_of(made.standard)
        _check(made)
        made.evidence = evidence(uploads, holder.province_id, by)
        made.save(force_insert=True)
        audit.record("certificate.added", holder, by=by, detail={"certificate": made.pk, "standard": made.standard})
    return made


def withdraw_certificate(
    *, certificate: Certificate, withdrawn_on: dt.date | None, reason: str, by: User
) -> Certificate:
    """Whoever issued it took it back, or the enterprise gave it up."""
    past(withdrawn_on, "withdrawn_on")
    with transaction.atomic():
        found = _held(certificate, by)
        if found.withdrawn_on is not None:
            raise DomainError("state", _("Chứng nhận này đã ghi là bị thu hồi."))
        if withdrawn_on is not None and withdrawn_on < found.issued_on:
            raise DomainError("invalid", _("Ngày thu hồi phải từ ngày cấp trở đi."), "withdrawn_on")
        found.withdrawn_on, found.withdraw_reason = withdrawn_on, reason_of(reason)
        found.save(update_fields=["withdrawn_on", "withdraw_reason"])
        audit.record("certificate.withdrawn", found.enterprise, by=by, detail={"certificate": found.pk})
    return found


def void_certificate(*, certificate: Certificate, reason: str, by: User) -> Certificate:
    """It was recorded by mistake: it stays to be seen and counts no more."""
    with transaction.atomic():
        found = _held(certificate, by)
        found.voided_at, found.voided_by, found.void_reason = clock.now(), by, reason_of(reason)
        found.save(update_fields=["voided_at", "voided_by", "void_reason"])
        audit.record("certificate.voided", found.enterprise, by=by, detail={"certificate": found.pk})
    return found


def key_of(standard: str) -> str:
    """What certificates of one standard share, whatever its edition and however written: `iso 22000`."""
    read = designation.parse(standard)
    told = " ".join(part for part in read.standard if part) if read else standard
    return fold(" ".join(told.split()))[:200]


def _held(certificate: Certificate, by: User) -> Certificate:
    holder = holder_of(certificate.enterprise, by)
    found = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    found.enterprise = holder
    if found.voided_at is not None:
        raise DomainError("state", _("Chứng nhận này đã hủy vì ghi nhầm."))
    return found


def _check(made: Certificate) -> None:
    if not made.standard:
        raise DomainError("invalid", _("Hãy ghi tiêu chuẩn, ví dụ ISO 22000:2018 hoặc VietGAP."), "standard")
    past(made.issued_on, "issued_on")
    if made.expires_on is not None and made.expires_on <= made.issued_on:
        raise DomainError("invalid", _("Ngày hết hạn phải sau ngày cấp."), "expires_on")
    live = Certificate.objects.filter(merged.of(made.enterprise), voided_at__isnull=True)
    if made.number and live.filter(number=made.number, standard_key=made.standard_key).exists():
        raise DomainError("known", _("Nơi này đã có chứng nhận số ấy. Hãy xem lại danh sách chứng nhận."), "number")
    if made.replaces is not None and not live.filter(pk=made.replaces.pk).exists():
        raise DomainError("invalid", _("Chứng nhận được thay phải là của nơi này."), "replaces")
