"""What needs a person today, gathered from the rooms: the contract of the page "Việc hôm nay".

A module of this room that knows a room's work is named in SOURCES and defines

    rows(standing) -> Iterable[Rows]           questions to the database; those of all sources are asked as one query
    first_steps(asking) -> Iterable[FirstStep] without a query

The questions are written once for everybody who stands alike and kept (`foundation.kept`, docs/adr/0027): `rows` sees
what they may do and the day, not who they are; `USER`, `PERSON`, `NOW` stand for what each asker fills in.
What cannot be asked as `Rows` (days reckoned in Python, say) may be given as items, at one query a function at most:

    due(asking) -> Iterable[DueItem]
    waiting(asking) -> Iterable[WaitingItem]
    running(asking) -> Iterable[RunningBar]

Each gives at most EACH items, whatever the number of rows. A column shows its first MOST; a fold holds the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from types import ModuleType
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import BigIntegerField, DateField, DateTimeField, Expression, F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.foundation import clock, kept, tenancy
from nscl.foundation.kept import Given

SOURCES: tuple[str, ...] = (
    "nscl.interfaces.jobs_today",
    "nscl.interfaces.plans_today",
    "nscl.interfaces.guidance_today",
    "nscl.interfaces.reports_today",
    "nscl.interfaces.policies_today",
    "nscl.interfaces.work_today",
    "nscl.interfaces.difficulties_today",
    "nscl.interfaces.needs_today",
    "nscl.interfaces.support_today",
    "nscl.interfaces.enterprises_today",
    "nscl.interfaces.people_today",
    "nscl.interfaces.letters_today",
)
MOST = 8
EACH = 24

T = TypeVar("T")


@dataclass(frozen=True)
class Asking:
    """Whose day it is, under which membership, and which day."""

    user: User
    membership: Membership | None
    today: dt.date


@dataclass(frozen=True)
class Standing:
    """All that decides which questions a person is asked about: two who stand alike are asked the same.

    `writes`: in some province; which ones the session knows. `placed`: has a membership; `local`: one of a province.
    """

    today: dt.date
    permissions: frozenset[str]
    writes: bool
    placed: bool
    local: bool
    language: str

    def may(self, permission: str) -> bool:
        return permission in self.permissions


USER = Given("who", lambda asking: asking.user.pk, BigIntegerField())
PERSON = Given("person", lambda asking: asking.membership.user_id, BigIntegerField())
"""Whose work it is: of who stands in for somebody, that somebody's. Only for who is `placed`."""
NOW = Given("moment", lambda asking: clock.now(), DateTimeField())


@dataclass(frozen=True)
class DueItem:
    """Something with a day: `label` says what, `detail` whose or which plan's, `url` is the exact place."""

    label: str
    detail: str
    due_on: dt.date
    url: str
    overdue: bool


@dataclass(frozen=True)
class WaitingItem:
    """Something that waits for this person to sign, appraise, check, answer; `icon` tells which at a glance."""

    label: str
    detail: str
    url: str
    icon: str = "file-pencil"
    count: int | None = None


@dataclass(frozen=True)
class RunningBar:
    """How far a part of the plan in force has come: `done` of `total`, `figure` as shown (`7/12`, `61 %`)."""

    label: str
    done: int
    total: int
    figure: str
    url: str = ""


Item = DueItem | WaitingItem | RunningBar


class Row(NamedTuple):
    """One answer. What the columns mean is the question's own; those it does not name are empty."""

    source: int
    pk: int
    on: dt.date | None
    about: int | None
    number: int | None
    one: str
    two: str
    three: str


Show = Callable[[Row], Item | tuple[Item, ...] | None]


@dataclass(frozen=True)
class Rows:
    """A question to the database, and how an item, or several, are made of each row it gives; None: the
    row says nothing.

    `query` is filtered and ordered; its first EACH rows count. `columns` names a field or an expression for the
    columns of `Row` that the question uses; `pk` is the row's own unless it is named.
    """

    query: QuerySet[Any]
    columns: dict[str, str | Expression]
    show: Show


@dataclass(frozen=True)
class FirstStep:
    """What to do first where nothing is there yet: offered by the empty columns, the first one as the page's button.

    `quick`: something done many times a day, which therefore always stands beside that button.
    """

    label: str
    url: str
    icon: str = "plus"
    quick: bool = False


@dataclass(frozen=True)
class Column(Generic[T]):
    """`first` is read at once, `rest` unfolded. `cut`: some source had still more than was asked of it."""

    first: tuple[T, ...] = ()
    rest: tuple[T, ...] = ()
    cut: bool = False

    def __iter__(self) -> Iterator[T]:
        return iter((*self.first, *self.rest))

    def __len__(self) -> int:
        return len(self.first) + len(self.rest)

    @property
    def number(self) -> str:
        """`7`, `31+`."""
        return f"{len(self)}+" if self.cut else str(len(self))

    @property
    def others(self) -> str:
        """How many the fold holds, in the same way."""
        return f"{len(self.rest)}+" if self.cut else str(len(self.rest))


@dataclass(frozen=True)
class Today:
    """The page: each column in order, the steps a person may begin with."""

    due: Column[DueItem]
    waiting: Column[WaitingItem]
    running: Column[RunningBar]
    first_steps: tuple[FirstStep, ...]

    @property
    def nothing(self) -> bool:
        return not (self.due or self.waiting or self.running)


def gather(asking: Asking) -> Today:
    """Everything the sources have, soonest first; overdue before due."""
    sources = [import_module(name) for name in SOURCES]
    answered, cut = _answered(sources, asking)
    due = [*_ask(sources, "due", asking, DueItem), *(i for i in answered if isinstance(i, DueItem))]
    waiting = [*_ask(sources, "waiting", asking, WaitingItem), *(i for i in answered if isinstance(i, WaitingItem))]
    running = [*_ask(sources, "running", asking, RunningBar), *(i for i in answered if isinstance(i, RunningBar))]
    return Today(
        _column(sorted(due, key=lambda item: (item.due_on, item.label)), DueItem in cut),
        _column(waiting, WaitingItem in cut),
        _column(running, RunningBar in cut),
        tuple(_ask(sources, "first_steps", asking, FirstStep)),
    )


def _column(items: list[T], cut: bool) -> Column[T]:
    return Column(tuple(items[:MOST]), tuple(items[MOST:]), cut)


def _answered(sources: Iterable[ModuleType], asking: Asking) -> tuple[list[Item], set[type]]:
    """The items of every question of every source, in the order of the questions, and the kinds of which there are
    more: one query."""
    standing = _standing(asking)
    if standing is None:
        return [], set()
    questions, union = _kept(tuple(source.rows for source in sources if hasattr(source, "rows")), standing)
    rows = [Row(*values) for values in union.ask(asking)]
    found: list[Item] = []
    cut: set[type] = set()
    for number, group in groupby(sorted(rows, key=lambda row: row.source), key=lambda row: row.source):
        answers = list(group)
        items = [item for row in answers[:EACH] for item in _items(questions[number](row))]
        found += items
        if len(answers) > EACH:
            cut |= {type(item) for item in items}
    return found, cut


def _standing(asking: Asking) -> Standing | None:
    scope = tenancy.current()
    if scope is None:
        return None
    placed = asking.membership is not None
    local = asking.membership is not None and asking.membership.province_id is not None
    granted, writes = memberships.granted(asking.user), bool(scope.writable)
    return Standing(asking.today, granted, writes, placed, local, get_language() or "")


@lru_cache(maxsize=64)
def _kept(
    sources: tuple[Callable[[Standing], Iterable[Rows]], ...], standing: Standing
) -> tuple[list[Show], kept.Kept]:
    """How the rows of each question are shown, and all questions as one."""
    with kept.writing(standing.today, writes=standing.writes):
        questions = [question for rows in sources for question in rows(standing)]
        selects = [_select(number, question) for number, question in enumerate(questions)]
        if not selects:
            return [], kept.Kept("", {})
        first, *others = selects
        return [one.show for one in questions], kept.keep(first.union(*others, all=True) if others else first)


def _items(shown: Item | tuple[Item, ...] | None) -> tuple[Item, ...]:
    if shown is None:
        return ()
    return shown if isinstance(shown, tuple) else (shown,)


def _select(number: int, question: Rows) -> QuerySet[Any]:
    """The question in the columns of `Row`; within a question its rows keep their order."""
    kinds: dict[str, Any] = {
        "pk": BigIntegerField(), "on": DateField(), "about": BigIntegerField(), "number": BigIntegerField(),
        "one": TextField(), "two": TextField(), "three": TextField(),
    }  # fmt: skip
    columns: dict[str, Any] = {"row_source": Value(number)}
    for name, kind in kinds.items():
        asked = question.columns.get(name, "pk" if name == "pk" else None)
        empty = Value("") if isinstance(kind, TextField) else Value(None)
        columns[f"row_{name}"] = Cast(empty if asked is None else F(asked) if isinstance(asked, str) else asked, kind)
    asked_so: QuerySet[Any] = question.query.annotate(**columns).values_list(*columns)
    return asked_so[: EACH + 1]


def _ask(sources: Iterable[ModuleType], question: str, asking: Asking, kind: type[T]) -> list[T]:
    answers: list[T] = []
    for source in sources:
        function: Callable[[Asking], Iterable[T]] | None = getattr(source, question, None)
        if function is not None:
            answers += function(asking)
    return answers
