"""The agencies that five real plans name, found in the register. The plans lie outside the project."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nscl.foundation import clock
from nscl.organisations import queries
from nscl.organisations.rules.agency_names import SURE
from nscl.organisations.tests.named_in_plans import NAMED
from nscl.shared.vietnamese import fold

PLANS = Path(__file__).resolve().parents[5] / "shared" / "plans"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not there"),
]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        yield


def facts(plan: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PLANS / "expected" / f"{plan}.json").read_text(encoding="utf-8"))
    return found


def flat(text: str) -> str:
    return re.sub(r"[\s|]+", " ", unicodedata.normalize("NFC", text)).lower()


@pytest.mark.parametrize("plan", NAMED)
def test_the_names_measured_are_those_of_the_plan(plan: str) -> None:
    text = flat((PLANS / f"{plan}.txt").read_text(encoding="utf-8"))
    assert [name for name in NAMED[plan][1] if flat(name) not in text] == []


def test_agencies_of_the_five_plans_are_found_and_none_wrongly() -> None:
    hits, wrong, missed = 0, [], []
    for plan, (on, names) in NAMED.items():
        province = queries.resolve_province(facts(plan)["document"]["issuer"], on)
        assert province is not None
        for name, matches in queries.match_agencies(names, province=province, on=on).items():
            expected = name if names[name] == "=" else names[name]
            sure = [m for m in matches[:1] if m.score >= SURE]
            if not sure:
                missed.append((plan, name))
            elif fold(sure[0].agency.name) == fold(expected):
                hits += 1
            else:
                wrong.append((plan, name, sure[0].agency.name))
    assert wrong == []
    assert hits / (hits + len(missed)) >= 0.95, missed


@pytest.mark.parametrize("plan", NAMED)
def test_every_agency_with_duties_is_surely_found(plan: str) -> None:
    on = NAMED[plan][0]
    province = queries.resolve_province(facts(plan)["document"]["issuer"], on)
    assert province is not None
    found = queries.match_agencies(facts(plan)["agency_duties"], province=province, on=on)
    assert [name for name, matches in found.items() if not matches or matches[0].score < SURE] == []
    assert all(m[0].today for m in found.values())
