"""Questions about difficulties: which ones, what became of one, what falls due, how many a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet

from nscl.accounts.models import User
from nscl.foundation import clock, tenancy
from nscl.organisations.queries import in_force
from nscl.plans.models import AnswerTerm, Difficulty, DifficultyFile, DifficultyStep
from nscl.shared.vietnamese import fold

OVERDUE, OPEN = "qua-han", "chua-xong"
PAGE = 25
FEW = 16  # provinces asked one by one; a province with all before it has up to four
MOST_LISTED = 5000
SHOWN = ("province", "agency", "content", "responsible", "same_as")
TONES = {
    Difficulty.Status.RECEIVED: ("accent", "inbox"),
    Difficulty.Status.ASSIGNED: ("info", "user-check"),
    Difficulty.Status.ESCALATED: ("warning", "arrow-up-right"),
    Difficulty.Status.ANSWERED: ("success", "message-check"),
    Difficulty.Status.CLOSED: ("neutral", "circle-check"),
    Difficulty.Status.WITHDRAWN: ("neutral", "arrow-back-up"),
}


def count() -> int:
    """How many there are in the scope, without those withdrawn."""
    return Difficulty.objects.exclude(status=Difficulty.Status.WITHDRAWN).count()


def term_on(province_id: int, on: dt.date) -> AnswerTerm | None:
    """Within how many days the province wants an answer, as it decided for that day."""
    return AnswerTerm.objects.filter(in_force(on), province_id=province_id).first()


def proposed_due(province_id: int, received_on: dt.date) -> dt.date | None:
    """The day that follows from the province's term; None where it has none."""
    term = term_on(province_id, received_on)
    return received_on + dt.timedelta(days=term.days) if term else None


@dataclass(frozen=True)
class Asked:
    """What a list was asked for. `state` is a status, or `qua-han`, `chua-xong`."""

    words: str = ""
    state: str = ""
    agency: int | None = None
    content: int | None = None
    year: int | None = None
    mine: int | None = None


def listed(rows: QuerySet[Difficulty], asked: Asked, today: dt.date | None = None) -> QuerySet[Difficulty]:
    """The rows asked for, not ordered yet."""
    day = today or clock.today()
    if asked.year:
        rows = rows.filter(received_on__range=(dt.date(asked.year, 1, 1), dt.date(asked.year, 12, 31)))
    if asked.state == OVERDUE:
        rows = rows.filter(status__in=Difficulty.OPEN, due_on__lt=day)
    elif asked.state == OPEN:
        rows = rows.filter(status__in=Difficulty.OPEN)
    elif asked.state:
        rows = rows.filter(status=asked.state)
    if asked.agency:
        rows = rows.filter(agency_id=asked.agency)
    if asked.content:
        rows = rows.filter(content_id=asked.content)
    if asked.mine:
        rows = rows.filter(responsible_id=asked.mine)
    for word in fold(asked.words).split()[:6]:
        rows = rows.filter(folded__contains=word)
    return rows


def newest(rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
    return rows.select_related(*SHOWN).order_by("-received_on", "-id")


@dataclass(frozen=True)
class Place:
    """A place in the list: the day received and the id, `20261125-17` in an address."""

    on: dt.date
    pk: int

    @classmethod
    def read(cls, text: str) -> Place | None:
        day, _sep, pk = text.partition("-")
        if not (text.isascii() and day.isdecimal() and len(day) == 8 and pk.isdecimal() and len(pk) < 19):
            return None
        try:
            return cls(dt.date(int(day[:4]), int(day[4:6]), int(day[6:])), int(pk))
        except ValueError:
            return None

    @classmethod
    def of(cls, row: Difficulty) -> Place:
        return cls(row.received_on, row.pk)

    def __str__(self) -> str:
        return f"{self.on:%Y%m%d}-{self.pk}"


@dataclass
class Page:
    rows: list[Difficulty]
    before: Place | None = None
    after: Place | None = None


def page(rows: QuerySet[Difficulty], *, after: Place | None, before: Place | None, size: int = PAGE) -> Page:
    """One page of the list, the latest received first: two queries.

    Each province is asked for its first rows by its index, since no index orders the rows of several together.
    """
    backwards = before is not None and after is None
    if after is not None:
        rows = rows.filter(Q(received_on__lt=after.on) | Q(received_on=after.on, id__lt=after.pk))
        rows = rows.filter(received_on__lte=after.on)
    elif before is not None:
        rows = rows.filter(Q(received_on__gt=before.on) | Q(received_on=before.on, id__gt=before.pk))
        rows = rows.filter(received_on__gte=before.on)
    order = ("received_on", "id") if backwards else ("-received_on", "-id")
    scope = tenancy.current()
    provinces = sorted(scope.readable) if scope is not None else []
    if 1 < len(provinces) <= FEW:
        first, *others = (rows.filter(province_id=pk).order_by(*order).values("pk")[: size + 1] for pk in provinces)
        ids = [row["pk"] for row in first.union(*others, all=True)]
        rows = Difficulty.objects.filter(pk__in=ids)
    found = list(rows.select_related(*SHOWN).order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_previous = more if backwards else after is not None
    return Page(
        found,
        Place.of(found[0]) if found and has_previous else None,
        Place.of(found[-1]) if found and (backwards or more) else None,
    )


def conversation(difficulty: Difficulty) -> list[DifficultyStep]:
    """Everything that happened to it, the first first, with who and which files: two queries."""
    files = DifficultyFile.objects.select_related("attachment").order_by("id")
    steps = DifficultyStep.objects.filter(difficulty=difficulty).select_related("recorded_by", "responsible", "letter")
    return list(steps.prefetch_related(Prefetch("files", queryset=files)).order_by("id"))


def linked(difficulty: Difficulty) -> list[Difficulty]:
    """Those handled together with it."""
    return list(Difficulty.objects.filter(same_as=difficulty).select_related("agency").order_by("id")[:200])


def due_for(user: User, until: dt.date) -> QuerySet[Difficulty]:
    """What this person has to answer by the day `until`, the soonest first; what is overdue is among it."""
    rows = Difficulty.objects.filter(status__in=Difficulty.OPEN, responsible=user, due_on__lte=until)
    return rows.select_related("province").order_by("due_on", "id")


@dataclass(frozen=True)
class Year:
    """The difficulties received in a year as known on a day. `escalated` counts every one that ever was; `overdue` and
    `open` are among those without an answer. Withdrawn ones count nowhere else."""

    year: int
    received: int = 0
    answered: int = 0
    escalated: int = 0
    closed: int = 0
    open: int = 0
    overdue: int = 0
    withdrawn: int = 0


# As things stand: a difficulty that was ever escalated keeps to whom.
_NOW = """
SELECT year,
       count(*) FILTER (WHERE status <> 'withdrawn'),
       count(*) FILTER (WHERE status IN ('answered', 'closed')),
       count(*) FILTER (WHERE status <> 'withdrawn' AND escalated_to <> ''),
       count(*) FILTER (WHERE status = 'closed'),
       count(*) FILTER (WHERE status IN ('received', 'assigned', 'escalated')),
       count(*) FILTER (WHERE status IN ('received', 'assigned', 'escalated') AND due_on < %(day)s),
       count(*) FILTER (WHERE status = 'withdrawn')
FROM plans_difficulty
WHERE province_id = ANY(%(provinces)s) AND year BETWEEN %(first)s AND %(last)s
GROUP BY year ORDER BY year
"""
_BY_YEAR = """
SELECT d.year,
       count(*) FILTER (WHERE s.status <> 'withdrawn'),
       count(*) FILTER (WHERE s.status IN ('answered', 'closed')),
       count(*) FILTER (WHERE s.status <> 'withdrawn' AND EXISTS (
           SELECT 1 FROM plans_difficultystep e
           WHERE e.difficulty_id = d.id AND e.verb = 'escalated' AND e.recorded_at < %(end)s)),
       count(*) FILTER (WHERE s.status = 'closed'),
       count(*) FILTER (WHERE s.status IN ('received', 'assigned', 'escalated')),
       count(*) FILTER (WHERE s.status IN ('received', 'assigned', 'escalated') AND s.due_on < %(day)s),
       count(*) FILTER (WHERE s.status = 'withdrawn')
FROM plans_difficulty d
CROSS JOIN LATERAL (
    SELECT status, due_on FROM plans_difficultystep
    WHERE difficulty_id = d.id AND recorded_at < %(end)s ORDER BY id DESC LIMIT 1
) s
WHERE d.province_id = ANY(%(provinces)s) AND d.year BETWEEN %(first)s AND %(last)s
GROUP BY d.year ORDER BY d.year
"""


def by_year(provinces: Iterable[int], *, first: int, last: int, known_on: dt.date | None = None) -> list[Year]:
    """Counts for every year from `first` to `last`, also for those without any, as known at the end of `known_on`.

    What was recorded later does not count, whatever day it happened on. One query.
    """
    day = known_on or clock.today()
    end = clock.end_of(day)
    given: dict[str, Any] = {"end": end, "day": day, "provinces": list(provinces), "first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(_NOW if day >= clock.today() else _BY_YEAR, given)
        found = {row[0]: Year(*row) for row in cursor.fetchall()}
    return [found.get(year, Year(year)) for year in range(first, last + 1)]


@dataclass
class Outcome:
    """A difficulty of a year with what was said of it, for the yearly table."""

    difficulty: Difficulty
    answer: str = ""
    answered_by: str = ""
    escalated: str = ""
    same: list[str] = field(default_factory=list)


def outcomes(rows: QuerySet[Difficulty]) -> Iterator[Outcome]:
    """Each with its last answer and its last escalation, in the order of numbers: two queries."""
    found = list(rows.select_related("agency", "content").order_by("year", "number", "id"))
    told: dict[int, dict[str, DifficultyStep]] = {}
    steps = DifficultyStep.objects.filter(difficulty__in=[one.pk for one in found], verb__in=["answered", "escalated"])
    for step in steps.order_by("id"):
        told.setdefault(step.difficulty_id, {})[step.verb] = step
    for one in found:
        steps_of = told.get(one.pk, {})
        answer, escalated = steps_of.get("answered"), steps_of.get("escalated")
        yield Outcome(
            one,
            answer.text if answer else "",
            letter_words(answer) if answer else "",
            f"{escalated.to}{f', {words}' if (words := letter_words(escalated)) else ''}" if escalated else "",
        )


def letter_words(step: DifficultyStep) -> str:
    """`Văn bản 12/SKHCN-TĐC ngày 03/02/2026`; empty without a letter."""
    if not step.letter_number and not step.letter_on:
        return ""
    number = f" {step.letter_number}" if step.letter_number else ""
    day = f" ngày {step.letter_on:%d/%m/%Y}" if step.letter_on else ""  # not wrapped: as the paper calls itself
    return f"Văn bản{number}{day}"  # not wrapped: as the paper calls itself


def without_term(rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
    """Open ones that nobody set a day for."""
    return rows.filter(status__in=Difficulty.OPEN, due_on__isnull=True).order_by("received_on", "id")


def sooner(rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
    """Open ones, the soonest due first."""
    return rows.filter(status__in=Difficulty.OPEN).order_by(F("due_on").asc(nulls_last=True), "id")
