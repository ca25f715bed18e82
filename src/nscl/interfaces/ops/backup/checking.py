"""Reading a whole backup through: every part is there and every byte is as it was."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import BinaryIO, cast

from nscl.interfaces.ops.backup import copying, manifest
from nscl.interfaces.ops.backup.manifest import Manifest, Measuring, Part
from nscl.interfaces.ops.backup.places import MANIFEST, NAME, UNFINISHED, Place
from nscl.shared.errors import DomainError


def opened(place: Place, name: str, *, keys: Sequence[str]) -> Manifest:
    """The manifest of the backup `name`. Raises `DomainError` for an unfinished or damaged one."""
    if name.endswith(UNFINISHED):
        raise unfinished(place, name)
    try:
        stream = place.read(f"{name}/{MANIFEST}")
    except FileNotFoundError as error:
        raise unfinished(place, name) from error
    with stream:
        return manifest.read(stream, keys=keys)


def unfinished(place: Place, name: str) -> DomainError:
    names = place.names()
    advice = f"Bản mới nhất dùng được: {place.describe(names[-1])}" if names else "Ở đó không có bản nào dùng được."
    what = "là bản sao lưu dở dang" if NAME.match(name) else "không phải là bản sao lưu"
    return DomainError("backup_unfinished", f"{place.describe(name)} {what} (không có manifest.json). {advice}")


def check(place: Place, name: str, found: Manifest) -> None:
    """Raises `DomainError("backup_damaged")` that names the first part which is missing or altered."""
    for path, part in sorted(found.parts.items()):
        _same(place, name, path, part)
    count = total = 0
    for key, size, sha256 in copying.listed(place, name):
        _same(place, name, f"files/{key}", Part(size, sha256))
        count, total = count + 1, total + size
    if (count, total) != (found.files, found.files_bytes):
        raise damaged(copying.LIST, "không đủ số tệp")


def _same(place: Place, name: str, path: str, part: Part) -> None:
    try:
        stream = place.read(f"{name}/{path}")
    except FileNotFoundError as error:
        raise damaged(path, "không có") from error
    with stream:
        measured = Measuring(stream)
        shutil.copyfileobj(cast(BinaryIO, measured), cast(BinaryIO, _Nowhere()), 1024 * 1024)
    if measured.part != part:
        raise damaged(path, "đã bị thay đổi (sai mã SHA-256)")


def damaged(path: str, why: str) -> DomainError:
    return DomainError("backup_damaged", f"Phần {path} của bản sao lưu {why}. Chưa ghi gì. Dùng một bản sao lưu khác.")


class _Nowhere:
    def write(self, chunk: bytes) -> int:
        return len(chunk)
