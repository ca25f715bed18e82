"""Paragraphs, tables and sections of the document part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nscl.documents.rendering import measures
from nscl.documents.rendering.composing import Cell, Grid, Line, Piece, Rule, Sheets, Sides
from nscl.documents.rendering.wordml.styles import ALIGNS
from nscl.documents.rendering.wordml.xml import HEAD, MAIN, RELATIONS, points, run, twips

SIGN_OFF_PT = 12
CELL_SIDES_MM = 1.2
_LOOK = '<w:tblLayout w:type="fixed"/>'
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_FRAME = "".join(f"<w:{side} {_LINE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def body(sheets: Sequence[Sheets]) -> str:
    parts = [f'{HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>']
    for at, one in enumerate(sheets):
        room = measures.text_width_mm(landscape=one.landscape)
        parts += [_piece(piece, room, first=place == 0) for place, piece in enumerate(one.pieces)]
        section = _section(landscape=one.landscape)
        last = at == len(sheets) - 1
        parts.append(section if last else f"<w:p><w:pPr>{_thin(1)}{section}</w:pPr></w:p>")
    return "".join([*parts, "</w:body></w:document>"])


def _piece(piece: Piece, room: float, *, first: bool = False) -> str:
    if isinstance(piece, Line):
        return line(piece)
    if isinstance(piece, Rule):
        return _rule(piece, room)
    if isinstance(piece, Grid):
        return _grid(piece, room) + _spacer(9)
    return ("" if first else _spacer(SIGN_OFF_PT)) + _sides(piece, room) + _spacer(1)


def line(piece: Line) -> str:
    runs = "".join(run(r.text, bold=r.bold, italic=r.italic) for r in piece.runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{piece.style}"/></w:pPr>{runs}</w:p>'


def _rule(rule: Rule, room: float) -> str:
    """An empty low paragraph with a line above it, drawn in from both sides to the line's length."""
    side = twips(max((room - rule.mm) / 2, 0))
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="40" w:after="{points(rule.after)}" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/><w:rPr><w:sz w:val="4"/></w:rPr></w:pPr></w:p>'
    )


def _thin(pt: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{points(pt)}" w:lineRule="exact"/>'


def _spacer(pt: float) -> str:
    """Word joins tables that follow each other, and wants a paragraph after the last."""
    return f'<w:p><w:pPr>{_thin(pt)}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'


def _widths(shares: Iterable[float], room: float) -> list[int]:
    return [twips(share * room) for share in shares]


def _columns(widths: Sequence[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _sides(sides: Sides, room: float) -> str:
    widths = _widths(sides.shares, room)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{''.join(_piece(p, share * room) for p in column) or '<w:p/>'}</w:tc>"
        for width, share, column in zip(widths, sides.shares, sides.columns, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_LOOK}<w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"{_columns(widths)}<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _grid(grid: Grid, room: float) -> str:
    widths = _widths(grid.shares, room)
    side = twips(CELL_SIDES_MM)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_FRAME}</w:tblBorders>{_LOOK}'
        f'<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="40" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"{_columns(widths)}{_head(grid.head, widths)}"
        + "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_row(row, widths)}</w:tr>" for row in grid.rows)
        + "</w:tbl>"
    )


def _row(row: tuple[Cell, ...], widths: Sequence[int]) -> str:
    out, place = [], 0
    for cell in row:
        out.append(_cell(cell, sum(widths[place : place + cell.columns]), "cell"))
        place += cell.columns
    return "".join(out)


def _head(rows: tuple[tuple[Cell, ...], ...], widths: Sequence[int]) -> str:
    """Cells that go over several rows begin in the first and are carried on, empty, in the others."""
    carried: dict[tuple[int, int], Cell] = {}
    out = []
    for at, row in enumerate(rows):
        cells, place, given = [], 0, iter(row)
        while place < len(widths):
            over = carried.get((at, place))
            cell = over or next(given)
            width = sum(widths[place : place + cell.columns])
            cells.append(_cell(cell, width, "head_cell", merge="continue" if over else "restart"))
            if over is None:
                carried.update({(at + more, place): cell for more in range(1, cell.rows)})
            place += cell.columns
        out.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>")
    return "".join(out)


def _cell(cell: Cell, width: int, style: str, *, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    over = f'<w:vMerge w:val="{merge}"/>' if merge and cell.rows > 1 else ""
    middle = '<w:vAlign w:val="center"/>' if style == "head_cell" else ""
    runs = "" if merge == "continue" else "".join(run(r.text, bold=r.bold, italic=r.italic) for r in cell.runs)
    align = "" if style == "head_cell" or cell.align == "left" else f'<w:jc w:val="{ALIGNS[cell.align]}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{over}{middle}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr>{runs}</w:p></w:tc>'
    )


def _section(*, landscape: bool) -> str:
    width, height = (twips(mm) for mm in measures.PAPER_MM)
    size = f'w:w="{height}" w:h="{width}" w:orient="landscape"' if landscape else f'w:w="{width}" w:h="{height}"'
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdNumber"/>'
        '<w:headerReference w:type="first" r:id="rIdNone"/><w:type w:val="nextPage"/>'
        f'<w:pgSz {size}/><w:pgMar w:top="{twips(measures.TOP_MM)}" w:right="{twips(measures.RIGHT_MM)}" '
        f'w:bottom="{twips(measures.BOTTOM_MM)}" w:left="{twips(measures.LEFT_MM)}" '
        f'w:header="{twips(measures.NUMBER_FROM_TOP_MM)}" w:footer="{twips(measures.NUMBER_FROM_TOP_MM)}" '
        'w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
