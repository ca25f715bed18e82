"""The file store: temporary file → fsync → rename (or upload) → row. What fails leaves neither file nor row.

A crash between the rename and the commit leaves a file without a row; `sweeping.sweep` removes such files.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import inspection, storage
from nscl.documents.kinds import Profile
from nscl.documents.models import Attachment
from nscl.documents.storage import root
from nscl.documents.sweeping import sweep
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError

__all__ = ["KEY", "Staged", "clean_name", "media_type", "new_key", "open_file", "root", "staged", "store", "sweep"]

CHUNK = 1024 * 1024
HEAD = 4096
KEY = re.compile(r"objects/[0-9a-f]{2}/[0-9a-f]{32}")


@dataclass
class Staged:
    """The bytes that came in, in a temporary file of the store: read them there, then `keep` them or let them go."""

    path: Path
    name: str
    size_bytes: int
    sha256: str
    media_type: str
    kept: list[str] = field(default_factory=list)

    def keep(self, *, province_id: int, by: User | None, sensitive: bool = False) -> Attachment:
        """Move the bytes to their place and record them; inside the caller's transaction and `staged` block."""
        key = self.place()
        attachment = Attachment(
            province_id=province_id, key=key, name=self.name, media_type=self.media_type, size_bytes=self.size_bytes,
            sha256=self.sha256, sensitive=sensitive, stored_at=clock.now(), stored_by=by,
        )  # fmt: skip
        attachment.save(force_insert=True)
        audit.record("attachment.stored", attachment, by=by)
        return attachment

    def place(self) -> str:
        """Move the bytes into the store under a new key; they are taken away again if the block fails."""
        key = new_key()
        with _as_refusal():
            self.kept.append(key)
            storage.current().put(self.path, key)
        if not self.path.exists():
            self.path = root() / key
        return key


@contextmanager
def staged(content: BinaryIO | Path, *, name: str, profile: Profile | None = None) -> Iterator[Staged]:
    """The bytes of `content` on this machine's disk. Whatever goes wrong inside, nothing of them is left.

    With a `profile` only what it takes passes (`inspection.inspect`), and the name gets the ending of what the file
    is. Raises `DomainError`: `too_large`, `empty`, `storage` (the disk is full or cannot be written), and those of
    the inspection.
    """
    temporary = root() / "tmp" / secrets.token_hex(16)
    limit = settings.UPLOAD_LIMIT_BYTES
    if profile is not None and profile.tables:
        limit = max(map(profile.limit_bytes, profile.kinds))
    found: Staged | None = None
    if getattr(content, "failed", False):  # the disk was full while the request came in
        raise full()
    try:
        with _as_refusal():
            temporary.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                with content.open("rb") as stream:
                    found = _write(stream, temporary, name, limit)
            else:
                found = _write(content, temporary, name, limit)
        if profile is not None:
            kind = inspection.inspect(temporary, profile)
            found.media_type, found.name = kind.media_type, inspection.fitting_name(found.name, kind)
        yield found
    except BaseException:
        for key in found.kept if found else ():
            with suppress(OSError):
                storage.current().delete(key)
        raise
    finally:
        temporary.unlink(missing_ok=True)


def store(content: BinaryIO | Path, *, name: str, province_id: int, by: User | None) -> Attachment:
    """Keep `content` as a file of the province."""
    from django.db import transaction

    with staged(content, name=name) as file, transaction.atomic():
        return file.keep(province_id=province_id, by=by)


def open_file(attachment: Attachment) -> BinaryIO:
    """The file's bytes, to be read and closed by the caller."""
    if not KEY.fullmatch(attachment.key):
        raise missing()
    try:
        return storage.current().open(attachment.key)
    except OSError as error:
        raise missing() from error


def missing() -> DomainError:
    return DomainError("missing_file", _("Không tìm thấy tệp này trong kho. Hãy báo người quản trị hệ thống."))


def full() -> DomainError:
    message = _("Không ghi được tệp vào kho (đĩa đầy hoặc không có quyền). Hãy báo người quản trị hệ thống.")
    return DomainError("storage", message)


def clean_name(name: str) -> str:
    """The file's own name, without a path or control characters, of at most 255 characters with its ending kept."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(" .") or "tep"
    if len(base) <= 255:
        return base
    stem, dot, ending = base.rpartition(".")
    return base[:255] if not dot or len(ending) > 10 else f"{stem[: 254 - len(ending)]}.{ending}"


def new_key() -> str:
    """A random place in the store; nothing of the file's name or owner is in it."""
    return f"objects/{secrets.token_hex(1)}/{secrets.token_hex(16)}"


def _write(stream: BinaryIO, target: Path, name: str, limit: int) -> Staged:
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                told = _("Tệp quá lớn (giới hạn %(limit)s MB); hãy tách tệp rồi tải lên lại.")
                raise DomainError("too_large", told % {"limit": limit // 1024 // 1024})
            digest.update(chunk)
            head, tail = head or chunk[:HEAD], (tail + chunk)[-65536:]
            out.write(chunk)
        if not size:
            raise DomainError("empty", _("Tệp rỗng, không có nội dung nào; hãy chọn lại tệp."))
        out.flush()
        os.fsync(out.fileno())
    return Staged(target, clean_name(name), size, digest.hexdigest(), media_type(head, tail))


def media_type(head: bytes, tail: bytes) -> str:
    """What the bytes are, whatever the file is called, where no profile was asked for."""
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        for folder, kind in ((b"word/", "wordprocessingml.document"), (b"xl/", "spreadsheetml.sheet")):
            if folder in head or folder in tail:
                return f"application/vnd.openxmlformats-officedocument.{kind}"
        return "application/zip"
    for mark, kind in ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif")):
        if head.startswith(mark):
            return kind
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "application/octet-stream"
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|meta)\b", head, re.IGNORECASE):
        return "text/html"
    return "text/plain"


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise full() from error
