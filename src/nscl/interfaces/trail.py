"""The audit trail as people read it: who by name and agency of that day, what in words, which object by its title."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from nscl.accounts.models import Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.foundation.audit import intact, words
from nscl.foundation.audit.recording import day_of
from nscl.foundation.audit.signing import known_keys
from nscl.foundation.models import AuditEntry

PERSON = "accounts.user"


@dataclass(frozen=True)
class Line:
    """An entry in words. `url` only where this reader can open the object; `intact`: its signature holds."""

    entry: AuditEntry
    who: str
    office: str
    behalf: str
    what: str
    kind: str
    title: str
    url: str
    detail: list[tuple[str, str]]
    intact: bool


def lines(entries: Sequence[AuditEntry], *, reader: User) -> list[Line]:
    """At most three queries, however many entries."""
    people = _People(entries)
    titles = _titles(entries, reader)
    keys = known_keys()
    return [_line(entry, people, titles, keys) for entry in entries]


def _line(entry: AuditEntry, people: _People, titles: dict[Key, Title], keys: dict[str, str]) -> Line:
    title = titles.get((entry.object_type, entry.object_id or 0))
    if entry.object_type == PERSON and entry.object_id:
        title = Title(people.name(entry.object_id), "")
    return Line(
        entry=entry,
        who=people.name(entry.actor_id) if entry.actor_id else _("Hệ thống"),
        office=people.office(entry.actor_id, day_of(entry.recorded_at)) if entry.actor_id else "",
        behalf=people.name(entry.on_behalf_of) if entry.on_behalf_of else "",
        what=words.of_code(entry.code),
        kind=words.of_model(entry.object_type),
        title=title.text if title else (_("số %(number)s") % {"number": entry.object_id} if entry.object_id else ""),
        url=title.url if title else "",
        detail=[(words.DETAIL_WORDS.get(key, key), _shown(value)) for key, value in entry.detail.items()],
        intact=intact(entry, keys),
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return "—" if value is None else str(value)


class _People:
    """Those whom entries name, each with what they were on a day."""

    def __init__(self, entries: Iterable[AuditEntry]) -> None:
        named = {e.actor_id for e in entries} | {e.on_behalf_of for e in entries}
        named |= {e.object_id for e in entries if e.object_type == PERSON}
        ids = [person for person in named if person is not None]
        self._names = dict(User.objects.filter(pk__in=ids).values_list("pk", "full_name"))
        self._held: dict[int, list[Membership]] = defaultdict(list)
        for held in Membership.objects.filter(user_id__in=self._names).select_related("agency").order_by("id"):
            self._held[held.user_id].append(held)

    def name(self, person: int | None) -> str:
        return self._names.get(person or 0) or _("Người dùng số %(number)s") % {"number": person}

    def office(self, person: int, day: dt.date) -> str:
        """`Chuyên viên, Sở Khoa học và Công nghệ`: the first membership in force on that day."""
        for held in self._held.get(person, ()):
            if held.valid_from <= day and (held.valid_to is None or day < held.valid_to):
                role = BY_CODE[held.role].name if held.role in BY_CODE else held.role
                return f"{role}, {held.agency.name}" if held.agency else str(role)
        return ""


Key = tuple[str, int]


@dataclass(frozen=True)
class Title:
    text: str
    url: str


def _titles(entries: Iterable[AuditEntry], reader: User) -> dict[Key, Title]:
    """Titles and addresses of the objects this person may open, in one query over all their tables."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.object_id:
            wanted[entry.object_type].add(entry.object_id)
    told = words.objects()
    asked = []
    for label, ids in wanted.items():
        kind = told.get(label)
        if kind and kind.title and (not kind.permission or reader.has_perm(kind.permission)):
            rows = apps.get_model(label)._default_manager.filter(pk__in=ids).order_by()
            text = Cast(kind.title, CharField())
            asked.append(rows.values_list(Value(label, CharField()), "pk", text, Cast(kind.key, CharField())))
    if not asked:
        return {}
    rows = asked[0] if len(asked) == 1 else asked[0].union(*asked[1:], all=True)
    return {
        (label, pk): Title(" ".join(text.split()), _address(told[label].route, key)) for label, pk, text, key in rows
    }


def _address(route: str, key: str) -> str:
    if not route:
        return ""
    try:
        return reverse(route, args=[key])
    except NoReverseMatch:
        return ""
