"""The register as a file: every agency that is asked for, part by part, as CSV that Excel opens."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from django.utils.translation import gettext as _

from nscl.organisations.queries import register as registers
from nscl.organisations.queries.register import Asked, Line
from nscl.shared.cells import harmless

CHUNK = 1_000
IN_PLACE = 5_000  # agencies written while the person waits; DESIGN: more is a job
JOB = "agencies.export"
"""The work behind the page, which an upper room does: files are above this room."""


def name_of(on: dt.date) -> str:
    return f"co-quan-{on:%Y-%m-%d}.csv"


def told(asked: Asked) -> dict[str, Any]:
    """What is asked, as work behind the page keeps it: which provinces are reached is seen anew when it runs."""
    return {"on": asked.on.isoformat(), "central": asked.central, "kind": asked.kind, "words": asked.words}


def asked_again(arguments: dict[str, Any], provinces: frozenset[int]) -> Asked:
    return Asked(**{**arguments, "on": dt.date.fromisoformat(arguments["on"])}, provinces=provinces)


def ids(asked: Asked) -> list[int]:
    """Every agency asked for, in the order of the list."""
    return list(registers.register(asked).values_list("pk", flat=True))


def write(out: TextIO, found: list[int], step: Callable[[int], object] = lambda rows: None) -> None:
    """A line for each; `step` is told how many more were written."""
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((_("Cơ quan"), _("Loại"), _("Tỉnh"), _("Từ ngày"), _("Đến ngày"), _("Tiếp nối"), _("Tên khác")))
    for begin in range(0, len(found), CHUNK):
        part = found[begin : begin + CHUNK]
        writer.writerows([harmless(str(cell)) for cell in _cells(line)] for line in _lines(part))
        step(len(part))


def _lines(part: list[int]) -> Iterator[Line]:
    lines = {line.agency.pk: line for line in registers.lines(registers.among(part))}
    return (lines[pk] for pk in part if pk in lines)


def _cells(line: Line) -> tuple[object, ...]:
    agency = line.agency
    return (
        agency.name,
        agency.get_kind_display(),
        agency.province or _("Trung ương"),
        f"{agency.valid_from:%d/%m/%Y}",
        f"{agency.valid_to:%d/%m/%Y}" if agency.valid_to else "",
        "; ".join(line.former),
        "; ".join(line.also),
    )
