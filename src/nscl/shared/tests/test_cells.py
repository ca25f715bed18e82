"""No text of ours is a formula in a spreadsheet, and none is changed without need."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.shared.cells import FORMULA, harmless, is_risky

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 000 000",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＠SUM(A1)",
        '=HYPERLINK("http://x","y")',
    ],
)
def test_a_formula_is_quoted(text: str) -> None:
    assert is_risky(text)
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Công ty TNHH A", "'đã có dấu", "0900000001", "a=b", " =1"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@SLOW
@given(st.text())
def test_nothing_written_begins_a_formula_and_nothing_is_lost(text: str) -> None:
    assert not harmless(text).startswith(FORMULA)
    assert harmless(text).endswith(text)
