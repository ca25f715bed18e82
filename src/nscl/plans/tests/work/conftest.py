"""A plan in force with one task of 2026, its people, and the actions on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.models import Plan, Task
from nscl.plans.tests.pages.conftest import MakePlan, make_plan, plan, screen, sign_in

__all__ = ["make_plan", "plan", "screen", "sign_in"]
NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)
YEAR = 2026


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def task(cast: Cast, plan: Plan) -> Task:
    with cast.acting(cast.officer):
        return Task.objects.select_related("plan").get(plan=plan)


def only_task(cast: Cast, plan: Plan) -> Task:
    with cast.acting(cast.officer):
        return Task.objects.get(plan=plan)


__all__ += ["MakePlan", "only_task", "task"]
