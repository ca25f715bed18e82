"""VSIC as files: the sections and divisions of 2018 and 2025, and what the divisions of 2018 became.

Finer codes come with the official list (`nscl industries import`); its codes and its names stay as it brought them.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

INDUSTRIES = Path(__file__).with_name("industries.csv")
MAPPINGS = Path(__file__).with_name("industry_mappings.csv")


def load(using: str) -> None:
    """Bring both tables to what the files say; two queries when nothing changed."""
    from nscl.catalogue.models import Industry, IndustryMapping
    from nscl.organisations.reference.bringing import bring

    known = {(row.version, row.code): row for row in Industry.objects.using(using).filter(level__lte=2)}
    wanted = _industries()
    for key in wanted.keys() & known.keys():
        for name in ("name", "folded", "sort_key"):
            del wanted[key][name]
    bring(Industry, using, wanted, known)
    mapped = {
        (row.from_version, row.from_code, row.to_version, row.to_code): row
        for row in IndustryMapping.objects.using(using)
    }
    bring(IndustryMapping, using, _mappings(), mapped)


def _industries() -> dict[tuple[int, str], dict[str, Any]]:
    from nscl.organisations.reference.bringing import named

    return {
        (int(row["version"]), row["code"]): {
            **named(row["name"]),
            "version": int(row["version"]),
            "code": row["code"],
            "level": int(row["level"]),
            "parent_code": row["parent_code"],
            "sector": row["sector"],
            "valid_from": dt.date.fromisoformat(row["valid_from"]),
            "valid_to": dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            "legal_basis": row["legal_basis"],
        }
        for row in _read(INDUSTRIES)
    }


def _mappings() -> dict[tuple[int, str, int, str], dict[str, Any]]:
    return {
        (int(row["from_version"]), row["from_code"], int(row["to_version"]), row["to_code"]): {
            "from_version": int(row["from_version"]),
            "from_code": row["from_code"],
            "to_version": int(row["to_version"]),
            "to_code": row["to_code"],
            "is_main": row["is_main"] == "yes",
            "source": row["source"],
        }
        for row in _read(MAPPINGS)
    }


def _read(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)
