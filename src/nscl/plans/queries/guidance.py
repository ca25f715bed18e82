"""The guidance log as it is asked for: a page of acts, how many there are of how many enterprises, what was known when.

`distinct_enterprises` is what reports count; everything here goes by the provinces in scope, predecessors included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, prefetch_related_objects

from nscl.accounts.models import User
from nscl.foundation import clock, tenancy
from nscl.foundation.tenancy import Scope
from nscl.organisations.models import Commune, LegalEntity
from nscl.plans.models import Guidance
from nscl.plans.queries.roots import with_wording
from nscl.shared.vietnamese import fold

PAGE = 40
CHUNK = 2000
MOST_NAMED = 2000  # enterprises whose present name is looked for
FAR = 40  # provinces that are looked through each by its own index


@dataclass(frozen=True)
class Asked:
    """What is looked for. `known_on`: as the log stood at the end of that day; `void`: what was voided instead."""

    words: str = ""
    year: int | None = None
    until: int | None = None
    month: int | None = None
    content: str = ""
    how: str = ""
    outcome: str = ""
    guide: str = ""
    guide_id: int | None = None
    guide_name: str = ""
    entity: int | None = None
    place: str = ""
    province: int | None = None
    task: int | None = None
    sheet: int | None = None
    known_on: dt.date | None = None
    void: bool = False


@dataclass(frozen=True)
class Key:
    """Where an act stands in the list: later days first, of one day later ids first."""

    guided_on: dt.date
    pk: int

    def __str__(self) -> str:
        return f"{self.guided_on:%Y%m%d}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> Key | None:
        """The key that `str` wrote; None for anything else."""
        day, _, pk = text.partition("-")
        if not (pk.isascii() and pk.isdecimal() and len(pk) < 19 and len(day) == 8):
            return None
        try:
            return cls(dt.datetime.strptime(day, "%Y%m%d").date(), int(pk))  # noqa: DTZ007
        except ValueError:
            return None


@dataclass(frozen=True)
class LogPage:
    """Some acts, and the keys of those before and after which there are more."""

    acts: list[Guidance]
    before: Key | None = None
    after: Key | None = None


@dataclass(frozen=True)
class Total:
    """How many acts, and how many enterprises they guided."""

    acts: int
    enterprises: int


def page(
    scope: Scope, asked: Asked, *, after: Key | None = None, before: Key | None = None, size: int = PAGE
) -> LogPage:
    """The acts asked for that come after (or before) a key, the latest first: three queries."""
    backwards = before is not None and after is None
    edge = before if backwards else after
    acts = _walk(scope, asked, edge, backwards, size + 1)
    more, acts = len(acts) > size, acts[:size]
    if backwards:
        acts.reverse()
    prefetch_related_objects(acts, "entity", "guide")
    has_before = more if backwards else after is not None
    has_after = backwards or more
    return LogPage(
        acts,
        _key(acts[0]) if acts and has_before else None,
        _key(acts[-1]) if acts and has_after else None,
    )


def every(scope: Scope, asked: Asked) -> Iterator[Guidance]:
    """All acts asked for, the latest first, some thousand at a time."""
    after: Key | None = None
    while True:
        acts = _walk(scope, asked, after, False, CHUNK)
        prefetch_related_objects(acts, "entity", "guide", "recorded_by", "commune")
        yield from with_wording(acts)
        if len(acts) < CHUNK:
            return
        after = _key(acts[-1])


def total(scope: Scope, asked: Asked) -> Total:
    """How many acts and enterprises: one query."""
    each = found_in(scope, asked).order_by().values("entity_id").annotate(n=Count("id"))
    found = each.aggregate(enterprises=Count("entity_id"), acts=Sum("n"))
    return Total(found["acts"] or 0, found["enterprises"])


def distinct_enterprises(year: int, content: str | None = None, as_known_at: dt.datetime | None = None) -> int:
    """How many enterprises were guided in a year, on a content where one is named, as the log stood at a moment.

    Enterprises are legal entities of any province in scope; one guided ten times counts once. None: as it stands now.
    """
    scope = tenancy.current() or tenancy.nobody()
    rows = Guidance.objects.filter(province_id__in=scope.readable, guided_on__year=year).filter(known_at(as_known_at))
    if content:
        rows = rows.filter(contents__contains=[content])
    return int(rows.order_by().aggregate(n=Count("entity_id", distinct=True))["n"])


def count() -> int:
    """Acts that count, of the provinces in scope."""
    return Guidance.objects.filter(voided_at__isnull=True).count()


def known_at(moment: dt.datetime | None) -> Q:
    """Acts that had been recorded and not voided by a moment; None: that count now."""
    if moment is None:
        return Q(voided_at__isnull=True)
    return Q(recorded_at__lt=moment) & (Q(voided_at__isnull=True) | Q(voided_at__gte=moment))


def end_of(day: dt.date | None) -> dt.datetime | None:
    """The moment after the last of a local day."""
    return None if day is None else clock.end_of(day)


def found_in(scope: Scope, asked: Asked) -> QuerySet[Guidance]:
    """What is asked for in every province in reach."""
    return _asked(Guidance.objects.filter(province_id__in=_provinces(scope, asked)), asked)


def _walk(scope: Scope, asked: Asked, edge: Key | None, backwards: bool, size: int) -> list[Guidance]:
    """Each province by its own index, put together: one query however many provinces."""
    order = ("guided_on", "id") if backwards else ("-guided_on", "-id")
    provinces = _provinces(scope, asked)
    if len(provinces) > FAR:
        return list(_beyond(found_in(scope, asked), edge, backwards).order_by(*order)[:size])
    parts = [
        _beyond(_asked(Guidance.objects.filter(province_id=pk), asked), edge, backwards).order_by(*order)[:size]
        for pk in provinces
    ]
    if not parts:
        return []
    found = list(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])
    found.sort(key=lambda act: (act.guided_on, act.pk), reverse=not backwards)
    return found[:size]


def _provinces(scope: Scope, asked: Asked) -> list[int]:
    if asked.province is not None:
        return [asked.province] if asked.province in scope.readable else []
    return sorted(scope.readable)


def _beyond(rows: QuerySet[Guidance], edge: Key | None, backwards: bool) -> QuerySet[Guidance]:
    if edge is None:
        return rows
    way, side = ("gt", "gte") if backwards else ("lt", "lte")
    beyond = Q(**{f"guided_on__{way}": edge.guided_on}) | Q(guided_on=edge.guided_on, **{f"id__{way}": edge.pk})
    return rows.filter(beyond, **{f"guided_on__{side}": edge.guided_on})


def _asked(rows: QuerySet[Guidance], asked: Asked) -> QuerySet[Guidance]:
    rows = _of_time(rows, asked)
    if words := fold(asked.words).split()[:8]:
        rows = rows.filter(_with_words(words))
    plain: dict[str, Any] = {
        "how": asked.how, "outcome": asked.outcome, "entity_id": asked.entity,
        "sheet_id": asked.sheet, "guide_id": asked.guide_id, "guide_name": asked.guide_name,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if asked.task:
        rows = rows.filter(Q(task_id=asked.task) | Q(task__carried_by=asked.task))
    if asked.content:
        rows = rows.filter(contents__contains=[asked.content])
    if asked.guide:
        rows = rows.filter(_guided_by(asked.guide))
    if asked.place:
        rows = rows.filter(_at(asked.place))
    return rows


def _with_words(words: list[str]) -> Q:
    """Acts that hold all the words, or whose enterprise is called so today: an act keeps the name of its day."""
    own, named = Q(), Q()
    for word in words:
        own &= Q(folded__contains=word)
        named &= Q(folded__contains=word)
    entities = LegalEntity.objects.filter(named).order_by().values("pk")[:MOST_NAMED]
    return own | Q(entity_id__in=entities)


def _of_time(rows: QuerySet[Guidance], asked: Asked) -> QuerySet[Guidance]:
    """Of the year (or the years up to `until`), of the month in it, as far as known or voided."""
    if asked.year:
        last = asked.until or asked.year
        rows = rows.filter(guided_on__gte=dt.date(asked.year, 1, 1), guided_on__lte=dt.date(last, 12, 31))
    if asked.month:
        rows = rows.filter(guided_on__month=asked.month)
    if asked.void:
        return rows.filter(voided_at__isnull=False)
    return rows.filter(known_at(end_of(asked.known_on)))


def _guided_by(words: str) -> Q:
    users = User.objects.all()
    named = Q()
    for word in fold(words).split()[:6]:
        users = users.filter(folded__contains=word)
        named &= Q(guide__isnull=True, folded__contains=word)
    return Q(guide_id__in=users.values("pk")) | named


def _at(words: str) -> Q:
    communes = Commune.objects.filter(folded__contains=" ".join(fold(words).split()))
    return Q(commune_id__in=communes.values("pk")) | Q(place__unaccent__icontains=words)


def _key(act: Guidance) -> Key:
    return Key(act.guided_on, act.pk)
