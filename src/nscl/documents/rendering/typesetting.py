"""PDF by typst. The words go in as JSON, which the program in `official.typ` reads; they never become its code."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nscl.documents.rendering import composing, fonts, measures, wording
from nscl.documents.rendering.composing import Cell, Grid, Line, Piece, Rule, Sheets
from nscl.documents.rendering.model import Official, Run

if TYPE_CHECKING:
    import typst

PROGRAM = Path(__file__).with_name("official.typ")
LONG_WORD = re.compile(r"\S{28,}")
ZERO_WIDTH = "\u200b"
SIGN_OFF_PT = 12


def pdf(document: Official) -> bytes:
    """The document with its annexes. The same document gives the same bytes."""
    import typst

    data = json.dumps(_data(document), ensure_ascii=False)
    answer: bytes = typst.compile(
        PROGRAM.read_bytes(),
        font_paths=_faces(tuple(fonts.files())),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data},
        timestamp=0,
    )
    return answer


@lru_cache(maxsize=2)
def _faces(files: tuple[Path, ...]) -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[file.parent for file in files]
    )


def _data(document: Official) -> dict[str, Any]:
    return {
        "title": composing.title(document),
        "author": wording.one_line(document.issuer),
        "font": fonts.FAMILY,
        "indent": measures.INDENT_MM,
        "top": measures.TOP_MM,
        "bottom": measures.BOTTOM_MM,
        "left": measures.LEFT_MM,
        "right": measures.RIGHT_MM,
        "number_from_top": measures.NUMBER_FROM_TOP_MM,
        "number_size": measures.PAGE_NUMBER_PT,
        "styles": {name: asdict(style) for name, style in measures.STYLES.items()},
        "sheets": [_sheets(sheets) for sheets in composing.compose(document)],
    }


def _sheets(sheets: Sheets) -> dict[str, Any]:
    return {"landscape": sheets.landscape, "pieces": [_piece(p, first=at == 0) for at, p in enumerate(sheets.pieces)]}


def _piece(piece: Piece, *, first: bool = False) -> dict[str, Any]:
    if isinstance(piece, Line):
        return {"k": "line", "s": piece.style, "r": _runs(piece.runs)}
    if isinstance(piece, Rule):
        return {"k": "rule", "mm": piece.mm, "after": piece.after}
    if isinstance(piece, Grid):
        return {
            "k": "grid",
            "shares": piece.shares,
            "head": [[_cell(cell, "horizon") for cell in row] for row in piece.head],
            "rows": [[_cell(cell, "top") for cell in row] for row in piece.rows],
        }
    columns = [[_piece(inner) for inner in column] for column in piece.columns]
    return {"k": "sides", "shares": piece.shares, "columns": columns, "above": 0 if first else SIGN_OFF_PT}


def _cell(cell: Cell, place: str) -> dict[str, Any]:
    return {"r": _runs(cell.runs), "a": cell.align, "c": cell.columns, "n": cell.rows, "v": place}


def _runs(runs: tuple[Run, ...]) -> list[tuple[str, bool, bool]]:
    return [(_breakable(run.text), run.bold, run.italic) for run in runs]


def _breakable(text: str) -> str:
    """A word longer than a line may be broken anywhere, else it would run out of the page."""
    return LONG_WORD.sub(lambda word: ZERO_WIDTH.join(word[0]), text)
