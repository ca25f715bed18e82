"""What needs a person today, gathered from the rooms: the contract of the page "Việc hôm nay".

A module of this room that knows a room's work defines the functions it has among

    due(asking) -> Iterable[DueItem]
    waiting(asking) -> Iterable[WaitingItem]
    running(asking) -> Iterable[RunningBar]
    first_steps(asking) -> Iterable[FirstStep]

and is named in SOURCES. Each makes at most two queries, whatever the number of rows, and gives at most MOST items.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TypeVar

from nscl.accounts.models import Membership, User

SOURCES: tuple[str, ...] = (
    "nscl.interfaces.jobs_today",
    "nscl.interfaces.plans_today",
)
MOST = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Asking:
    """Whose day it is, under which membership, and which day."""

    user: User
    membership: Membership | None
    today: dt.date


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


@dataclass(frozen=True)
class FirstStep:
    """What to do first where nothing is there yet: offered by the empty columns, the first one as the page's button."""

    label: str
    url: str
    icon: str = "plus"


@dataclass(frozen=True)
class Today:
    """The page: each column in order, with how many more there are than shown."""

    due: tuple[DueItem, ...]
    waiting: tuple[WaitingItem, ...]
    running: tuple[RunningBar, ...]
    first_steps: tuple[FirstStep, ...]

    @property
    def nothing(self) -> bool:
        return not (self.due or self.waiting or self.running)


def gather(asking: Asking) -> Today:
    """Everything the sources have, soonest first; overdue before due."""
    sources = [import_module(name) for name in SOURCES]
    due = sorted(_ask(sources, "due", asking, DueItem), key=lambda item: (item.due_on, item.label))
    return Today(
        tuple(due[:MOST]),
        tuple(_ask(sources, "waiting", asking, WaitingItem))[:MOST],
        tuple(_ask(sources, "running", asking, RunningBar))[:MOST],
        tuple(_ask(sources, "first_steps", asking, FirstStep)),
    )


def _ask(sources: Iterable[ModuleType], question: str, asking: Asking, kind: type[T]) -> list[T]:
    answers: list[T] = []
    for source in sources:
        function: Callable[[Asking], Iterable[T]] | None = getattr(source, question, None)
        if function is not None:
            answers += function(asking)
    return answers
