"""What must hold for any tax code, however it was written."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from nscl.organisations.rules.tax_codes import BRANCH, ENTERPRISE, FORM, PERSON, read

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
NINE = st.from_regex(r"[0-9]{9}", fullmatch=True)


def sound_of(nine: str) -> str | None:
    """The one code of ten digits that begins so, and is sound; None where no digit makes one."""
    found = [code for digit in range(10) if (told := read(code := f"{nine}{digit}")) and told.sound]
    assert len(found) <= 1
    return found[0] if found else None


@unhurried
@given(NINE, st.integers(0, 9), st.integers(1, 9))
@example("010010910", 9, 1)
def test_one_wrong_digit_is_always_noticed(nine: str, at: int, by: int) -> None:
    code = sound_of(nine)
    assume(code is not None)
    assert code is not None
    wrong = f"{code[:at]}{(int(code[at]) + by) % 10}{code[at + 1 :]}"
    told = read(wrong)
    assert told is not None  # a warning, never a refusal
    assert not told.sound


@unhurried
@given(NINE, st.integers(0, 7))
def test_two_neighbours_that_changed_places_are_noticed(nine: str, at: int) -> None:
    code = sound_of(nine)
    assume(code is not None)
    assert code is not None
    assume(code[at] != code[at + 1])
    told = read(f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}")
    assert told is not None
    assert not told.sound


@unhurried
@given(
    st.from_regex(FORM, fullmatch=True), st.lists(st.sampled_from([" ", ".", "\xa0", "  "]), max_size=4), st.randoms()
)
def test_blanks_and_dashes_change_nothing(code: str, gaps: list[str], chance: object) -> None:
    plain = read(code)
    assert plain is not None
    assert plain.text == code
    assert plain.kind == (PERSON if len(code) == 12 else BRANCH if "-" in code else ENTERPRISE)
    odd = code.replace("-", "–")
    for gap in gaps:
        at = chance.randint(0, len(odd))  # type: ignore[attr-defined]
        odd = odd[:at] + gap + odd[at:]
    assert read(odd) == plain
    assert read(code.replace("-", "")) == plain


@unhurried
@given(st.text(max_size=20) | st.text("0123456789-. –", max_size=20))
@example("٠١٠٠١٠٩١٠٦")
@example("0100109106\n")
def test_nothing_else_is_a_tax_code_and_nothing_fails(text: str) -> None:
    found = read(text)
    if found is not None:
        assert re.fullmatch(FORM, found.text)
        assert read(found.text) == found
        assert [c for c in text if c in "0123456789"] == [c for c in found.text if c != "-"]
