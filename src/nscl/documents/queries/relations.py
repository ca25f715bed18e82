"""What a text says of others and others of it, whichever register they are in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from nscl.documents.models import Document, DocumentRelation, LegalText, LegalTextRelation, RelationKind
from nscl.documents.queries.entries import Entry, by_numbers
from nscl.documents.rules.numbers import number_key


@dataclass(frozen=True)
class Tie:
    """One relation from the side of the page it is on: `other` is None where no register here has the number.

    `relation` is the province's own row, which its officers may withdraw.
    """

    kind: str
    number: str
    other: Entry | None
    partial: bool
    effective_on: dt.date | None
    clause: str
    relation: DocumentRelation | None = None


@dataclass(frozen=True)
class Ties:
    """`says`: of other texts; `told`: what others say of this one."""

    says: list[Tie]
    told: list[Tie]

    def _of(self, ties: list[Tie], kind: str) -> list[Tie]:
        return [tie for tie in ties if tie.kind == kind]

    @property
    def replaced_by(self) -> list[Tie]:
        return self._of(self.told, RelationKind.SUPERSEDES)

    @property
    def amended_by(self) -> list[Tie]:
        return self._of(self.told, RelationKind.AMENDS)


def ties(entry: Entry) -> Ties:
    """All relations of a text: four queries at most."""
    return _of_document(entry) if isinstance(entry, Document) else _of_text(entry)


def _of_document(document: Document) -> Ties:
    rows = DocumentRelation.objects.filter(voided_at__isnull=True, source__voided_at__isnull=True)
    rows = rows.select_related("source", "target_document", "target_text").order_by("id")
    said = list(rows.filter(Q(source=document) | Q(target_document=document)))
    open_numbers = by_numbers(r.target_number for r in said if r.source_id == document.pk and r.target_number)
    says = [
        _tie(r, r.target_document or r.target_text or open_numbers.get(r.target_number))
        for r in said
        if r.source_id == document.pk
    ]
    told = [_tie(r, r.source) for r in said if r.source_id != document.pk]
    return Ties(says, told + _by_number(document.number, rows.exclude(source=document)))


def _of_text(text: LegalText) -> Ties:
    rows = LegalTextRelation.objects.select_related("source", "target").order_by("id")
    both = list(rows.filter(Q(source=text) | Q(target=text)))
    own = DocumentRelation.objects.filter(voided_at__isnull=True, source__voided_at__isnull=True)
    own = own.select_related("source").order_by("id")
    says = [_central(r, r.target) for r in both if r.source_id == text.pk]
    told = [_central(r, r.source) for r in both if r.source_id != text.pk]
    told += [_tie(r, r.source) for r in own.filter(target_text=text)[:200]]
    return Ties(says, told + _by_number(text.number, own))


def _by_number(number: str, rows: object) -> list[Tie]:
    """Relations that were entered when this text was in no register yet, by its number as typed then."""
    if not number:
        return []
    found = rows.filter(target_number__iendswith=number.lstrip("0"))[:200]  # type: ignore[attr-defined]
    return [_tie(r, r.source) for r in found if number_key(r.target_number) == number_key(number)]


def _tie(row: DocumentRelation, other: Entry | None) -> Tie:
    number = other.number if other is not None else row.target_number
    since = row.effective_on
    if since is None and row.kind == RelationKind.SUPERSEDES:
        since = row.source.effective_on
    return Tie(row.kind, number, other, row.partial, since, row.clause, row)


def _central(row: LegalTextRelation, other: LegalText) -> Tie:
    return Tie(row.kind, other.number, other, row.partial, row.effective_on, row.clause)
