"""Texts of both registers as one: how they stand on a day, and which bear a number."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from nscl.documents.models import Document, DocumentRelation, LegalText, LegalTextRelation, RelationKind
from nscl.documents.rules.numbers import number_key
from nscl.documents.rules.validity import WORDS, Dates, Standing, standing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Entry = Document | LegalText
Place = tuple[str, int]
SINCE = Coalesce("effective_on", "source__effective_on")
"""The day from which a document says something of another: its own first day of effect where it names none."""


@dataclass(frozen=True)
class Line:
    """A text with how it stands on the day asked for; `partly`: another text has replaced a part of it by then."""

    entry: Entry
    standing: Standing
    partly: bool = False

    @property
    def words(self) -> StrOrPromise:
        return WORDS[self.standing][0]

    @property
    def tone(self) -> str:
        return WORDS[self.standing][1]

    @property
    def is_central(self) -> bool:
        return isinstance(self.entry, LegalText) or self.entry.central


@dataclass
class _Replaced:
    """What relations say of a text's end: whole with its first day (None: not known), and days of parts."""

    whole: bool = False
    on: dt.date | None = None
    parts: list[dt.date | None] | None = None


def lines(entries: Sequence[Entry], on: dt.date) -> list[Line]:
    """How the texts stand on a day, in the order given: three queries at most."""
    replaced = _replacements(entries)
    return [_line(entry, replaced.get(place_of(entry), _Replaced()), on) for entry in entries]


def place_of(entry: Entry) -> Place:
    """A key over both registers."""
    return ("d" if isinstance(entry, Document) else "t", entry.pk)


def _line(entry: Entry, replaced: _Replaced, on: dt.date) -> Line:
    document = isinstance(entry, Document)
    dates = Dates(
        issued_on=entry.issued_on,
        effective_on=entry.effective_on,
        expires_on=entry.expires_on,
        year=entry.year,
        replaced=replaced.whole,
        replaced_on=replaced.on,
        numbered=bool(entry.number) or not document,
        void=isinstance(entry, Document) and entry.is_void,
    )
    partly = any(day is None or day <= on for day in replaced.parts or ())
    return Line(entry, standing(dates, on), partly)


def _replacements(entries: Iterable[Entry]) -> dict[Place, _Replaced]:
    ids: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        kind, pk = place_of(entry)
        ids[kind].append(pk)
    found: dict[Place, _Replaced] = defaultdict(_Replaced)
    supersedes = {"kind": RelationKind.SUPERSEDES}
    if ids["t"]:
        for row in LegalTextRelation.objects.filter(target__in=ids["t"], **supersedes):
            _note(found[("t", row.target_id)], row.partial, row.effective_on)
    if ids["t"] or ids["d"]:
        aimed = Q(target_document__in=ids["d"]) | Q(target_text__in=ids["t"], source__central=True)
        live = DocumentRelation.objects.filter(aimed, voided_at__isnull=True, source__voided_at__isnull=True)
        for said in live.filter(**supersedes).annotate(since=SINCE):
            target = ("d", said.target_document_id) if said.target_document_id else ("t", said.target_text_id or 0)
            _note(found[target], said.partial, said.since)
    return found


def _note(replaced: _Replaced, partial: bool, on: dt.date | None) -> None:
    if partial:
        replaced.parts = [*(replaced.parts or []), on]
        return
    replaced.whole = True
    replaced.on = min((day for day in (replaced.on, on) if day), default=None)


def with_number(number: str) -> list[Entry]:
    """Live texts that bear this number, however it is typed: two queries."""
    key = number_key(number)
    if not key:
        return []
    central = LegalText.objects.filter(number_key=key).order_by("-listed_on", "id")[:10]
    own = Document.objects.filter(number_key=key, voided_at__isnull=True).order_by("-listed_on", "id")[:10]
    return [*central, *own]


def by_numbers(numbers: Iterable[str]) -> dict[str, Entry]:
    """The one live text that each number means; left out are those not known and those that mean several."""
    return _meant(numbers, lambda keys: [*_texts(keys), *_documents(keys)])


def legal_texts(numbers: Iterable[str]) -> dict[str, LegalText]:
    """As `by_numbers`, among central texts alone: one query, none without numbers."""
    return _meant(numbers, _texts)


def own_by_numbers(numbers: Iterable[str]) -> dict[str, Document]:
    """As `by_numbers`, among documents of the provinces read: one query, none without numbers."""
    return _meant(numbers, _documents)


E = TypeVar("E", bound=Entry)


def _meant(numbers: Iterable[str], bearing: Callable[[set[str]], Iterable[E]]) -> dict[str, E]:
    wanted = {number: number_key(number) for number in numbers}
    keys = {key for key in wanted.values() if key}
    known: dict[str, list[E]] = defaultdict(list)
    for entry in bearing(keys) if keys else ():
        known[entry.number_key].append(entry)
    return {number: known[key][0] for number, key in wanted.items() if len(known.get(key, ())) == 1}


def _texts(keys: set[str]) -> Iterable[LegalText]:
    return LegalText.objects.filter(number_key__in=keys)


def _documents(keys: set[str]) -> Iterable[Document]:
    return Document.objects.filter(number_key__in=keys, voided_at__isnull=True)


def in_common_list(document: Document) -> LegalText | None:
    """The text of the common list that has this document's number, of the same year as far as both are known."""
    if not document.number_key and not document.number:
        return None
    rows = LegalText.objects.filter(number_key=number_key(document.number))
    year = document.issued_on.year if document.issued_on else None
    if year:
        rows = rows.filter(Q(year=year) | Q(year__isnull=True))
    return rows.order_by("id").first()


def told(entry: Entry) -> str:
    """`Quyết định 1322/QĐ-TTg ngày 31/08/2020, Thủ tướng Chính phủ`, for a sentence."""
    dated = " " + _("ngày %(day)s") % {"day": f"{entry.issued_on:%d/%m/%Y}"} if entry.issued_on else ""
    return f"{entry}{dated}, {entry.issuer}"
