"""The rows of a list, part by part: read, judged, written; each part and what became of it in one transaction.

A stop in the middle leaves whole parts; the next run goes on below the last of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from nscl.documents import tables
from nscl.enterprises.actions import list_figures, settling, staging
from nscl.enterprises.actions.list_figures import Stated
from nscl.enterprises.actions.reading_ahead import ahead
from nscl.enterprises.models import EnterpriseList, ListPart
from nscl.enterprises.queries import lists, places
from nscl.enterprises.reference import thresholds_on
from nscl.enterprises.rules import stored
from nscl.enterprises.rules.list_rows import Read, Reader
from nscl.enterprises.rules.size import Figures, Sector, size_of
from nscl.foundation import audit, clock

PART, FIRST = 40_000, 4_000
"""Rows of a part; of the first one, for which the database waits."""
WEIGHED = 1_000
"""Rows after which the planner is told how much there is; and again whenever as many have come to them."""
_SIZED = frozenset({"enterprise"})
Fault = tuple[int, bool, list[str], list[str]]
"""The row, whether it was refused, its cells, the reasons."""


@dataclass
class _Part:
    """Rows on their way: what is to be written, what was judged already (a letter, cells, reasons by row)."""

    first: int
    last: int = 0
    rows: staging.Rows = field(default_factory=staging.Rows)
    judged: dict[int, tuple[str, list[str], list[str]]] = field(default_factory=dict)
    remarks: dict[int, tuple[list[str], list[str]]] = field(default_factory=dict)
    cells: dict[int, list[str]] = field(default_factory=dict)
    earlier: dict[int, list[Stated]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.judged)


@translation.override(settings.LANGUAGE_CODE)
def run(found: EnterpriseList, *, by: Any, step: Callable[[int], None] = lambda _rows: None, size: int = PART) -> None:
    """Deal with the rows that have not been dealt with yet. `step` is told how many rows each part had.

    Reasons are kept with the rows, so they are in Vietnamese, whoever started.
    """
    after = lists.tally(found)
    number, told, weighed = after.parts, 0, 0
    with lists.on_disk(found.attachment) as path:
        opened = tables.look(path)
        judge = _Judge(found)
        with settling.beside() as settle, ahead(_parts(found, judge, opened, after.last_line, size)) as parts:
            for part in parts:
                number += 1
                with transaction.atomic():
                    _write(found, part, number, by, judge.year)
                if part.count >= size:
                    settle()
                told += part.count
                if told >= max(2 * weighed, WEIGHED):
                    settling.weigh()
                    weighed = told
                step(part.count)
        if told > weighed > 0:
            settling.weigh()
        formulas = sum(n for at, n in opened.formulas.items() if at < len(found.columns) and found.columns[at])
    with transaction.atomic():
        held = EnterpriseList.objects.select_for_update().get(pk=found.pk)
        if held.ended_at is None:
            held.ended_at, held.formulas = clock.now(), formulas
            held.started_at = held.started_at or held.ended_at
            held.save(update_fields=["started_at", "ended_at", "formulas"])
            end = lists.tally(held)
            audit.record(
                "enterprise_list.ended", held, by=by,
                detail={"added": end.added, "changed": end.changed, "same": end.same, "refused": end.wrong},
            )  # fmt: skip


def rehearse(
    found: EnterpriseList, *, by: Any, counted: Counter[str], step: Callable[[int], None], size: int = PART
) -> Iterator[Fault]:
    """Deal with every row and take all of it back, part by part: the rows that would be refused, in order.

    `counted`: how many rows had which fate, and how many figures would be replaced (`replaced`).
    """
    with lists.on_disk(found.attachment) as path:
        judge = _Judge(found)
        with ahead(_parts(found, judge, tables.look(path), 0, size)) as parts:
            for part in parts:
                with transaction.atomic():
                    outcome = _put(found, part, by, judge.year)
                    transaction.set_rollback(True)
                counted.update(outcome.fates.replace("-", ""))
                counted["replaced"] += outcome.replaced
                yield from sorted(fault for fault in outcome.faults if fault[1])
                step(part.count)


class _Judge:
    """What the rows are judged by; the database is asked here and no more."""

    def __init__(self, found: EnterpriseList) -> None:
        reader = Reader(
            found.columns, found.headings, commune=places.communes_by_words(found.province),
            version=found.industry_version, today=clock.today(), year=found.year,
        )  # fmt: skip
        self.read, self.year = reader.read, reader.year
        self.prepare = _Preparer(reader.year)
        self._earlier = reader.earlier

    def earlier(self, read: Read) -> list[Stated]:
        """What the row says of years before the last that the list is of."""
        told: dict[int, dict[str, int]] = {}
        for key, name, year in self._earlier:
            if isinstance(value := read.values.get(key), int):
                told.setdefault(year, {})[name] = value
        return [Stated(year, one.get("labour"), one.get("revenue"), one.get("capital")) for year, one in told.items()]


def _parts(found: EnterpriseList, judge: _Judge, opened: tables.Opened, done: int, size: int) -> Iterator[_Part]:
    """The rows below the heading that are not dealt with yet, `size` at a time. Asks the database nothing."""
    seen: dict[int, int] = {}
    part: _Part | None = None
    enough = min(FIRST, size)
    for line, cells in tables.rows(opened, found.sheet):
        if line <= found.head_line:
            continue
        read = judge.read(cells)
        above = _above(read, seen, line)
        if line <= done:
            continue
        part = part or _Part(first=line)
        part.last = line
        if read.faults:
            part.judged[line] = ("r", cells, read.faults)
        elif above:
            part.judged[line] = ("d", cells, [_("Trùng với dòng %(line)s của tệp") % {"line": above}])
        else:
            part.rows.add(judge.prepare(line, read))
            if "tax_code" not in read.values:  # the register may not tell which one is meant
                part.cells[line] = cells
            if earlier := judge.earlier(read):
                part.earlier[line] = earlier
            if read.remarks:
                part.remarks[line] = (cells, read.remarks)
        if part.count >= enough:
            part.rows.sealed()
            yield part
            part, enough = None, size
    if part is not None:
        part.rows.sealed()
        yield part


def _above(read: Read, seen: dict[int, int], line: int) -> int:
    """The row above that is of the same enterprise: the same code, or no code, the same name and commune. 0: none."""
    values = read.values
    if read.faults:
        return 0
    code = values.get("tax_code")
    key = hash(code) if code else hash((str(values["name"]).casefold(), values.get("commune"), values["kind"]))
    return 0 if (first := seen.setdefault(key, line)) == line else first


class _Preparer:
    """Turns what was read into a row of the stage; its figures, if any, are of `year`."""

    def __init__(self, year: int | None) -> None:
        day = dt.date((year or clock.today().year) + 1, 1, 1)
        self._thresholds = {sector.value: thresholds_on(sector, day) for sector in Sector}

    def __call__(self, line: int, read: Read) -> tuple[Any, ...]:
        got = read.values.get
        name, code, other = str(got("name")), str(got("tax_code", "")), str(got("other_name", ""))
        kept = stored.of(name, code, (other,) if other else ())
        sector = str(got("sector", ""))
        size, basis = self._size(read, sector)
        return (
            line,
            code,
            name,
            kept["folded"],
            kept["sort_key"],
            kept["name_key"],
            kept["search"],
            got("kind"),
            other,
            got("address", ""),
            got("commune"),
            got("phone", ""),
            got("email", ""),
            got("website", ""),
            got("representative", ""),
            got("contact_name", ""),
            got("industry_version"),
            got("industry_code", ""),
            sector,
            got("founded_on"),
            got("status", ""),
            got("women_owned"),
            got("social"),
            got("note", ""),
            got("labour"),
            got("revenue"),
            got("capital"),
            size,
            basis,
        )

    def _size(self, read: Read, sector: str) -> tuple[str, str]:
        """The size by what the row says, where it says enough and sizes apply (`rules/sizing`); the decree."""
        got = read.values.get
        labour, capital, revenue = got("labour"), got("capital"), got("revenue")
        limits = self._thresholds.get(sector, ())
        if (
            not limits
            or got("kind") not in _SIZED
            or not (isinstance(labour, int) and isinstance(revenue, int) and isinstance(capital, int))
        ):
            return "", ""
        return size_of(Figures(labour, revenue, capital), limits).value, limits[0].basis


@dataclass(frozen=True)
class _Outcome:
    """What became of a part: a letter for each row from its first, rows to be told about, figures replaced."""

    fates: str
    faults: list[Fault]
    replaced: int
    at: dt.datetime


def _put(found: EnterpriseList, part: _Part, by: Any, year: int | None) -> _Outcome:
    """The part's rows into the register."""
    now = clock.now()
    written = staging.write(
        part.rows, province_id=found.province_id, list_id=found.pk, by_id=getattr(by, "pk", None), at=now,
        overwrite=found.overwrite, year=year,
    )  # fmt: skip
    replaced = list_figures.settle(
        written.fates, part.earlier, province_id=found.province_id, year=year, overwrite=found.overwrite, by=by, at=now
    )
    fates = written.fates | {line: fate for line, (fate, _cells, _why) in part.judged.items()}
    letters = "".join(fates.get(line, "-") for line in range(part.first, part.last + 1))
    return _Outcome(letters, _faults(part, written), replaced, now)


def _write(found: EnterpriseList, part: _Part, number: int, by: Any, year: int | None) -> None:
    """The part's rows into the register, and what became of each; one entry of the audit for all of them."""
    outcome = _put(found, part, by, year)
    letters = outcome.fates
    record = ListPart(
        province_id=found.province_id, list=found, number=number, first_line=part.first, last_line=part.last,
        fates=letters, recorded_at=clock.now(), added=letters.count("n"), changed=letters.count("u"),
        same=letters.count("s"), refused=letters.count("r"), repeated=letters.count("d"), replaced=outcome.replaced,
        written_at=outcome.at,
    )  # fmt: skip
    record.save(force_insert=True)
    staging.write_faults(outcome.faults, province_id=found.province_id, list_id=found.pk)
    counted = {name: getattr(record, name) for name in lists.COUNTED}
    audit.record("enterprise_list.part", found, by=by, detail={"part": number, **counted})


def _faults(part: _Part, written: staging.Written) -> list[Fault]:
    told = [(line, True, cells, why) for line, (_fate, cells, why) in part.judged.items()]
    told += [(line, True, part.cells[line], [why]) for line, why in written.refused.items()]
    told += [(line, False, cells, why) for line, (cells, why) in part.remarks.items() if line not in written.refused]
    return [(line, refused, cells, [reason[:500] for reason in why]) for line, refused, cells, why in told]
