"""Designations of standards: the worked cases of docs/rules/designation.md, and what must hold for any writing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nscl.standards.rules.designation import Designation, found_in, may_be_same, parse, same_standard

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "rules" / "designation.md").read_text()
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine


def table(heading: str) -> list[list[str]]:
    part = PAGE.split(f"## {heading}")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in part.splitlines() if row.startswith("| ")]
    return rows[1:]


CASES, PAIRS = table("Worked cases"), table("The same standard, whatever the year")
NONE = re.findall(r"`([^`]+)`", next(line for line in PAGE.splitlines() if line.startswith("No designation:")))
DIGITS = st.integers(1, 99_999).map(str)
BODIES = st.sampled_from(["BYT", "BXD", "TN", "ABC", "BNNPTNT"])
YEARS = st.none() | st.integers(1990, 2030)
PARTS = st.just("") | st.integers(1, 199).map(str) | st.just("2-24")


def amendments(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    """One to three of them, as they are written."""
    one = st.builds(
        lambda word, at, year: f"{word}{at}{f':{year}' if year else ''}",
        st.sampled_from(words),
        st.integers(1, 99),
        YEARS,
    )
    return st.lists(one, min_size=1, max_size=3).map("/".join)


DESIGNATIONS = st.one_of(
    st.builds(
        Designation, st.sampled_from(["TCVN", "TCVN ISO", "TCVN ISO/IEC", "ISO", "ISO/IEC", "ISO/TS", "IEC"]), DIGITS,
        PARTS, YEARS,
    ),
    st.builds(
        lambda family, number, year, told: Designation(family, number, "", year, amended=told),
        st.sampled_from(["TCVN ISO", "ISO", "ISO/IEC", "IEC"]), DIGITS, YEARS, amendments(("Amd ", "Cor ")),
    ),
    st.builds(
        lambda family, number, part, body, told: Designation(family, number, part, 2019, body, amended=told),
        st.sampled_from(["QCVN", "QCĐP", "TCCS"]), DIGITS, PARTS, BODIES, amendments(("SĐ", "ĐC")),
    ),
    st.builds(Designation, st.sampled_from(["QCVN", "QCĐP", "TCCS"]), DIGITS, PARTS, st.integers(1990, 2030), BODIES),
    st.builds(lambda edition: Designation("GlobalG.A.P.", "IFA", edition=edition), st.sampled_from(["", "5", "6.0"])),
    st.sampled_from([Designation("VietGAP"), Designation("HACCP"), Designation("HACCP", body="CODEX")]),
)  # fmt: skip


@pytest.mark.parametrize("row", CASES, ids=lambda row: row[0])
def test_a_worked_case(row: list[str]) -> None:
    written, text, family, number, part, year, body = row
    found = parse(written)
    assert found is not None
    assert found.text == text
    assert (found.family, found.number, found.part, found.body) == (family, number, part, body)
    assert found.year == (int(year) if year else None)


@pytest.mark.parametrize("text", [*NONE, "", " ", "/", "ISO:", "TCVN ISO", "GAP"])
def test_what_is_no_designation(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: f"{row[0]} | {row[1]}")
def test_the_same_standard_of_any_year(row: list[str]) -> None:
    one, other = parse(row[0]), parse(row[1])
    assert one is not None
    assert other is not None
    told = {"yes": True, "no": False}
    assert (same_standard(one, other), may_be_same(one, other)) == (told[row[2]], told[row[3]])
    assert (same_standard(other, one), may_be_same(other, one)) == (told[row[2]], told[row[3]])


def test_the_page_has_a_case_of_every_family_of_the_domain_sheet() -> None:
    families = {"TCVN", "TCVN ISO", "TCVN ISO/IEC", "ISO/IEC", "QCVN", "QCĐP", "TCCS", "VietGAP", "HACCP"}
    assert families <= {row[2] for row in CASES}


def test_running_text_names_each_once_in_its_order() -> None:
    text = (
        "Áp dụng ISO 9001:2015, TCVN ISO 22000 : 2018 và HACCP; chứng nhận VietGAP theo TCVN 11892-1:2017, ISO 9001:15."
    )
    assert [found.text for found in found_in(text)] == [
        "ISO 9001:2015", "TCVN ISO 22000:2018", "HACCP", "VietGAP", "TCVN 11892-1:2017",
    ]  # fmt: skip


def test_lists_go_by_family_then_number_then_part_then_year() -> None:
    told = [
        "TCVN 5603:1998", "TCVN 12850:2019", "TCVN ISO 9001:2015", "QCVN 01-1:2018/BYT", "QCVN 01-2:2018/BYT",
        "QCVN 16:2019/BXD", "TCCS 01:2024/ABC", "ISO 9001", "ISO 9001:2015", "ISO 14001", "VietGAP", "HACCP",
    ]  # fmt: skip
    read = [found for text in reversed(told) if (found := parse(text))]
    assert [found.text for found in sorted(read, key=lambda found: found.sort_key)] == told


@unhurried
@given(DESIGNATIONS)
def test_what_is_written_is_read_back(designation: Designation) -> None:
    found = parse(designation.text)
    assert found == designation


@unhurried
@given(DESIGNATIONS, st.data())
def test_odd_blanks_dashes_and_case_change_nothing(designation: Designation, data: st.DataObject) -> None:
    text = designation.text
    dash = data.draw(st.sampled_from("-–—‑"))
    blank = data.draw(st.sampled_from([" ", "  ", "\xa0", "\t"]))
    odd = text.replace("-", dash).replace(":", data.draw(st.sampled_from([":", " : ", " :", ": ", "："])))
    odd = blank + odd.replace(" ", blank) + blank
    if data.draw(st.booleans()):
        odd = odd.lower()
    found = parse(odd)
    assert found is not None
    assert found.key == designation.key
    assert found.text == text


@unhurried
@given(st.sampled_from(["TCVN 6739:2015", "QCVN 9:2012/BKHCN", "ISO 9001:2015"]), st.integers(1, 99), YEARS,
       st.sampled_from(["/SĐ{}", "/sđ {}", "/SD{}", " / Sửa đổi {}", "+SĐ{}", "/AMD{}", "/Amd. {}"]))  # fmt: skip
def test_an_amendment_however_it_was_written(base: str, at: int, year: int | None, written: str) -> None:
    tail = written.format(at) + (f":{year}" if year else "")
    found = parse(base + tail)
    assert found is not None
    word = f"Amd {at}" if base.startswith("ISO") else f"SĐ{at}"
    assert found.text == f"{base}/{word}" + (f":{year}" if year else "")
    plain = parse(base)
    assert plain is not None
    assert same_standard(found, plain)
    assert found.key != plain.key


@unhurried
@given(DESIGNATIONS, YEARS)
def test_another_year_is_the_same_standard(designation: Designation, year: int | None) -> None:
    other = Designation(designation.family, designation.number, designation.part, year, designation.body)
    assert same_standard(designation, other)
    assert may_be_same(designation, other)


@unhurried
@given(DESIGNATIONS, DESIGNATIONS)
def test_being_the_same_goes_both_ways(one: Designation, other: Designation) -> None:
    assert same_standard(one, other) == same_standard(other, one)
    assert may_be_same(one, other) == may_be_same(other, one)
    assert not same_standard(one, other) or may_be_same(one, other)
    assert one.key != other.key or same_standard(one, other)


@unhurried
@given(st.text(max_size=80) | st.text("TCVNISOQĐP 0123456789-:/.()v", max_size=60))
@example("ISO" * 90 + " 9001")
@example("QCVN 01-" * 40)
def test_no_text_makes_it_fail(text: str) -> None:
    found = parse(text)
    if found is not None:
        again = parse(found.text)
        assert again is not None
        assert again.key == found.key
    assert all(one.family for one in found_in(text))
