"""The register as officers see it: central texts and the province's documents in one list, by keyset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, prefetch_related_objects

from nscl.documents.models import Document, DocumentRelation, LegalText, LegalTextRelation, RelationKind
from nscl.documents.queries.entries import SINCE, Entry, Line, lines, place_of
from nscl.foundation import clock
from nscl.foundation.tenancy import Scope
from nscl.shared.vietnamese import fold

M = TypeVar("M", bound=Model)
PAGE = 40
MANY = 1_000
"""Texts read at a time for a list that is taken away."""
OWN, CENTRAL = "tinh", "trung-uong"
_RANK = {"d": 1, "t": 0}  # of one day, the province's documents first


@dataclass(frozen=True)
class Asked:
    """What is looked for. `on`: texts in force on that day, with those of which that is not known."""

    words: str = ""
    kind: str = ""
    subject: str = ""
    issuer: str = ""
    year: int | None = None
    on: dt.date | None = None
    source: str = ""
    void: bool = False


@dataclass(frozen=True)
class Key:
    """Where a text stands in the list: later days first, then documents before central texts, then later ids."""

    listed_on: dt.date
    kind: str
    pk: int

    @property
    def order(self) -> tuple[dt.date, int, int]:
        return (self.listed_on, _RANK[self.kind], self.pk)

    def __str__(self) -> str:
        return f"{self.listed_on:%Y%m%d}{self.kind}{self.pk}"

    @classmethod
    def read(cls, text: str) -> Key | None:
        """The key that `str` wrote; None for anything else."""
        day, kind, pk = text[:8], text[8:9], text[9:]
        if kind not in _RANK or not pk.isdecimal() or not pk.isascii() or len(pk) > 18:
            return None
        try:
            return cls(dt.datetime.strptime(day, "%Y%m%d").date(), kind, int(pk))  # noqa: DTZ007
        except ValueError:
            return None


@dataclass(frozen=True)
class RegisterPage:
    """Some lines, and the keys of those before and after which there are more."""

    lines: list[Line]
    before: Key | None = None
    after: Key | None = None


def page(
    scope: Scope, asked: Asked, *, after: Key | None = None, before: Key | None = None, size: int = PAGE
) -> RegisterPage:
    """The texts asked for that come after (or before) a key, the newest first: five queries at most."""
    backwards = before is not None and after is None
    edge = before if backwards else after
    documents = _first(_documents(scope, asked), "d", edge, backwards, size)
    prefetch_related_objects(documents, "province")  # a join would keep each part from walking its index
    texts = _first(_texts(asked), "t", edge, backwards, size)
    entries: list[Entry] = [*documents, *texts]
    entries.sort(key=lambda entry: key_of(entry).order, reverse=not backwards)
    more, entries = len(entries) > size, entries[:size]
    if backwards:
        entries.reverse()
    found = lines(entries, asked.on or clock.today())
    has_before = more if backwards else after is not None
    has_after = backwards or more
    return RegisterPage(
        found,
        key_of(entries[0]) if entries and has_before else None,
        key_of(entries[-1]) if entries and has_after else None,
    )


def key_of(entry: Entry) -> Key:
    return Key(entry.listed_on, *place_of(entry))


def listed(scope: Scope, asked: Asked) -> Iterator[Line]:
    """All texts asked for, the newest first, as a list that is taken away holds them."""
    found = page(scope, asked, size=MANY)
    yield from found.lines
    while found.after:
        found = page(scope, asked, after=found.after, size=MANY)
        yield from found.lines


def count(scope: Scope, asked: Asked, *, most: int) -> int:
    """How many texts are asked for; more than `most` are not counted on."""
    parts = (*_documents(scope, asked), *_texts(asked))
    return sum(rows.order_by()[: most + 1].count() for rows in parts)


def _documents(scope: Scope, asked: Asked) -> list[QuerySet[Document]]:
    """The documents of each province, to be read by its own index."""
    if asked.source == CENTRAL:
        return []
    rows = _asked(Document.objects.filter(voided_at__isnull=not asked.void), asked)
    rows = rows.filter(in_force_on(asked.on)) if asked.on else rows
    return [rows.filter(province_id=province) for province in sorted(scope.readable)]


def _texts(asked: Asked) -> list[QuerySet[LegalText]]:
    if asked.source == OWN or asked.void:
        return []
    rows = _asked(LegalText.objects.all(), asked)
    return [rows.filter(text_in_force_on(asked.on)) if asked.on else rows]


def _first(parts: list[QuerySet[M]], kind: str, edge: Key | None, backwards: bool, size: int) -> list[M]:
    """The rows next to the edge, of all parts put together in one query."""
    order = ("listed_on", "id") if backwards else ("-listed_on", "-id")
    ends = [_beyond(rows, edge, kind, backwards).order_by(*order)[: size + 1] for rows in parts]
    return list(ends[0].union(*ends[1:], all=True) if len(ends) > 1 else ends[0]) if ends else []


def _beyond(rows: QuerySet[M], edge: Key | None, kind: str, backwards: bool) -> QuerySet[M]:
    if edge is None:
        return rows
    way, here = ("gt" if backwards else "lt"), edge.listed_on
    side = "gte" if backwards else "lte"
    if kind == edge.kind:
        beyond = Q(**{f"listed_on__{way}": here}) | Q(listed_on=here, **{f"id__{way}": edge.pk})
        return rows.filter(beyond, **{f"listed_on__{side}": here})
    of_the_day = _RANK[kind] > _RANK[edge.kind] if backwards else _RANK[kind] < _RANK[edge.kind]
    return rows.filter(**{f"listed_on__{side if of_the_day else way}": here})


def _asked(rows: QuerySet[M], asked: Asked) -> QuerySet[M]:
    for word in fold(asked.words).split()[:8]:
        rows = rows.filter(folded__contains=word)
    for name in ("kind", "subject", "year"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if issuer := " ".join(fold(asked.issuer).split()):
        rows = rows.filter(issuer_key__contains=issuer)
    return rows


def in_force_on(day: dt.date) -> Q:
    """Documents in force on the day, or of which that is not known: what `validity.standing` says, as a condition."""
    said = _replacing(day).filter(target_document=OuterRef("pk"))
    return _begun(day) & ~Q(number="", issued_on__isnull=True) & ~Q(Exists(said))


def text_in_force_on(day: dt.date) -> Q:
    """The same for central texts; a central text that the province keeps may have replaced one, too."""
    said = LegalTextRelation.objects.filter(
        target=OuterRef("pk"), kind=RelationKind.SUPERSEDES, partial=False, effective_on__lte=day
    )
    kept = _replacing(day).filter(target_text=OuterRef("pk"), source__central=True)
    return _begun(day) & ~Q(Exists(said)) & ~Q(Exists(kept))


def _replacing(day: dt.date) -> QuerySet[DocumentRelation]:
    """What documents say that takes a text's place by the day."""
    rows = DocumentRelation.objects.filter(
        kind=RelationKind.SUPERSEDES, partial=False, voided_at__isnull=True, source__voided_at__isnull=True
    )
    return rows.annotate(since=SINCE).filter(since__lte=day)


def _begun(day: dt.date) -> Q:
    dated = Q(effective_on__lte=day) | Q(effective_on__isnull=True, issued_on__lte=day)
    undated = Q(effective_on__isnull=True, issued_on__isnull=True) & (Q(year__isnull=True) | Q(year__lte=day.year))
    return (dated | undated) & (Q(expires_on__isnull=True) | Q(expires_on__gt=day))
