"""Takes `review.png` anew: an invented plan under review at 1440 × 900.

    NSCL_DATA=/tmp/pictures PORT=8010 make run
    .venv/bin/python docs/pictures/take.py http://localhost:8010

Uploads `plan.txt` as the demo's officer of Quảng Ngãi, so take it from a fresh data folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LARGEST = 300_000


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="vi-VN")
        _sign_in(page, address)
        _review(page, address)
        picture = page.screenshot(path=HERE / "review.png")
        assert len(picture) <= LARGEST, f"{len(picture)} bytes"
        browser.close()


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", "officer.quangngai@example.vn")
    page.fill("input[name=password]", "nscl-demo-2026")
    page.click("button.btn-primary")
    page.wait_for_url(f"{address}/")


def _review(page: Page, address: str) -> None:
    """The tasks on both sides, the second of them lit."""
    page.goto(f"{address}/ke-hoach/tai-len/")
    page.set_input_files("input[type=file]", HERE / "plan.txt")
    page.click("main button.btn-primary")
    page.wait_for_url("**/ra-soat/")
    page.wait_for_load_state("networkidle")
    heading = page.locator("h2#nhom-nhiem-vu")
    heading.evaluate("e => { e.closest('.pane').scrollTop += e.getBoundingClientRect().top - 150 }")
    page.locator("article.task").nth(1).hover()
    page.wait_for_timeout(500)
    page.evaluate(
        """() => { const pane = document.getElementById('van-ban'), card = document.querySelectorAll('article.task')[0];
        const words = document.getElementById('s-' + card.id);
        pane.scrollTop += words.getBoundingClientRect().top - pane.getBoundingClientRect().top - 330; }"""
    )
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main(sys.argv[1])
