"""Everything that was asked of the register, for a file: all that have the words, not only those a page looks at.

Plain values, not instances: of a million profiles, making instances took two thirds of the time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from nscl.enterprises.models import YearFigures
from nscl.enterprises.queries import register
from nscl.enterprises.queries.register import Asked, Narrowed, Place, Values
from nscl.foundation.tenancy import Scope
from nscl.organisations.models import Commune, Province

CHUNK: Final = 4_000
YEARS: Final = 5
"""The last years whose figures are written."""
EVERY: Final = 2_000_000_000
FIGURES: Final = ("labour", "revenue_vnd", "capital_vnd")


class Row(NamedTuple):
    """A profile as a file tells of it. `figures`: those of `FIGURES` of each year asked for, in order."""

    province: str
    commune: str
    figures: Sequence[int | None]
    name: str
    tax_code: str
    other_names: list[str]
    kind: str
    address: str
    phone: str
    email: str
    website: str
    representative: str
    contact_name: str
    industry_version: int | None
    industry_code: str
    founded_on: dt.date | None
    status: str
    women_owned: bool
    social: bool
    note: str
    size: str
    size_year: int | None


_PLAIN: Final = Row._fields[3:]
_COLUMNS: Final = ("province_id", "commune_id", *_PLAIN, "sort_key", "id")


def few(scope: Scope, asked: Asked, most: int) -> Narrowed | None:
    """What words leave, where no more than `most` profiles are asked for; None where there are more."""
    hits = register.narrowed(asked, most=4 * most)
    return None if hits.many or register.total(scope, asked, hits) > most else hits


def all_of(asked: Asked) -> Narrowed:
    return register.narrowed(asked, most=EVERY)


def how_many(scope: Scope, asked: Asked, hits: Narrowed) -> int:
    """How many, counted to the end."""
    return register.found_in(scope, asked, hits).order_by().count()


def years(scope: Scope, asked: Asked, hits: Narrowed) -> list[int]:
    """The last years of which any of the profiles has figures, the first one first."""
    among = register.found_in(scope, asked, hits).order_by().values("pk")
    held = YearFigures.objects.filter(voided_at__isnull=True, enterprise__in=among)
    return sorted(held.order_by("-year").values_list("year", flat=True).distinct()[:YEARS])


def every(scope: Scope, asked: Asked, hits: Narrowed, years: Sequence[int]) -> Iterator[list[Row]]:
    """All profiles asked for, in order, some thousand at a time, each with its figures of `years`."""
    provinces = dict(Province.objects.values_list("pk", "name"))
    communes: dict[int | None, str] = {None: ""}
    for found in _chunks(scope, asked, hits):
        _learn(communes, {values[1] for values in found})
        held = _figures([values[-1] for values in found], years)
        none = [None] * (len(FIGURES) * len(years))
        yield [
            Row(provinces[values[0]], communes[values[1]], held.get(values[-1], none), *values[2:-2])
            for values in found
        ]  # fmt: skip


def _learn(communes: dict[int | None, str], asked: set[int | None]) -> None:
    unknown = [pk for pk in asked if pk is not None and pk not in communes]
    if unknown:
        communes.update((one.pk, one.title) for one in Commune.objects.filter(pk__in=unknown))


def _figures(ids: Sequence[int], years: Sequence[int]) -> dict[int, list[int | None]]:
    """Those recorded of `years`, of the profiles that have any; of a merged one nothing beside those of the other."""
    held: dict[int, list[int | None]] = {}
    if not years:
        return held
    places = {year: at * len(FIGURES) for at, year in enumerate(years)}
    for pk, year, *figures in register.figures_of(ids, years, FIGURES):
        known = held.get(pk)
        if known is None:
            known = held[pk] = [None] * (len(FIGURES) * len(years))
        known[places[year] : places[year] + len(FIGURES)] = figures
    return held


def _chunks(scope: Scope, asked: Asked, hits: Narrowed) -> Iterator[list[Values]]:
    if hits.ids is not None:  # many thousand ids are given to the database once, not again for each chunk
        order = [*register.found_in(scope, asked, hits).order_by("sort_key", "id").values_list("pk", flat=True)]
        for start in range(0, len(order), CHUNK):
            some = order[start : start + CHUNK]
            held = {values[-1]: values for values in register.values_of(some, _COLUMNS)}
            yield [held[pk] for pk in some if pk in held]
        return
    edge: Place | None = None
    while found := register.walk_values(scope, asked, hits, edge, CHUNK, _COLUMNS):
        yield found
        edge = Place(*found[-1][-2:])
