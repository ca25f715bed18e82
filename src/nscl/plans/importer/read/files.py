"""Opening a file: is it there, how large is it, what is it, and who reads that."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from nscl.plans.importer.read import kinds
from nscl.plans.importer.read.decoding import checked, decode
from nscl.plans.importer.read.errors import unreadable
from nscl.plans.importer.read.text import read_text

if TYPE_CHECKING:
    from nscl.plans.importer.source import Source

LARGEST = 50 * 1024 * 1024
LONGEST = 2_000_000
MOST_LINES = 100_000
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|)", re.MULTILINE)


def read_file(path: Path) -> Source:
    """What the file at `path` says, by its content, not by its name."""
    return read_bytes(contents(path))


def check(path: Path) -> None:
    """Refuses what is no regular file of bearable size that may be opened, without reading a byte of it."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise unreadable("directory")
        if not stat.S_ISREG(status.st_mode):
            raise unreadable("special")
        if status.st_size > LARGEST:
            raise unreadable("too_large", limit=LARGEST // 1024 // 1024)
        if status.st_size == 0:
            raise unreadable("empty")
        path.open("rb").close()
    except FileNotFoundError:
        raise unreadable("missing") from None
    except NotADirectoryError:
        raise unreadable("missing") from None
    except PermissionError:
        raise unreadable("permission") from None
    except (OSError, ValueError):
        raise unreadable("io") from None


def contents(path: Path) -> bytes:
    """The bytes of a file; its size is asked before a byte is read."""
    check(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise unreadable("io") from None
    if len(data) > LARGEST:
        raise unreadable("too_large", limit=LARGEST // 1024 // 1024)
    return data


def read_bytes(data: bytes) -> Source:
    """What the bytes of a file say."""
    kind = kinds.kind_of(data)
    if kind == "docx":
        from nscl.plans.importer.read.docx import read_docx

        return _fit(read_docx(data))
    if kind == "pdf":
        from nscl.plans.importer.read.pdf import read_pdf

        return _fit(read_pdf(data))
    text = decode(data)
    if kinds.is_html(text):
        from nscl.plans.importer.read.html import read_html

        return _fit(read_html(text))
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        raise unreadable("too_long", limit=LONGEST // 1_000_000)
    return read_text(text, "md" if _MARKDOWN.search(text) else "txt")


def _fit(source: Source) -> Source:
    """The source itself, if it says something and not too much."""
    if len(source.text) > LONGEST or len(source.lines) > MOST_LINES:
        raise unreadable("too_long", limit=LONGEST // 1_000_000)
    checked(source.text)
    return source
