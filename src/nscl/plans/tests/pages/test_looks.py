"""A plan's pages in a browser: nothing for axe to find, nothing wider than the screen, nothing the policy blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from nscl.config.testing.cast import Cast, make_cast
from nscl.interfaces.tests.test_looks import browser, faults, sign_in
from nscl.plans.models import AgencyMention, Target
from nscl.plans.tests.pages.conftest import PAGES, MakePlan, times

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True)
class Shown:
    """A plan with long lists, the agency that leads its tasks, its last target."""

    pk: int
    lead: int | None
    target: int


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def shown(cast: Cast, make_plan: MakePlan) -> Shown:
    plan = make_plan(whole=times(12))
    with cast.acting(cast.officer):
        lead = AgencyMention.objects.filter(plan=plan, role="lead").order_by("id")[0].agency_id
        return Shown(plan.pk, lead, Target.objects.filter(plan=plan).order_by("-id")[0].pk)


@pytest.fixture
def people(cast: Cast, shown: Shown) -> Cast:
    """The cast, once the plan is there: nothing asks the database any more while the browser runs."""
    return cast


@pytest.fixture
def watched(browser: Any, live_server: Any, cast: Cast) -> Iterator[Page]:
    """A page in which the officer is signed in; at the end the policy must have blocked nothing."""
    page = browser.new_page()
    blocked: list[str] = []
    page.on("console", lambda m: blocked.append(m.text) if "Security Policy" in m.text else None)
    page.on("pageerror", lambda error: blocked.append(str(error)))
    sign_in(page, live_server.url, cast)
    yield page
    assert blocked == []


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_is_in_order(watched: Page, live_server: Any, shown: Shown, width: int) -> None:
    watched.set_viewport_size({"width": width, "height": 844})
    found = {}
    for page in (*PAGES, f"ai-lam-gi/{shown.lead}/", "../"):
        watched.goto(f"{live_server.url}/ke-hoach/{shown.pk}/{page}")
        found[page] = faults(watched)
    assert {page: faulty for page, faulty in found.items() if faulty} == {}


def test_from_a_target_to_its_sentence_and_back(browser: Any, live_server: Any, cast: Cast, shown: Shown) -> None:
    """Without JavaScript, on a phone."""
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    sign_in(page, live_server.url, cast)
    page.goto(f"{live_server.url}/ke-hoach/")
    page.click("table >> text=Kế hoạch làm tốt hơn")
    page.click(".tabs >> text=Chỉ tiêu")
    page.click(f"#target-{shown.target} a")
    page.wait_for_url(f"**/van-ban/#s-target-{shown.target}")
    mark = page.locator(f"#s-target-{shown.target}")
    assert mark.is_visible()
    mark.click()
    page.wait_for_url(f"**/chi-tieu/#target-{shown.target}")
    assert page.locator(f"#target-{shown.target}").is_visible()
