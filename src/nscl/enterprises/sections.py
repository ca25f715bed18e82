"""What other rooms tell of an enterprise on its page: each part is provided by whoever composes rooms.

    sections.provide(guidance)          # in AppConfig.ready of the room that composes
    def guidance(about: About) -> Part | None

Every part's question is asked in one query together; None where the person may not see it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BigIntegerField, DateField, Expression, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from nscl.accounts.models import User
from nscl.enterprises.models import Enterprise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 5


@dataclass(frozen=True)
class About:
    """Whose page is shown, to whom, in which of its provinces they may read."""

    enterprise: Enterprise
    user: User
    readable: frozenset[int]


class Row(NamedTuple):
    """One answer. What the columns mean is the part's own; those it does not name are empty."""

    part: int
    pk: int
    on: dt.date | None
    about: int | None
    one: str
    two: str


@dataclass(frozen=True)
class Line:
    """A thing that happened: what, when, where it opens."""

    label: str
    on: dt.date | None = None
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class Part:
    """`query`: filtered and ordered, its first MOST rows are shown; `columns` names a field or an expression for the
    columns of `Row` that it uses. `url` leads to all of them, `add_url` to the next one."""

    title: StrOrPromise
    icon: str
    query: QuerySet[Any]
    columns: dict[str, str | Expression]
    show: Callable[[Row], Line]
    url: str = ""
    add_label: StrOrPromise = ""
    add_url: str = ""
    empty: StrOrPromise = ""
    order: int = 50


@dataclass
class Section:
    """A part with its lines; `more`: there are others."""

    part: Part
    lines: list[Line] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True)
class Note:
    """Something reckoned rather than listed, beside the profile: a few lines, and where one goes on. `flags` are things
    to look at first."""

    title: StrOrPromise
    lines: tuple[Line, ...] = ()
    flags: tuple[Line, ...] = ()
    told: StrOrPromise = ""
    action_label: StrOrPromise = ""
    action_url: str = ""
    action_icon: str = "arrow-right"


Teller = Callable[[About], Note | None]
_tellers: list[Teller] = []
Provider = Callable[[About], Part | None]
_providers: list[Provider] = []
_COLUMNS: dict[str, Any] = {
    "pk": BigIntegerField(), "on": DateField(), "about": BigIntegerField(), "one": TextField(), "two": TextField(),
}  # fmt: skip


def provide(*providers: Provider) -> None:
    _providers.extend(provider for provider in providers if provider not in _providers)


def tell(*tellers: Teller) -> None:
    _tellers.extend(teller for teller in tellers if teller not in _tellers)


def notes(about: About) -> list[Note]:
    """What somebody reckons of it, for who may see it; each asks its own few questions."""
    return [note for teller in _tellers if (note := teller(about))]


def of(about: About) -> list[Section]:
    """Every part that somebody tells, in order; at most one query."""
    parts = sorted((part for provider in _providers if (part := provider(about))), key=lambda part: part.order)
    found = [Section(part) for part in parts]
    if parts:
        first, *others = (_select(number, part) for number, part in enumerate(parts))
        for values in first.union(*others, all=True) if others else first:
            row = Row(*values)
            section = found[row.part]
            if len(section.lines) < MOST:
                section.lines.append(section.part.show(row))
            else:
                section.more = True
    return found


def _select(number: int, part: Part) -> QuerySet[Any, Any]:
    columns: dict[str, Any] = {"row_part": Value(number)}
    for name, kind in _COLUMNS.items():
        asked = part.columns.get(name, "pk" if name == "pk" else None)
        empty = Value("") if isinstance(kind, TextField) else Value(None)
        columns[f"row_{name}"] = Cast(empty if asked is None else F(asked) if isinstance(asked, str) else asked, kind)
    asked_so: QuerySet[Any, Any] = part.query.annotate(**columns).values_list(*columns)
    return asked_so[: MOST + 1]
