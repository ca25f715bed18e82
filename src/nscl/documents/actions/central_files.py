"""Files of a central text that a province keeps: added and taken off."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import access
from nscl.documents.actions.attach import Upload, take
from nscl.documents.actions.common import forbid_unless, reason_of
from nscl.documents.models import LegalText, LegalTextFile
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError


def keep_files(*, text: LegalText, province: Province, uploads: Sequence[Upload], by: User) -> list[LegalTextFile]:
    """The province keeps these files of the text."""
    kept = []
    with transaction.atomic():
        for upload in uploads:
            file = LegalTextFile(province=province, legal_text=text, added_at=clock.now(), added_by=by)
            forbid_unless(by, access.EDIT, file)
            file.attachment = take(upload=upload, province_id=province.pk, by=by)
            file.save(force_insert=True)
            audit.record("legal_text.file_kept", file.attachment, by=by, detail={"text": text.pk})
            kept.append(file)
    return kept


def drop_file(*, file: LegalTextFile, reason: str, by: User) -> LegalTextFile:
    """Take a file off the text; it stays in the store, and the reason in the register."""
    with transaction.atomic():
        forbid_unless(by, access.EDIT, file)
        found = LegalTextFile.objects.select_for_update(of=("self",)).select_related("attachment")
        live = found.filter(pk=file.pk, removed_at__isnull=True).first()
        if live is None:
            raise DomainError("state", _("Tệp này đã được gỡ. Hãy tải lại trang."))
        live.removed_at, live.removed_by, live.remove_reason = clock.now(), by, reason_of(reason)
        live.save(update_fields=["removed_at", "removed_by", "remove_reason"])
        audit.record("legal_text.file_dropped", live.attachment, by=by, detail={"text": live.legal_text_id})
    return live
