"""Pages → blocks of one document: page numbers and running heads dropped, tables carried over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from nscl.plans.importer.read.blocks import Block, Paragraph, Row, Table, said
from nscl.plans.importer.read.pdf.layout import Item, PlacedTable, TextLine

Pages = list[list[Item]]
_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*(?:/|trên)\s*\d{1,4})?\W*$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:[-–+*•]|\(?(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)])\s")
_DIGITS = re.compile(r"\d+")
_SAME_BORDER = 6.0
_WIDE_GAP = 1.45


def blocks(pages: Pages) -> list[Block]:
    """The blocks of all pages, in order."""
    _drop_numbers(pages)
    _drop_heads(pages)
    out: list[Block] = []
    last: Item | None = None
    for page in pages:
        page_start = True
        margin = _margin(page)
        leading = _leading(page)
        for index, item in enumerate(page):
            if isinstance(item, PlacedTable):
                if page_start and isinstance(last, PlacedTable) and _goes_on(last, item):
                    _carry_over(last, item)
                    last.end = item.end
                    page_start = False
                    continue
                out.append(item.table)
            else:
                before = page[index - 1] if index else None
                if isinstance(before, TextLine) and item.y - before.y > _WIDE_GAP * leading:
                    out.append(Paragraph(""))
                following = page[index + 1] if index + 1 < len(page) else None
                out.append(Paragraph(item.text, _ends(item, following, margin)))
            page_start = False
            last = item
    return out


def _drop_numbers(pages: Pages) -> None:
    """Takes away the page number, first or last on its page; never the only thing on it."""
    if len(pages) < 2:
        return
    for page in pages:
        for place in (0, -1):
            item = page[place] if len(page) > 1 else None
            if isinstance(item, TextLine) and _NUMBER.match(item.text):
                page.pop(place)


def _drop_heads(pages: Pages) -> None:
    """Takes away lines that stand on top or at the foot of most pages; page 1 keeps its own."""
    for place in (0, -1):
        for _ in range(2):
            seen = Counter(_pattern(page[place]) for page in pages if page)
            for page in pages[1:]:
                if len(page) > 1 and isinstance(page[place], TextLine):
                    times = seen[_pattern(page[place])]
                    if times >= 3 and times * 2 >= len(pages) - 1:
                        page.pop(place)


def _pattern(item: Item) -> str:
    return _DIGITS.sub("0", item.text) if isinstance(item, TextLine) else ""


def _margin(page: list[Item]) -> tuple[float, float] | None:
    """Where most lines begin and how far they reach."""
    texts = [item for item in page if isinstance(item, TextLine)]
    if len(texts) < 4:
        return None
    reach = max(item.x1 for item in texts)
    long = [item for item in texts if reach - item.x1 < 2 * item.size]
    starts = Counter(round(item.x0 / 3) for item in long)
    if not starts:
        return None
    most = starts.most_common(1)[0][1]
    return min(start for start, times in starts.items() if times * 2 >= most) * 3.0, reach


def _leading(page: list[Item]) -> float:
    """The usual distance of base lines."""
    steps = Counter(
        round(after.y - before.y)
        for before, after in pairwise(page)
        if isinstance(before, TextLine) and isinstance(after, TextLine) and after.y > before.y
    )
    return float(steps.most_common(1)[0][0]) if steps else 1e9


def _ends(line: TextLine, following: Item | None, margin: tuple[float, float] | None) -> bool:
    """The next line is set in and this one is not: a paragraph ends here. No other end is certain."""
    if margin is None or not isinstance(following, TextLine):
        return False
    left, right = margin
    indent = following.x0 - left
    if not 0.8 * line.size < indent < 6 * line.size:
        return False
    if any(_centred(item, margin) for item in (line, following)):
        return False
    if following.text[0].islower() or (_LABEL.match(line.text) and following.x0 - line.x0 > 0.5 * line.size):
        return False
    begins = abs(line.x0 - left) < 0.5 * line.size or abs(line.x0 - following.x0) < 0.3 * line.size
    short = right - line.x1 > 2 * line.size or abs(line.x0 - left) < 0.5 * line.size
    return begins and short


def _centred(line: TextLine, margin: tuple[float, float]) -> bool:
    before, after = line.x0 - margin[0], margin[1] - line.x1
    return abs(before - after) < line.size and before > 0.5 * line.size


def _goes_on(above: PlacedTable, below: PlacedTable) -> bool:
    """The table below has the same columns as the one that ended the page before, or both are two sides of a page."""
    if not above.xs and not below.xs:
        return len(above.table.rows) == len(below.table.rows) == 1
    return len(above.xs) == len(below.xs) > 2 and all(
        abs((a - above.xs[0]) - (b - below.xs[0])) < _SAME_BORDER for a, b in zip(above.xs, below.xs, strict=True)
    )


def _carry_over(placed: PlacedTable, following: PlacedTable) -> None:
    """Adds the rows of the next page; a row that the page break cut in two becomes one again."""
    above, rows = placed.table, list(following.table.rows)
    if not placed.xs:
        _append(above.rows[-1], rows[0])
        return
    skip = _repeated_head(above, rows)
    if skip < len(rows) and above.rows and _cut(above.rows[-1], rows[skip]):
        _append(above.rows[-1], rows[skip])
        skip += 1
    above.rows.extend(rows[skip:])


def _append(row: Row, rest: Row) -> None:
    for cell, other in zip(row.cells, rest.cells, strict=True):
        cell.blocks.extend(other.blocks)


def _repeated_head(above: Table, rows: list[Row]) -> int:
    """How many rows at the top merely say the head of the table again."""
    same = 0
    for old, new in zip(above.rows, rows, strict=False):
        if list(_words(old)) != list(_words(new)):
            break
        same += 1
    return same


def _words(row: Row) -> Iterator[str]:
    for cell in row.cells:
        yield " ".join(said(cell).split())


def _cut(above: Row, below: Row) -> bool:
    """The row below only goes on with sentences of the row above: its first cell is empty, text in it begins small."""
    if len(above.cells) != len(below.cells) or len(above.cells) < 2 or said(below.cells[0]):
        return False
    pairs = [(said(a), said(b)) for a, b in zip(above.cells, below.cells, strict=True) if said(b)]
    return bool(pairs) and all(a for a, _ in pairs) and any(b[0].islower() for _, b in pairs)
