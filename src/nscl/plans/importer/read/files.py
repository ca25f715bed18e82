"""Opening a file: is it there, how large is it, what is it, and who reads that."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from nscl.plans.importer.read.decoding import decode
from nscl.plans.importer.read.errors import unreadable
from nscl.plans.importer.read.text import read_text

if TYPE_CHECKING:
    from nscl.plans.importer.source import Source

LARGEST = 50 * 1024 * 1024
LONGEST = 5_000_000
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|)", re.MULTILINE)


def read_file(path: Path) -> Source:
    """What the file at `path` says, by its content, not by its name."""
    return read_bytes(contents(path))


def contents(path: Path) -> bytes:
    """The bytes of a regular file of bearable size; its size is asked before a byte is read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise unreadable("directory")
        if not stat.S_ISREG(status.st_mode):
            raise unreadable("special")
        if status.st_size > LARGEST:
            raise unreadable("too_large", limit=LARGEST // 1024 // 1024)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise unreadable("missing") from None
    except PermissionError:
        raise unreadable("permission") from None
    except (OSError, ValueError):
        raise unreadable("io") from None
    if not data:
        raise unreadable("empty")
    if len(data) > LARGEST:
        raise unreadable("too_large", limit=LARGEST // 1024 // 1024)
    return data


def read_bytes(data: bytes) -> Source:
    """What the bytes of a file say."""
    if data.startswith(b"PK\x03\x04"):
        from nscl.plans.importer.read.docx import read_docx

        return read_docx(data)
    text = decode(data)
    from nscl.plans.importer.read.html import is_html, read_html

    if is_html(text):
        return read_html(text)
    if len(text) > LONGEST:
        raise unreadable("too_long", limit=LONGEST // 1_000_000)
    return read_text(text, "md" if _MARKDOWN.search(text) else "txt")
