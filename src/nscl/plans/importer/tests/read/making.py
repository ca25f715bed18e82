"""Small files of every format, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from nscl.plans.importer.source import Line, Source

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relations(**parts: str) -> str:
    """A relationship part: kind=target."""
    items = "".join(
        f'<Relationship Id="{kind}" Type="{_KIND}{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in parts.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{items}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """A DOCX whose body is the given XML; parts by name: numbering, styles, footnotes, header1, …"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        package.writestr("word/_rels/document.xml.rels", relations(**{name: f"{name}.xml" for name in parts}))
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str = "", properties: str = "", inside: str = "") -> str:
    """A paragraph: its text, its properties, more XML inside."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def numbered(text: str, level: int, number: int = 1) -> str:
    """A paragraph on a level of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def td(*paragraphs: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, paragraphs)) or p()}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def level(index: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of an abstract list."""
    look = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{look}</w:lvl>'


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', more: str = ""
) -> str:
    """A numbering part with one abstract list of the given levels."""
    abstract = f'<w:abstractNum w:abstractNumId="0">{more}{"".join(levels)}</w:abstractNum>'
    return f"<w:numbering {NAMES}>{abstract}{nums}</w:numbering>"


def said(source: Source) -> list[str]:
    """The text of each line that is not blank."""
    return [part for part in (source.text[line.start : line.end] for line in source.lines) if part.strip()]


def cells(source: Source, line: Line) -> list[str]:
    """The texts of a row's cells."""
    return [source.text[start:end] for start, end in line.cells]


def rows(source: Source) -> list[list[str]]:
    """The cells of every table row."""
    return [cells(source, line) for line in source.lines if line.cells]


Stroke = tuple[float, float, float, float]
Text = tuple[float, float, str]
"""Left end and base line, counted from the lower left corner of the page, and what stands there."""


def pdf(pages: Iterable[tuple[Iterable[Text], Iterable[Stroke]]], size: float = 12, more: str = "") -> bytes:
    """A PDF with the texts of each page at their places, and ruled lines; every letter is half as wide as high."""
    pages = [(list(texts), list(strokes)) for texts, strokes in pages]
    used = sorted({c for texts, _ in pages for _, _, text in texts for c in text})
    mapping = "".join(f"<{ord(c):04X}> <{ord(c):04X}>\n" for c in used)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(
            f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
            for part in (mapping.splitlines()[i : i + 100] for i in range(0, len(used), 100))
        )
        + "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] {more} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Tinos /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tinos /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /Tinos /Flags 4 /FontBBox [0 -200 500 900] "
        "/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >> >>",
        f"<< /Length {len(to_unicode)} >>\nstream\n{to_unicode}\nendstream",
    ]
    for index, (texts, strokes) in enumerate(pages):
        content = "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in strokes)
        for x, y, text in texts:
            code = "".join(f"{ord(c):04X}" for c in text)
            content += f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{code}> Tj ET\n"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {7 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}endstream")
    return _assembled(objects)


def _assembled(objects: list[str]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def ruled(xs: list[float], ys: list[float]) -> list[Stroke]:
    """The lines of a full grid."""
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
