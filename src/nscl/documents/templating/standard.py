"""The templates that come with the system, made from their forms by the same writer as every other document."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.documents.rendering import measures, wording, wordml
from nscl.documents.rendering.composing import Cell, Grid, Line, Piece, Rule, Sheets, Sides
from nscl.documents.rendering.model import Align, Run
from nscl.documents.templating.registry import Form

ISSUER_RULE_MM = 25
SUBJECT_RULE_MM = 55


def template(form: Form) -> bytes:
    """The DOCX template of the form: official layout, fields where their values belong."""
    return wordml.pack((Sheets(tuple(_pieces(form))),), str(form.name), "NSCL")


def line(style: str, text: str, *, bold: bool = False) -> Line:
    return Line(style, (Run(text, bold=bold),))


def lead(words: str, rest: str) -> Line:
    """A paragraph that begins with bold words."""
    return Line("text", (Run(f"{words} ", bold=True), Run(rest)))


def each(name: str, style: str = "text", *, before: str = "", after: str = "") -> tuple[Line, ...]:
    """A paragraph for every item of a list."""
    return (
        line(style, f"{{%p for muc in {name} %}}"),
        line(style, f"{before}{{{{ muc }}}}{after}"),
        line(style, "{%p endfor %}"),
    )


def addressees(name: str, words: str = "Kính gửi:") -> tuple[Line, ...]:
    """One on the line of the greeting, several in lines of their own."""
    return (
        line("text", f"{{%p if {name}|length == 1 %}}"),
        line("addressee", f"{words} {{{{ {name}|first }}}}"),
        line("text", "{%p else %}"),
        line("addressees", words),
        *each(name, "addressee_item", before="- "),
        line("text", "{%p endif %}"),
    )


def table(name: str, columns: tuple[tuple[str, str, float, Align], ...]) -> Grid:
    """(title, column, share, alignment): a row for every item of the list, numbered."""
    whole = 1 + sum(share for _, _, share, _ in columns)
    heads = ("STT", *(title for title, _, _, _ in columns))
    cells = (("{{ loop.index }}", "center"), *((f"{{{{ dong.{column} }}}}", align) for _, column, _, align in columns))
    command = [(Run(words),) for words in (f"{{%tr for dong in {name} %}}", "{%tr endfor %}")]
    return Grid(
        (1 / whole, *(share / whole for _, _, share, _ in columns)),
        (tuple(Cell((Run(head, bold=True),), "center") for head in heads),),
        (
            (Cell(command[0], "left", len(heads)),),
            tuple(_cell(text, align) for text, align in cells),
            (Cell(command[1], "left", len(heads)),),
        ),
    )


def _cell(text: str, align: str) -> Cell:
    found: dict[str, Align] = {"center": "center", "right": "right", "justify": "justify"}
    return Cell((Run(text),), found.get(align, "left"))


def _pieces(form: Form) -> Iterator[Piece]:
    yield _head(form)
    if not form.letter:
        yield line("kind", str(form.heading or form.name).upper())
        yield line("subject", "{{ trich_yeu }}")
        yield Rule(SUBJECT_RULE_MM, after=8)
    yield from form.standard
    recipients = (line("recipients", "Nơi nhận:"), *each("noi_nhan", "recipient", before="- "))
    if form.two_signatures:
        yield Sides((0.5, 0.5), (_signature("Thư ký", "thu_ky"), _signature("Chủ tọa", "chu_tri")))
        yield from recipients
        return
    signature = (line("role", "{{ chuc_vu_ky }}"), line("name", "{{ nguoi_ky }}"))
    yield Sides(measures.SIGN_SHARES, (recipients, signature))


def _head(form: Form) -> Sides:
    number = [line("number", "Số: {{ so }}/{{ ky_hieu }}")]
    if form.letter:
        number.append(line("about", "V/v {{ trich_yeu }}"))
    left: tuple[Line | Rule, ...] = (
        line("parent", "{{ co_quan_chu_quan|hoa }}"),
        line("issuer", "{{ co_quan|hoa }}"),
        Rule(ISSUER_RULE_MM),
        *number,
    )
    right = (
        line("country", wording.COUNTRY),
        line("motto", wording.MOTTO),
        Rule(measures.width_mm(wording.MOTTO, measures.STYLES["motto"].size)),
        line("place", "{{ dia_danh }}, {{ thoi_gian }}"),
    )
    return Sides(measures.HEAD_SHARES, (left, right))


def _signature(role: str, name: str) -> tuple[Line, ...]:
    return (line("role", role.upper()), line("name", f"{{{{ {name} }}}}"))
