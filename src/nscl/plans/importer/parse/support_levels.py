"""Tables of support levels: TT | Nội dung hỗ trợ | Mức hỗ trợ | Tối đa, in any order."""

from __future__ import annotations

import re
from typing import Final

from nscl.plans.importer.facts import SupportRule
from nscl.plans.importer.parse import support_figures
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.parse.tables import Column, Line, Sheet
from nscl.shared import money, numerals

_NUMBER: Final = re.compile(rf"\s*(?P<number>{numerals.DIGITS})\s*(?P<percent>%)?\s*")


def rules(sheet: Sheet) -> list[SupportRule]:
    """One rule for every row that has a rate or an amount; a row's own heading gives what it leaves out."""
    out = []
    for line in sheet.lines:
        rate, cap, per = _figures(sheet, line)
        if line.total or (rate is None and cap is None):
            continue
        cells = [c for c in line.cells if c.text]
        start, end = min(c.whole[0] for c in cells), max(c.whole[1] for c in cells)
        text = line.text_between(start, end)
        out.append(SupportRule(line.title.text, rate, cap, per, line.ref or sheet.node.ref, text, (start, end)))
    return out


def _figures(sheet: Sheet, line: Line) -> tuple[support_figures.Number | None, int | None, str | None]:
    rate: support_figures.Number | None = None
    cap: int | None = None
    per = sheet.cell(line, Column.unit).text or None
    for i, head in enumerate(sheet.heads):
        cell = line.cells[i]
        if head.meaning not in (Column.rate, Column.cap, Column.amount) or not cell.text or cell is line.title:
            continue
        found_rate, found_cap, found_per = _cell(cell, head.text, worth=_worth(sheet, head.text))
        rate = found_rate if rate is None else rate
        cap = found_cap if cap is None else cap
        per = found_per or per
    return rate, cap, per


def _worth(sheet: Sheet, head: str) -> int | None:
    return money.unit_worth(head) or money.unit_worth(sheet.caption)


def _cell(
    cell: Passage, head: str, *, worth: int | None
) -> tuple[support_figures.Number | None, int | None, str | None]:
    number = _NUMBER.fullmatch(cell.text)
    if number:
        value = numerals.parse(number["number"])
        if number["percent"] or ("%" in head and not money.unit_worth(head)):
            return value, None, None
        if worth:
            return None, money.scaled(number["number"], worth, comma_groups=worth == 1), None
        return (
            (value, None, None)
            if value is not None and value <= 100 and "tối đa" not in head.lower()
            else (None, None, None)
        )
    text = f"Hỗ trợ {cell.text}"
    rates, caps = support_figures.rates(text), support_figures.caps(text, stated=True)
    per = text[slice(*caps[0].per)] if caps and caps[0].per else None
    return rates[0].percent if rates else None, caps[0].vnd if caps else None, per
