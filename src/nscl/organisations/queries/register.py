"""The register as pages show it: a page of agencies, an agency's story, what was decided about names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet

from nscl.organisations.models import Agency, AgencyAlias, AgencyChange, AgencySuccession
from nscl.organisations.queries.provinces import in_force
from nscl.organisations.rules.agency_names import looked_for
from nscl.shared.vietnamese import fold

# What took over by a day; what went in at any time.
_AFTER = """
WITH RECURSIVE after(id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT s.successor_id FROM organisations_agencysuccession s JOIN after a ON s.predecessor_id = a.id
    WHERE s.effective_on <= %s
) SELECT id FROM after
"""
_BEFORE = """
WITH RECURSIVE before(root, id) AS (
    SELECT id, id FROM unnest(%s::bigint[]) AS roots(id)
    UNION
    SELECT b.root, s.predecessor_id FROM organisations_agencysuccession s JOIN before b ON s.successor_id = b.id
) SELECT b.root, a.name, a.sort_key FROM before b JOIN organisations_agency a USING (id) WHERE b.root <> b.id
"""
MOST = 1_000
"""How many agencies of any time may bear the words looked for, before the search is cut short."""
MOST_WORDS = 12


@dataclass(frozen=True)
class Asked:
    """What part of the register is looked at."""

    on: dt.date
    provinces: frozenset[int]
    central: bool = False
    kind: str = ""
    words: str = ""


@dataclass
class Line:
    """An agency with the names of all that went into it and the other names it is known by."""

    agency: Agency
    former: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)


def register(asked: Asked) -> QuerySet[Agency]:
    """Agencies in force on the day, in Vietnamese order. Words find an agency by its name, an old name, an alias."""
    where = Q(province__isnull=True) if asked.central else Q(province_id__in=asked.provinces)
    found = Agency.objects.filter(where, in_force(asked.on)).select_related("province").order_by("sort_key", "id")
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if words := fold(" ".join(asked.words.split())):
        found = found.filter(pk__in=_called(words, where, asked.on))
    return found


def among(ids: list[int]) -> QuerySet[Agency]:
    """These agencies, in no order."""
    return Agency.objects.filter(pk__in=ids).select_related("province")


def _called(words: str, where: Q, on: dt.date) -> list[int]:
    """Ids of the agencies so called at any time, and of all that had taken them over by the day."""
    bears = _bears(words)
    called = bears | Q(pk__in=AgencyAlias.objects.filter(bears).order_by().values("agency_id"))
    ids = list(Agency.objects.filter(where, called).order_by("id").values_list("pk", flat=True)[:MOST])
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [ids, on])
        return [row[0] for row in cursor.fetchall()]


def _bears(words: str) -> Q:
    """Names with this text in them, or with all its words, whole and in any order, abbreviations written out."""
    every = Q()
    for word in looked_for(words)[:MOST_WORDS]:
        every &= Q(folded__regex=rf"\m{word}\M")
    return Q(folded__contains=words) | every if every else Q(folded__contains=words)


def lines(agencies: Iterable[Agency]) -> list[Line]:
    """The agencies of one page with their former and other names: two queries."""
    found = {agency.pk: Line(agency) for agency in agencies}
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [list(found)])
        rows = cursor.fetchall()
    former: dict[int, set[tuple[str, str]]] = {}
    for root, name, key in rows:
        if name != found[root].agency.name:
            former.setdefault(root, set()).add((key, name))
    for pk, names in former.items():
        found[pk].former = [name for _, name in sorted(names)]
    for alias in AgencyAlias.objects.filter(agency_id__in=found).order_by("id"):
        line = found[alias.agency_id]
        if alias.folded not in {fold(name) for name in (line.agency.name, *line.former)}:
            line.also.append(alias.name)
    return list(found.values())


@dataclass(frozen=True)
class Story:
    """What an agency came from, what it became, what was recorded about it, and what documents call it."""

    before: list[AgencySuccession]
    after: list[AgencySuccession]
    changes: list[AgencyChange]
    aliases: list[AgencyAlias]


def story(agency: Agency) -> Story:
    """Four queries."""
    related = AgencySuccession.objects.select_related("predecessor__province", "successor__province", "change")
    return Story(
        list(related.filter(successor=agency).order_by("effective_on", "predecessor__sort_key", "id")),
        list(related.filter(predecessor=agency).order_by("id")),
        list(changes(AgencyChange.objects.filter(agency_ids__contains=[agency.pk]))[:100]),
        list(AgencyAlias.objects.filter(agency=agency).select_related("province").order_by("-decided", "id")[:200]),
    )


def changes(rows: QuerySet[AgencyChange]) -> QuerySet[AgencyChange]:
    """Changes with their province, the latest first."""
    return rows.select_related("province").order_by("-recorded_at", "-id")


def decided(provinces: frozenset[int]) -> QuerySet[AgencyAlias]:
    """Names that officers of these provinces gave a meaning, the latest first."""
    rows = AgencyAlias.objects.filter(decided=True, province_id__in=provinces)
    return rows.select_related("agency__province", "province").order_by("-id")


@dataclass(frozen=True)
class Use:
    """Where an agency is used: words, how often, and the address to look at, where there is one."""

    label: str
    count: int
    url: str = ""


Uses = Callable[[Agency], list[tuple[str, int, str]]]
_providers: list[Uses] = []


def provide_uses(of: Uses) -> None:
    """An upper room tells where it uses agencies: `of` gives label, count and address."""
    if of not in _providers:
        _providers.append(of)


def uses(agency: Agency) -> Iterator[Use]:
    """What upper rooms say they use the agency for."""
    for of in _providers:
        yield from (Use(*use) for use in of(agency))
