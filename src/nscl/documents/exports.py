"""The register, or what was in force on a day, as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.accounts.models import User
from nscl.documents import rendering
from nscl.documents.access import VIEW
from nscl.documents.queries import Asked, Line, listed
from nscl.documents.rendering.model import Column, Official, Row, Table
from nscl.foundation import clock, tenancy
from nscl.shared.errors import DomainError

COLUMNS = (
    Column("STT", 1, "center"), Column("Số, ký hiệu", 2.6), Column("Ngày ban hành", 2, "center"), Column("Loại", 1.8),
    Column("Trích yếu", 7), Column("Cơ quan ban hành", 3), Column("Lĩnh vực", 2.6),
    Column("Có hiệu lực từ", 2, "center"), Column("Hết hiệu lực từ", 2, "center"), Column("Hiệu lực", 2.6),
)  # fmt: skip


def asked_for(asked: Asked) -> dict[str, Any]:
    """What is asked for, as words that work behind the page can be given."""
    return {**asdict(asked), "on": asked.on.isoformat() if asked.on else ""}


def made(*, ending: str, by: User, on: str, **asked: Any) -> bytes:
    """The list as a file, of what the person reads."""
    if not by.has_perm(VIEW):
        raise DomainError("forbidden", "")
    day = dt.date.fromisoformat(on) if on else None
    scope = tenancy.current() or tenancy.nobody()
    found = listed(scope, Asked(on=day, **asked))
    return rendering.render(table(found, on=day or clock.today(), in_force=day is not None), ending)


@translation.override(settings.LANGUAGE_CODE)
def table(lines: Iterable[Line], *, on: dt.date, in_force: bool) -> Official:
    """The texts as rows, with how each stands on the day. Always in Vietnamese."""
    rows = tuple(_row(number, line) for number, line in enumerate(lines, start=1))
    return Official(
        issuer="", kind="Danh mục văn bản", year=on.year, body=(Table(COLUMNS, rows),),
        subject=f"{'có hiệu lực ngày' if in_force else 'tính đến ngày'} {on:%d/%m/%Y}",
    )  # fmt: skip


def _row(number: int, line: Line) -> Row:
    entry = line.entry
    standing = f"{line.words}{' (bị thay thế một phần)' if line.partly else ''}"
    return Row((
        number, entry.number, entry.issued_on, str(entry.get_kind_display()), entry.title, entry.issuer,
        str(entry.get_subject_display()), entry.effective_on, entry.expires_on, standing,
    ))  # fmt: skip
