"""Everything that was asked of the register, for a file: all that have the words, not only those a page looks at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import Prefetch, prefetch_related_objects

from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.queries import register
from nscl.enterprises.queries.register import Asked, Narrowed, Place
from nscl.foundation.tenancy import Scope

CHUNK: Final = 2_000
YEARS: Final = 5
"""The last years whose figures are written."""
EVERY: Final = 2_000_000_000


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


def every(scope: Scope, asked: Asked, hits: Narrowed) -> Iterator[Enterprise]:
    """All profiles asked for, in order, each with its figures as `yearly`; some thousand at a time."""
    for rows in _chunks(scope, asked, hits):
        prefetch_related_objects(rows, "commune", "province", _YEARLY)
        yield from rows


_YEARLY: Final = Prefetch("figures", YearFigures.objects.filter(voided_at__isnull=True), to_attr="yearly")


def _chunks(scope: Scope, asked: Asked, hits: Narrowed) -> Iterator[list[Enterprise]]:
    if hits.ids is not None:  # many thousand ids are given to the database once, not again for each chunk
        order = [*register.found_in(scope, asked, hits).order_by("sort_key", "id").values_list("pk", flat=True)]
        for start in range(0, len(order), CHUNK):
            some = order[start : start + CHUNK]
            held = Enterprise.objects.in_bulk(some)
            yield [held[pk] for pk in some if pk in held]
        return
    edge: Place | None = None
    while rows := register.walk(scope, asked, hits, edge, False, CHUNK):
        yield rows
        edge = Place(rows[-1].sort_key, rows[-1].pk)
