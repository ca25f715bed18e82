"""Bringing a backup back into an empty installation."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from nscl.interfaces.ops.backup import checking, copying, database
from nscl.interfaces.ops.backup.installed import Installed
from nscl.interfaces.ops.backup.making import DUMP
from nscl.interfaces.ops.backup.manifest import Manifest, Measuring, Part, fingerprint
from nscl.interfaces.ops.backup.places import Place
from nscl.shared.errors import DomainError

Say = Callable[[str], None]


def restore(
    place: Place,
    name: str,
    *,
    into: Installed,
    known: frozenset[str],
    other_keys: bool = False,
    say: Say = lambda _: None,
) -> Manifest:
    """Check the backup, then bring files and database back and compare; the manifest.

    `known` are the migrations of this version of the application, as "room.name".
    Files come first and the database in one transaction, so an interrupted restore is simply done again. Migrations,
    grants and reference data are the caller's next step. Raises `DomainError`; nothing is written before all is known
    to be whole.
    """
    found = checking.opened(place, name, keys=into.audit_keys)
    _fits(found, into, known, other_keys=other_keys)
    say("Kiểm tra từng phần của bản sao lưu …")
    checking.check(place, name, found)
    say("Đưa tệp về …")
    for key, size, sha256 in copying.listed(place, name):
        _bring(place, name, key, Part(size, sha256), into)
    say("Đưa cơ sở dữ liệu về …")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        with place.read(f"{name}/{DUMP}") as stream, dump.open("wb") as out:
            measured = Measuring(stream)
            shutil.copyfileobj(cast(BinaryIO, measured), out, 1024 * 1024)
        if measured.part != found.parts[DUMP]:
            raise checking.damaged(DUMP, "đã bị thay đổi trong lúc đọc")
        database.restore_dump(
            dump, into.owner_url, least=max(found.programs, _major(into)), renamed=_renamed(found, into)
        )
    say("So lại từng bảng …")
    _compare(found, into)
    return found


def _major(into: Installed) -> int:
    return database.server_version(into.owner_url) // 10000


def _renamed(found: Manifest, into: Installed) -> dict[str, str]:
    """Roles of the backup → roles here."""
    return {
        found.roles["owner"]: database.owner_role(into.owner_url),
        found.roles["application"]: into.application_role,
    }


def _fits(found: Manifest, into: Installed, known: frozenset[str], *, other_keys: bool) -> None:
    """Everything that can be known beforehand: version, server, keys, and that there is nothing to overwrite."""
    if unknown := sorted(set(found.migrations) - known):
        raise DomainError(
            "backup_newer",
            f"Bản sao lưu do phiên bản {found.application} tạo, mới hơn phần mềm ở đây (chưa biết {unknown[0]}). "
            "Nâng cấp phần mềm rồi phục hồi lại.",
        )
    if (here := _major(into)) < found.server // 10000:
        raise DomainError(
            "server_older",
            f"Bản sao lưu lấy từ PostgreSQL {found.server // 10000}, máy chủ ở đây là bản {here}. "
            "Phục hồi vào máy chủ bằng hoặc mới hơn.",
        )
    older = [fingerprint(key) for key in into.older_audit_keys]
    wrong = [name for name, mark in into.keys.items() if found.keys.get(name) != mark]
    if found.keys.get("NSCL_AUDIT_KEY") in older:
        wrong.remove("NSCL_AUDIT_KEY")
    if wrong and not other_keys:
        raise DomainError(
            "other_keys",
            f"{' và '.join(wrong)} ở đây khác lúc sao lưu. Đặt lại đúng khóa đã cất riêng. Nếu khóa đã mất, chạy lại "
            "với --other-keys: dữ liệu vẫn về, nhưng nhật ký cũ không kiểm chứng được nữa và mọi người "
            "phải đăng nhập lại.",
        )
    if not database.is_empty(into.owner_url):
        raise DomainError(
            "not_empty",
            "Cơ sở dữ liệu ở đây đã có bảng; chỉ phục hồi vào cơ sở dữ liệu trống. Tạo một cơ sở dữ liệu mới, "
            "hoặc phục hồi vào thư mục mới: nscl restore … --into THƯ_MỤC",
        )


def _bring(place: Place, name: str, key: str, part: Part, into: Installed) -> None:
    with place.read(f"{name}/files/{key}") as stream:
        measured = Measuring(stream)
        into.files.write(key, cast(BinaryIO, measured))
    if measured.part != part:
        raise checking.damaged(f"files/{key}", "đã bị thay đổi trong lúc đọc")


def _compare(found: Manifest, into: Installed) -> None:
    with database.snapshot(into.owner_url) as (connection, _):
        now = database.tables(connection)
    names = sorted(found.tables.keys() | now.keys())
    if wrong := [name for name in names if found.tables.get(name) != now.get(name)]:
        raise DomainError(
            "not_the_same",
            f"Sau khi phục hồi, bảng {', '.join(wrong)} không giống lúc sao lưu. Không dùng cơ sở dữ liệu này; "
            "xóa nó và báo cho người phát triển.",
        )
