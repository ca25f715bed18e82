"""axe finds nothing serious on any page, and no page shows words that were not translated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from journeys.conftest import SignIn

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
UNTRANSLATED = re.compile(r"\b(Sign in|Log ?out|Password|Submit|Search|Error|Required|This field|Next|Previous|Home)\b")
pytestmark = pytest.mark.browser


def addresses(page: Page) -> list[str]:
    """Every page there is for an officer with a plan in force and a draft."""
    found = ["/", "/ke-hoach/", "/ke-hoach/tai-len/", "/ke-hoach/viet-tay/", "/thanh-phan/", "/vai-tro/", "/khong-co/",
             "/viec-nen/", "/viec-nen/?cua=tinh"]  # fmt: skip
    page.goto("/ke-hoach/")
    plan = page.locator("table a[href^='/ke-hoach/']").first.get_attribute("href")
    draft = page.locator("a[href$='/ra-soat/']").first.get_attribute("href")
    assert plan
    assert draft
    for part in ("", "chi-tieu/", "nhiem-vu/", "nhiem-vu/?xem=nam", "nhiem-vu/?xem=bang", "muc-ho-tro/", "ai-lam-gi/",
                 "thoi-han/", "du-toan/", "van-ban/"):  # fmt: skip
        found.append(plan + part)
    page.goto(draft)
    cards = [
        a for a in page.locator(".acts a").evaluate_all("all => all.map(a => a.getAttribute('href'))") if a[0] == "/"
    ]
    mention = page.locator("a.ag").first.get_attribute("href")
    found += ["/co-quan/", "/co-quan/them/", "/co-quan/thay-doi/", "/co-quan/ten-khac/", "/tinh/"]
    page.goto("/co-quan/?tim=minh họa")
    agency = page.locator("table a[href^='/co-quan/']").first.get_attribute("href")
    page.goto("/tinh/")
    province = page.locator("table a[href^='/tinh/']").first.get_attribute("href")
    assert agency
    assert province
    found += [agency, *(agency + part for part in ("hop-nhat/", "chia-tach/", "sua/", "ket-thuc/")), province]
    return [*found, draft, draft.replace("ra-soat", "xac-nhan"), *cards[:5], *([mention] if mention else [])]


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_serious(sign_in: SignIn, width: int) -> None:
    page = sign_in("officer.quangngai", width=width, bypass_csp=True)
    wrong = []
    for address in addresses(page):
        page.goto(address)
        page.add_script_tag(path=str(AXE))
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        for violation in result["violations"]:
            if violation["impact"] in ("serious", "critical"):
                where = [node["html"][:160] for node in violation["nodes"][:2]]
                wrong.append(f"{address} {violation['id']}: {where}")
        if found := UNTRANSLATED.search(page.locator("body").inner_text()):
            wrong.append(f"{address} untranslated: {found[0]}")
    assert wrong == []
