"""The size class: the worked cases of docs/rules/size.md, and what must hold for any figures."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.enterprises.reference import thresholds_on
from nscl.enterprises.rules.size import Figures, Sector, Size, classify, size_of

PAGE = Path(__file__).resolve().parents[4] / "docs" / "rules" / "size.md"
DAY = dt.date(2026, 11, 25)
ORDER = list(Size)
MONEY = st.integers(0, 400_000_000_000)
FIGURES = st.builds(Figures, st.integers(0, 400), st.none() | MONEY, MONEY, st.booleans())
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
SECTORS = st.sampled_from(list(Sector))


def worked() -> list[list[str]]:
    rows = PAGE.read_text().split("## Worked cases")[1].splitlines()
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows if re.match(r"\| (?!Sector|---)\w", row)]


def whole(text: str) -> int:
    return int(text.replace(".", ""))


def test_the_page_has_cases_of_every_size_and_sector() -> None:
    assert {row[0] for row in worked()} == set(Sector)
    assert {row[5] for row in worked()} == set(Size)


@pytest.mark.parametrize("row", worked(), ids=lambda row: " ".join(row[:5]))
def test_a_worked_case(row: list[str]) -> None:
    sector, labour, revenue, capital, age, size, _why = row
    figures = Figures(whole(labour), None if revenue == "–" else whole(revenue), whole(capital), age == "<1")
    assert classify(Sector(sector), figures, thresholds_on(Sector(sector), DAY)).size == size


def test_the_limits_of_the_page_are_those_of_the_file() -> None:
    for number, sectors in ((1, ("agriculture", "industry", "construction")), (2, ("trade", "services"))):
        for size in ("micro", "small", "medium"):
            [row] = re.findall(rf"^\| {size} \|.*$", PAGE.read_text(), re.MULTILINE)
            told = [whole(figure) for figure in row.split("|")[number + 1].split("/")]
            for sector in sectors:
                [limit] = [t for t in thresholds_on(Sector(sector), DAY) if t.size == size]
                assert [limit.labour, limit.revenue_vnd, limit.capital_vnd] == told


def test_it_is_explained_line_by_line() -> None:
    figures = Figures(45, 80_000_000_000, 60_000_000_000)
    assert classify(Sector.TRADE, figures, thresholds_on(Sector.TRADE, DAY)).reasons == (
        "Ngành của hoạt động chính: thương mại (Điều 6 Nghị định 80/2021/NĐ-CP).",
        "Mức siêu nhỏ: lao động 45 > 10 người; doanh thu 80.000.000.000 > 10.000.000.000 đồng hoặc "
        "nguồn vốn 60.000.000.000 > 3.000.000.000 đồng: không đạt (Điều 5 Nghị định 80/2021/NĐ-CP).",
        "Mức nhỏ: lao động 45 ≤ 50 người; doanh thu 80.000.000.000 ≤ 100.000.000.000 đồng hoặc "
        "nguồn vốn 60.000.000.000 > 50.000.000.000 đồng: đạt (Điều 5 Nghị định 80/2021/NĐ-CP).",
        "Kết quả: doanh nghiệp nhỏ.",
    )


def test_no_revenue_and_the_first_year_say_why_it_does_not_count() -> None:
    limits = thresholds_on(Sector.SERVICES, DAY)
    assert "chưa phát sinh doanh thu" in classify(Sector.SERVICES, Figures(8, None, 1), limits).reasons[1]
    assert "dưới 1 năm" in classify(Sector.SERVICES, Figures(8, 9, 1, True), limits).reasons[1]


def test_before_the_known_decree_nothing_is_guessed() -> None:
    assert thresholds_on(Sector.TRADE, dt.date(2020, 12, 31)) == ()
    with pytest.raises(ValueError, match="thresholds"):
        classify(Sector.TRADE, Figures(1, 1, 1), ())
    with pytest.raises(ValueError, match="negative"):
        classify(Sector.TRADE, Figures(-1, 1, 1), thresholds_on(Sector.TRADE, DAY))


@unhurried
@given(SECTORS, FIGURES, st.integers(0, 200), MONEY)
def test_whoever_grows_is_never_smaller(sector: Sector, figures: Figures, more: int, richer: int) -> None:
    limits = thresholds_on(sector, DAY)
    revenue = figures.revenue_vnd + richer if figures.revenue_vnd else figures.revenue_vnd
    grown = Figures(figures.labour + more, revenue, figures.capital_vnd + richer, figures.under_one_year)
    before, after = classify(sector, figures, limits), classify(sector, grown, limits)
    assert ORDER.index(after.size) >= ORDER.index(before.size)


@unhurried
@given(SECTORS, FIGURES)
def test_the_last_line_says_the_result(sector: Sector, figures: Figures) -> None:
    result = classify(sector, figures, thresholds_on(sector, DAY))
    words = {"micro": "doanh nghiệp siêu nhỏ.", "small": "doanh nghiệp nhỏ.", "medium": "doanh nghiệp vừa."}
    assert result.reasons[-1].endswith(words.get(result.size, "không phải doanh nghiệp nhỏ và vừa."))


@unhurried
@given(SECTORS, FIGURES)
def test_the_size_alone_is_the_one_explained(sector: Sector, figures: Figures) -> None:
    limits = thresholds_on(sector, DAY)
    assert size_of(figures, limits) == classify(sector, figures, limits).size
