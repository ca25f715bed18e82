"""The log in figures: enterprises and acts by content and year, by guide, by month. One query for all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from nscl.foundation.tenancy import Scope
from nscl.plans.queries.guidance import end_of

MOST_GUIDES = 100


@dataclass(frozen=True)
class Figure:
    """Distinct enterprises, and the acts by which they were guided."""

    enterprises: int = 0
    acts: int = 0


NONE = Figure()


@dataclass
class Counts:
    """`contents` by (code, year), `years` and `whole` over all contents: no sum of rows, each enterprise once.

    `whole_contents` by code over all years; `months` by number and `guides` by (user id, name) for the last year.
    """

    first: int
    last: int
    contents: dict[tuple[str, int], Figure] = field(default_factory=dict)
    years: dict[int, Figure] = field(default_factory=dict)
    whole: Figure = NONE
    whole_contents: dict[str, Figure] = field(default_factory=dict)
    months: dict[int, Figure] = field(default_factory=dict)
    guides: dict[tuple[int | None, str], Figure] = field(default_factory=dict)


SEEN = """
WITH seen AS MATERIALIZED (
    SELECT entity_id, extract(year FROM guided_on)::int AS year, extract(month FROM guided_on)::int AS month,
           contents, guide_id, guide_name
    FROM plans_guidance
    WHERE province_id = ANY(%(provinces)s) AND guided_on BETWEEN %(first)s AND %(last)s
      AND (CASE WHEN %(moment)s::timestamptz IS NULL THEN voided_at IS NULL
           ELSE recorded_at < %(moment)s AND (voided_at IS NULL OR voided_at >= %(moment)s) END)
), told AS MATERIALIZED (
    SELECT code, year, entity_id, count(*) AS acts FROM seen, unnest(contents) AS code GROUP BY code, year, entity_id
), yearly AS MATERIALIZED (
    SELECT year, entity_id, count(*) AS acts FROM seen GROUP BY year, entity_id
)
SELECT 'content', code, year, NULL::bigint, count(*), sum(acts) FROM told GROUP BY code, year
UNION ALL SELECT 'whole_content', code, NULL, NULL, count(DISTINCT entity_id), sum(acts) FROM told GROUP BY code
UNION ALL SELECT 'year', '', year, NULL, count(*), sum(acts) FROM yearly GROUP BY year
UNION ALL SELECT 'whole', '', NULL, NULL, count(DISTINCT entity_id), sum(acts) FROM yearly
UNION ALL SELECT 'month', '', month, NULL, count(*), sum(acts) FROM (
    SELECT month, entity_id, count(*) AS acts FROM seen WHERE year = %(year)s GROUP BY month, entity_id) monthly
  GROUP BY month
UNION ALL (SELECT 'guide', guide_name, NULL, guide_id, count(*) AS n, sum(acts) FROM (
    SELECT guide_name, guide_id, entity_id, count(*) AS acts FROM seen WHERE year = %(year)s
    GROUP BY guide_name, guide_id, entity_id) guided
  GROUP BY guide_name, guide_id ORDER BY n DESC, guide_id, guide_name LIMIT %(most)s)
"""


def counts(
    scope: Scope, first: int, last: int, *, known_on: dt.date | None = None, provinces: Sequence[int] | None = None
) -> Counts:
    """The figures of the years `first` to `last`, as the log stands or stood at the end of a day."""
    reach = sorted(scope.readable if provinces is None else scope.readable & set(provinces))
    given: dict[str, Any] = {
        "provinces": reach, "first": dt.date(first, 1, 1), "last": dt.date(last, 12, 31), "moment": end_of(known_on),
        "year": last, "most": MOST_GUIDES,
    }  # fmt: skip
    out = Counts(first, last)
    with connection.cursor() as cursor:
        cursor.execute(SEEN, given)
        for kind, text, number, pk, enterprises, acts in cursor.fetchall():
            _put(out, kind, text, number, pk, Figure(enterprises, int(acts or 0)))
    return out


def _put(out: Counts, kind: str, text: str, number: int, pk: int | None, figure: Figure) -> None:
    if kind == "content":
        out.contents[text, number] = figure
    elif kind == "whole_content":
        out.whole_contents[text] = figure
    elif kind == "year":
        out.years[number] = figure
    elif kind == "whole":
        out.whole = figure
    elif kind == "month":
        out.months[number] = figure
    else:
        out.guides[pk, text] = figure
