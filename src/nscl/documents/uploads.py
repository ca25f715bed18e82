"""Files that come in with a form. Each is looked at by itself: what is refused says why, what is good waits for the
form, so that nothing has to be chosen again when the form is shown once more.

In a view of any room:

    received = uploads.Received.of(request, profile=kinds.SCAN, province_id=…, by=…)
    if form.is_valid() and not received.refused:
        thing.act(…, uploads=received.uploads())        # the action calls `documents.actions.take` for each

and in its template, inside a `multipart/form-data` form: `{% load documents %}{% uploads received %}`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import files
from nscl.documents.actions.attach import Upload
from nscl.documents.kinds import Profile
from nscl.documents.models import DocumentFile, PendingUpload
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


@dataclass
class Received:
    """The files of one form: those that wait, those refused just now, and what was ticked beside them."""

    profile: Profile
    kept: list[PendingUpload] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    sensitive: bool = False
    role: str = ""

    @classmethod
    def of(cls, request: HttpRequest, *, profile: Profile, province_id: int, by: User) -> Received:
        """Take in what came with the request; on GET nothing has. Check first that the person may send it."""
        if request.method != "POST":
            return cls(profile)
        dropped = set(request.POST.getlist("tep_bo"))
        tokens = [token for token in request.POST.getlist("tep_cho") if token not in dropped]
        before = waiting(tokens, province_id=province_id, by=by)
        kept, refused = receive_all(request.FILES.getlist("tep"), profile=profile, province_id=province_id, by=by)
        role = request.POST.get("tep_loai", "")
        return cls(
            profile, [*before, *kept], refused, "tep_rieng" in request.POST,
            role if role in DocumentFile.Role.values else "",
        )  # fmt: skip

    def uploads(self) -> list[Upload]:
        """For an action: the first file is the text itself where no other role was chosen."""
        first = self.role or DocumentFile.Role.TEXT
        rest = self.role or DocumentFile.Role.OTHER
        return [Upload(w.token, rest if at else first, self.sensitive) for at, w in enumerate(self.kept)]
