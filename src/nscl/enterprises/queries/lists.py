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
from nscl.enterprises.models import Enterprise, EnterpriseList, ListFault, ListHeadings
from nscl.enterprises.rules import list_fields
from nscl.foundation.models import Job

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


def look(path: Path, sheet: str = "", head_line: int = 0) -> Looked:
    """The heading and first rows of the sheet; of the sheet with the fullest heading where none is named.

    `head_line`: the row that a person calls the heading; 0: it is looked for. A heading of line 0 was not found.
    """
    opened = tables.look(path)
    wanted = (sheet,) if sheet in opened.sheets and sheet else opened.sheets[:10]
    best: Looked | None = None
    most = -1
    for name in wanted:
        top = list(islice(tables.rows(opened, name, through=TOP), list_fields.FURTHEST))
        head = list_fields.head_at(top, head_line) if head_line else list_fields.find_head(top)
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


CHECK = "enterprises.check"
"""The job that looks through a whole list before it is written."""


def checked(found: EnterpriseList) -> Job | None:
    """The last look through the whole list as its columns are chosen now."""
    jobs = Job.objects.filter(province_id=found.province_id, kind=CHECK)
    return jobs.filter(arguments__contains={"list": found.pk, "version": found.version}).order_by("-id").first()


def known(found: EnterpriseList, codes: list[str]) -> set[str]:
    """Which of the tax codes have a profile in the province's register."""
    held = Enterprise.objects.filter(province_id=found.province_id, tax_code__in=codes)
    return set(held.values_list("tax_code", flat=True))


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
