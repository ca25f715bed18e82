"""The register as a workbook or as CSV: what its list shows, in columns that can be brought in again as they are.

Row by row, in constant memory. Headings are those the import understands (`rules/list_fields`), those of figures with
their year; what it does not take (size, other names beyond the first) stands to the right under headings that mean
nothing to it.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils import translation

from nscl.enterprises.models import Enterprise
from nscl.enterprises.rules.industries import CURRENT
from nscl.enterprises.rules.list_fields import FIELDS
from nscl.organisations.models import LegalEntity
from nscl.shared.cells import harmless

Step = Callable[[int], None]
ENDINGS = ("xlsx", "csv")
BATCH = 1000
CONTACTS = ("phone", "email", "representative", "contact_name")
"""Personal data: only for who keeps the register."""
_TEXTS = ("name", "tax_code", "address", "website", "note", *CONTACTS)
_TAKEN = (
    "name", "tax_code", "other_name", "kind", "address", "commune", "phone", "email", "website", "representative",
    "contact_name", "industry", "founded_on", "status", "women_owned", "social", "note",
)  # fmt: skip
_BESIDE = ("Tỉnh", "Quy mô", "Quy mô theo số liệu của", "Các tên còn lại", "Hệ ngành cũ (VSIC 2018)")
_FIGURES = {
    "labour": "Lao động năm {} (người)", "revenue_vnd": "Doanh thu năm {} (đồng)",
    "capital_vnd": "Tổng nguồn vốn năm {} (đồng)",
}  # fmt: skip
LARGEST_NUMBER = 10**15
"""From here a spreadsheet loses the last digits of a number, so that it is written as text."""
_WIDE = {"name": 48, "address": 40, "note": 30}


@translation.override(settings.LANGUAGE_CODE)
def write(
    rows: Iterable[Enterprise],
    path: Path,
    *,
    contacts: bool,
    years: Sequence[int] = (),
    step: Step = lambda _n: None,
) -> None:
    """The profiles into a new file, by the ending of `path`: `.xlsx` or `.csv`; with `yearly` figures of `years`."""
    fields = [name for name in _TAKEN if contacts or name not in CONTACTS]
    figures = [words.format(year) for year in years for words in _FIGURES.values()]
    headings = [*(str(FIELDS[name]) for name in fields), *figures, *_BESIDE]
    words = _words()
    cells = (_cells(one, fields, years, words) for one in rows)
    if path.suffix == ".csv":
        _csv(path, headings, cells, step)
    else:
        _workbook(path, headings, [_WIDE.get(name, 20) for name in fields], cells, step)


def _words() -> dict[str, str]:
    """The words of kinds, states and sizes; said once, since asking a row for its own translates all of them anew."""
    choices = (*LegalEntity.Kind.choices, *Enterprise.Status.choices, *Enterprise.Size.choices)
    return {"": ""} | {value: str(label) for value, label in choices}


def _cells(one: Enterprise, fields: Sequence[str], years: Sequence[int], words: Mapping[str, str]) -> list[str | int]:
    current = one.industry_version == CURRENT
    told = {
        "other_name": one.other_names[0] if one.other_names else "",
        "kind": words[one.kind],
        "commune": one.commune.title if one.commune else "",
        "industry": one.industry_code if current else "",
        "founded_on": f"{one.founded_on:%d/%m/%Y}" if one.founded_on else "",
        "status": words[one.status],
        "women_owned": "x" if one.women_owned else "",
        "social": "x" if one.social else "",
    }
    told |= {name: getattr(one, name) for name in _TEXTS}
    held = {figures.year: figures for figures in getattr(one, "yearly", ())}
    known = (getattr(held.get(year), name, None) for year in years for name in _FIGURES)
    return [
        *(told[name] for name in fields),
        *("" if value is None else value for value in known),
        one.province.name, words[one.size], str(one.size_year or ""),
        "; ".join(one.other_names[1:]), "" if current else one.industry_code,
    ]  # fmt: skip


def _csv(path: Path, headings: Sequence[str], rows: Iterator[list[str | int]], step: Step) -> None:
    """UTF-8 with a mark, which Excel needs; what a spreadsheet would take for a formula begins with an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        while batch := list(islice(rows, BATCH)):
            writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in batch)
            step(len(batch))


def _workbook(
    path: Path, headings: Sequence[str], widths: Sequence[int], rows: Iterator[list[str | int]], step: Step
) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Sổ doanh nghiệp")
        head = book.add_format({"bold": True, "bg_color": "#E7EEF6", "border": 1, "text_wrap": True, "valign": "top"})
        text, number_format = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0"})
        sheet.freeze_panes(1, 1)
        for at in range(len(headings)):
            sheet.set_column(at, at, widths[at] if at < len(widths) else 20)
        for at, words in enumerate(headings):
            sheet.write_string(0, at, words, head)
        number = 0
        while batch := list(islice(rows, BATCH)):
            for row in batch:
                number += 1
                for at, cell in enumerate(row):
                    if isinstance(cell, int) and cell < LARGEST_NUMBER:
                        sheet.write_number(number, at, cell, number_format)
                    elif cell != "":
                        sheet.write_string(number, at, str(cell), text)
            step(len(batch))


def name_of(today: dt.date, ending: str) -> str:
    return f"so-doanh-nghiep-{today:%Y-%m-%d}.{ending}"
