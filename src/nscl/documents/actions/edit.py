"""Correcting what the register says of a document, recording its number, ending it, voiding it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import uses
from nscl.documents.actions.add import forbid_common
from nscl.documents.actions.common import HEAD, Known, cleaned, hold_number, known, locked, reason_of
from nscl.documents.actions.relate import adopt
from nscl.documents.models import Document
from nscl.documents.rules.validity import check_dates
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError


def edit(*, document: Document, version: int, values: Mapping[str, Any], by: User) -> Document:
    """Correct values of the head; the fields changed go to the audit trail, the version counts up."""
    with transaction.atomic():
        found = locked(document, version, values, by)
        if changed := _assign(found, values):
            _save(found, changed, by)
            audit.record("document.corrected", found, by=by, detail={"fields": changed})
    return found


def correct(*, document: Document, values: Mapping[str, Any], by: User | None) -> Document:
    """What another room found wrong in a document that it registered, put right; the room has asked who may."""
    with transaction.atomic():
        found = Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
        if changed := _assign(found, values):
            _save(found, changed, by)
            audit.record("document.corrected", found, by=by, detail={"fields": changed})
    return found


def record_number(*, document: Document, version: int, number: str, issued_on: dt.date | None, by: User) -> Document:
    """Record the number and date that the clerk gave; the document had none."""
    values = {"number": number, "issued_on": issued_on}
    with transaction.atomic():
        found = locked(document, version, values, by)
        if found.number:
            raise DomainError("state", _("Văn bản đã có số %(number)s.") % {"number": found.number}, "number")
        if not number.strip():
            raise DomainError("invalid", _("Hãy ghi số, ký hiệu do văn thư cấp."), "number")
        if issued_on is None:
            raise DomainError("invalid", _("Hãy ghi ngày ban hành."), "issued_on")
        _save(found, _assign(found, values), by)
        audit.record("document.numbered", found, by=by)
    return found


def end(*, document: Document, version: int, expires_on: dt.date, reason: str, by: User) -> Document:
    """The document is without effect from `expires_on` on: it was annulled, or its term is over."""
    with transaction.atomic():
        found = locked(document, version, {"expires_on": expires_on, "reason": reason}, by)
        found.end_reason = reason_of(reason)
        changed = _assign(found, {"expires_on": expires_on})
        _save(found, [*changed, "end_reason"], by)
        audit.record("document.ended", found, by=by)
    return found


def void(*, document: Document, version: int, reason: str, by: User) -> Document:
    """Take a document that was entered by mistake out of the register's count. It stays to be seen, marked as void."""
    with transaction.atomic():
        found = locked(document, version, {"reason": reason}, by)
        held = [use for use in uses.uses_of(found) if use.holds]
        if held:
            raise DomainError(
                "in_use",
                _("Chưa hủy được: văn bản đang gắn với %(what)s “%(title)s”.")
                % {"what": held[0].what.lower(), "title": held[0].title},
            )
        found.voided_at, found.voided_by, found.void_reason = clock.now(), by, reason_of(reason)
        _save(found, ["voided_at", "voided_by", "void_reason"], by)
        audit.record("document.voided", found, by=by)
    return found


def _assign(document: Document, values: Mapping[str, Any]) -> list[str]:
    """Set what differs and check the whole; the names of what changed."""
    new = cleaned(values)
    changed = [name for name in HEAD if name in new and new[name] != getattr(document, name)]
    for name in changed:
        setattr(document, name, new[name])
    if not document.title:
        raise DomainError("invalid", _("Hãy ghi trích yếu của văn bản."), "title")
    if not document.issuer:
        raise DomainError("invalid", _("Hãy ghi cơ quan ban hành."), "issuer")
    check_dates(document.issued_on, document.effective_on, document.expires_on)
    if {"number", "issuer", "issued_on"} & set(changed):
        _free(document)
    return changed


def _free(document: Document) -> None:
    """Refuse a number that another document has."""
    hold_number(province_id=document.province_id, issuer=document.issuer, number=document.number)
    there = known(document.province_id, document.issuer, document.number, document.issued_on)
    if there is not None and there.pk != document.pk:
        raise Known(there)
    forbid_common(document)


def _save(document: Document, fields: list[str], by: User | None) -> None:
    document.version += 1
    document.save(update_fields=[*fields, "version"])
    if "number" in fields:
        adopt(document, by)
