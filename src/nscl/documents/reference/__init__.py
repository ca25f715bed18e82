"""Texts of central bodies that plans cite and what they say of each other. What the files mean: README.md here."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nscl.documents.models import LegalText, LegalTextRelation

FILE = Path(__file__).with_name("legal_texts.csv")
RELATIONS = Path(__file__).with_name("legal_relations.csv")
FIELDS = ("number", "kind", "subject", "issuer", "issued_on", "effective_on", "expires_on", "title")
DERIVED = ("number_key", "issuer_key", "folded", "year", "listed_on")
OF_RELATION = ("partial", "effective_on", "clause")


def load(using: str) -> int:
    """Bring the tables to what the files say; the number of rows that had to change. Two queries when none."""
    from django.db import transaction

    with transaction.atomic(using=using):
        return _load_texts(using) + _load_relations(using)


def _load_texts(using: str) -> int:
    from nscl.documents.models import LegalText

    known = {text.reference: text for text in LegalText.objects.using(using).all()}
    changed: list[LegalText] = []
    for reference, values in rows().items():
        text = known.get(reference) or LegalText(reference=reference)
        before = [getattr(text, name) for name in (*FIELDS, *DERIVED)]
        for name in FIELDS:
            setattr(text, name, values[name])
        text.derive()
        if text.pk is None or before != [getattr(text, name) for name in (*FIELDS, *DERIVED)]:
            changed.append(text)
    LegalText.objects.using(using).bulk_create(
        changed, update_conflicts=True, unique_fields=["reference"], update_fields=[*FIELDS, *DERIVED]
    )
    return len(changed)


def _load_relations(using: str) -> int:
    from nscl.documents.models import LegalText, LegalTextRelation

    ids = dict(LegalText.objects.using(using).values_list("reference", "id"))
    stored = LegalTextRelation.objects.using(using).all()
    known = {(r.source_id, r.target_id, r.kind): r for r in stored}
    changed: list[LegalTextRelation] = []
    for source, target, kind, values in relations():
        place = (ids[source], ids[target], kind)
        relation = known.pop(place, None) or LegalTextRelation(source_id=place[0], target_id=place[1], kind=kind)
        if relation.pk is None or any(getattr(relation, name) != values[name] for name in OF_RELATION):
            for name in OF_RELATION:
                setattr(relation, name, values[name])
            changed.append(relation)
    gone = [relation.pk for relation in known.values()]
    if gone:
        LegalTextRelation.objects.using(using).filter(pk__in=gone).delete()
    LegalTextRelation.objects.using(using).bulk_create(
        changed, update_conflicts=True, unique_fields=["source", "target", "kind"], update_fields=OF_RELATION
    )
    return len(changed) + len(gone)


def rows() -> dict[str, dict[str, Any]]:
    """The texts of the file by their key."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row.get("reference") or row["number"]: {
                **{name: row[name] for name in ("number", "kind", "subject", "issuer", "title")},
                **{name: _day(row[name]) for name in ("issued_on", "effective_on", "expires_on")},
            }
            for row in csv.DictReader(file)
        }


def relations() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Source, target, kind and the rest, of every relation in the file."""
    with RELATIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rest = {
                "partial": row["partial"] == "1",
                "effective_on": _day(row["effective_on"]),
                "clause": row["clause"],
            }
            yield row["source"], row["target"], row["kind"], rest


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
