"""Lists that were brought in: their rows as they stand in the file, and what became of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db.models import Max, Sum

from nscl.documents import files, tables
from nscl.documents.models import Attachment
from nscl.enterprises.models import EnterpriseList, ListFault, ListHeadings
from nscl.enterprises.rules import list_fields

TOP = 1_000
"""Rows from the top that are looked at, blank ones too, before it is said that there is no heading."""
SHOWN = 12
"""Rows of a list that the preview shows."""


@contextmanager
def on_disk(attachment: Attachment) -> Iterator[Path]:
    """The file's bytes as a file of this machine: the store's own, or a copy while the block lasts."""
    with files.open_file(attachment) as content:
        name = getattr(content, "name", None)
        if isinstance(name, str) and Path(name).is_file():
            yield Path(name)
            return
        with tempfile.NamedTemporaryFile(prefix="nscl-list-") as copy:
            shutil.copyfileobj(content, copy, 1024 * 1024)
            copy.flush()
            yield Path(copy.name)


@dataclass(frozen=True)
class Looked:
    """What the top of a file shows: its sheets, the heading found, the first rows below it."""

    sheets: tuple[str, ...]
    sheet: str
    encoding: str
    head: list_fields.Head
    rows: list[tuple[int, list[str]]]


def look(path: Path, sheet: str = "") -> Looked:
    """The heading and first rows of the sheet; of the sheet with the fullest heading where none is named."""
    opened = tables.look(path)
    wanted = (sheet,) if sheet in opened.sheets and sheet else opened.sheets[:10]
    best: Looked | None = None
    most = -1
    for name in wanted:
        top = list(islice(tables.rows(opened, name, through=TOP), list_fields.FURTHEST))
        head = list_fields.find_head(top)
        known = sum(1 for words in head.headings if list_fields.field_of(words))
        if known > most:
            below = [row for row in top if row[0] > head.line][:SHOWN]
            best, most = Looked(opened.sheets, name, opened.encoding, head, below), known
    assert best is not None
    return best


def remembered(province_id: int, headings: list[str]) -> list[str] | None:
    """What the province took such columns for last time."""
    signature = list_fields.signature(headings)
    found = ListHeadings.objects.filter(province_id=province_id, signature=signature).first()
    return found.columns if found else None


@dataclass(frozen=True)
class Tally:
    """How many rows became what; `last_line` is the last row that was dealt with."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    repeated: int = 0
    replaced: int = 0
    remarked: int = 0
    last_line: int = 0
    parts: int = 0

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.same + self.refused + self.repeated

    @property
    def wrong(self) -> int:
        return self.refused + self.repeated


COUNTED = ("added", "changed", "same", "refused", "repeated", "replaced")


def tally(found: EnterpriseList) -> Tally:
    sums = {name: Sum(name, default=0) for name in COUNTED}
    got = found.parts.aggregate(**sums, last_line=Max("last_line", default=0), parts=Max("number", default=0))
    remarked = ListFault.objects.filter(list=found, refused=False).count()
    return Tally(**got, remarked=remarked)


def estimate(found: EnterpriseList) -> int:
    """About how many rows the list has, without reading them."""
    with on_disk(found.attachment) as path:
        return max(tables.estimate(tables.look(path), found.sheet) - found.head_line, 0)
