"""Files that come in with a form. Each is looked at by itself: what is refused says why, what is good waits for the
form, so that nothing has to be chosen again when the form is shown once more.

For a form of any room:

    field = UploadsField(profile=kinds.DOCUMENT)            # forms.py
    {% uploads form.files %}                                # template (documents tags)
    received = uploads.receive_all(request.FILES.getlist("files"), ...)   # done by UploadsForm.receive
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import files
from nscl.documents.kinds import Profile
from nscl.documents.models import PendingUpload
from nscl.foundation import clock
from nscl.shared.errors import DomainError

MOST = 20


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and the sentence why."""

    name: str
    message: str


def receive(*, content: BinaryIO, name: str, profile: Profile, province_id: int, by: User) -> PendingUpload:
    """Keep one file that waits for its form. Raises `DomainError` and keeps nothing."""
    with files.staged(content, name=name, profile=profile) as file, transaction.atomic():
        waiting = PendingUpload(
            province_id=province_id, key=file.place(), token=secrets.token_urlsafe(24), name=file.name,
            media_type=file.media_type, size_bytes=file.size_bytes, sha256=file.sha256, uploaded_at=clock.now(),
            uploaded_by=by,
        )  # fmt: skip
        waiting.save(force_insert=True)
    return waiting


def receive_all(
    sent: Iterable[UploadedFile[Any]], *, profile: Profile, province_id: int, by: User
) -> tuple[list[PendingUpload], list[Refused]]:
    """Every file by itself: those that wait, and those refused with their sentences."""
    kept: list[PendingUpload] = []
    refused: list[Refused] = []
    for at, file in enumerate(sent):
        name = files.clean_name(file.name or "tep")
        try:
            if at >= MOST:
                told = _("Mỗi lần nhận nhiều nhất %(most)s tệp; hãy thêm tệp này ở lần sau.")
                raise DomainError("many", told % {"most": MOST})
            kept.append(
                receive(content=cast(BinaryIO, file), name=name, profile=profile, province_id=province_id, by=by)
            )
        except DomainError as error:
            refused.append(Refused(name, error.message))
    return kept, refused


def waiting(tokens: Iterable[str], *, province_id: int, by: User) -> list[PendingUpload]:
    """The files that still wait, of those that the form names, in the order in which they came."""
    wanted = [token for token in tokens if token][:200]
    if not wanted:
        return []
    return list(PendingUpload.objects.filter(token__in=wanted, province_id=province_id, uploaded_by=by).order_by("id"))
