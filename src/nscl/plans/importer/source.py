"""What `read` hands to `parse`: the text of a file and what its format alone says about lines and tables.

Every position in a reading is an index into `Source.text`. For a text file that text is the decoded file itself,
character for character (newlines as LF, no byte-order mark, never normalised); for DOCX, HTML and PDF it is the text
as a reader of the page would see it, list numbers included.
"""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text, or one row of a table. A blank line is a line as well: the gap tells paragraphs apart.

    `start`, `end` bound it in `Source.text`, without the newline; a row may hold several physical lines.
    `whole` says that the format itself ends a paragraph here (DOCX, HTML); a line of a text file or PDF has
    `whole=False`, since its break may fall in mid-phrase.
    `cells` are the spans of a row's cells by grid column, empty cells included (`start == end`); a cell merged over
    several columns or rows appears under each of them with the same span. `table` numbers the tables of the file.
    """

    start: int
    end: int
    whole: bool = False
    cells: tuple[Span, ...] = ()
    table: int | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text with its lines in order; `format` is one of txt, md, html, docx, pdf."""

    text: str
    lines: tuple[Line, ...]
    format: str
