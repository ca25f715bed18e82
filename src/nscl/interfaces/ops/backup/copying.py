"""Copying the files that the database knows, with a list of them: one JSON object a line, in the order of keys."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from nscl.interfaces.ops.backup.installed import Files
from nscl.interfaces.ops.backup.manifest import Measuring, Part
from nscl.interfaces.ops.backup.places import Place
from nscl.shared.errors import DomainError

LIST = "files.jsonl"
Entry = tuple[str, int, str]
"""Key, size in bytes, SHA-256."""


@dataclass
class Copied:
    """What was copied. `missing` and `altered` are keys whose file is gone or not what its row says."""

    part: Part = field(default_factory=lambda: Part(0, ""))
    count: int = 0
    size_bytes: int = 0
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)


def copy(known: Iterable[Entry], *, files: Files, to: Place, into: str, earlier: str | None) -> Copied:
    """Copy `known` files (in the order of their keys); what the backup `earlier` has is taken from there."""
    out = Copied()
    had = _Earlier(to, earlier)
    with tempfile.TemporaryFile() as lines:
        for key, size, sha256 in known:
            path = f"{into}/files/{key}"
            if had.holds(key, sha256) and to.reuse(f"{earlier}/files/{key}", path):
                part: Part | None = Part(size, sha256)
            else:
                part = _copied(files, key, to, path)
            if part is None:
                out.missing.append(key)
                continue
            if part != Part(size, sha256):
                out.altered.append(key)
            out.count, out.size_bytes = out.count + 1, out.size_bytes + part.size_bytes
            line = {"key": key, "size_bytes": part.size_bytes, "sha256": part.sha256}
            lines.write(json.dumps(line).encode() + b"\n")
        lines.seek(0)
        whole = Measuring(cast(BinaryIO, lines))
        to.write(f"{into}/{LIST}", cast(BinaryIO, whole))
    out.part = whole.part
    return out


def _copied(files: Files, key: str, to: Place, path: str) -> Part | None:
    try:
        stream = files.read(key)
    except FileNotFoundError:
        return None
    with stream:
        measured = Measuring(stream)
        to.write(path, cast(BinaryIO, measured))
    return measured.part


class _Earlier:
    """The list of an earlier backup, walked once beside the keys asked for, since both are in the same order."""

    def __init__(self, place: Place, name: str | None) -> None:
        self._entries = listed(place, name) if name else iter(())
        self._at: Entry | None = None
        self._step()

    def holds(self, key: str, sha256: str) -> bool:
        while self._at and self._at[0] < key:
            self._step()
        return self._at is not None and (self._at[0], self._at[2]) == (key, sha256)

    def _step(self) -> None:
        """A list that is damaged or not there ends early: those files are copied anew."""
        try:
            self._at = next(self._entries, None)
        except (FileNotFoundError, ValueError, KeyError, DomainError):
            self._at, self._entries = None, iter(())


def listed(place: Place, name: str) -> Iterator[Entry]:
    """The files of the backup `name`, as its list has them; the list itself is kept on disk, not in memory."""
    with tempfile.TemporaryFile() as lines:
        with place.read(f"{name}/{LIST}") as stream:
            shutil.copyfileobj(stream, lines)
        lines.seek(0)
        for line in lines:
            entry = json.loads(line)
            yield entry["key"], entry["size_bytes"], entry["sha256"]
