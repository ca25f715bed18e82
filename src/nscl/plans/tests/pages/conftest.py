"""A confirmed plan of Quảng Ngãi and the people who look at its pages."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import confirm
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import MakeDraft, reading

KINDS = ("targets", "tasks", "support_rules", "eligibility", "agency_duties", "deadlines")
PAGES = (
    "", "chi-tieu/", "nhiem-vu/", "nhiem-vu/?xem=nam", "nhiem-vu/?xem=bang", "muc-ho-tro/", "ai-lam-gi/", "thoi-han/",
    "du-toan/", "van-ban/",
)  # fmt: skip
FILES = ("xuat.xlsx", "thoi-han.ics", "tep/")

Open = Callable[[User], Client]
MakePlan = Callable[..., Plan]


def times(count: int, **head: Any) -> dict[str, Any]:
    """The reading of the small document with each of its items `count` times."""
    whole = reading(**head)
    for kind in KINDS:
        whole[kind] = [copy.deepcopy(item) for item in whole[kind] for _ in range(count)]
    whole["budget"]["lines"] *= count
    return whole


def without_items(**head: Any) -> dict[str, Any]:
    whole = times(0, **head)
    whole["budget"] = None
    return whole


@pytest.fixture
def make_plan(cast: Cast, make_draft: MakeDraft) -> MakePlan:
    """`make_plan(by, whole=…, **head)`: uploaded and confirmed by `by`."""

    def make(by: User | None = None, **given: Any) -> Plan:
        by = by or cast.officer
        with cast.acting(by):
            draft = make_draft(by, **given)
            return confirm.confirm(plan=draft, version=draft.version, by=by)

    return make


@pytest.fixture
def plan(make_plan: MakePlan) -> Plan:
    return make_plan()


@pytest.fixture
def sign_in(db: None) -> Open:
    """A browser of the person's own, signed in."""

    def open_as(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
        return client

    return open_as


@pytest.fixture
def screen(cast: Cast, sign_in: Open) -> Client:
    return sign_in(cast.officer)


def words_of(client: Client, url: str) -> str:
    """The page's text as a reader gets it: without tags, blanks made single."""
    import html
    import re

    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    shown = re.sub(r"<[^>]+>", " ", answer.content.decode().split('<main id="noi-dung"', 1)[1])
    return " ".join(html.unescape(shown).replace("\N{NO-BREAK SPACE}", " ").split())
