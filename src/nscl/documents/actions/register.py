"""Entering a document in the province's register."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import connection, transaction

from nscl.accounts.models import User
from nscl.documents.models import Attachment, Document
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError


def register(
    *,
    province_id: int,
    kind: str,
    issuer: str,
    title: str,
    by: User | None,
    number: str = "",
    issued_on: dt.date | None = None,
    signer: str = "",
    signer_title: str = "",
    attachment: Attachment | None = None,
) -> Document:
    """The document in the register. One already there under the same issuer, number and date is that document.

    Raises `DomainError` `known_document` when the one there has another file: two papers cannot bear one number.
    """
    with transaction.atomic():
        hold_number(province_id=province_id, issuer=issuer, number=number, issued_on=issued_on)
        known = _known(province_id, issuer, number, issued_on) if number else None
        if known is not None:
            return _same(known, attachment)
        document = Document(
            province_id=province_id, kind=kind, number=number, issuer=issuer, issued_on=issued_on, title=title,
            signer=signer, signer_title=signer_title, attachment=attachment, registered_at=clock.now(),
            registered_by=by,
        )  # fmt: skip
        document.save(force_insert=True)
        audit.record("document.registered", document, by=by)
    return document


def hold_number(*, province_id: int, issuer: str, number: str, issued_on: dt.date | None) -> None:
    """Whoever registers a document of the same issuer, number and date waits until this transaction ends."""
    if number:
        told = "\n".join((str(province_id), issuer, number, str(issued_on)))
        key = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _known(province_id: int, issuer: str, number: str, issued_on: dt.date | None) -> Document | None:
    rows = Document.objects.select_for_update(of=("self",)).select_related("attachment")
    return rows.filter(province_id=province_id, issuer=issuer, number=number, issued_on=issued_on).first()


def _same(known: Document, attachment: Attachment | None) -> Document:
    if attachment is None or known.attachment_id == attachment.pk:
        return known
    if known.attachment is None:
        known.attachment = attachment
        known.save(update_fields=["attachment"])
        return known
    if known.attachment.sha256 == attachment.sha256:
        return known
    raise DomainError(
        "known_document",
        f"Sổ văn bản đã có {known} với một tệp khác. Hãy kiểm tra số, ngày, cơ quan ban hành của bản thảo này.",
        "number",
    )
