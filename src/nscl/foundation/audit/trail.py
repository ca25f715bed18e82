"""Reading the trail: filtered, newest first, a page at a time. Fast because each province is asked by its own index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from nscl.foundation import clock, tenancy
from nscl.foundation.audit.words import hidden_from
from nscl.foundation.models import AuditEntry

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Filters:
    """What is asked for; the days are local and both counted in. `province`: only that one of those in scope."""

    since: dt.date | None = None
    until: dt.date | None = None
    actor: int | None = None
    code: str = ""
    kind: str = ""
    object: int | None = None
    province: int | None = None
    hidden: list[Q] = field(default_factory=list)

    def narrow(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        wanted: dict[str, Any] = {
            "recorded_at__gte": clock.begin_of(self.since) if self.since else None,
            "recorded_at__lt": clock.end_of(self.until) if self.until else None,
            "actor_id": self.actor,
            "code": self.code or None,
            "object_type": self.kind or None,
            "object_id": self.object,
        }
        for hidden in self.hidden:
            entries = entries.exclude(hidden)
        return entries.filter(**{name: value for name, value in wanted.items() if value is not None})


@dataclass(frozen=True)
class Place:
    """Where a page begins or ends: a moment and, among entries of one moment, a number."""

    at: dt.datetime
    number: int

    @classmethod
    def of(cls, entry: AuditEntry) -> Place:
        return cls(entry.recorded_at, entry.pk)

    @classmethod
    def read(cls, text: str) -> Place | None:
        """From an address; None for nonsense."""
        moment, _, number = text.partition("-")
        if not (moment.isascii() and moment.isdecimal() and number.isascii() and number.isdecimal() and len(text) < 40):
            return None
        try:
            return cls(EPOCH + int(moment) * MICROSECOND, int(number)) if int(number) < 2**63 else None
        except OverflowError:
            return None

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.number}"


@dataclass(frozen=True)
class Page:
    """Entries, newest first, and whether there are others on either side."""

    entries: list[AuditEntry]
    newer: bool = False
    older: bool = False


def page(filters: Filters, *, size: int, after: Place | None = None, before: Place | None = None) -> Page:
    """The entries that come `after` the place (older), or stand `before` it (newer); the newest of all by default."""
    backwards = before is not None and after is None
    found = list(_in_order(filters, size + 1, after, before if backwards else None))
    more, entries = len(found) > size, found[:size]
    if backwards:
        entries.reverse()
        return Page(entries, newer=more, older=True)
    return Page(entries, newer=after is not None, older=more)


def first(filters: Filters, most: int) -> list[AuditEntry]:
    """The newest entries, at most so many."""
    return list(_in_order(filters, most, None, None))


def count(filters: Filters) -> int:
    return sum(filters.narrow(source).count() for source in _sources(filters))


def every(filters: Filters, *, chunk: int = 2000) -> Iterator[AuditEntry]:
    """All of them, newest first, a chunk at a time: each is a query of its own, however many there are."""
    after: Place | None = None
    while True:
        found = list(_in_order(filters, chunk, after, None))
        yield from found
        if len(found) < chunk:
            return
        after = Place.of(found[-1])


def of_object(subject: models.Model, *, user: Any, most: int = 10) -> list[AuditEntry]:
    """The newest entries about one object."""
    label, province = subject._meta.label_lower, getattr(subject, "province_id", None)
    return first(Filters(kind=label, object=subject.pk, province=province, hidden=hidden_from(user)), most)


def _in_order(filters: Filters, most: int, after: Place | None, before: Place | None) -> Iterable[AuditEntry]:
    """Each source sorted by its own index and cut to `most`, then merged: no source is ever sorted as a whole."""
    order = ("recorded_at", "id") if before else ("-recorded_at", "-id")
    sources = [_cut(filters.narrow(source), after, before).order_by(*order)[:most] for source in _sources(filters)]
    if not sources:
        return []
    if len(sources) == 1:
        return sources[0]
    return sources[0].union(*sources[1:], all=True).order_by(*order)[:most]


def _sources(filters: Filters) -> Iterator[QuerySet[AuditEntry]]:
    """The entries of each province in scope, and those of no province, which tell of people alone."""
    scope = tenancy.current() or tenancy.nobody()
    provinces = scope.readable & {filters.province} if filters.province else scope.readable
    for province in sorted(provinces):
        yield AuditEntry.objects.filter(province_id=province)
    if scope.readable and filters.kind in ("", "accounts.user") and not filters.province:
        yield AuditEntry.objects.filter(province_id__isnull=True, object_type="accounts.user")


def _cut(entries: QuerySet[AuditEntry], after: Place | None, before: Place | None) -> QuerySet[AuditEntry]:
    """By a row comparison, which the index answers as one range."""
    if after:
        return entries.filter(recorded_at__lte=after.at).exclude(recorded_at=after.at, id__gte=after.number)
    if before:
        return entries.filter(recorded_at__gte=before.at).exclude(recorded_at=before.at, id__lte=before.number)
    return entries
