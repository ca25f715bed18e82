"""The PDF by what stands where on its pages, and by its picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from nscl.documents import rendering
from nscl.documents.rendering import composing, fonts, measures, wording
from nscl.documents.rendering.model import Annex, Column, Headed, Level, Official, Paragraph, Row, Table
from nscl.documents.tests.rendering.samples import DECISION, LETTER, MINUTES, PLAN
from nscl.shared.errors import DomainError

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


@contextmanager
def opened(document: Official) -> Iterator[pypdfium2.PdfDocument]:
    pdf = pypdfium2.PdfDocument(rendering.pdf(document))
    try:
        yield pdf
    finally:
        pdf.close()


def letters(page: pypdfium2.PdfPage) -> list[tuple[str, float, float, float, float]]:
    """(letter, left, top, right, bottom) of each letter in mm from the page's upper left corner."""
    text, height = page.get_textpage(), page.get_height()
    found = []
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        if not text.get_text_range(at, 1).isspace() and right > left:
            letter = text.get_text_range(at, 1)
            found.append((letter, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    return found


def place(page: pypdfium2.PdfPage, words: str) -> tuple[float, float, float, float]:
    """Where `words` stand: left, top, right, bottom in mm."""
    text, height = page.get_textpage(), page.get_height()
    search = text.search(words, match_case=True)
    found = search.get_next()
    assert found, f"{words!r} is not on the page"
    chars = [text.get_charbox(at) for at in range(found[0], found[0] + found[1])]
    return (
        min(c[0] for c in chars) / MM,
        (height - max(c[3] for c in chars)) / MM,
        max(c[2] for c in chars) / MM,
        (height - min(c[1] for c in chars)) / MM,
    )


def test_head_stands_in_two_columns() -> None:
    with opened(PLAN) as pdf:
        page = pdf[0]
        issuer, country = place(page, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"), place(page, wording.COUNTRY)
        motto, number, day = place(page, wording.MOTTO), place(page, "Số: 05/KH-SKHCN"), place(page, "Quảng Ngãi, ngày")
        parent, kind = place(page, "ỦY BAN NHÂN DÂN"), place(page, "KẾ HOẠCH")
    assert issuer[2] < country[0]
    assert parent[1] == pytest.approx(country[1], abs=1.5)
    assert parent[1] < issuer[1] < number[1] < kind[1]
    assert country[1] < motto[1] < day[1] < kind[1]
    assert (kind[0] + kind[2]) / 2 == pytest.approx((30 + 195) / 2, abs=0.5)
    assert (motto[0] + motto[2]) / 2 == pytest.approx((country[0] + country[2]) / 2, abs=0.5)


def test_nothing_stands_outside_the_margins_but_the_page_number() -> None:
    with opened(PLAN) as pdf:
        for page in pdf:
            width, height = page.get_width() / MM, page.get_height() / MM
            for words, left, top, right, bottom in letters(page):
                if not (words.isdigit() and top < 20):
                    assert left >= 29.5, words
                    assert right <= width - 14.5, words
                    assert top >= 19, words
                    assert bottom <= height - 19, words


def test_page_number_is_centred_above_from_the_second_page_on_and_begins_again_in_each_annex() -> None:
    numbers = []
    with opened(PLAN) as pdf:
        for page in pdf:
            above = [b for b in letters(page) if b[4] < 20]
            numbers.append("".join(b[0] for b in above))
            if above:
                middle = (30 + page.get_width() / MM - 15) / 2
                assert (above[0][1] + above[-1][3]) / 2 == pytest.approx(middle, abs=1)
                assert min(b[2] for b in above) >= 9
    assert numbers == ["", "2", "", "2", ""]


def test_pages_are_a4_and_the_wide_annex_lies() -> None:
    with opened(PLAN) as pdf:
        sizes = [pdf[n].get_size() for n in range(len(pdf))]
    assert sizes[:-1] == [pytest.approx(A4, abs=0.1)] * 4
    assert sizes[-1] == pytest.approx(A4[::-1], abs=0.1)


def test_the_paper_font_is_embedded_and_no_other_is_used() -> None:
    data = rendering.pdf(PLAN)
    pdf = pypdfium2.PdfDocument(data)
    names = {
        obj.get_font().get_base_name() for page in pdf for obj in page.get_objects()
        if isinstance(obj, pypdfium2.PdfTextObj)
    }  # fmt: skip
    embedded = all(
        obj.get_font().is_embedded
        for page in pdf
        for obj in page.get_objects()
        if isinstance(obj, pypdfium2.PdfTextObj)
    )
    pdf.close()
    assert names
    assert all("Tinos" in name for name in names), names
    assert embedded


def test_sizes_on_the_page() -> None:
    wanted = {wording.COUNTRY: 12, wording.MOTTO: 13, "KẾ HOẠCH": 14, "Căn cứ Luật A": 14, "Số: 05": 13}
    with opened(PLAN) as pdf:
        page = pdf[0]
        texts = [o for o in page.get_objects(textpage=page.get_textpage()) if isinstance(o, pypdfium2.PdfTextObj)]
        found = {text.extract(): text.get_font_size() for text in texts}
    for words, size in wanted.items():
        assert any(words in text and at == pytest.approx(size, abs=0.1) for text, at in found.items()), words


def test_widths_reckoned_for_lines_are_those_of_the_font() -> None:
    with opened(PLAN) as pdf:
        for words, size in ((wording.MOTTO, 13), (wording.COUNTRY, 12), ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12)):
            left, _, right, _ = place(pdf[0], words)
            assert measures.width_mm(words, size) == pytest.approx(right - left, rel=0.02)


def test_first_lines_are_indented_and_lines_run_to_the_margin() -> None:
    with opened(PLAN) as pdf:
        left, *_ = place(pdf[0], "Hỗ trợ doanh nghiệp nhỏ và vừa")
        assert left == pytest.approx(30 + 12.7, abs=0.6)
        rights = [b[3] for b in letters(pdf[0])]
        assert max(rights) == pytest.approx(195, abs=0.6)


def test_signature_is_right_of_the_recipients() -> None:
    with opened(PLAN) as pdf:
        page = pdf[1]
        role, name, to = place(page, "KT. GIÁM ĐỐC"), place(page, "Nguyễn Văn A"), place(page, "Nơi nhận:")
    assert to[2] < role[0]
    assert to[1] == pytest.approx(role[1], abs=2)
    assert name[1] - role[3] > 20
    assert (name[0] + name[2]) / 2 == pytest.approx((role[0] + role[2]) / 2, abs=0.5)


def test_minutes_have_two_signatures_beside_each_other() -> None:
    with opened(MINUTES) as pdf:
        clerk, chair, to = place(pdf[0], "THƯ KÝ"), place(pdf[0], "CHỦ TỌA"), place(pdf[0], "Nơi nhận:")
    assert clerk[2] < chair[0]
    assert clerk[1] == pytest.approx(chair[1], abs=0.5)
    assert to[1] > chair[3]


def test_dashes_of_addressees_stand_under_the_colon() -> None:
    with opened(LETTER) as pdf:
        greeting, dash = place(pdf[0], "Kính gửi:"), place(pdf[0], "- Các sở")
    assert dash[0] == pytest.approx(greeting[2], abs=1.5)
    assert dash[1] > greeting[1]


def test_heads_are_repeated_where_a_table_goes_on() -> None:
    with opened(PLAN) as pdf:
        for page in (pdf[2], pdf[3]):
            place(page, "Giá trị")
            place(page, "Mục tiêu")


@pytest.mark.parametrize("document", [PLAN, LETTER, DECISION, MINUTES], ids=["plan", "letter", "decision", "minutes"])
def test_pdf_says_what_the_docx_says(document: Official) -> None:
    with opened(document) as pdf:
        told = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    for sheets in composing.compose(document):
        for piece in sheets.pieces:
            if isinstance(piece, composing.Line):
                assert "".join(piece.words.split()) in told


def test_lines_are_drawn_under_motto_and_issuer() -> None:
    """By the picture: dark points in a row below the words, as long as they must be."""
    scale = 4.0
    with opened(PLAN) as pdf:
        page = pdf[0]
        picture = page.render(scale=scale, grayscale=True)
        pixels, stride, width = bytes(picture.buffer), picture.stride, picture.width
        motto, issuer = place(page, wording.MOTTO), place(page, "SỞ KHOA HỌC VÀ CÔNG NGHỆ")

    def longest(box: tuple[float, float, float, float]) -> float:
        """The longest dark run in mm within 4 mm below the box."""
        best, mm = 0, MM * scale
        for y in range(round(box[3] * mm) + 1, round((box[3] + 4) * mm)):
            row = pixels[y * stride : y * stride + width]
            run = 0
            for x in range(round((box[0] - 2) * mm), round((box[2] + 2) * mm)):
                run = run + 1 if row[x] < 160 else 0
                best = max(best, run)
        return best / mm

    assert longest(motto) == pytest.approx(motto[2] - motto[0], rel=0.03)
    assert 1 / 3 <= longest(issuer) / (issuer[2] - issuer[0]) <= 1 / 2


def test_the_same_document_gives_the_same_bytes() -> None:
    assert rendering.pdf(LETTER) == rendering.pdf(LETTER)


def test_headings_are_bookmarks_and_the_file_has_a_title() -> None:
    with opened(PLAN) as pdf:
        titles = [mark.get_title() for mark in pdf.get_toc()]
        told = pdf.get_metadata_dict()
    assert "I. MỤC ĐÍCH, YÊU CẦU" in titles
    assert "1. Mục đích" in titles
    assert told["Title"] == composing.title(PLAN)
    assert told["Author"] == "Sở Khoa học và Công nghệ"


def test_a_missing_font_is_named_with_what_to_do(settings: Any, tmp_path: Path) -> None:
    settings.NODE_MODULES = tmp_path
    with pytest.raises(DomainError, match=r"Thiếu phông chữ Tinos_400Regular\.ttf.*make setup") as refused:
        rendering.pdf(LETTER)
    assert refused.value.code == "font"
    assert str(fonts.folder()) in str(refused.value)


def test_a_word_longer_than_the_page_stays_on_it() -> None:
    table = Table((Column("A"), Column("B")), (Row(("x" * 300, "https://example.vn/" + "y" * 200)),))
    with opened(Official(issuer="Sở", kind="Thử", body=(Paragraph("z" * 500), table))) as pdf:
        assert all(b[3] <= 196 for page in pdf for b in letters(page))


awkward = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["#panic()", "#{ let x = 1 }", "$x$ *b* _i_ `c` <l> @r", '"]; #eval("1")', "\\u{41}", "// c", "😀",
                     "e\u0302\u0301", "\x00\x1b", "\ud800", "dài " * 2000])
)  # fmt: skip


@given(awkward)
@hypothesis_settings(max_examples=30, deadline=None)
def test_whatever_is_typed_becomes_words_and_no_code(text: str) -> None:
    table = Table((Column(text), Column("B")), (Row((text, text)),))
    document = Official(
        issuer=text, kind="K", subject=text, bases=(text,), recipients=(text,), annexes=(Annex(text, (table,)),),
        body=(Paragraph(text), *(Headed(level, text, text) for level in Level), table),
    )  # fmt: skip
    assert rendering.pdf(document).startswith(b"%PDF-")


def test_code_in_a_text_is_printed() -> None:
    with opened(Official(issuer="Sở", kind="K", body=(Paragraph("#panic(1) $x$ *b* {{ y }}"),))) as pdf:
        place(pdf[0], "#panic(1) $x$ *b* {{ y }}")
