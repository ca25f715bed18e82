"""What a backup says of itself, with its digest and a seal made with the installation's audit key."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from nscl.shared.errors import DomainError

FORMAT = 1


@dataclass
class Part:
    """A stream as it passed: its length and digest."""

    size_bytes: int
    sha256: str


@dataclass
class Table:
    """`digest` is the sum of the rows' digests, so the order of rows does not matter."""

    rows: int
    digest: str


@dataclass
class Manifest:
    """`keys` maps the secret to its fingerprint. `migrations` are "room.name". `files` counts what was copied; keys
    without a file stand in `missing`, files that differ from their row in `altered`. `server` is server_version_num,
    `programs` the major version of the pg_dump that wrote the dump.
    """

    name: str
    application: str
    started_at: str
    finished_at: str
    server: int
    programs: int
    roles: dict[str, str]
    keys: dict[str, str]
    migrations: list[str]
    tables: dict[str, Table]
    parts: dict[str, Part]
    files: int
    files_bytes: int
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    format: int = FORMAT


def written(manifest: Manifest, *, key: str) -> bytes:
    body = asdict(manifest)
    whole = {"manifest": body, "sha256": _digest(body), "seal": _seal(body, key)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def read(stream: BinaryIO, *, keys: Sequence[str]) -> Manifest:
    """The manifest, if its digest and (where one of `keys` made it) its seal are right; else a refusal naming it."""
    try:
        whole = json.loads(stream.read())
        body, digest, seal = whole["manifest"], whole["sha256"], whole["seal"]
        version = body["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise _refused("đọc không ra") from error
    if version > FORMAT:
        raise DomainError(
            "backup_newer",
            f"Bản sao lưu này do phiên bản mới hơn ({body.get('application')}) tạo. Nâng cấp rồi chạy lại.",
        )
    if not hmac.compare_digest(digest, _digest(body)):
        raise _refused("đã bị thay đổi (sai mã SHA-256)")
    try:
        found = _of(body)
    except (TypeError, KeyError) as error:
        raise _refused("thiếu mục") from error
    ours = [key for key in keys if found.keys.get("NSCL_AUDIT_KEY") == fingerprint(key)]
    if ours and not hmac.compare_digest(seal, _seal(body, ours[0])):
        raise _refused("đã bị thay đổi (sai dấu niêm phong)")
    return found


def _of(body: dict[str, Any]) -> Manifest:
    tables = {name: Table(**entry) for name, entry in body["tables"].items()}
    parts = {name: Part(**entry) for name, entry in body["parts"].items()}
    return Manifest(**{**body, "tables": tables, "parts": parts})


def _refused(why: str) -> DomainError:
    return DomainError("backup_damaged", f"Phần manifest.json của bản sao lưu {why}. Dùng một bản sao lưu khác.")


def fingerprint(key: str) -> str:
    """Tells whether a secret is the same one, and nothing else of it."""
    return hmac.new(key.encode(), b"nscl backup fingerprint", hashlib.sha256).hexdigest()[:16]


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _seal(body: dict[str, Any], key: str) -> str:
    return hmac.new(key.encode(), b"nscl backup manifest\n" + _canonical(body), hashlib.sha256).hexdigest()


class Measuring:
    """Reads through to `source` and knows, at the end, what passed."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._digest, self._size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self._digest.update(chunk)
        self._size += len(chunk)
        return chunk

    @property
    def part(self) -> Part:
        return Part(self._size, self._digest.hexdigest())
