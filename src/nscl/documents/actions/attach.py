"""Files of a document: uploads that came in with a form are attached, taken off, marked as holding personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import queries
from nscl.documents.actions.common import locked, reason_of
from nscl.documents.models import Attachment, Document, DocumentFile, PendingUpload, SensitiveMark
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Upload:
    """A file that waits (`uploads.receive`), by its token, and what it is to the document."""

    token: str
    role: str = DocumentFile.Role.OTHER
    sensitive: bool = False


def take(*, upload: Upload, province_id: int, by: User) -> Attachment:
    """The waiting file as a file of the province; inside the caller's transaction. Only who sent it may take it."""
    rows = PendingUpload.objects.select_for_update()
    waiting = rows.filter(token=upload.token, province_id=province_id, uploaded_by=by).first()
    if waiting is None:
        raise DomainError("gone", _("Một tệp đã chờ quá lâu nên không còn; hãy chọn lại tệp ấy."), "files")
    attachment = Attachment(
        province_id=province_id, key=waiting.key, name=waiting.name, media_type=waiting.media_type,
        size_bytes=waiting.size_bytes, sha256=waiting.sha256, sensitive=upload.sensitive, stored_at=clock.now(),
        stored_by=by,
    )  # fmt: skip
    attachment.save(force_insert=True)
    waiting.delete()
    audit.record("attachment.stored", attachment, by=by)
    return attachment


def attach(*, document: Document, uploads: Sequence[Upload], by: User) -> list[DocumentFile]:
    """Add files to a document."""
    with transaction.atomic():
        found = locked(document, None, {}, by)
        added = attach_to(found, uploads, by)
        if added:
            audit.record("document.files_added", found, by=by, detail={"files": [a.attachment_id for a in added]})
    return added


def attach_to(document: Document, uploads: Sequence[Upload], by: User) -> list[DocumentFile]:
    """The files' rows, for a document that the caller holds. The first file of its text is the document's own."""
    added = []
    for upload in uploads:
        attachment = take(upload=upload, province_id=document.province_id, by=by)
        if upload.role == DocumentFile.Role.TEXT and document.attachment_id is None:
            document.attachment = attachment
            document.version += 1
            document.save(update_fields=["attachment", "version"])
        row = DocumentFile(
            province_id=document.province_id, document=document, attachment=attachment, role=upload.role,
            added_at=clock.now(), added_by=by,
        )  # fmt: skip
        row.save(force_insert=True)
        added.append(row)
    return added


def detach(*, file: DocumentFile, reason: str, by: User) -> DocumentFile:
    """Take a file off its document; it stays in the store, and the reason in the register."""
    with transaction.atomic():
        document = locked(file.document, None, {}, by)
        found = DocumentFile.objects.select_for_update().filter(pk=file.pk, removed_at__isnull=True).first()
        if found is None:
            raise DomainError("state", _("Tệp này đã được gỡ. Hãy tải lại trang."))
        found.removed_at, found.removed_by, found.remove_reason = clock.now(), by, reason_of(reason)
        found.save(update_fields=["removed_at", "removed_by", "remove_reason"])
        if document.attachment_id == found.attachment_id:
            document.attachment = None
            document.version += 1
            document.save(update_fields=["attachment", "version"])
        audit.record("document.file_removed", document, by=by, detail={"file": found.attachment_id})
    return found


def mark_sensitive(*, document: Document, attachment: Attachment, sensitive: bool, by: User) -> None:
    """Say that a file of the document holds personal data, or that it does not."""
    with transaction.atomic():
        locked(document, None, {}, by)
        if queries.is_sensitive(attachment) == sensitive:
            return
        SensitiveMark.objects.create(
            province_id=attachment.province_id, attachment=attachment, sensitive=sensitive, marked_at=clock.now(),
            marked_by=by,
        )  # fmt: skip
        code = "attachment.marked_sensitive" if sensitive else "attachment.unmarked_sensitive"
        audit.record(code, attachment, by=by)
