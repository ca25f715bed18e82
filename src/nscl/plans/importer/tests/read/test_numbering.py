"""Labels of lists as Word counts and shows them."""

from __future__ import annotations

import pytest

from nscl.plans.importer.read.docx import read_docx
from nscl.plans.importer.tests.read.making import NAMES, docx, level, numbered, numbering, p, said

LEGAL = (
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "-"),
)


def labels(body: str, part: str, **parts: str) -> list[str]:
    return said(read_docx(docx(body, numbering=part, **parts)))


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    body = "".join(numbered("x", index) for index in (0, 1, 1, 2, 2, 3, 3, 4, 4, 1, 2, 0, 1, 2))
    assert labels(body, numbering(*LEGAL)) == [
        "I. x", "1. x", "2. x", "2.1. x", "2.2. x", "a) x", "b) x", "- x", "- x", "3. x", "3.1. x", "II. x", "1. x",
        "1.1. x",
    ]  # fmt: skip


def test_text_between_does_not_stop_the_count() -> None:
    assert labels(numbered("a", 0) + p("chữ") + numbered("b", 0), numbering(*LEGAL)) == ["I. a", "chữ", "II. b"]


def test_an_empty_numbered_paragraph_shows_its_number() -> None:
    assert labels(numbered("a", 0) + numbered("", 0) + numbered("b", 0), numbering(*LEGAL)) == ["I. a", "II.", "III. b"]


def test_two_lists_of_one_kind_go_on_unless_told_to_start() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = "".join(numbered("x", 0, number) for number in (1, 2, 3, 3, 1))
    assert labels(body, numbering(level(0, "decimal", "%1."), nums=nums)) == ["1. x", "2. x", "5. x", "6. x", "7. x"]


def test_a_level_can_be_told_never_to_start_anew() -> None:
    levels = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = "".join(numbered("x", index) for index in (0, 1, 1, 0, 1))
    assert labels(body, numbering(*levels)) == ["I. x", "1. x", "2. x", "II. x", "3. x"]


def test_a_level_can_start_anew_only_below_a_far_higher_one() -> None:
    levels = (*LEGAL[:2], level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'))
    body = "".join(numbered("x", index) for index in (0, 1, 2, 1, 2, 0, 1, 2))
    assert labels(body, numbering(*levels)) == ["I. x", "1. x", "a) x", "2. x", "b) x", "II. x", "1. x", "a) x"]


def test_legal_numbers_are_written_in_digits() -> None:
    levels = (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert labels(numbered("x", 0) + numbered("y", 1), numbering(*levels)) == ["I. x", "1.1 y"]


@pytest.mark.parametrize(
    ("style", "start", "shown"),
    [
        ("decimalZero", 9, ["09", "10"]),
        ("lowerRoman", 3, ["iii", "iv"]),
        ("upperLetter", 26, ["Z", "AA"]),
        ("lowerLetter", 4, ["d", "e"]),
        ("chicago", 1, ["1", "2"]),
    ],
)
def test_styles_of_numbers(style: str, start: int, shown: list[str]) -> None:
    part = numbering(level(0, style, "(%1)", start=start))
    assert labels(numbered("x", 0) * 2, part) == [f"({number}) x" for number in shown]


def test_what_parts_label_and_text() -> None:
    levels = (
        level(0, "decimal", "Điều %1.", '<w:suff w:val="space"/>'),
        level(1, "decimal", "%2", '<w:suff w:val="nothing"/>'),
    )
    assert labels(numbered("Ban hành", 0) + numbered("a", 1), numbering(*levels)) == ["Điều 1. Ban hành", "1a"]


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "▪"),
        ("o", "Courier New", "◦"),
        ("-", "Times", "-"),
        ("+", "", "+"),
    ],
)
def test_bullets(sign: str, font: str, shown: str) -> None:
    xml = level(0, "bullet", sign).replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
    assert labels(numbered("x", 0), numbering(xml)) == [f"{shown} x"]


def test_a_style_brings_its_level() -> None:
    levels = (
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="H2"/>'),
    )

    def style(name: str, inside: str) -> str:
        return f'<w:style w:type="paragraph" w:styleId="{name}">{inside}</w:style>'

    number = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    based = '<w:basedOn w:val="H1"/>'
    styles = style("H1", number.format(1)) + style("H2", based) + style("N", based + number.format(0))
    styles = f"<w:styles {NAMES}>{styles}</w:styles>"
    body = "".join(p("x", f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2", "H2", "N", "H1"))
    assert labels(body, numbering(*levels), styles=styles) == ["I. x", "1. x", "2. x", "x", "II. x"]


def test_a_numbering_style_leads_to_its_list() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    part = numbering(level(0, "decimal", "%1/"), nums=linked, more='<w:styleLink w:val="L"/>')
    assert labels(numbered("x", 0), part) == ["1/ x"]


def test_a_number_of_an_unknown_list_shows_nothing() -> None:
    assert labels(numbered("x", 0, 99), numbering(*LEGAL)) == ["x"]
