"""The people of a province, found, filtered and paged: members past and present, and those invited.

Members and invitations are two tables in one list: a page asks each for one page and merges the two.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property

from nscl.accounts.models import Invitation, Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.foundation import clock
from nscl.organisations.models import Agency
from nscl.shared.vietnamese import fold

PAGE = 50
COUNTED = 10_000
"""Counts end here: `10.000+`."""
FEW = 5_000
PERSON, INVITED = "n", "m"


@dataclass(frozen=True)
class Asked:
    """What the filter row asks for; empty fields ask for nothing."""

    words: str = ""
    role: str = ""
    agency: int | None = None
    state: str = ""


@dataclass
class Line:
    """A person or an open invitation as the list shows it."""

    kind: str
    row: Any
    held: list[Membership] = field(default_factory=list)

    @property
    def order(self) -> tuple[str, str, int]:
        return self.row.sort_key, self.kind, self.row.pk

    @property
    def mark(self) -> str:
        """The place of the line in the list, as the address of the next page carries it: no name in it."""
        return f"{self.kind}-{self.row.pk}"

    @property
    def state(self) -> str:
        if self.kind == INVITED:
            return "expired" if self.row.expires_at <= clock.now() else "invited"
        if not any(still(member) for member in self.held):
            return "ended"
        return "active" if self.row.is_active else "locked"

    @cached_property
    def shown(self) -> list[tuple[Any, str]]:
        """(role's name, agency) of what the person is; of what they were, where nothing is left."""
        if self.kind == INVITED:
            return [(BY_CODE[self.row.role].name, self.row.agency.name if self.row.agency else "")]
        current = [member for member in self.held if still(member)] or self.held[:1]
        return [(BY_CODE[m.role].name, m.agency.name if m.agency else "") for m in current]


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    before: str = ""
    after: str = ""


def still(member: Membership) -> bool:
    """In force or to come."""
    return member.valid_to is None or member.valid_to > clock.today()


def lasting(today: dt.date) -> Q:
    """As `still`, for a query."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=today)


def _members(provinces: frozenset[int]) -> QuerySet[Membership]:
    return Membership.objects.filter(user=OuterRef("pk"), province_id__in=provinces)


def people_of(provinces: frozenset[int]) -> QuerySet[User]:
    """Whoever is, was or will be a member in these provinces."""
    return User.objects.filter(Exists(_members(provinces)))


def working(provinces: frozenset[int], *, permission: str = "") -> QuerySet[User]:
    """Open accounts with a membership in force, one that grants `permission` where that is asked."""
    from nscl.accounts.memberships import current

    rows = _members(provinces).filter(current(clock.today()))
    if permission:
        rows = rows.filter(role__in=[code for code, role in BY_CODE.items() if permission in role.permissions])
    return User.objects.filter(Exists(rows), is_active=True).order_by("sort_key", "id")


def called(provinces: frozenset[int], words: str) -> QuerySet[User]:
    """Whoever is, was or will be a member here and has these words in the name or address, in Vietnamese order."""
    return _named(people_of(provinces), words).order_by("sort_key", "id")


def invitations_of(provinces: frozenset[int]) -> QuerySet[Invitation]:
    """Open invitations, those whose link has grown old too."""
    return Invitation.objects.filter(province__within=provinces, accepted_at__isnull=True, withdrawn_at__isnull=True)


def agencies_of(provinces: frozenset[int]) -> QuerySet[Agency]:
    """Agencies somebody here is a member for."""
    held = Membership.objects.filter(province_id__in=provinces, agency__isnull=False).values("agency")
    return Agency.objects.filter(pk__in=held).order_by("sort_key", "id")


def page(provinces: frozenset[int], asked: Asked, *, many: int, after: str = "", before: str = "") -> Page:
    """One page of the list, after or before the line with this mark: four queries at most, however many people.

    `many` is what `count` gave. Few are found first and then sorted; for many the index on names is walked, since
    there the next fifty are near. Left to itself the planner walks the index for few, too, through everybody.
    """
    few = many <= FEW
    backwards = bool(before and not after)
    mark = _place(provinces, before if backwards else after)
    lines = [
        *(Line(PERSON, row) for row in _cut(_people(provinces, asked), PERSON, mark, backwards, few)),
        *(Line(INVITED, row) for row in _cut(_invitations(provinces, asked), INVITED, mark, backwards, few)),
    ]
    lines.sort(key=lambda line: line.order, reverse=backwards)
    more, lines = len(lines) > PAGE, lines[:PAGE]
    if backwards:
        lines.reverse()
    _held([line for line in lines if line.kind == PERSON], provinces)
    has_next, has_previous = (True, more) if backwards and mark else (more, mark is not None)
    return Page(
        lines,
        before=lines[0].mark if lines and has_previous else "",
        after=lines[-1].mark if lines and has_next else "",
    )


def count(provinces: frozenset[int], asked: Asked) -> int:
    """How many lines there are, counted no further than one past `COUNTED`."""
    people = _people(provinces, asked).order_by()[: COUNTED + 1].count()
    if people > COUNTED:
        return people
    return people + _invitations(provinces, asked).order_by()[: COUNTED + 1].count()


def _people(provinces: frozenset[int], asked: Asked) -> QuerySet[User]:
    if asked.state == "invited":
        return User.objects.none()
    today = clock.today()
    members = _members(provinces)
    if asked.role:
        members = members.filter(role=asked.role)
    if asked.agency:
        members = members.filter(agency_id=asked.agency)
    left = Exists(_members(provinces).filter(lasting(today)))
    if asked.state == "ended":
        found = User.objects.filter(~left, Exists(members))
    elif asked.state in ("active", "locked") or asked.role or asked.agency:
        found = User.objects.filter(Exists(members.filter(lasting(today))))
    else:
        found = User.objects.filter(Exists(members))
    if asked.state in ("active", "locked"):
        found = found.filter(is_active=asked.state == "active")
    return _named(found, asked.words)


def _invitations(provinces: frozenset[int], asked: Asked) -> QuerySet[Invitation]:
    if asked.state not in ("", "invited"):
        return Invitation.objects.none()
    found = invitations_of(provinces).select_related("agency")
    if asked.role:
        found = found.filter(role=asked.role)
    if asked.agency:
        found = found.filter(agency_id=asked.agency)
    return _named(found, asked.words)


def _named(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Every word asked for begins a word of the name, or the address; with `@` or a dot, it stands anywhere in it."""
    for word in fold(words).split():
        if "@" in word or "." in word:
            rows = rows.filter(folded__contains=word)
        else:
            rows = rows.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    return rows


def _cut(
    rows: QuerySet[Any], kind: str, mark: tuple[str, str, int] | None, backwards: bool, few: bool
) -> Iterable[Any]:
    """One page of one of the two tables, and one row more, from the mark on."""
    if mark is not None:
        key, of, pk = mark
        side = "lt" if backwards else "gt"
        tie = {f"id__{side}": pk} if kind == of else ({} if (kind < of) == backwards else {"pk__in": ()})
        beyond = Q(**{f"sort_key__{side}": key}) | Q(sort_key=key, **tie)
        rows = rows.filter(beyond, **{f"sort_key__{side}e": key})  # the latter says where the index begins
    name = Concat("sort_key", Value("")) if few else F("sort_key")
    order = (name.desc(), "-id") if backwards else (name.asc(), "id")
    return rows.order_by(*order)[: PAGE + 1]


def _place(provinces: frozenset[int], mark: str) -> tuple[str, str, int] | None:
    """Where the line with this mark stands; None for a mark of nothing here."""
    kind, _, pk = mark.partition("-")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    rows: dict[str, QuerySet[Any]] = {
        PERSON: people_of(provinces),
        INVITED: Invitation.objects.filter(province_id__in=provinces),
    }
    if kind not in rows:
        return None
    key = rows[kind].filter(pk=int(pk)).values_list("sort_key", flat=True).first()
    return None if key is None else (key, kind, int(pk))


def _held(lines: list[Line], provinces: frozenset[int]) -> None:
    """Give each person what they are and were here: one query."""
    rows = Membership.objects.filter(user__in=[line.row.pk for line in lines], province_id__in=provinces)
    by_user: dict[int, list[Membership]] = defaultdict(list)
    for member in rows.select_related("agency").order_by("-valid_from", "-id"):
        by_user[member.user_id].append(member)
    for line in lines:
        line.held = by_user[line.row.pk]
