"""The pages in a browser: nothing for axe to find, nothing wider than the screen, nothing the policy blocks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from nscl.config.testing.cast import PASSWORD, make_cast

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = ["/", "/co-quan/", "/vai-tro/", "/thanh-phan/", "/tai-khoan/mat-khau/", "/khong-co-trang-nay/"]
WIDTHS = [1366, 390]
AXE = """async () => (await axe.run()).violations.map(v => `${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 160)}`)"""


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def browser(people: Cast, live_server: Any, chromium: Browser) -> Iterator[Browser]:
    yield chromium
    for context in chromium.contexts:
        context.close()


def sign_in(page: Page, address: str, people: Cast) -> None:
    page.goto(address + "/tai-khoan/dang-nhap/")
    page.fill("[name=login]", people.officer.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url(address + "/")


def faults(page: Page) -> list[str]:
    axe = (Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(axe + ";0")
    found: list[str] = page.evaluate(AXE)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{wider} px wider than the screen"] if wider > 0 else [])


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_in_order(browser: Any, live_server: Any, people: Cast, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    blocked: list[str] = []
    page.on("console", lambda m: blocked.append(m.text) if "Security Policy" in m.text else None)
    page.on("pageerror", lambda error: blocked.append(str(error)))
    page.goto(live_server.url + "/tai-khoan/dang-nhap/")
    found = {"login": faults(page)}
    sign_in(page, live_server.url, people)
    for url in PAGES:
        page.goto(live_server.url + url)
        found[url] = faults(page)
    assert {url: faulty for url, faulty in found.items() if faulty} == {}
    assert blocked == []


def test_keys_are_enough(browser: Any, live_server: Any, people: Cast) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    sign_in(page, live_server.url, people)
    page.goto(live_server.url + "/thanh-phan/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.focus("#dong-1")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "dong-2"
    page.click(".menu-person summary")
    assert page.is_visible("text=Đăng xuất")
    page.keyboard.press("Escape")
    assert not page.is_visible("text=Đăng xuất")


def test_files_chosen_are_listed_before_they_are_sent(browser: Any, live_server: Any, people: Cast) -> None:
    page = browser.new_page()
    sign_in(page, live_server.url, people)
    page.goto(live_server.url + "/thanh-phan/")
    file = {"name": "Kế hoạch.docx", "mimeType": "application/octet-stream", "buffer": b"1" * 200_000}
    page.set_input_files("input[type=file]", files=[file])
    assert page.inner_text(".file-drop-list").split("\n") == ["Kế hoạch.docx", "195 KB"]


def test_the_shell_works_without_javascript(browser: Any, live_server: Any, people: Cast) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    sign_in(page, live_server.url, people)
    page.click(".rail-gear summary")
    page.click("text=Ai được làm gì")
    page.wait_for_url(live_server.url + "/vai-tro/")
    page.click(".menu-person summary")
    page.click("text=Đăng xuất")
    assert page.inner_text("#notices").strip() == "Bạn đã đăng xuất."
