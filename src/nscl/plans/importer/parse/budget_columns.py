"""Which columns of a budget table hold the amount, its parts, quantity and price, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.parse.tables import Column, Line, Sheet
from nscl.plans.importer.source import Span
from nscl.shared import money, numerals, vietnamese

Number = int | float

_TOTAL_HEAD: Final = re.compile(
    r"thanh tien|tong (?:so|cong|kinh phi|tien|du toan|von|muc|gia tri|nhu cau)|^tong\b|^cong\b|^kinh phi|^so tien"
    r"|^du toan"
)
_NUMERIC: Final = re.compile(rf"[-–]|0|{numerals.DIGITS}|\d{{1,3}}(?: \d{{3}})+")
_GROUPED_COMMA: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_DECIMALS: Final = re.compile(r"[.,](\d{1,2}|\d{4,})$")


@dataclass(slots=True)
class Amounts:
    """The figures of a table in đồng. `total` is the amount column (None: the sum of `parts`), `worth` its unit."""

    sheet: Sheet
    total: int | None
    parts: list[int]
    quantities: list[int]
    price_column: int | None
    worth: int
    price_worth: int
    unit: str | None
    unit_span: Span | None
    comma_groups: bool
    any: bool = field(default=False)

    def at(self, line: Line, column: int | None, worth: int) -> int | None:
        """The đồng in one cell; None for an empty cell, a dash or words."""
        cell = self._cell(line, column)
        if cell is None:
            return None
        text = cell.text.partition(" (")[0].strip(" *")  # a note, or a line that ran into the last cell
        if _NUMERIC.fullmatch(text) and text not in "-–":
            return money.scaled(text.replace(" ", "."), worth, comma_groups=self.comma_groups)
        first = next(money.find(text, bare=True), None)
        return first.vnd if first else None

    def of(self, line: Line) -> int | None:
        if self.total is not None:
            return self.at(line, self.total, self.worth)
        values = [v for v in (self.at(line, i, self.worth) for i in self.parts) if v is not None]
        return sum(values) if values else None

    def part_values(self, line: Line) -> list[int | None]:
        return [self.at(line, i, self.worth) for i in self.parts]

    def price(self, line: Line) -> int | None:
        return self.at(line, self.price_column, self.price_worth)

    def quantity(self, line: Line) -> Number | None:
        """The first quantity; a table may have two (persons and days)."""
        values = self.all_quantities(line)
        return values[0] if values else None

    def all_quantities(self, line: Line) -> list[Number]:
        out = []
        for i in self.quantities:
            cell = self._cell(line, i)
            value = numerals.parse(cell.text, comma_groups=self.comma_groups) if cell else None
            if value is not None:
                out.append(value)
        return out

    def measure(self, line: Line) -> str | None:
        i = self.sheet.index(Column.unit)
        cell = self._cell(line, i)
        return cell.text if cell and cell is not line.title else None

    def decimals(self, line: Line, column: int | None) -> int:
        cell = self._cell(line, column)
        match = _DECIMALS.search(cell.text) if cell else None
        return len(match[1]) if match else 0

    def _cell(self, line: Line, column: int | None) -> Passage | None:
        if column is None or column >= len(line.cells):
            return None
        cell = line.cells[column]
        if not cell.text or cell is line.title or cell.whole == line.title.whole:
            return None
        return cell


def read(sheet: Sheet, stated: int | None) -> Amounts | None:
    """The columns of a budget table; None when no column holds amounts."""
    money_columns = [i for i in sheet.indices(Column.amount) if _mostly_numbers(sheet, i)]
    total = _total_column(sheet, money_columns)
    parts = [i for i in _part_columns(sheet) if i != total]
    if total is None and not parts:
        return None
    price = next((i for i in sheet.indices(Column.price) if _mostly_numbers(sheet, i)), None)
    unit, span, worth = _unit(sheet, total if total is not None else parts[0])
    price_unit = money.unit_worth(sheet.heads[price].text) if price is not None else None
    amounts = Amounts(
        sheet=sheet,
        total=total,
        parts=parts,
        quantities=sheet.indices(Column.quantity),
        price_column=price,
        worth=worth or 1,
        price_worth=price_unit or worth or 1,
        unit=unit,
        unit_span=span,
        comma_groups=_comma_groups(sheet),
    )
    amounts.any = any(amounts.of(line) for line in sheet.lines)
    if worth is None:
        _guess_unit(sheet, amounts, stated)
    if total is not None and not _parts_add_up(amounts):
        amounts.parts = []
    return amounts


def _mostly_numbers(sheet: Sheet, column: int) -> bool:
    texts = [c.text for line in sheet.lines if (c := line.cells[column]).text and c.whole != line.title.whole]
    figures = [t for t in texts if _NUMERIC.fullmatch(t.strip(" *")) or next(money.find(t, bare=True), None)]
    return bool(figures) and len(figures) * 2 > len(texts)


def _total_column(sheet: Sheet, columns: Sequence[int]) -> int | None:
    if not columns:
        return None
    named = [i for i in columns if _TOTAL_HEAD.search(_own_head(sheet, i))]
    for i in named:
        if re.search(r"thanh tien|tong|cong", _own_head(sheet, i)):
            return i
    shared = len({sheet.heads[i].text.split(" ")[0] for i in columns}) == 1 and len(columns) > 1
    if named and not shared:
        return named[0]
    return columns[0] if len(columns) == 1 and not _part_like(sheet, columns[0]) else None


def _own_head(sheet: Sheet, column: int) -> str:
    return vietnamese.fold(sheet.heads[column].text).strip(" .:*")


def _part_like(sheet: Sheet, column: int) -> bool:
    return bool(re.match(r"(?:ngan sach|ns|nguon|von doi ung|doi ung|xa hoi hoa)", _own_head(sheet, column)))


def _part_columns(sheet: Sheet) -> list[int]:
    """Columns that may split the amount by source or year."""
    wanted = (Column.amount, Column.period, Column.unknown, Column.source, Column.task)
    name = sheet.index(Column.task, Column.indicator)
    return [i for i in sheet.indices(*wanted) if i != name and _mostly_numbers(sheet, i)]


def _parts_add_up(amounts: Amounts) -> bool:
    """Whether the other columns split the amount, as nearly every row shows."""
    if len(amounts.parts) < 2:
        return False
    agree = differ = 0
    for line in amounts.sheet.lines:
        values = [v for v in amounts.part_values(line) if v is not None]
        whole = amounts.of(line)
        if values and whole is not None:
            agree, differ = (agree + 1, differ) if sum(values) == whole else (agree, differ + 1)
    return agree > 2 * differ


def _unit(sheet: Sheet, column: int) -> tuple[str | None, Span | None, int | None]:
    """The unit of amounts as written: in the column's head, right above the table, or in another head."""
    for i in (column, *range(len(sheet.heads))):
        head = sheet.heads[i]
        if head.meaning is Column.unit:
            continue
        worth = money.unit_worth(head.text)
        if worth:
            return _lower(money.unit_name(head.text)), _head_span(sheet, i), worth
    for node in reversed(sheet.tables[0].before):
        worth = money.unit_worth(node.text) if re.search(r"(?:đơn vị|đvt|đv)", node.text.lower()) else None
        if worth:
            return _lower(money.unit_name(node.text)), node.span, worth
    for row in sheet.header_rows:
        for cell in row.cells:
            if re.search(r"(?:đơn vị|đvt)", cell.text.lower()) and (worth := money.unit_worth(cell.text)):
                return _lower(money.unit_name(cell.text)), cell.whole, worth
    return None, None, None


def _lower(name: str | None) -> str | None:
    return name.lower() if name else None


def _head_span(sheet: Sheet, column: int) -> Span | None:
    for row in sheet.header_rows:
        if column < len(row.cells) and row.cells[column].text and money.unit_worth(row.cells[column].text):
            return row.cells[column].whole
    return None


def _comma_groups(sheet: Sheet) -> bool:
    """Whether the table writes thousands with commas: every comma in it stands before three digits and no dot does."""
    texts = [c.text for line in sheet.lines for c in line.cells if "," in c.text and _NUMERIC.fullmatch(c.text)]
    dots = any(re.fullmatch(r"\d{1,3}(?:\.\d{3})+", c.text) for line in sheet.lines for c in line.cells)
    return bool(texts) and not dots and all(_GROUPED_COMMA.fullmatch(t) for t in texts)


def _guess_unit(sheet: Sheet, amounts: Amounts, stated: int | None) -> None:
    """A table that names no unit: the one that makes its total the stated one, else đồng where figures are large."""
    figures = [v for line in sheet.lines if (v := amounts.of(line))]
    if not figures:
        return
    largest = max(figures)
    for worth, name in ((1, "đồng"), (10**3, "nghìn đồng"), (10**6, "triệu đồng"), (10**9, "tỷ đồng")):
        if stated and largest * worth == stated:
            amounts.worth, amounts.price_worth, amounts.unit = worth, worth, name
            return
    if largest < 10**5:
        worth, name = 10**6, "triệu đồng"
        amounts.worth, amounts.price_worth, amounts.unit = worth, worth, name
    else:
        amounts.unit = "đồng"
