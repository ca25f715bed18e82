"""File → `Source`: the text of a document with its lines and tables, whatever the format; no rule of the genre."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nscl.plans.importer.read.errors import Unreadable
from nscl.plans.importer.read.text import read_text

if TYPE_CHECKING:
    from nscl.plans.importer.source import Source

__all__ = ["Unreadable", "read_file", "read_text"]


def read_file(path: Path) -> Source:
    """What the file says. Raises `Unreadable` with a sentence for the person who chose the file."""
    from nscl.plans.importer.read import files

    return files.read_file(path)
