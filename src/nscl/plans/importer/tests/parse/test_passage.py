"""A passage matches alike however it was typed, and knows where it stands."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nscl.plans.importer.parse.passage import fold, joined, of_text, passage
from nscl.plans.importer.source import Source
from nscl.plans.importer.tests.parse import told

LETTERS = st.text(st.sampled_from("aăâbcđeêoôơuưyÀẾỘữỵ \n\t-–—.,:;()1234\u0301\u0323\u00a0"), max_size=60)


def test_blanks_dashes_marks_and_hidden_characters_are_evened_out() -> None:
    typed = told.passage("Giai  đoạn\n2021 – 2025\u200b:\u00a0**140.000** đồng")
    assert typed.text == "Giai đoạn 2021 - 2025: 140.000 đồng"
    assert told.passage("<b>Sở</b> Tài chính<br>tỉnh").text == "Sở Tài chính tỉnh"
    assert told.passage("(*nhiệm vụ khoa học*)").text == "(nhiệm vụ khoa học)"


def test_a_bullet_or_a_note_keeps_its_asterisk() -> None:
    assert told.passage("* Đến năm 2025:").text == "* Đến năm 2025:"
    assert told.passage("Chỉ tiêu (*)").text == "Chỉ tiêu (*)"


def test_decomposed_letters_are_composed_and_point_at_all_their_parts() -> None:
    text = unicodedata.normalize("NFD", "Sở Tài chính")
    p = told.passage(text)
    assert p.text == "Sở Tài chính"
    start, end = p.span(*re.search("Tài", p.text).span())  # type: ignore[union-attr]
    assert unicodedata.normalize("NFC", text[start:end]) == "Tài"


def test_a_slice_spans_what_it_shows_without_the_blanks_around() -> None:
    source = Source("abc\n  def  ghi", (), "txt")
    p = passage(source, [(0, 3), (4, 14)])
    assert p.text == "abc def ghi"
    assert [source.text[slice(*part.whole)] for part in p.split(re.compile(" "))] == ["abc", "def", "ghi"]
    assert p.slice(3, 8).text == "def"


def test_joined_passages_keep_their_places() -> None:
    source = Source("một hai ba", (), "txt")
    both = joined([of_text(source, 0, 3), of_text(source, 8, 10)])
    assert both.text == "một ba"
    assert both.span(4, 6) == (8, 10)


@given(LETTERS)
def test_every_character_points_into_the_source_in_order(text: str) -> None:
    p = told.passage(text)
    assert len(p.text) == len(p.starts) == len(p.ends) == len(p.folded)
    assert all(0 <= a <= b <= len(text) for a, b in zip(p.starts, p.ends, strict=True))
    assert list(p.starts) == sorted(p.starts)
    assert unicodedata.normalize("NFC", p.text) == p.text


@given(LETTERS)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(unicodedata.normalize("NFC", text))) == len(unicodedata.normalize("NFC", text))
