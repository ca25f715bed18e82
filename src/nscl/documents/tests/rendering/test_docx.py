"""The DOCX by its XML: paper, styles, order, tables, annexes; and whatever is typed, the file stays whole."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx as python_docx
import pytest
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from nscl.documents import rendering
from nscl.documents.rendering import measures, wording
from nscl.documents.rendering.model import (
    Annex,
    Column,
    Dashes,
    Headed,
    Level,
    Official,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)  # fmt: skip
from nscl.documents.tests.rendering.samples import DECISION, LETTER, MINUTES, PLAN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document: Official) -> python_docx.document.Document:
    return python_docx.Document(BytesIO(rendering.docx(document)))


def tree(document: Official, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(rendering.docx(document))) as package:
        return etree.fromstring(package.read(part))


def mm(element: etree._Element, name: str) -> float:
    """A measure in twentieths of a point, in mm (which it holds to a hundredth)."""
    return round(int(element.get(f"{W}{name}", "0")) / 1440 * 25.4, 1)


def outline(document: Official) -> list[tuple[str, str]]:
    """(style, words) of every paragraph in the order of the file, those in tables too; unstyled ones left out."""
    found = []
    for paragraph in tree(document).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None:
            words = "".join("\n" if e.tag == f"{W}br" else e.text or "" for e in paragraph.iter(f"{W}t", f"{W}br"))
            found.append((style.get(f"{W}val", ""), words))
    return found


def test_paper_is_a4_with_the_margins_of_the_decree() -> None:
    for section in tree(PLAN).iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        assert margins is not None
        assert sorted(mm(size, side) for side in "wh") == pytest.approx([210, 297], abs=0.1)
        assert 20 <= mm(margins, "top") <= 25
        assert 20 <= mm(margins, "bottom") <= 25
        assert 30 <= mm(margins, "left") <= 35
        assert 15 <= mm(margins, "right") <= 20
    assert [s.orientation for s in opened(PLAN).sections] == [0, 0, 1]


def test_page_number_is_centred_above_and_not_on_the_first_page() -> None:
    for section in opened(PLAN).sections:
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == ""
        number = section.header.paragraphs[0]
        assert number.alignment == 1
        assert "PAGE" in number._p.xml
        assert all(run.font.size in (Pt(13), Pt(14)) for run in number.runs)
        assert 'w:pgNumType w:start="1"' in etree.tostring(section._sectPr).decode()


@pytest.mark.parametrize(
    ("style", "sizes", "bold", "italic", "align"),
    [
        ("country", (12, 13), True, False, 1),
        ("motto", (13, 14), True, False, 1),
        ("parent", (12, 13), False, False, 1),
        ("issuer", (12, 13), True, False, 1),
        ("number", (13, 13), False, False, 1),
        ("place", (13, 14), False, True, 1),
        ("about", (12, 13), False, False, 1),
        ("kind", (13, 14), True, False, 1),
        ("subject", (13, 14), True, False, 1),
        ("basis", (13, 14), False, True, 3),
        ("text", (13, 14), False, False, 3),
        ("role", (13, 14), True, False, 1),
        ("name", (13, 14), True, False, 1),
        ("recipients", (12, 12), True, True, 0),
        ("recipient", (11, 11), False, False, 0),
        ("annex", (14, 14), True, False, 1),
        ("annex_title", (13, 14), True, False, 1),
        ("annex_of", (13, 14), False, True, 1),
        ("cell", (12, 14), False, False, 0),
    ],
)
def test_each_part_has_the_look_of_the_decree(
    style: str, sizes: tuple[int, int], bold: bool, italic: bool, align: int
) -> None:
    found = next(s for s in opened(PLAN).styles if s.style_id == style)
    assert sizes[0] <= found.font.size.pt <= sizes[1]
    assert bool(found.font.bold) == bold
    assert bool(found.font.italic) == italic
    assert int(found.paragraph_format.alignment) == align


def test_body_indent_and_spacing() -> None:
    text = next(s for s in opened(PLAN).styles if s.style_id == "text").paragraph_format
    assert Mm(10) <= text.first_line_indent <= Mm(12.7) + 700
    assert text.space_after >= Pt(6)
    assert 1 <= text.line_spacing <= 1.5


def test_the_one_font_is_times_new_roman_in_black() -> None:
    fonts = tree(PLAN, "word/styles.xml").findall(f".//{W}rFonts")
    assert {value for font in fonts for value in font.attrib.values()} == {"Times New Roman"}
    assert tree(PLAN).findall(f".//{W}rFonts") == []
    assert {c.get(f"{W}val") for c in tree(PLAN, "word/styles.xml").iter(f"{W}color")} == {"000000"}


def test_order_of_a_plan() -> None:
    lines = outline(PLAN)
    head = [
        ("parent", "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI"),
        ("issuer", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("number", "Số: 05/KH-SKHCN"),
        ("country", wording.COUNTRY),
        ("motto", wording.MOTTO),
        ("place", "Quảng Ngãi, ngày 05 tháng 02 năm 2026"),
        ("kind", "KẾ HOẠCH"),
        ("subject", PLAN.subject),
        ("basis", "Căn cứ Luật A;"),
        ("basis", "Căn cứ Quyết định B;"),
        ("basis", "Theo đề nghị của Chi cục trưởng C."),
        ("roman", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("clause", "1. Mục đích"),
    ]
    assert lines[: len(head)] == head
    assert [words[:2] for style, words in lines if style == "text" and words[1:2] == ")"][:7] == [
        "a)", "b)", "c)", "d)", "đ)", "e)", "g)",
    ]  # fmt: skip
    end = lines.index(("recipients", "Nơi nhận:"))
    assert lines[end : end + 7] == [
        ("recipients", "Nơi nhận:"),
        ("recipient", "- UBND tỉnh (b/c);"),
        ("recipient", "- Các sở, ban, ngành;"),
        ("recipient", "- Lưu: VT, TĐC."),
        ("role", "KT. GIÁM ĐỐC"),
        ("role", "PHÓ GIÁM ĐỐC"),
        ("name", "Nguyễn Văn A"),
    ]
    assert lines[end + 7 : end + 10] == [
        ("annex", "Phụ lục I"),
        ("annex_title", "MỤC TIÊU CỦA KẾ HOẠCH"),
        (
            "annex_of",
            "(Kèm theo Kế hoạch số 05/KH-SKHCN ngày 05 tháng 02 năm 2026 của Sở Khoa học và Công nghệ)",
        ),
    ]


def test_a_letter_has_its_subject_under_the_number_and_addressees() -> None:
    lines = outline(LETTER)
    assert lines[2][0] == "number"
    assert lines[3] == ("about", "V/v triển khai kế hoạch năm 2026")
    assert [line for line in lines if line[0].startswith("addressee")] == [
        ("addressees", "Kính gửi:"),
        ("addressee_item", "- Các sở, ban, ngành;"),
        ("addressee_item", "- UBND các xã, phường, đặc khu."),
    ]
    assert "kind" not in dict(lines)


def test_one_addressee_stands_on_the_line() -> None:
    one = Official(issuer="Sở", subject="x", addressees=("UBND tỉnh;",))
    assert ("addressee", "Kính gửi: UBND tỉnh") in outline(one)


def test_a_decision() -> None:
    lines = [line for line in outline(DECISION) if line[0] in ("authority", "basis", "resolves", "text", "role")]
    assert lines == [
        ("authority", "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("basis", "Căn cứ Nghị định A."),
        ("resolves", "QUYẾT ĐỊNH:"),
        ("text", "Điều 1. Thành lập Hội đồng gồm các ông, bà sau:"),
        ("text", "- Ông A"),
        ("text", "- Bà B"),
        ("text", "Điều 2. Hội đồng tự giải thể sau khi hoàn thành nhiệm vụ."),
        ("role", "Q. GIÁM ĐỐC"),
    ]
    bold = [r.text for p in opened(DECISION).paragraphs for r in p.runs if r.bold]
    assert bold == ["Điều 1. ", "Điều 2. "]


def test_minutes_have_two_signatures_above_the_recipients() -> None:
    end = [line for line in outline(MINUTES) if line[0] in ("role", "name", "recipients")]
    assert end == [("role", "THƯ KÝ"), ("name", "Trần Văn B"), ("role", "CHỦ TỌA"), ("name", "Lê Thị C"),
                   ("recipients", "Nơi nhận:")]  # fmt: skip


def test_articles_run_through_the_chapters() -> None:
    chapters = tuple(
        Headed(Level.CHAPTER, f"Tên {n}", body=(Headed(Level.ARTICLE, "A"), Headed(Level.ARTICLE, "B"))) for n in (1, 2)
    )
    lines = outline(Official(issuer="Sở", kind="Quy chế", body=chapters))
    articles = [words for style, words in lines if style == "article"]
    assert articles == ["Điều 1. A", "Điều 2. B", "Điều 3. A", "Điều 4. B"]
    assert [words for style, words in lines if style in ("part", "part_title")] == [
        "Chương I", "TÊN 1", "Chương II", "TÊN 2",
    ]  # fmt: skip


def test_merged_heads_repeat_and_numbers_stand_right() -> None:
    table = opened(PLAN).tables[-2]
    rows = table._tbl.tr_lst
    assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows[:3]] == [True, True, False]
    assert [c.text for c in table.rows[0].cells] == ["STT", "Mục tiêu", "Giá trị", "Giá trị"]
    assert [c.text for c in table.rows[1].cells] == ["STT", "Mục tiêu", "Từ", "Đến"]
    last = table.rows[-1].cells
    assert [c.text for c in last] == ["60", "Mục tiêu thứ 60 của kế hoạch", "60", "60.000"]
    assert [int(c.paragraphs[0].alignment or 0) for c in last] == [1, 3, 2, 2]


def test_lines_under_the_motto_and_the_issuer_are_as_long_as_they_must_be() -> None:
    lengths = []
    rules = tree(PLAN).findall(f".//{W}tc//{W}pBdr/../{W}ind")
    for indents, share in zip(rules[:2], measures.HEAD_SHARES, strict=True):
        lengths.append(share * measures.text_width_mm() - mm(indents, "left") - mm(indents, "right"))
    issuer = measures.width_mm("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12)
    assert issuer / 3 <= lengths[0] <= issuer / 2
    assert lengths[1] == pytest.approx(measures.width_mm(wording.MOTTO, 13), abs=0.2)


ORDERS = {
    "pPr": "pStyle keepNext keepLines pBdr spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs i iCs color sz szCs lang",
    "tblPr": "tblW tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "sectPr": "headerReference type pgSz pgMar pgNumType titlePg",
    "tblCellMar": "top left bottom right",
    "style": "name basedOn uiPriority semiHidden unhideWhenUsed qFormat pPr rPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang",
}


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/settings.xml", "word/header1.xml"])
def test_elements_stand_in_the_order_that_word_wants(part: str) -> None:
    """Word calls a file damaged whose properties stand in another order than that of the format."""
    seen = 0
    for document in (PLAN, LETTER, DECISION, MINUTES):
        for element in tree(document, part).iter():
            order = ORDERS.get(etree.QName(element).localname, "").split()
            if order:
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), etree.tostring(element)
                seen += 1
    assert seen


def test_every_cell_ends_with_a_paragraph() -> None:
    for document in (PLAN, LETTER, DECISION, MINUTES, Official(issuer="", signatures=(Signature("A"),))):
        for cell in tree(document).iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert rendering.docx(PLAN) == rendering.docx(PLAN)


def test_an_empty_document_opens() -> None:
    assert ("number", f"Số: {wording.BLANK_NUMBER}") in outline(Official(issuer=""))


awkward = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["<w:p>&amp;</w:p>", "]]>", "\x00\x0b\ufffe", "a\r\nb\tc", "😀👩‍👩‍👧", "Ca\u0300 phe\u0302",
                     "{{ x }}{% y %}", "dài" * 3000, "\ud800", "#panic()", '"$[]*_@\\'])
)  # fmt: skip


@given(awkward)
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_the_file_is_whole_and_says_it(text: str) -> None:
    table = Table(
        (Column(text), Column("B", align="number")), (Row((text, 1)), Row(((Run(text, bold=True),),), whole=True))
    )
    document = Official(
        issuer=text, parent=text, number=text, symbol=text, place=text, kind=text, subject=text, authority=text,
        addressees=(text, text), bases=(text,), resolves=text, recipients=(text,), annexes=(Annex(text, (table,)),),
        body=(Paragraph(text), Dashes((text,)), *(Headed(level, text, text) for level in Level), table),
        signatures=(Signature(text, text, note=text),),
    )  # fmt: skip
    opened(document)
    said = "".join(words for _, words in outline(document))
    for word in wording.tidy(text).split():
        assert word in said or word.upper() in said
