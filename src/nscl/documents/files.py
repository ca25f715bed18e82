"""The file store: temporary file → fsync → rename → row. What fails leaves neither file nor row.

A crash between the rename and the commit leaves a file without a row; `sweep` removes such files.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from nscl.accounts.models import User
from nscl.documents.models import Attachment
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError

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
    kept: list[Path] = field(default_factory=list)

    def keep(self, *, province_id: int, by: User | None) -> Attachment:
        """Move the bytes to their place and record them; inside the caller's transaction and `staged` block."""
        key = _key()
        place = root() / key
        with _as_refusal():
            place.parent.mkdir(parents=True, exist_ok=True)
            self.kept.append(place)
            self.path.rename(place)
            _sync_folder(place.parent)
        self.path = place
        attachment = Attachment(
            province_id=province_id, key=key, name=self.name, media_type=self.media_type, size_bytes=self.size_bytes,
            sha256=self.sha256, stored_at=clock.now(), stored_by=by,
        )  # fmt: skip
        attachment.save(force_insert=True)
        audit.record("attachment.stored", attachment, by=by)
        return attachment


def root() -> Path:
    return Path(settings.FILES_ROOT)


@contextmanager
def staged(content: BinaryIO | Path, *, name: str) -> Iterator[Staged]:
    """The bytes of `content` on the store's disk. Whatever goes wrong inside, nothing of them is left.

    Raises `DomainError`: `too_large`, `empty`, `storage` (the disk is full or cannot be written).
    """
    temporary = root() / "tmp" / secrets.token_hex(16)
    found: Staged | None = None
    try:
        with _as_refusal():
            temporary.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                with content.open("rb") as stream:
                    found = _write(stream, temporary, name)
            else:
                found = _write(content, temporary, name)
        yield found
    except BaseException:
        for place in found.kept if found else ():
            place.unlink(missing_ok=True)
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
        raise DomainError("missing_file", "Không tìm thấy tệp này trong kho. Hãy báo người quản trị hệ thống.")
    try:
        return (root() / attachment.key).open("rb")
    except OSError as error:
        raise DomainError(
            "missing_file", "Không tìm thấy tệp này trong kho. Hãy báo người quản trị hệ thống."
        ) from error


def sweep(*, older_than_seconds: int = 24 * 3600) -> list[str]:
    """Remove files that no row names and that are no longer being written; their keys.

    To be called where every province can be read, else files of the others would look orphaned.
    """
    limit = time.time() - older_than_seconds
    files = [p for p in (*root().glob("objects/*/*"), *root().glob("tmp/*")) if p.is_file()]
    old = {str(p.relative_to(root())): p for p in files if p.stat().st_mtime < limit}
    known = set(Attachment.objects.filter(key__in=old).values_list("key", flat=True))
    gone = sorted(set(old) - known)
    for key in gone:
        old[key].unlink(missing_ok=True)
    return gone


def clean_name(name: str) -> str:
    """The file's own name, without a path or control characters, of at most 255 characters with its ending kept."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(" .") or "tep"
    if len(base) <= 255:
        return base
    stem, dot, ending = base.rpartition(".")
    return base[:255] if not dot or len(ending) > 10 else f"{stem[: 254 - len(ending)]}.{ending}"


def _key() -> str:
    token = secrets.token_hex(16)
    return f"objects/{secrets.token_hex(1)}/{token}"


def _write(stream: BinaryIO, target: Path, name: str) -> Staged:
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    limit: int = settings.UPLOAD_LIMIT_BYTES
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise DomainError(
                    "too_large", f"Tệp quá lớn (giới hạn {limit // 1024 // 1024} MB); hãy tách tệp rồi tải lên lại."
                )
            digest.update(chunk)
            head, tail = head or chunk[:HEAD], (tail + chunk)[-65536:]
            out.write(chunk)
        if not size:
            raise DomainError("empty", "Tệp rỗng, không có nội dung nào; hãy chọn lại tệp.")
        out.flush()
        os.fsync(out.fileno())
    return Staged(target, clean_name(name), size, digest.hexdigest(), media_type(head, tail))


def media_type(head: bytes, tail: bytes) -> str:
    """What the bytes are, whatever the file is called."""
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


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems refuse to sync a folder; the file itself is on disk
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DomainError(
            "storage", "Không ghi được tệp vào kho (đĩa đầy hoặc không có quyền). Hãy báo người quản trị hệ thống."
        ) from error
