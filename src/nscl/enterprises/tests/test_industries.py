"""Lines of business: the sector of a code, and the rule and the catalogue say the same."""

from __future__ import annotations

import pytest

from nscl.catalogue.reference import industries as reference
from nscl.enterprises.rules import industries
from nscl.enterprises.rules.size import Sector


@pytest.mark.parametrize(
    ("version", "code", "sector"),
    [
        (2018, "01", "agriculture"), (2025, "03221", "agriculture"), (2018, "1076", "industry"),
        (2025, "35", "industry"), (2025, "39", "industry"), (2018, "4100", "construction"), (2018, "4520", "trade"),
        (2025, "4711", "trade"), (2025, "6201", "services"), (2018, "99", "services"),
    ],
)  # fmt: skip
def test_sector_of_a_code(version: int, code: str, sector: str) -> None:
    assert industries.sector_of(version, code) == sector


@pytest.mark.parametrize(("version", "code"), [(2025, "45"), (2025, "4520"), (2018, "04"), (2018, "0"), (2018, "C"),
                                               (2024, "10"), (2018, "100000"), (2018, "")])  # fmt: skip
def test_a_code_of_no_division(version: int, code: str) -> None:
    assert industries.sector_of(version, code) is None


@pytest.mark.parametrize(("written", "code"), [("C1076", "1076"), ("10.76", "1076"), (" 01110 ", "01110"),
                                               ("C", None), ("chế biến", None), ("123456", None)])  # fmt: skip
def test_codes_as_written(written: str, code: str | None) -> None:
    assert industries.read(written) == code


@pytest.mark.parametrize(("version", "sections", "divisions"), [(2018, 21, 88), (2025, 22, 87)])
def test_the_catalogue_says_the_same(version: int, sections: int, divisions: int) -> None:
    rows = [row for (of, _code), row in reference._industries().items() if of == version]
    letters = {row["code"]: row for row in rows if row["level"] == 1}
    found = {row["code"]: row for row in rows if row["level"] == 2}
    assert (len(letters), len(found)) == (sections, divisions)
    assert {code: row["parent_code"] for code, row in found.items()} == industries.divisions(version)
    for code, row in found.items():
        assert row["sector"] == industries.sector_of(version, code) == letters[row["parent_code"]]["sector"]


def test_every_division_of_2018_became_something_of_2025() -> None:
    known = {row["code"] for (version, _code), row in reference._industries().items() if version == 2025}
    mapped = reference._mappings()
    assert {code for _version, code, _to, _target in mapped} == set(industries.divisions(2018))
    assert {target for _version, _code, _to, target in mapped} <= known
    mains = [code for (_v, code, _to, _t), row in mapped.items() if row["is_main"]]
    assert len(mains) == len(set(mains))
    assert "45" not in mains  # split: nobody can tell without the finer code
    assert all(Sector(str(industries.sector_of(2018, code))) == industries.sector_of(2025, code) for code in mains)
