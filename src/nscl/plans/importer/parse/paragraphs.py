"""Lines → paragraphs and tables.

A line of a text file or a PDF may break in mid-phrase; `paragraphs` decides for every pair of lines whether the
second goes on with the first, from punctuation, capitals, numbering and the width the file was wrapped at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from nscl.plans.importer.parse.attributes import key_at
from nscl.plans.importer.parse.labels import Label, label
from nscl.plans.importer.parse.passage import Passage, fold, joined, of_text
from nscl.plans.importer.source import Line, Source, Span

_TERMINAL = re.compile(r"[.;:!?…][\"”’)\]*]*$")
_CLOSED = re.compile(r"\./\.|[.;!?…][\"”’)\]*]*$")
_SEPARATOR = re.compile(r"[-_=*~.|·•–—\s+#]*$")
_PAGE = re.compile(r"(?:Trang |- ?)?(\d{1,3})(?: ?-|/\d{1,3})?$", re.IGNORECASE)
_KIND_LINE = re.compile(
    r"(?:ke hoach|chuong trinh|de an|quyet dinh|nghi quyet|bao cao|chi thi|thong bao|huong dan|quy dinh|to trinh|cong"
    r" van|phuong an"
    r"|chuong trinh hanh dong|du an|quy che|phu luc(?: (?:so )?[0-9ivxa-d]{1,4})?)[:.]?$"
)
_STARTERS = re.compile(
    r"(?:so ?:|noi nhan|tm ?\.|kt ?\.|tl ?\.|tuq ?\.|q ?\. (?:chu|giam)|[tk]/[mtl] |can cu |xet de nghi|theo de nghi"
    r"|kinh gui|cong hoa xa hoi|doc lap -"
    r"|don vi(?: tinh)? ?:|\(?don vi tinh|\(?(?:ban hanh )?kem theo|bieu so|mau so|luu ?:|phu luc\b|nguoi ky|ky boi"
    r"|\(da ky\)"
    r"|[a-z ]{2,25}, ngay [0-9 ._…]{0,12}thang)"
)
_OPENERS = re.compile(
    r"(?:phoi hop|chu tri|to chuc|can cu|thuc hien|xay dung|ho tro|tham muu|chi dao|yeu cau|trong qua trinh|giao |de"
    r" nghi|ra soat|huong dan"
    r"|tiep tuc|tang cuong|day manh|trien khai|lap |tong hop|bo tri|tuyen truyen|theo doi|kiem tra|tham dinh|dao tao"
    r"|nghien cuu|bao cao|cu "
    r"|chiu trach nhiem|la co quan|cac (?:doanh nghiep|to chuc|co so|ho) |ngan sach |kinh phi |nguon |hang nam|hang"
    r" nam,|dinh ky|tren co so"
    r"|khuyen khich|khao sat|lua chon|thong tin|van dong|pho bien|cung cap|de xuat|ban hanh|quan ly|dam bao|bao dam"
    r"|nang cao|phat trien|tu )"
)
_HANGING = re.compile(
    r"(?:,|-|/|\(|(?:^|\s)(?:và|của|với|các|cho|tại|từ|đến|là|hoặc|theo|số|ngày|tháng|năm|điều|khoản|điểm|mục|trên"
    r"|dưới|về|ở|trong|những|một"
    r"|khoảng|ít nhất|tối thiểu|tối đa|không quá|phần|phụ lục|quý|gồm|như|để|do|bởi|luật|nghị định|quyết định|thông"
    r" tư|công văn|kế hoạch số"
    r"|trên địa bàn|giai đoạn|sở|bộ|thành phố|tỉnh|huyện))$",
    re.IGNORECASE,
)
_PERIOD_HEAD = re.compile(
    r"^[^ ]{1,6} (?:muc tieu |dinh huong |tam nhin )?(?:den|giai doan|thoi ky|nam|trong)(?:"
    r" het)?(?: nam)? 20\d\d(?: ?- ?20\d\d)?$"
)
_LONE = frozenset("-+*•")
_COUNTING = re.compile(r"(?<!cả )(?<!hằng )(?<!hàng )\b(?:năm|tháng|ngày|số|quý|điều|khoản)$", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:tỉnh|thành phố|huyện|sở|bộ|năm|phần|mục)$", re.IGNORECASE)


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its whole text (label included), its label, and what stood around it."""

    passage: Passage
    label: Label | None
    spans: list[Span]
    after_gap: bool
    cell: bool = False  # stood in a cell of a table used for layout
    page: bool = False  # the number of a page


@dataclass(slots=True)
class Row:
    """A row of a table: its cells as passages, their raw spans, and whether the format calls it a header."""

    cells: tuple[Passage, ...]
    spans: tuple[Span, ...]
    span: Span
    header: bool


@dataclass(slots=True)
class RawTable:
    """A table of data by its number in the file."""

    number: int
    rows: list[Row]


@dataclass(slots=True)
class _Piece:
    """A physical line on its way into a paragraph."""

    passage: Passage
    whole: bool
    gap: bool
    hard: bool  # a separator stood before it
    cell: bool
    bars: int  # how many lone `|` stood between it and the piece before
    label: Label | None = None


@dataclass(slots=True)
class _Shape:
    """How the file breaks its lines."""

    wrapped: bool
    width: int
    spaced: bool = False  # an empty line stands before every paragraph
    pieces: list[_Piece] = field(default_factory=list)


def paragraphs(source: Source) -> Iterator[Paragraph | RawTable]:
    """The paragraphs and data tables of a source in order; tables used for layout come as paragraphs."""
    pieces: list[_Piece] = []
    state = _State()
    loose = _Loose(10_000)
    lines = source.lines
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.table is None or not line.cells:
            _add(pieces, source, line.start, line.end, whole=line.whole, state=state)
            at += 1
            continue
        stop = at
        while stop < len(lines) and lines[stop].table == line.table:
            stop += 1
        rows = lines[at:stop]
        at = stop
        if _is_layout(source, rows):
            _unfold(pieces, source, rows, state)
        else:
            yield from loose.blocks(pieces)
            pieces.clear()
            yield _table(source, rows, line.table)
            state.gap = True
    yield from loose.blocks(pieces)


@dataclass(slots=True)
class _State:
    gap: bool = True
    hard: bool = True
    bars: int = 0


def _add(
    pieces: list[_Piece], source: Source, start: int, end: int, *, whole: bool, state: _State, cell: bool = False
) -> None:
    text = of_text(source, start, end)
    if not text.text:
        state.gap = True
        return
    if _SEPARATOR.match(text.text) and text.text not in ("-", "+", "*"):
        state.gap = state.hard = True
        state.bars += text.text.count("|")
        return
    inner = text.strip("|")
    if text.text[0] == "|":
        state.gap = state.hard = True
        state.bars += 1
    pieces.append(_Piece(inner, whole, state.gap, state.hard, cell, state.bars, label(inner.text)))
    state.gap = state.hard = text.text[-1] == "|"
    state.bars = int(state.hard)


def _unfold(pieces: list[_Piece], source: Source, rows: tuple[Line, ...], state: _State) -> None:
    seen: set[Span] = set()
    for row in rows:
        for start, end in row.cells:
            if (start, end) in seen or start == end:
                continue
            seen.add((start, end))
            state.gap = state.hard = True
            at = start
            for part in source.text[start:end].split("\n"):
                _add(pieces, source, at, at + len(part), whole=False, state=state, cell=True)
                at += len(part) + 1
    state.gap = state.hard = True


_HEAD_CELL = re.compile(r"(?:tt|stt|so tt|so thu tu|s ?tt)\.?$")
_COUNT_CELL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,5}|[A-HĐ]|[a-zđ]|[-+])[.)]?\)?$")


@dataclass(slots=True)
class _Loose:
    """Tables whose cells stand each on lines of their own with a lone `|` after every cell."""

    number: int

    def blocks(self, pieces: list[_Piece]) -> Iterator[Paragraph | RawTable]:
        at = 0
        for start in [i for i, piece in enumerate(pieces) if _HEAD_CELL.match(piece.passage.folded)]:
            if start < at:
                continue
            rows, stop = _loose_rows(pieces, start)
            if len(rows) < 2:
                continue
            yield from _grouped(pieces[at:start])
            self.number += 1
            yield RawTable(self.number, rows)
            at = stop
        yield from _grouped(pieces[at:])


def _loose_cells(pieces: list[_Piece], start: int) -> Iterator[tuple[Passage, int]]:
    """The cells from `start` on with the index after each; two bars in a row hold an empty cell."""
    group: list[Passage] = []
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if group and piece.bars:
            yield joined(group), index
            group = []
            for _ in range(piece.bars - 1):
                yield piece.passage.slice(0, 0), index
        group.append(piece.passage)
        if len(group) > 12:
            break
    if group:
        yield joined(group), start + 1 if not pieces else len(pieces)


def _loose_rows(pieces: list[_Piece], start: int) -> tuple[list[Row], int]:
    """The rows of a table of loose cells and where the text goes on; no rows when it is none."""
    cells = list(_loose_cells(pieces, start))
    width = next((i for i, (cell, _) in enumerate(cells) if i > 1 and _COUNT_CELL.match(cell.text)), 0)
    if not 3 <= width <= 14:
        return [], start
    rows = [_loose_row([cell for cell, _ in cells[:width]], width)]
    at = width
    while at < len(cells):
        first = cells[at][0]
        if not (_COUNT_CELL.match(first.text) or not first.text or re.match(r"tong|cong\b", first.folded)):
            break
        size = width
        if at + 2 < len(cells) and cells[at + 1][0].text and _next_count(first.text, cells[at + 2][0].text):
            size = 2
        if at + size > len(cells):
            break
        rows.append(_loose_row([cell for cell, _ in cells[at : at + size]], width))
        at += size
    return rows, cells[at - 1][1]


def _next_count(label_: str, after: str) -> bool:
    """Whether a cell is the number of the row below a group: `1` after `I`."""
    return bool(re.fullmatch(r"[IVXL]+\.?|[A-HĐ]\.?", label_)) and bool(
        re.fullmatch(r"\(?0?1[.)]?\)?|I\.?|II?\.?", after)
    )


def _loose_row(cells: list[Passage], width: int) -> Row:
    spans = [cell.whole for cell in cells]
    if len(cells) < width:
        cells = [cells[0], *[cells[1]] * (width - 1)]
        spans = [spans[0], *[spans[1]] * (width - 1)]
    filled = [span for span in spans if span[0] < span[1]]
    return Row(tuple(cells), tuple(spans), (filled[0][0], filled[-1][1]), header=False)


_LAYOUT = re.compile(
    r"^(?:so hieu|so/ky hieu|loai van ban|co quan ban hanh|nguoi ky|ngay ban hanh)\b|cong hoa xa hoi"
    r"|doc lap - tu do|noi nhan ?:|^(?:tm|kt|tl|tuq)\s?\.|^so ?: ?[\d. …_]*/"
)


def _is_layout(source: Source, rows: tuple[Line, ...]) -> bool:
    """Whether a table only places text: the head block, the sign-off, a frame around the page."""
    spans = {span for row in rows for span in row.cells if span[0] < span[1]}
    if max((len(set(row.cells)) for row in rows), default=0) <= 1:
        return True
    if len(rows) <= 12 and len(spans) <= 24:
        for start, end in spans:
            if _LAYOUT.search(fold(of_text(source, start, min(end, start + 200)).text)):
                return True
    longest = max((end - start for start, end in spans), default=0)
    return len(rows) <= 3 and longest > 3000


def _table(source: Source, rows: tuple[Line, ...], number: int) -> RawTable:
    made: dict[Span, Passage] = {}
    out = []
    for row in rows:
        for span in row.cells:
            if span not in made:
                made[span] = of_text(source, *span)
        out.append(Row(tuple(made[s] for s in row.cells), row.cells, (row.start, row.end), row.header))
    return RawTable(number, out)


def _shape(pieces: list[_Piece]) -> _Shape:
    """Whether lines are broken in mid-phrase, and at what width."""
    broken = pairs = 0
    widths = []
    for piece, after in pairwise(pieces):
        if piece.whole or after.gap or after.cell:
            continue
        pairs += 1
        if after.label is None and after.passage.text[:1].islower() and not _TERMINAL.search(piece.passage.text):
            broken += 1
            widths.append(len(piece.passage.text))
    wrapped = broken >= 3 and broken >= pairs * 0.12
    widths.sort()
    labelled = [piece for piece in pieces[1:] if piece.label is not None and not piece.cell]
    spaced = len(labelled) >= 4 and sum(piece.gap for piece in labelled) >= len(labelled) * 0.85
    return _Shape(wrapped, widths[int(len(widths) * 0.9)] if widths else 0, spaced)


def _grouped(pieces: list[_Piece]) -> Iterator[Paragraph]:
    """Pieces joined into paragraphs."""
    if not pieces:
        return
    shape = _shape(pieces)
    pages = _page_numbers(pieces)
    group: list[_Piece] = []
    series: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        if index in pages:
            yield Paragraph(piece.passage, None, [piece.passage.whole], True, piece.cell, page=True)
            continue
        if group and _continues(group, piece, shape, series):
            group.append(piece)
            continue
        if group:
            yield _paragraph(group)
        group = [piece]
        if piece.label is not None and piece.label.value is not None:
            series[piece.label.style] = piece.label.value
    if group:
        yield _paragraph(group)


def _page_numbers(pieces: list[_Piece]) -> set[int]:
    """The lone page numbers among the pieces: they grow by one from page to page."""
    found: set[int] = set()
    last = 0
    for index, piece in enumerate(pieces):
        if len(piece.passage.text) > 12:
            continue
        match = _PAGE.match(piece.passage.text)
        if (
            match
            and (last < int(match[1]) <= last + 2)
            and (index == 0 or piece.gap or (index + 1 < len(pieces) and pieces[index + 1].gap))
        ):
            found.add(index)
            last = int(match[1])
    return found


def _paragraph(group: list[_Piece]) -> Paragraph:
    whole = joined([piece.passage for piece in group])
    found = label(whole.text)
    return Paragraph(whole, found, [piece.passage.whole for piece in group], group[0].gap, group[0].cell)


def _caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= len(letters) * 0.85


def _continues(group: list[_Piece], piece: _Piece, shape: _Shape, series: dict[str, int]) -> bool:
    """Whether `piece` goes on with the paragraph gathered so far."""
    last, text = group[-1].passage.text, piece.passage.text
    if piece.hard or piece.cell != group[-1].cell or text in _LONE:
        return False
    if last in _LONE and not piece.gap:
        return True
    folded = piece.passage.folded
    if group[-1].passage.folded == "so:" and text[0].isdigit():
        return True
    if (_KIND_LINE.match(folded) and _caps(text)) or (
        _KIND_LINE.match(group[-1].passage.folded) and _caps(last) and len(group) == 1
    ):
        return False
    open_ = not _TERMINAL.search(last)
    if piece.label is not None:
        return open_ and not piece.gap and _doubtful(group, piece, series)
    if _STARTERS.match(folded) or _keyed(piece.passage):
        return False
    if (
        len(group) == 1
        and group[0].label is not None
        and _PERIOD_HEAD.search(group[0].passage.folded)
        and text[0].isupper()
    ):
        return False
    lower = text[0].islower()
    if piece.gap or group[-1].whole:
        return open_ and lower and not _caps(last) and not group[-1].whole and len(last) > 25 and not group[-1].cell
    if lower:
        return not _caps(last) and (open_ or not last.endswith((":", "./.")))
    if (
        _caps(last) != _caps(text)
        and ((_caps(last) and sum(len(p.passage.text) for p in group) > 8) or (_caps(text) and len(text) > 8))
        and ((_caps(last) and len(group) > 1) or not _HANGING.search(last))
    ):
        return False
    if _caps(last) and _caps(text):
        return open_
    return _runs_on(group, piece, shape, open_)


# When a page was put up: "12/02/2025 08:30".
_STAMP = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}:\d\d\b|\(")


def _keyed(line: Passage) -> bool:
    """Whether a line begins with what a task says of itself ("Thời gian: …")."""
    key = key_at(line, 0)
    return key is not None and key[0] not in ("other", "doing")


def _stands_alone(line: Passage) -> bool:
    """Whether a line is nothing but the kind of the document, or the word for an annex."""
    return bool(_KIND_LINE.match(line.folded)) and (
        _caps(line.text) or (line.folded.startswith("phu luc") and line.text[0].isupper())
    )


def _runs_on(group: list[_Piece], piece: _Piece, shape: _Shape, open_: bool) -> bool:
    """Whether a line that begins with a capital goes on with the sentence (or paragraph) before it."""
    last, text = group[-1].passage.text, piece.passage.text
    if open_ and _HANGING.search(last):
        return not (_PLACED.search(last) and _OPENERS.match(piece.passage.folded))
    if shape.spaced and open_ and len(last) > 60:
        return True
    if not shape.wrapped:
        return (
            open_
            and (text[0].isdigit() or not text[0].isalpha())
            and not _STAMP.match(text)
            and not group[-1].cell
            and not text.startswith(("|", "["))
        )
    if last.endswith((":", "./.")):
        return False
    if shape.spaced:
        return len(last) > shape.width * 0.5 or len(group) > 1
    first = len(text.split(" ", 1)[0])
    full = len(last) + 1 + first > shape.width * 0.97
    if not open_:
        return full and len(group) > 1
    if _OPENERS.match(piece.passage.folded) and not full:
        return False
    return full or len(group) == 1 or len(last) > shape.width * 0.6


_SERIES = frozenset(
    ["dec1", "letter", "roman", "num)", "(num)", "article", "section", "part", "chapter", "roman)", "upper"]
)


def _doubtful(group: list[_Piece], piece: _Piece, series: dict[str, int]) -> bool:
    """Whether what looks like numbering is really the middle of a phrase broken before it."""
    found, text, last = piece.label, piece.passage.text, group[-1].passage.text
    if found is None or group[-1].whole:
        return False
    after = text[found.end : found.end + 1]
    if found.bullet:
        if last[-1:].isdigit() and after.isdigit():
            return True
        return found.style == "-" and after.islower() and len(last) > 12 and not group[-1].cell
    if (
        found.value is not None
        and found.value == series.get(found.style, 0) + 1
        and after.isupper()
        and not _COUNTING.search(last)
    ):
        return False
    hanging = bool(_HANGING.search(last)) and not (
        after.isupper() and _PLACED.search(last) and not _COUNTING.search(last)
    )
    if found.bullet or found.style in _SERIES:
        return (hanging and found.value != 1) or (found.style == "dec1" and bool(_COUNTING.search(last)))
    return hanging and found.style.startswith("dec")
