"""A round of needs that is open, and what comes into it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from nscl.accounts.models import User
from nscl.catalogue.queries import content_groups
from nscl.config.testing.cast import TODAY, Cast
from nscl.foundation import clock
from nscl.organisations.actions.record_entity import record_entity
from nscl.organisations.models import LegalEntity
from nscl.plans.actions.needs import rounds, take
from nscl.plans.models import MergedNeed, Need, NeedsRound, Proposal
from nscl.plans.tests.pages.conftest import make_plan, sign_in

__all__ = ["make_plan", "sign_in"]
ASKED = ("gap", "traceability", "system", "tool", "ip", "digital")
keys = itertools.count(1)

Propose = Callable[..., Proposal]
MakeEntity = Callable[..., LegalEntity]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.at(dt.datetime.combine(TODAY, dt.time(3), dt.UTC)):
        yield


def new_round(cast: Cast, by: User, *, opened: bool = True, **values: Any) -> NeedsRound:
    given = {
        "for_year": 2027, "title": "Khảo sát nhu cầu năm 2027", "opens_on": dt.date(2026, 11, 1),
        "closes_on": dt.date(2026, 12, 15), "note": "",
    }  # fmt: skip
    groups = list(content_groups().filter(code__in=ASKED))
    province = cast.membership(by).province
    assert province is not None
    found = rounds.add(province=province, values=given | values, groups=groups, by=by)
    return rounds.move(round=found, verb="open", version=found.version, by=by) if opened else found


@pytest.fixture
def survey(officer: User, cast: Cast) -> NeedsRound:
    """An open round of Quảng Ngãi, whose officer acts."""
    return new_round(cast, officer)


def row(name: str, group: str = "gap", **more: Any) -> dict[str, Any]:
    return {"raw_name": name, "raw_tax_code": "", "group": group, "standard": "", "text": "", "year": 2027, **more}


@pytest.fixture
def propose(survey: NeedsRound, officer: User) -> Propose:
    """`propose(row("HTX A"), sender="Hội B")`: a letter typed in."""

    def make(
        *rows: dict[str, Any], sender: str = "Hội Doanh nghiệp trẻ", kind: str = "association", **more: Any
    ) -> Proposal:
        return take.enter(
            round=more.pop("round", survey), sender=take.Sender(kind, sender), rows=rows, paper=take.Paper(**more),
            channel=Proposal.Channel.LETTER, key=f"form:{next(keys)}", by=officer,
        )  # fmt: skip

    return make


@pytest.fixture
def make_entity(officer: User, cast: Cast) -> MakeEntity:
    def make(name: str, tax_code: str = "") -> LegalEntity:
        return record_entity(name=name, tax_code=tax_code, province_id=cast.province.pk, by=officer)

    return make


def merged(found: NeedsRound) -> list[MergedNeed]:
    """The live needs of the round, by name."""
    rows = MergedNeed.objects.filter(round=found, row_count__gt=0).exclude(status="merged")
    return list(rows.order_by("sort_key", "id"))


def match_of(name: str) -> tuple[str, int | None]:
    found = Need.objects.filter(raw_name=name).order_by("-id").first()
    assert found is not None
    return found.match, found.entity_id
