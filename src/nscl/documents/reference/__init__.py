"""Texts of central bodies that plans cite, as reference data. What the file means: README.md beside it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

FILE = Path(__file__).with_name("legal_texts.csv")
FIELDS = ("kind", "issuer", "issued_on", "title")


def load(using: str) -> int:
    """Bring the table to what the file says; the number of rows that had to change. One query when none."""
    from nscl.documents.models import LegalText

    known = {text.number: text for text in LegalText.objects.using(using).all()}
    changed = []
    for number, values in rows().items():
        text = known.get(number) or LegalText(number=number)
        if text.pk is None or any(getattr(text, name) != values[name] for name in FIELDS):
            for name in FIELDS:
                setattr(text, name, values[name])
            changed.append(text)
    LegalText.objects.using(using).bulk_create(
        changed, update_conflicts=True, unique_fields=["number"], update_fields=FIELDS
    )
    return len(changed)


def rows() -> dict[str, dict[str, str | dt.date | None]]:
    """The file's rows by number."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["number"]: {
                "kind": row["kind"],
                "issuer": row["issuer"],
                "issued_on": dt.date.fromisoformat(row["issued_on"]) if row["issued_on"] else None,
                "title": row["title"],
            }
            for row in csv.DictReader(file)
        }
