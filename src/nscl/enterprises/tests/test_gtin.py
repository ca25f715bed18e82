"""GTINs: the check digit catches every wrong digit and every swap of neighbours but those that differ by five."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.enterprises.rules import gtin

bodies = st.sampled_from([7, 11, 12, 13]).flatmap(
    lambda length: st.text(alphabet="0123456789", min_size=length, max_size=length)
)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("written", "vietnamese"),
    [("4006381333931", False), ("893 1234 567897", True), ("73513537", False), ("036000291452", False),
     ("18931234567894", True)],
)  # fmt: skip
def test_numbers_read(written: str, vietnamese: bool) -> None:
    found = gtin.read(written)
    assert found is not None
    assert found.vietnamese is vietnamese


@pytest.mark.parametrize("written", ["", "893", "8931234567890", "89312345678941234", "mã vạch", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_what_is_no_number(written: str) -> None:
    assert gtin.read(written) is None


@calm
@given(bodies)
def test_the_check_digit_makes_a_number(body: str) -> None:
    assert gtin.read(body + str(gtin.check_digit(body))) is not None


@calm
@given(bodies, st.data())
def test_one_wrong_digit_is_caught(body: str, data: st.DataObject) -> None:
    whole = body + str(gtin.check_digit(body))
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[at]]))
    assert gtin.read(whole[:at] + other + whole[at + 1 :]) is None


@calm
@given(bodies, st.data())
def test_swapped_neighbours_are_caught_unless_they_differ_by_five(body: str, data: st.DataObject) -> None:
    whole = body + str(gtin.check_digit(body))
    at = data.draw(st.integers(0, len(whole) - 2))
    swapped = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
    alike = abs(int(whole[at]) - int(whole[at + 1])) in (0, 5)
    assert (gtin.read(swapped) is not None) is alike
