"""The installation that is backed up or restored into: addresses, roles, keys and its store of files."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from nscl.documents.storage import Store


@dataclass(frozen=True)
class Files:
    """The store of files of an installation, by key; what comes in passes through the `temporary` folder."""

    store: Store
    temporary: Path

    def read(self, key: str) -> BinaryIO:
        """Raises `FileNotFoundError`, and `DomainError` where the store does not answer."""
        try:
            return self.store.open(key)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise DomainError(
                "storage", f"Không đọc được tệp {key} trong kho {self.store.describe()}: {error}"
            ) from error

    def write(self, key: str, source: BinaryIO) -> None:
        """A file that is there already is replaced."""
        try:
            self.temporary.mkdir(parents=True, exist_ok=True)
            place = self.temporary / f"restore-{os.getpid()}"
            try:
                with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                    shutil.copyfileobj(source, out, 1024 * 1024)
                    out.flush()
                    os.fsync(out.fileno())
                self.store.put(place, key)
            finally:
                place.unlink(missing_ok=True)
        except OSError as error:
            raise DomainError(
                "storage", f"Không ghi được tệp vào kho {self.store.describe()}: {error}. Kiểm tra quyền và chỗ trống."
            ) from error


@dataclass(frozen=True)
class Installed:
    owner_url: str
    application_role: str
    audit_key: str
    secret_key: str
    files: Files
    older_audit_keys: tuple[str, ...] = ()

    @property
    def audit_keys(self) -> tuple[str, ...]:
        """The one in use first."""
        return (self.audit_key, *self.older_audit_keys)

    @property
    def keys(self) -> dict[str, str]:
        """Secret → fingerprint."""
        from nscl.interfaces.ops.backup.manifest import fingerprint

        return {"NSCL_AUDIT_KEY": fingerprint(self.audit_key), "SECRET_KEY": fingerprint(self.secret_key)}


def here() -> Installed:
    """This installation, inside `installation.database()` and after `django.setup()`."""
    from django.conf import settings

    from nscl.documents import storage
    from nscl.foundation.tenancy.reconcile import app_role

    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise DomainError(
            "database", "Sao lưu và phục hồi cần DATABASE_OWNER_URL, địa chỉ của vai trò sở hữu các bảng."
        )
    files = Files(storage.current(), storage.root() / "tmp")
    return Installed(url, app_role(), settings.AUDIT_KEY, settings.SECRET_KEY, files, tuple(settings.AUDIT_OLD_KEYS))
