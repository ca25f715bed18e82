"""The words in which a room declares its routes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from matrix.world import OUR_CODE, OURS, THEIRS, Side
from nscl.config.testing.cast import PEOPLE

LOGIN = "sign in"
VISITOR = "anonymous"
PARTS = (VISITOR, *PEOPLE)
MEMBERS = tuple(part for part, (_, _, code) in PEOPLE.items() if code == OUR_CODE)
SIGNED_IN = tuple(PEOPLE)
EDITORS = ("officer", "second_officer", "head")
READERS = (*EDITORS, "cooperating", "ministry")
EVERYONE = PARTS

Status = int | str
Factory = Callable[[Side], Any]


def _pk(made: Any) -> Sequence[Any]:
    return [made.pk]


@dataclass(frozen=True)
class Route:
    """A route and one method of it: how to reach it, and what each person gets."""

    name: str
    method: str
    may: tuple[str, ...]
    make: Factory | None = None
    args: Callable[[Any], Sequence[Any]] = _pk
    send: Callable[[Any], Mapping[str, Any]] | None = None
    query: Callable[[Any], str] | None = None
    done: int = 200
    refused: int = 403
    others: Mapping[str, Status] = field(default_factory=dict)
    shows: Callable[[Any], str] | None = None
    unseen: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    because: str = ""
    public: str = ""
    national: str = ""
    during: Callable[[], AbstractContextManager[Any]] = nullcontext

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    @property
    def of_object(self) -> bool:
        """Whether the address or what is sent names an object; a list only shows some."""
        return self.make is not None and self.shows is None

    @property
    def addressed(self) -> bool:
        """Whether the address has parts to fill in: those of an object, or fixed ones that the entry gives."""
        return self.make is not None or self.args is not _pk

    @property
    def own(self) -> bool:
        """Whether the view is ours; a library's takes PUT for a POST without a form."""
        return not self.name.startswith(("account_", "mfa_", "socialaccount_", "openid_connect"))

    @property
    def sides(self) -> tuple[str, ...]:
        return (OURS, THEIRS) if self.of_object else (OURS,)

    def wanted(self, part: str, side: str) -> Status:
        """What `part` gets for the object of `side`."""
        if side == OURS or self.national:
            return self._ours(part)
        if part in MEMBERS:
            return 404
        return self._ours("officer" if part == "stranger" else part)

    def lets(self, part: str, side: str) -> bool:
        """Whether `part` is let through: gets what it came for, and not by an exception that `others` tells."""
        mirrored = "officer" if side == THEIRS and part == "stranger" else part
        return self.wanted(part, side) == self.done and mirrored not in self.others

    def _ours(self, part: str) -> Status:
        if part in self.others:
            return self.others[part]
        as_officer = part == "stranger" and (not self.of_object or bool(self.national))
        if part in self.may or (as_officer and "officer" in self.may):
            return self.done
        if part == VISITOR:
            return LOGIN
        if self.of_object and not self.national and part in ("stranger", "nobody"):
            return 404
        return self.refused

    def sees(self, part: str, side: str) -> bool:
        """Whether a list tells `part` of the object of `side`: members their province's, the ministry both."""
        if part in self.unseen:
            return False
        return part == "ministry" or part in (MEMBERS if side == OURS else ("stranger",))


def get(name: str, make: Factory, *, may: Iterable[str], **more: Any) -> Route:
    """A page of one object."""
    return _route(name, "GET", may, make=make, **more)


def listing(name: str, make: Factory, *, shows: Callable[[Any], str], may: Iterable[str], **more: Any) -> Route:
    """A page or a file that tells of an object by the words `shows` where the reader's province has it, nowhere else.

    `unseen` are people who get the page and are told of neither.
    """
    return _route(name, "GET", may, **{"args": lambda made: [], **more, "make": make, "shows": shows})


def post(
    name: str,
    make: Factory | None,
    *,
    may: Iterable[str],
    changes: str | Sequence[str],
    send: Callable[[Any], Mapping[str, Any]] = lambda made: {},
    **more: Any,
) -> Route:
    """A change of one object, told by the tables (`app_label.model`) in which it must be seen."""
    tables = (changes,) if isinstance(changes, str) else tuple(changes)
    return _route(name, "POST", may, make=make, send=send, changes=tables, **{"done": 302, **more})


def alone(name: str, *, may: Iterable[str], because: str, method: str = "GET", **more: Any) -> Route:
    """A page without an object; `because` says why none could be of another province."""
    return _route(name, method, may, because=because, **more)


def _route(name: str, method: str, may: Iterable[str], **more: Any) -> Route:
    return Route(name, method, tuple(may), **more)
