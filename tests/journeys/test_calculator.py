"""An enterprise on a phone, without signing in, finds what it may get for ISO 22000 and for barcodes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from journeys.conftest import Site

pytestmark = pytest.mark.browser


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_may_i_get_on_a_phone(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN", base_url=site.url)
    page = context.new_page()
    page.goto("/duoc-ho-tro-gi/")
    fits(page)
    page.get_by_label("Tỉnh, thành phố").select_option(label="Tỉnh Quảng Ngãi")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Bước 2 trên 4")).to_be_visible()
    fits(page)
    page.get_by_label("Loại hình").select_option(label="Doanh nghiệp")
    page.get_by_label("Ngành của hoạt động chính").select_option(label="Công nghiệp")
    page.get_by_text("Số liệu để xếp quy mô").click()
    page.get_by_label("Lao động đóng bảo hiểm, bình quân năm trước").fill("60")
    page.get_by_label("Doanh thu năm trước, đồng").fill("40 tỷ")
    page.get_by_role("button", name="Tiếp tục").last.click()
    expect(page.get_by_text("Bước 3 trên 4")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="ISO 22000").click()
    page.get_by_role("button", name="Xem mức hỗ trợ").click()
    expect(page.get_by_text("Hãy ghi chi phí dự kiến")).to_be_visible()
    page.get_by_label(re.compile("Chi phí dự kiến")).fill("90 triệu")
    page.get_by_role("button", name="Xem mức hỗ trợ").click()
    expect(page.locator(".calculator-sum strong")).to_have_text("45.000.000\xa0đ")
    expect(page.get_by_text("50 % × 90.000.000 = 45.000.000 đồng").first).to_be_visible()
    expect(page.get_by_text("Nghị định 37/2026/NĐ-CP").first).to_be_visible()
    fits(page)
    page.emulate_media(media="print")  # the sheet one takes home says whom to call
    expect(page.locator(".calculator-contact [href^='tel:']")).to_be_visible()
    page.emulate_media(media="screen")

    page.get_by_role("link", name="Tính việc khác").click()
    page.get_by_role("button", name="Mã số, mã vạch").first.click()
    page.get_by_label(re.compile("Chi phí dự kiến")).fill("6.400.000")
    page.get_by_role("button", name="Xem mức hỗ trợ").click()
    # the province pays it whole; the law's ceiling of 80 % of the contract limits that
    expect(page.locator(".calculator-sum strong")).to_have_text("5.120.000\xa0đ")
    expect(page.get_by_text("Đã được hỗ trợ trong ba năm qua")).to_have_count(0)
    fits(page)
    page.go_back()
    expect(page.get_by_text("Bước 4 trên 4")).to_be_visible()
    context.close()


def test_a_farm_cooperative_without_javascript(site: Site, browser: Browser) -> None:
    """Barcodes and a trademark: the sums, each and together, and whom to call; the first page is light."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", base_url=site.url, java_script_enabled=False
    )
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/duoc-ho-tro-gi/")
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(len(answer.body()) for answer in answers) < 100_000
    page.get_by_label("Tỉnh, thành phố").select_option(label="Tỉnh Quảng Ngãi")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Loại hình").select_option(label="Hợp tác xã")
    page.get_by_role("button", name="Tiếp tục").first.click()
    page.get_by_role("button", name="Mã số, mã vạch").first.click()
    page.get_by_label(re.compile("Chi phí dự kiến")).fill("6.400.000")
    page.get_by_role("button", name="Xem mức hỗ trợ").click()
    expect(page.locator(".calculator-sum strong")).to_have_text("6.400.000\xa0đ")  # no ceiling of small enterprises
    expect(page.get_by_role("link", name="0255 0000 123")).to_have_attribute("href", "tel:02550000123")
    page.get_by_role("link", name="Thêm việc khác").click()
    page.get_by_role("button", name="Nhãn hiệu").click()
    page.get_by_label(re.compile("Chi phí dự kiến")).fill("9 triệu")
    page.get_by_role("button", name="Xem mức hỗ trợ").click()
    expect(page.locator(".calculator-sum strong")).to_have_text("15.400.000\xa0đ")
    context.close()
