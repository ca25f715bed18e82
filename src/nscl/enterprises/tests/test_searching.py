"""What a profile is found by, and that the index finds exactly what a plain look through all names finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.config.testing.cast import Cast
from nscl.enterprises.models import Enterprise
from nscl.enterprises.queries import register
from nscl.enterprises.rules import searching
from nscl.enterprises.tests.conftest import Make
from nscl.shared.vietnamese import fold


def test_search_text() -> None:
    told = searching.search_text("Công ty Cà phê Đắk Hà", ["Đắk Hà Coffee"], "0100109106-001")
    assert told == "cong ty ca phe dak ha coffee 0100109106 001 0100109106001"


@pytest.mark.parametrize(
    ("typed", "query", "others"),
    [
        ("", "", ()), ("!!", "", ()), ("cà phê", "'ca' & 'phe':*", ()),
        ("Công ty cà ph", "'ca'", ("% cong %", "% ty %", "% ph%")),
        ("cong ty", "", ("% cong %", "% ty%")), ("x", "", ("% x%",)), ("dak", "'dak':*", ()), ("đk", "'dk':*", ()),
        ("a' | 'b", "", ("% a %", "% b%")), ("thuy san 76", "'thuy' & '76':*", ("% san %",)),
    ],
)  # fmt: skip
def test_wanted(typed: str, query: str, others: tuple[str, ...]) -> None:
    assert searching.wanted(typed) == searching.Wanted(query, others)


NAMES = [
    "Công ty TNHH Cà phê Măng Mẫu",
    "Hợp tác xã Sâm Ngọc Mẫu",
    "Công ty cổ phần Cá tra Mẫu",
    "Hộ kinh doanh Bánh tét A",
]


@pytest.mark.django_db
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(sorted({w for n in NAMES for w in n.split()} | {"m", "ba", "c", "zz"})), max_size=4))
def test_the_index_finds_what_a_plain_look_finds(cast: Cast, make: Make, typed: list[str]) -> None:
    with cast.acting(cast.officer):
        for name in NAMES:
            if not Enterprise.objects.filter(name=name).exists():
                make(name)
        words = searching.wanted(" ".join(typed))
        found = set(Enterprise.objects.filter(pk__in=register.find(words)).values_list("name", flat=True))
    wanted = [fold(word) for word in typed]
    if not wanted:
        assert not words
        return

    def has(name: str) -> bool:
        own = fold(name).split()
        return all(w in own for w in wanted[:-1]) and any(w.startswith(wanted[-1]) for w in own)

    assert found == {name for name in NAMES if has(name)}


@pytest.mark.django_db
def test_whole_words_suffice_where_they_are_many(cast: Cast, make: Make) -> None:
    with cast.acting(cast.officer):
        made = [make(f"Công ty Sâm {number}").pk for number in range(3)]
        longer = make("Công ty Sâmxyz").pk
        assert set(register.find(searching.wanted("sam"), 3)) == set(made)
        assert set(register.find(searching.wanted("sam"), 9)) == {*made, longer}
        assert register.find(searching.wanted("samx"), 3) == [longer]
