"""Files of an act: those that came in with a form are put on it; one is taken off with a reason, not away."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.documents.actions.attach import take
from nscl.foundation import audit, clock
from nscl.plans.actions.guidance.common import locked, reason_of
from nscl.plans.models import Guidance, GuidanceFile
from nscl.shared.errors import DomainError


def attach(*, guidance: Guidance, uploads: Sequence[Upload], by: User) -> list[GuidanceFile]:
    """Put files on an act that counts."""
    if not uploads:
        raise DomainError("empty", _("Hãy chọn ít nhất một tệp."))
    with transaction.atomic():
        act = locked(guidance, by)
        added = attach_to(act, uploads, by)
        audit.record("guidance.files_added", act, by=by, detail={"files": [file.attachment_id for file in added]})
    return added


def attach_to(act: Guidance, uploads: Sequence[Upload], by: User) -> list[GuidanceFile]:
    """The files' rows, for an act that the caller makes or holds."""
    added = []
    for upload in uploads:
        attachment = take(upload=upload, province_id=act.province_id, by=by)
        row = GuidanceFile(
            province_id=act.province_id, guidance=act, attachment=attachment, added_at=clock.now(), added_by=by
        )
        row.save(force_insert=True)
        added.append(row)
    return added


def detach(*, file: GuidanceFile, reason: str, by: User) -> GuidanceFile:
    """Take a file off its act; it stays in the store, and the reason beside it."""
    with transaction.atomic():
        act = locked(file.guidance, by)
        found = GuidanceFile.objects.select_for_update().filter(pk=file.pk, removed_at__isnull=True).first()
        if found is None:
            raise DomainError("state", _("Tệp này đã được gỡ. Hãy tải lại trang."))
        found.removed_at, found.removed_by, found.remove_reason = clock.now(), by, reason_of(reason)
        found.save(update_fields=["removed_at", "removed_by", "remove_reason"])
        audit.record("guidance.file_removed", act, by=by, detail={"file": found.attachment_id})
    return found
