"""The register as a workbook or as CSV: what its list shows, in columns that can be brought in again as they are.

Row by row, in constant memory. Headings are those the import understands (`rules/list_fields`), those of figures with
their year; what it does not take (size, other names beyond the first) stands to the right under headings that mean
nothing to it.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from django.utils import translation

from nscl.documents.rendering import long_sheets
from nscl.enterprises.models import Enterprise
from nscl.enterprises.queries.exporting import FIGURES, Row
from nscl.enterprises.rules.industries import CURRENT
from nscl.enterprises.rules.list_fields import FIELDS
from nscl.organisations.models import LegalEntity
from nscl.shared.cells import FORMULA

Step = Callable[[int], None]
Cells = Sequence[str | int | None]
ENDINGS = ("xlsx", "csv")
BATCH = 1000
CONTACTS = ("phone", "email", "representative", "contact_name")
"""Personal data: only for who keeps the register."""
_TAKEN = (
    "name", "tax_code", "other_name", "kind", "address", "commune", "phone", "email", "website", "representative",
    "contact_name", "industry", "founded_on", "status", "women_owned", "social", "note",
)  # fmt: skip
_BESIDE = ("Tỉnh", "Quy mô", "Quy mô theo số liệu của", "Các tên còn lại", "Hệ ngành cũ (VSIC 2018)")
_FIGURES = {
    "labour": "Lao động năm {} (người)", "revenue_vnd": "Doanh thu năm {} (đồng)",
    "capital_vnd": "Tổng nguồn vốn năm {} (đồng)",
}  # fmt: skip
_WIDE = {"name": 48, "address": 40, "note": 30}
_RISKY = frozenset(FORMULA)


@translation.override(settings.LANGUAGE_CODE)
def write(
    batches: Iterable[list[Row]],
    path: Path,
    *,
    contacts: bool,
    years: Sequence[int] = (),
    step: Step = lambda _n: None,
) -> int:
    """The profiles into a new file, by the ending of `path`: `.xlsx` or `.csv`; with their figures of `years`.

    How many sheets the workbook has: more than one where Excel could not show all rows in one.
    """
    kept = [at for at, name in enumerate(_TAKEN) if contacts or name not in CONTACTS]
    figures = [_FIGURES[name].format(year) for year in years for name in FIGURES]
    headings = [*(str(FIELDS[_TAKEN[at]]) for at in kept), *figures, *_BESIDE]
    rest = range(len(_TAKEN), len(_TAKEN) + len(figures) + len(_BESIDE))
    chosen, words = itemgetter(*kept, *rest), _words()
    cells: Iterator[Cells] = (chosen(_cells(row, words)) for batch in batches for row in batch)
    if path.suffix == ".csv":
        return _csv(path, headings, cells, step)
    widths = [*(_WIDE.get(_TAKEN[at], 20) for at in kept), *[20] * len(rest)]
    look = long_sheets.Look("Sổ doanh nghiệp", headings, widths, kept=1, number="#,##0")
    return long_sheets.write(path, look, cells, step)


def _words() -> dict[str, str]:
    """The words of kinds, states and sizes; said once, since asking a row for its own translates all of them anew."""
    choices = (*LegalEntity.Kind.choices, *Enterprise.Status.choices, *Enterprise.Size.choices)
    return {"": ""} | {value: str(label) for value, label in choices}


def _cells(row: Row, words: Mapping[str, str]) -> list[str | int | None]:
    (
        province, commune, figures, name, tax_code, others, kind, address, phone, email, website, representative,
        contact, version, industry, founded_on, status, women_owned, social, note, size, size_year,
    ) = row  # fmt: skip
    current = version == CURRENT
    return [
        name, tax_code, others[0] if others else "", words[kind], address, commune, phone, email, website,
        representative, contact, industry if current else "", _day(founded_on) if founded_on else "", words[status],
        "x" if women_owned else "", "x" if social else "", note, *figures, province, words[size],
        str(size_year) if size_year else "", "; ".join(others[1:]), "" if current else industry,
    ]  # fmt: skip


@lru_cache(maxsize=50_000)
def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _csv(path: Path, headings: Sequence[str], rows: Iterator[Cells], step: Step) -> int:
    """UTF-8 with a mark, which Excel needs; what a spreadsheet would take for a formula begins with an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        while batch := [*islice(rows, BATCH)]:
            writer.writerows(
                [f"'{cell}" if cell.__class__ is str and cell[:1] in _RISKY else cell for cell in row] for row in batch
            )
            step(len(batch))
    return 1


def name_of(today: dt.date, ending: str) -> str:
    return f"so-doanh-nghiep-{today:%Y-%m-%d}.{ending}"
