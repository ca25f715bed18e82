"""Norms as a table to print or to open in Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import translation

from nscl.catalogue.models import SpendingNorm
from nscl.catalogue.rules.norms import percent
from nscl.documents.queries import told
from nscl.documents.rendering.model import Column, Official, Row, Table

COLUMNS = (
    Column("STT", 1.1, "center"), Column("Khoản chi, điều kiện áp dụng", 4.9), Column("Đơn vị tính", 1.7, "center"),
    Column("Mức tối đa (đồng)", 2.4, "number"), Column("Tỷ lệ", 1.2, "center"), Column("Căn cứ", 4),
    Column("Từ ngày", 2.5, "center"),
)  # fmt: skip


@translation.override(settings.LANGUAGE_CODE)
def table(norms: Iterable[SpendingNorm], *, place: str, on: dt.date) -> Official:
    """The norms in force on the day, in groups, each with its basis. Always in Vietnamese."""
    rows: list[Row] = []
    group = ""
    for number, norm in enumerate(norms, start=1):
        if norm.group != group:
            group = norm.group
            rows.append(Row((str(SpendingNorm.Group(group).label),), bold=True, whole=True))
        basis = told(norm.basis) if norm.basis else ""
        clause = f"; {norm.clause}" if norm.clause else ""
        name = "\n".join(part for part in (norm.name, norm.conditions, norm.note) if part)
        rows.append(
            Row((
                number, name, norm.unit, norm.amount_vnd,
                percent(norm.rate_bp) if norm.rate_bp is not None else "", f"{basis}{clause}",
                norm.valid_from,
            ))
        )  # fmt: skip
    return Official(
        issuer=place, kind="Bảng định mức chi", subject=f"có hiệu lực ngày {on:%d/%m/%Y}", year=on.year,
        body=(Table(COLUMNS, tuple(rows)),),
    )  # fmt: skip
