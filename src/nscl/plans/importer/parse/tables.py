"""What a table is about: its columns by meaning in any order, its rows by numbering.

`sheets(outline)` joins what a page break split (a repeated header, a table that goes on without one) and answers with
one `Sheet` per table of data: task table, indicator table, budget or support levels. Column-number rows `(1) (2) (8)`
and repeated headers are dropped; every row has its path of numbering (`II.3`, `II.2.-`) and says whether it is a group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from nscl.plans.importer.parse import table_columns
from nscl.plans.importer.parse.outline import Node, Outline, Row, Table
from nscl.plans.importer.parse.passage import EMPTY, Passage
from nscl.plans.importer.parse.table_columns import YEAR, Column, Head
from nscl.shared import periods, vietnamese

__all__ = ["Column", "Head", "Kind", "Line", "Sheet", "sheet", "sheets"]


class Kind(Enum):
    tasks = "tasks"
    indicators = "indicators"
    budget = "budget"
    support = "support"
    other = "other"


_COUNT_CELL: Final = re.compile(r"\(?\[?(?:\d{1,2}|[A-Z]|[IVX]+)\]?\)?(?: ?= ?.{0,30})?|\(?[a-z]\)?")
_TOTAL: Final = re.compile(r"^\W*(?:tong(?: cong| so| kinh phi| chi| du toan)?|cong)\b")
_LABEL: Final = re.compile(
    r"(?P<roman>[IVXL]+)[.)]?(?:\s*[-–])?$|(?P<upper>[A-HĐ])[.)]?$|(?P<dec>\d{1,3}(?:\.\d{1,3}){0,4})[.)]?$|(?P<letter>[a-zđ])[.)]?$"
    r"|(?P<lettnum>[a-zđ]\.?\d{1,2})[.)]?$|\((?P<paren>\d{1,2})\)$|(?P<bullet>[-+*•–])$"
)
_LEADING: Final = re.compile(
    r"(?P<label>[IVXL]+[.)]|[A-HĐ][.)]|\d{1,2}(?:\.\d{1,2}){0,4}[.)]?|[a-zđ]\)|[-+•])\s+(?=\S)"
)
_RANKS: Final = {"upper": 0, "roman": 1, "dec": 2, "paren": 7, "letter": 8, "lettnum": 9, "bullet": 20, "none": 20}


@dataclass(slots=True)
class Line:
    """A row of data: `label` as written, `ref` its path (`II.2.-`), `level` its depth; a `group` heads rows."""

    row: Row
    cells: tuple[Passage, ...]
    label: str
    ref: str
    level: int
    group: bool
    total: bool
    title: Passage
    parents: tuple[Line, ...] = ()
    period: str | None = None

    @property
    def bullet(self) -> bool:
        return self.ref.endswith("-")

    def text_between(self, start: int, end: int) -> str:
        """The cells of the row that stand between two positions of the source, in their order, each once."""
        cells = {
            cell.whole: cell.text
            for cell in self.cells
            if cell.text and start <= cell.whole[0] and cell.whole[1] <= end
        }
        return " | ".join(cells[span] for span in sorted(cells))


@dataclass(slots=True)
class Sheet:
    """A table of data read by its header; `tables` are the pieces it was joined from."""

    kind: Kind
    heads: list[Head]
    lines: list[Line]
    tables: list[Table] = field(default_factory=list)
    header_rows: list[Row] = field(default_factory=list)

    @property
    def node(self) -> Node:
        return self.tables[0].node

    def index(self, *meanings: Column) -> int | None:
        """The first column of one of `meanings`, the earlier meaning preferred."""
        for meaning in meanings:
            for i, head in enumerate(self.heads):
                if head.meaning is meaning:
                    return i
        return None

    def indices(self, *meanings: Column) -> list[int]:
        return [i for i, head in enumerate(self.heads) if head.meaning in meanings]

    def cell(self, line: Line, *meanings: Column) -> Passage:
        """The cell of a row under the first column of one of `meanings`; empty when there is none."""
        i = self.index(*meanings)
        return line.cells[i] if i is not None and i < len(line.cells) else EMPTY

    @property
    def caption(self) -> str:
        """What stands right above the table and the headings it stands under."""
        above = [node.text for node in self.tables[0].before]
        headings = [node.text for node in (self.node, *self.node.ancestors())]
        return "\n".join(above + headings)


def sheets(outline: Outline) -> list[Sheet]:
    """Every table of data of a document, pieces joined, in order."""
    out: list[Sheet] = []
    previous: Node | Table | None = None
    for item in outline.order:
        if isinstance(item, Table):
            last = out[-1] if out else None
            if last is not None and _goes_on(last, item, adjacent=isinstance(previous, Table)):
                _extend(last, item)
            elif made := sheet(item):
                out.append(made)
        previous = item
    return out


def sheet(table: Table) -> Sheet | None:
    """One table read by its header; None when no row of it looks like a header."""
    found = _header(table)
    if found is None:
        return None
    heads, count = found
    made = Sheet(Kind.other, heads, [], [table], list(table.rows[:count]))
    made.kind = _kind(made)
    _append(made, table.rows[count:])
    return made


def _goes_on(last: Sheet, table: Table, *, adjacent: bool) -> bool:
    """Whether a table continues the one before it after a page break."""
    found = _header(table)
    if found is not None:
        return [vietnamese.fold(h.text) for h in found[0]] == [
            vietnamese.fold(h.text) for h in last.heads
        ] and not table.before
    width = max(len(row.cells) for row in table.rows)
    return adjacent and width == len(last.heads)


def _extend(last: Sheet, table: Table) -> None:
    found = _header(table)
    last.tables.append(table)
    if found:
        last.header_rows += table.rows[: found[1]]
    _append(last, table.rows[found[1] if found else 0 :])


def _header(table: Table) -> tuple[list[Head], int] | None:
    """The columns and how many rows the header takes; it begins within the first four rows."""
    for at, row in enumerate(table.rows[:4]):
        known = sum(1 for h in _heads([row], table) if h.meaning is not Column.unknown)
        wanted = 2 if row.header or len(row.cells) < 4 else 3 if len(row.cells) > 4 else 2
        if known >= wanted and not _is_data(row):
            rows = [row]
            for below in table.rows[at + 1 : at + 3]:
                if not (below.header or _goes_under(row, below)):
                    break
                rows.append(below)
            return _heads(rows, table), at + len(rows)
    return None


def _is_data(row: Row) -> bool:
    first = next((c.text for c in row.cells if c.text), "")
    return bool(re.fullmatch(r"\d{1,2}\.?|[IVX]+\.?", first)) and len(set(row.spans)) > 1


def _goes_under(row: Row, below: Row) -> bool:
    """Whether a row is the second line of a header: it shares merged cells, or holds only years under a merged head."""
    if _counts(below) or _is_data(below):
        return False
    if set(row.spans) & {s for s in below.spans if s[0] < s[1]}:
        return True
    filled = [i for i, cell in enumerate(below.cells) if cell.text]
    open_columns = _open_columns(row)
    if not filled or below.cells[0].text or not all(i in open_columns for i in filled):
        return False
    return not any(
        re.fullmatch(r"[\d.,\s%()-]+", below.cells[i].text) and not YEAR.search(below.cells[i].text) for i in filled
    )


def _open_columns(row: Row) -> set[int]:
    """Columns whose head spans several (merged, or followed by empty cells): a second line may name their parts."""
    out: set[int] = set()
    for i, cell in enumerate(row.cells):
        if not cell.text and i:
            start = next((j for j in range(i - 1, -1, -1) if row.cells[j].text), i)
            out |= set(range(start, i + 1))
        elif i and cell.text and row.spans[i] == row.spans[i - 1]:
            out |= {i - 1, i}
    return out


def _heads(rows: list[Row], table: Table) -> list[Head]:
    width = max(len(row.cells) for row in rows)
    heads = []
    for i in range(width):
        texts: list[str] = []
        seen = set()
        for row in rows:
            if i < len(row.cells) and row.cells[i].text and row.spans[i] not in seen:
                seen.add(row.spans[i])
                texts.append(row.cells[i].text)
        heads.append(table_columns.head_of(" ".join(texts), texts[-1] if texts else ""))
    table_columns.second_names(heads)
    if heads and heads[0].meaning is Column.unknown and re.fullmatch(r"(?:số|#|no\.?|)", heads[0].text.lower()):
        heads[0].meaning = Column.number
    return heads


def _kind(made: Sheet) -> Kind:
    table_columns.name_column(made.heads)
    table_columns.price_levels(made.heads)
    has = {head.meaning for head in made.heads}
    caption = vietnamese.fold(made.caption)
    money_words = bool(re.search(r"du toan|khai toan|kinh phi|nhu cau von", caption))
    shared = {Column.lead, Column.cooperating, Column.time} & has
    budgetary = Column.amount in has and (
        Column.price in has or (Column.quantity in has and not shared) or (money_words and not shared)
    )
    name = {Column.task, Column.indicator} & has
    if {Column.rate, Column.cap} & has and name and not (Column.price in has or Column.lead in has):
        return Kind.support
    if budgetary and name:
        return Kind.budget
    valued = {Column.period, Column.output, Column.quantity} & has
    if Column.indicator in has and Column.task not in has and valued:
        return Kind.indicators
    if name and (shared or (Column.output in has and Column.unit not in has)):
        return Kind.tasks
    if (name and Column.unit in has and valued) or (Column.indicator in has and valued):
        return Kind.indicators
    if name and money_words and {Column.amount, Column.period} & has:
        return Kind.budget
    return Kind.indicators if name and Column.period in has and not shared else Kind.other


def _counts(row: Row) -> bool:
    """Whether a row numbers the columns: `(1) (2) (3)=(1)x(2) (8)`."""
    texts = [c.text for c in row.cells if c.text]
    if len(texts) < 3 or not all(_COUNT_CELL.fullmatch(t) for t in texts):
        return False
    numbers = [int(m[0]) for t in texts if (m := re.search(r"\d+", t))]
    return (
        len(numbers) >= len(texts) - 2 and numbers == sorted(set(numbers)) and (len(numbers) >= 3 and numbers[0] <= 2)
    )


def _same_header(made: Sheet, row: Row) -> bool:
    texts = [vietnamese.fold(c.text) for c in row.cells if c.text]
    return bool(texts) and texts == [vietnamese.fold(h.text) for h in made.heads if h.text]


def _append(made: Sheet, rows: list[Row]) -> None:
    number = made.index(Column.number)
    name = made.index(Column.task, Column.indicator)
    outer = _outer(made, rows, number)
    stack = _open(made)
    group_period = made.lines[-1].period if made.lines else None
    for row in rows:
        if not any(c.text for c in row.cells):
            continue
        if _counts(row) or _same_header(made, row):
            made.header_rows.append(row)
            continue
        cells = row.cells + (EMPTY,) * (len(made.heads) - len(row.cells))
        own = outer if outer is not None and cells[outer].text and not cells[number or 0].text else number
        line = _line(made, row, cells, own, name, stack)
        if line.group:
            group_period = (
                periods.of(line.title.text)
                if YEAR.search(line.title.text)
                else None
                if line.level == 1
                else group_period
            )
        line.period = group_period
        made.lines.append(line)


def _outer(made: Sheet, rows: list[Row], number: int | None) -> int | None:
    """The column of numerals beside the number column that counts the groups (`Nhóm | TT | Nhiệm vụ`)."""
    for i in (number - 1, number + 1) if number is not None else ():
        if not 0 <= i < len(made.heads) or made.heads[i].meaning is not Column.unknown:
            continue
        texts = [row.cells[i].text for row in rows if i < len(row.cells) and row.cells[i].text and not _counts(row)]
        if texts and all(_split_label(text)[0] not in ("none", "bullet") for text in texts):
            return i
    return None


def _open(made: Sheet) -> list[tuple[int, str, Line]]:
    """The numbered rows that are open at the end of what has been read: rank, own part of the path, row."""
    if not made.lines:
        return []
    last = made.lines[-1]
    chain = [*last.parents] if last.bullet or last.total else [*last.parents, last]
    return [(_rank(line.label), _part(line.label), line) for line in chain]


def _split_label(text: str) -> tuple[str, str]:
    """The style of a numbering cell and its label without marks."""
    match = _LABEL.fullmatch(text.strip())
    if not match or match.lastgroup is None:
        return "none", ""
    label = match[match.lastgroup]
    if match.lastgroup == "upper" and label in "CD" and vietnamese.roman(label):
        return "upper", label
    return match.lastgroup, label


def _rank(text: str) -> int:
    style, label = _split_label(text)
    return _RANKS[style] + (label.count(".") if style == "dec" else 0)


def _part(text: str) -> str:
    return _split_label(text)[1] or "-"


def _line(
    made: Sheet,
    row: Row,
    cells: tuple[Passage, ...],
    number: int | None,
    name: int | None,
    stack: list[tuple[int, str, Line]],
) -> Line:
    filled = [(i, c) for i, c in enumerate(cells) if c.text]
    distinct = {row.spans[i] for i, _ in filled if i < len(row.spans)}
    label = cells[number].text if number is not None and number < len(cells) else ""
    merged = len(distinct) == 1 and len(filled) > 1
    if merged and _split_label(label)[0] == "none":
        label = ""
    title = cells[name] if name is not None and name < len(cells) and cells[name].text else EMPTY
    if not title.text:
        title = next((c for i, c in filled if i != number or merged), EMPTY)
    if not label or _split_label(label)[0] == "none":
        lead = _LEADING.match(title.text)
        if lead and (number is None or merged or label == title.text):
            label, title = lead["label"], title.slice(lead.end())
    total = bool(_TOTAL.match(title.folded)) and _split_label(label)[0] in ("none", "bullet") and len(title.text) < 80
    style, _ = _split_label(label)
    others = [c for i, c in filled if i not in (number, name) and c is not title]
    group = (merged or not others) and not total and style not in ("bullet",)
    numbered = style not in ("none", "bullet")
    rank = _rank(label)
    if numbered:
        while stack and stack[-1][0] >= rank:
            stack.pop()
    parents = tuple(entry[2] for entry in stack)
    part = _part(label)
    if style == "dec" and "." in part and stack:
        above = stack[-1][1]
        part = part[len(above) + 1 :] if part.startswith(above + ".") and _RANKS["dec"] <= stack[-1][0] < 7 else part
    base = parents[-1].ref if parents else ""
    ref = "" if total else ".".join(p for p in (base, part) if p)
    if group and not numbered:
        ref = base
    line = Line(row, cells, label, ref, len(parents) + 1, group, total, title, parents)
    if numbered:
        stack.append((rank, _split_label(label)[1], line))
    elif group:
        stack.clear()
        line.ref, line.parents, line.level = "", (), 1
    return line
