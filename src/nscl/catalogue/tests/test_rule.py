"""The rule of spending norms against the worked table, and what holds for any amount."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.catalogue.rules.norms import Norm, Outcome, check, limit_of

TABLE = Path(__file__).resolve().parents[4] / "docs" / "rules" / "spending-norms.md"
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| norm |"))
]
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
amounts, quantities = st.integers(0, 10**12), st.decimals(Decimal("0.01"), Decimal(10_000), places=2)


def vnd(text: str) -> int | None:
    return None if text == "—" else int(text.replace(".", ""))


def norm_of(text: str, clause: str) -> Norm | None:
    if text == "—":
        return None
    clause = "" if clause == "—" else clause
    if text.endswith("%"):
        rate = int(Decimal(text[:-1].replace(",", ".")) * 100)
        return Norm("lần", "Nghị quyết 41/2022/NQ-HĐND", clause, rate_bp=rate)
    amount, _sep, unit = text.partition("/")
    return Norm(unit, "Nghị quyết 41/2022/NQ-HĐND", clause, amount_vnd=vnd(amount))


def test_the_table_has_rows() -> None:
    assert len(ROWS) >= 8
    assert {row[5] for row in ROWS} == {outcome.value for outcome in Outcome}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[2]} {row[3]}")
def test_the_worked_table(row: list[str]) -> None:
    norm, clause, amount, quantity, cost, outcome, limit, over, reason = row
    told = check(
        amount_vnd=vnd(amount) or 0, quantity=Decimal(quantity.replace(",", ".")), norm=norm_of(norm, clause),
        cost_vnd=vnd(cost),
    )  # fmt: skip
    assert (told.outcome, told.limit_vnd, told.over_vnd, told.line) == (outcome, vnd(limit), vnd(over), reason)


@patient
@given(amounts, quantities, st.integers(1, 10**9))
def test_an_amount_is_within_or_above_by_what_goes_beyond(amount: int, quantity: Decimal, most: int) -> None:
    told = check(amount_vnd=amount, quantity=quantity, norm=Norm("buổi", "NQ", amount_vnd=most))
    assert told.limit_vnd is not None
    assert told.limit_vnd <= most * quantity < told.limit_vnd + 1
    assert told.over_vnd == max(0, amount - told.limit_vnd)
    assert (told.outcome is Outcome.ABOVE) == (told.over_vnd > 0)


@patient
@given(amounts, st.integers(1, 10_000))
def test_a_rate_never_gives_more_than_the_cost(cost: int, rate: int) -> None:
    limit = limit_of(Norm("lần", "NQ", rate_bp=rate), 1, cost)
    assert limit is not None
    assert 0 <= limit <= cost
    assert limit * 10_000 <= cost * rate


@pytest.mark.parametrize(("amount", "quantity", "cost"), [(-1, 1, None), (1, 0, None), (1, 1, -1)])
def test_nonsense_is_an_error(amount: int, quantity: int, cost: int | None) -> None:
    with pytest.raises(ValueError, match="not negative"):
        check(amount_vnd=amount, quantity=quantity, norm=None, cost_vnd=cost)
