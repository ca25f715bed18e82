"""Entering a document that another room brings in the province's register."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nscl.accounts.models import User
from nscl.documents.actions.common import Known, hold_number, known
from nscl.documents.actions.relate import adopt
from nscl.documents.models import Attachment, Document, DocumentFile
from nscl.documents.rules.numbers import clean_number
from nscl.foundation import audit, clock


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
    beside: bool = False,
) -> Document:
    """The document in the register. One already there under the same issuer, number and date is that document.

    Raises `Known` when the one there has another day of the year or another file: two papers cannot bear one number.
    With `beside` another file is a further one of the same paper.
    """
    with transaction.atomic():
        hold_number(province_id=province_id, issuer=issuer, number=number)
        there = known(province_id, issuer, number, issued_on)
        if there is not None:
            return _same(there, issued_on, attachment, by, beside=beside)
        document = Document(
            province_id=province_id, kind=kind, number=clean_number(number), issuer=issuer, issued_on=issued_on,
            title=title, signer=signer, signer_title=signer_title, attachment=attachment, registered_at=clock.now(),
            registered_by=by,
        )  # fmt: skip
        document.save(force_insert=True)
        audit.record("document.registered", document, by=by)
        adopt(document, by)
    return document


def add_file(*, document: Document, attachment: Attachment, by: User | None) -> None:
    """Keep a file, which another room has, as a further one of the document."""
    if document.attachment_id == attachment.pk or document.files.filter(attachment=attachment).exists():
        return
    row = DocumentFile(
        province_id=document.province_id, document=document, attachment=attachment, role=DocumentFile.Role.TEXT,
        added_at=clock.now(), added_by=by,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("document.files_added", document, by=by, detail={"files": [attachment.pk]})


def _same(
    there: Document, issued_on: dt.date | None, attachment: Attachment | None, by: User | None, *, beside: bool
) -> Document:
    if there.issued_on != issued_on:
        raise Known(there)
    if attachment is None or there.attachment_id == attachment.pk:
        return there
    if there.attachment is None:
        there.attachment = attachment
        there.version += 1
        there.save(update_fields=["attachment", "version"])
        return there
    if there.attachment.sha256 == attachment.sha256:
        return there
    if beside:
        add_file(document=there, attachment=attachment, by=by)
        return there
    raise Known(there)
