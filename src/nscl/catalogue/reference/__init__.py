"""Content groups and lines of business as files; a row added there is one more. What ends gets its last day."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("content_groups.csv")


def load(using: str) -> None:
    """Bring the table to what the file says; a query for each when nothing changed."""
    from django.db import transaction

    from nscl.catalogue.models import ContentGroup
    from nscl.catalogue.reference import industries
    from nscl.organisations.reference.bringing import bring

    with transaction.atomic(using=using):
        there = {(group.code, group.valid_from): group for group in ContentGroup.objects.using(using)}
        bring(ContentGroup, using, _rows(), there)
        industries.load(using)


def _rows() -> dict[tuple[str, dt.date], dict[str, Any]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            (row["code"], dt.date.fromisoformat(row["valid_from"])): {
                "code": row["code"],
                "name": row["name"],
                "position": position,
                "valid_from": dt.date.fromisoformat(row["valid_from"]),
                "valid_to": dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                "legal_basis": row["legal_basis"],
            }
            for position, row in enumerate(csv.DictReader(file), start=1)
        }
