"""Looking after the store: what is missing, altered or belongs to nobody, and what may be taken away."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from nscl.documents import storage
from nscl.documents.models import Attachment, PendingUpload
from nscl.foundation import clock

DAY = 24 * 3600
BATCH = 500


@dataclass(frozen=True)
class Fault:
    """A file that is not as the register says: `what` is missing, altered or unreadable."""

    what: str
    attachment_id: int
    province_id: int
    key: str
    advice: str


@dataclass
class Report:
    """What a look through the store found. `orphans` are keys that no row names, older than a day."""

    checked: int = 0
    bytes: int = 0
    faults: list[Fault] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults


def verify(*, deep: bool = True, older_than_seconds: int = DAY) -> Report:
    """Compare every file with its row: is it there, has it its size and, if `deep`, its digest.

    To be called where every province can be read, else files of the others would look orphaned.
    """
    report, store = Report(), storage.current()
    for attachment in Attachment.objects.order_by("id").iterator(BATCH):
        report.checked += 1
        report.bytes += attachment.size_bytes
        if fault := _look(store, attachment, deep):
            report.faults.append(fault)
    limit = time.time() - older_than_seconds
    for batch in _batches(found.key for found in store.listing() if found.modified_at < limit):
        report.orphans += sorted(set(batch) - _known(batch))
    return report


def sweep(*, older_than_seconds: int = DAY) -> list[str]:
    """Remove what nobody names and nobody is still writing: orphans, temporary files, uploads whose form never came
    back. Their keys. To be called where every province can be read and written."""
    limit, store = time.time() - older_than_seconds, storage.current()
    gone = _forget_pending(clock.now() - dt.timedelta(seconds=older_than_seconds), store)
    for batch in _batches(found.key for found in store.listing() if found.modified_at < limit):
        for key in sorted(set(batch) - _known(batch)):
            store.delete(key)
            gone.append(key)
    for path in (*storage.root().glob("tmp/*"), *storage.root().glob("pages/*/*/*.part")):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                _remove(path)
                gone.append(str(path.relative_to(storage.root())))
    return sorted(gone)


def _remove(path: Path) -> None:
    """A file, or the folder that a page was being drawn in when its process died."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _forget_pending(before: dt.datetime, store: storage.Store) -> list[str]:
    """Rows first: a file without a row is an orphan that the next sweep takes."""
    keys = list(PendingUpload.objects.filter(uploaded_at__lt=before).order_by("id").values_list("key", flat=True))
    PendingUpload.objects.filter(key__in=keys, uploaded_at__lt=before).delete()
    for key in keys:
        if not Attachment.objects.filter(key=key).exists():
            store.delete(key)
    return keys


def _known(keys: list[str]) -> set[str]:
    found = set(Attachment.objects.filter(key__in=keys).values_list("key", flat=True))
    return found | set(PendingUpload.objects.filter(key__in=keys).values_list("key", flat=True))


def _look(store: storage.Store, attachment: Attachment, deep: bool) -> Fault | None:
    try:
        size = store.size(attachment.key)
        same = size == attachment.size_bytes
        if same and deep:
            digest = hashlib.sha256()
            for chunk in store.chunks(attachment.key, 0, size):
                digest.update(chunk)
            same = digest.hexdigest() == attachment.sha256
    except FileNotFoundError:
        return _fault("missing", attachment)
    except OSError:
        return _fault("unreadable", attachment)
    return None if same else _fault("altered", attachment)


def _fault(what: str, attachment: Attachment) -> Fault:
    advice = {
        "missing": _("Tệp không còn trong kho: lấy lại từ bản sao lưu gần nhất (nscl restore) đúng khóa này."),
        "altered": _(
            "Nội dung khác với lúc tải lên: giữ riêng tệp hiện có làm chứng cứ rồi lấy bản đúng từ bản sao lưu."
        ),
        "unreadable": _("Không đọc được tệp: kiểm tra quyền đọc, đĩa hoặc kết nối tới kho rồi chạy lại."),
    }[what]
    return Fault(what, attachment.pk, attachment.province_id, attachment.key, advice)


def _batches(keys: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for key in keys:
        batch.append(key)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
