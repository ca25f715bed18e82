"""Indicator tables: one target for every row and every column that is a year, a stage or the result wanted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from nscl.plans.importer.facts import Document, Target
from nscl.plans.importer.parse import quantities, target_periods, units
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.parse.quantities import Quantity
from nscl.plans.importer.parse.tables import Column, Head, Line, Sheet
from nscl.shared import periods, vietnamese

_GROWTH: Final = re.compile(
    r"(?<!\w)(?:tốc độ tăng|mức tăng|tỷ lệ tăng|tỉ lệ tăng|(?<!vào )(?<!cho )(?<!trong )tăng trưởng"
    r"|tăng (?:bình quân|trung bình|thêm|hằng năm"
    r"|hàng năm|so với))(?!\w)|^tăng(?!\w)|\btăng$"
)
_IN_NAME: Final = re.compile(r"\((?:đơn vị(?: tính)?|đvt)?:? ?(?P<unit>%|[^\W\d][^()]{0,40})\)\s*$", re.IGNORECASE)
_LEADING_COUNT: Final = re.compile(r"^(?:tổng )?(?:số lượng|số|tổng số)(?: lượng)? (?P<noun>.+)", re.IGNORECASE)


def targets(sheet: Sheet, document: Document) -> list[Target]:
    """The targets of an indicator table; rows whose cells hold words only give none."""
    columns = _value_columns(sheet)
    return [
        t for line in sheet.lines if not line.group and not line.total for t in _of_row(sheet, line, columns, document)
    ]


def _value_columns(sheet: Sheet) -> list[int]:
    years = sheet.indices(Column.period)
    return years or sheet.indices(Column.output)[:1] or sheet.indices(Column.quantity)[:1]


def _of_row(sheet: Sheet, line: Line, columns: list[int], document: Document) -> list[Target]:
    unit = sheet.cell(line, Column.unit).text or _unit_in_name(line.title.text)
    out = []
    spans = [line.row.spans[i] for i in columns if i < len(line.row.spans)]
    for i in columns:
        cell = line.cells[i] if i < len(line.cells) else None
        if cell is None or not re.search(r"\d", cell.text):
            continue
        merged = spans.count(line.row.spans[i]) > 1
        if merged and spans.index(line.row.spans[i]) != columns.index(i):
            continue
        head = replace(sheet.heads[i], period=None) if merged else sheet.heads[i]
        period = _period(sheet, head, line, cell, document)
        out += [_target(line, cell, quantity, period) for quantity in _values(cell, unit, line)]
    return out


def _period(sheet: Sheet, head: Head, line: Line, cell: Passage, document: Document) -> str | None:
    unit = sheet.cell(line, Column.unit).text.lower()
    stated = vietnamese.early_tones(f"{line.title.text} {unit} {cell.text}".lower())
    if re.search(r"/ ?năm(?!\w)|(?:hằng|hàng|mỗi) năm", f"{unit} {cell.text.lower()}") or re.search(
        r"(?:hằng|hàng|mỗi) năm$|/ ?năm(?!\w)", stated
    ):
        return periods.YEARLY
    return (
        head.period
        or line.period
        or _in_sentence(line)
        or sheet.node.period_hint
        or _captioned(sheet)
        or target_periods.own(document)
    )


def _in_sentence(line: Line) -> str | None:
    found = [m for m in periods.find(line.title.text) if m.kind in ("by", "year")]
    return found[-1].value if found and found[-1].kind == "by" else None


def _captioned(sheet: Sheet) -> str | None:
    """The period of the heading right above the table."""
    for node in reversed(sheet.tables[0].before[-2:]):
        if len(node.text) < 200 and not node.text.startswith("(") and (named := periods.of(node.text)):
            return named
    return None


def _unit_in_name(name: str) -> str:
    match = _IN_NAME.search(name)
    return match["unit"].strip() if match else ""


def _values(cell: Passage, unit: str, line: Line) -> list[Quantity]:
    """The numbers of a cell with the unit of their row; `≤ 3 Đông Nam Á; ≤ 50 Thế giới` holds two."""
    found = [replace(q, unit=_own_unit(q, unit)) for q in quantities.find(cell.text)]
    plain = [q for q in found if not q.money or not unit]
    if plain:
        return [replace(q, growth=_grows(line, q.unit)) for q in plain]
    return [replace(q, growth=_grows(line, q.unit)) for q in _bare(cell.text, unit, line)]


def _own_unit(quantity: Quantity, unit: str) -> str:
    return _tidy(unit) if unit and not (quantity.percent and "%" not in unit) else quantity.unit


def _bare(text: str, unit: str, line: Line) -> list[Quantity]:
    """A cell that is a number alone, given the row's unit or the noun its name counts."""
    counted = _tidy(unit) or _counted_noun(line.title.text)
    out = []
    for part in re.split(r";", text):
        probe = quantities.find(f"{part.strip()} đơn vị") if _numeric(part) else []
        out += [replace(q, unit=counted, start=0, end=len(part)) for q in probe[:1]]
    return out


def _numeric(text: str) -> bool:
    rest = re.sub(
        r"(?:từ|đến|trên|khoảng|ít nhất|tối thiểu|không dưới|trở lên|tối đa|không quá|dưới|đạt|hơn"
        r"|[\d.,\s≥≤><=~+()-])+",
        "",
        text.lower(),
    )
    return not rest and bool(re.search(r"\d", text))


def _counted_noun(name: str) -> str:
    match = _LEADING_COUNT.match(name)
    if match:
        noun = match["noun"]
        start, end = units.unit_at(quantities.prepare(noun), 0)
        return noun[start:end]
    return "%" if re.match(r"(?:tỷ|tỉ) (?:lệ|trọng)", name.lower()) else name.split("(")[0].strip()[:60]


def _tidy(unit: str) -> str:
    return re.sub(r"\s?/\s?(?:năm|kỳ)$", "", unit.strip())


def _grows(line: Line, unit: str) -> bool:
    return unit.startswith("%") and bool(_GROWTH.search(vietnamese.early_tones(line.title.text.lower())))


def _target(line: Line, cell: Passage, quantity: Quantity, period: str | None) -> Target:
    start, end = min(line.title.whole[0], cell.whole[0]), max(line.title.whole[1], cell.whole[1])
    return Target(
        min=quantity.min,
        max=quantity.max,
        qualifier=quantity.qualifier,
        unit=quantity.unit,
        period=period,
        ref=line.ref,
        text=line.text_between(start, end),
        source=(start, end),
        growth=quantity.growth,
        baseline=quantity.baseline,
    )
