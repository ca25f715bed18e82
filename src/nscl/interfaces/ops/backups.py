"""`nscl backup` and `nscl restore`."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nscl.foundation.environment import data_folder
from nscl.interfaces.ops import backup, installation
from nscl.interfaces.ops.backup import checking, installed
from nscl.interfaces.ops.backup.manifest import Manifest
from nscl.interfaces.ops.backup.places import NAME, Place, place_at
from nscl.shared.errors import DomainError

KEYS = {"SECRET_KEY": "secret_key", "NSCL_AUDIT_KEY": "audit_key"}
FINDINGS = 3
"""Exit code: the backup is made, and something in the installation is not as it should be."""


def make(options: Namespace) -> int:
    """Inside `installation.database()`."""
    _ready()
    to = place_at(options.to or os.environ.get("NSCL_BACKUP") or str(data_folder() / "backups"))
    say = _silent if options.json else print
    with installation.changing(only_reading=True):
        found = backup.make(of=installed.here(), to=to, keep=options.keep, full=options.full, say=say)
    if options.json:
        print(json.dumps({"place": to.describe(found.name), **asdict(found)}, ensure_ascii=False, indent=1))
    else:
        _tell(found, to)
    return FINDINGS if found.missing or found.altered else 0


def _tell(found: Manifest, to: Place) -> None:
    rows = sum(table.rows for table in found.tables.values())
    size = sum(part.size_bytes for part in found.parts.values()) + found.files_bytes
    print(f"Đã sao lưu vào {to.describe(found.name)}")
    print(f"  {len(found.tables)} bảng · {_dots(rows)} dòng · {_dots(found.files)} tệp · {_bytes(size)}")
    print("  Khóa không nằm trong bản sao lưu. Cất riêng SECRET_KEY và NSCL_AUDIT_KEY", end="")
    print(".\n" if any(os.environ.get(name) for name in KEYS) else f" (tệp {', '.join(_key_files())}).\n", end="")
    for key in found.missing:
        print(f"  ! Không có tệp {key} trong kho.", file=sys.stderr)
    for key in found.altered:
        print(f"  ! Tệp {key} không còn giống lúc tải lên.", file=sys.stderr)
    if found.missing or found.altered:
        print("  Chạy: nscl files verify", file=sys.stderr)


def _key_files() -> list[str]:
    return [str(data_folder() / file) for file in KEYS.values()]


def restore(options: Namespace) -> int:
    if options.into:
        _into(Path(options.into))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    place, name = chosen(options.source)
    if options.check:
        return _check(place, name)
    with installation.alone(), installation.database():
        _ready()
        here = installed.here()
        with installation.changing():
            found = backup.restore(
                place, name, into=here, known=known_migrations(), other_keys=options.other_keys, say=print
            )
        return _settle(found)


def _check(place: Place, name: str) -> int:
    from django.conf import settings

    found = checking.opened(place, name, keys=(settings.AUDIT_KEY, *settings.AUDIT_OLD_KEYS))
    checking.check(place, name, found)
    print(f"Bản sao lưu {name} còn nguyên vẹn: {len(found.tables)} bảng, {_dots(found.files)} tệp.")
    return 0


def chosen(source: str) -> tuple[Place, str]:
    """The place and the name in it; a place that holds backups is told from a backup."""
    path, mark, query = source.partition("?") if source.startswith("s3://") else (source, "", "")
    above, _, name = path.rstrip("/").rpartition("/")
    if not NAME.match(name):
        place = place_at(source)
        if names := place.names():
            raise DomainError(
                "backup_which",
                f"{source} có {len(names)} bản sao lưu. Chọn một bản, ví dụ bản mới nhất: {place.describe(names[-1])}",
            )
        if not above:
            above = "."
    return place_at((above or ".") + mark + query), name


def _into(folder: Path) -> None:
    """From now on the installation is the one in `folder`, with a database of its own and the keys of this one."""
    here = {name: os.environ.get(name) or _read(data_folder() / file) for name, file in KEYS.items()}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    os.environ["NSCL_DATA"] = str(folder)
    data = data_folder()
    data.mkdir(parents=True, exist_ok=True)
    for name, file in KEYS.items():
        if (value := here[name]) and not os.environ.get(name) and not (data / file).exists():
            with os.fdopen(os.open(data / file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(value)


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text()
    return ""


def _ready() -> None:
    import django

    django.setup()


def known_migrations() -> frozenset[str]:
    """The migrations of this version as "room.name", with those that others have replaced."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return frozenset(f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced})


def _settle(found: Manifest) -> int:
    """Bring the restored database to this version and this installation's roles, then look at the audit trail."""
    from nscl.foundation.audit import verifying
    from nscl.interfaces.ops import serve

    serve.prepare(demo_too=False)
    report = verifying.verify(using="owner")
    rows = sum(table.rows for table in found.tables.values())
    print(
        f"Đã phục hồi {found.name}: {len(found.tables)} bảng, {_dots(rows)} dòng, {_dots(found.files)} tệp, khớp hết."
    )
    for key in found.missing:
        print(f"  ! Tệp {key} đã không có từ lúc sao lưu.", file=sys.stderr)
    if not report.intact:
        many = f"{_dots(len(report.findings))} chỗ của nhật ký không kiểm chứng được"
        print(f"  ! {many}. Xem: nscl audit verify", file=sys.stderr)
        return FINDINGS
    print(f"Nhật ký: {_dots(report.entries)} dòng, {_dots(report.days)} ngày niêm phong, kiểm chứng được cả.")
    return FINDINGS if found.missing or found.altered else 0


def _silent(*_: Any) -> None:
    return None


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _bytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
