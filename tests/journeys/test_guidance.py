"""An officer on a phone logs three acts, voids one, and sees the count open to its rows; a dead spot loses nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import SignIn

pytestmark = pytest.mark.browser
CONTENT = "Sản xuất thông minh"  # of which the demo has no act


def fill(page: Page, name: str) -> None:
    page.get_by_label("Doanh nghiệp, hợp tác xã, cơ sở").fill(name)
    if not page.get_by_text(CONTENT, exact=True).is_visible():
        page.get_by_text("Nội dung khác").click()
    page.get_by_text(CONTENT, exact=True).click()
    page.get_by_text("Điện thoại", exact=True).click()
    page.get_by_label("Ghi chú kết quả").fill("Hẹn đến xem dây chuyền")


def test_three_acts_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in("officer.quangngai", width=390, height=844)
    page.get_by_role("link", name="Ghi một lần hướng dẫn").first.click()
    page.wait_for_url("**/huong-dan-doanh-nghiep/ghi/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.get_by_label("Doanh nghiệp, hợp tác xã, cơ sở").press_sequentially("ca phe vi du")
    page.get_by_role("button", name=re.compile("Hợp tác xã Cà phê Ví Dụ A")).click()
    expect(page.get_by_label("Doanh nghiệp, hợp tác xã, cơ sở")).to_have_value("Hợp tác xã Cà phê Ví Dụ A")
    fill(page, "Hợp tác xã Cà phê Ví Dụ A")
    page.get_by_role("button", name="Lưu và ghi tiếp").click()
    page.wait_for_url("**/ghi/?*xong=*")
    expect(page.get_by_text("Đã ghi: Hợp tác xã Cà phê Ví Dụ A.")).to_be_visible()
    expect(page.get_by_role("radio", name="Điện thoại")).to_be_checked()
    expect(page.get_by_label("Doanh nghiệp, hợp tác xã, cơ sở")).to_have_value("")

    fill(page, "Công ty Hành Trình B")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Máy đang mất mạng")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("Đã lấy lại lượt hướng dẫn bạn gõ dở")).to_be_visible()
    expect(page.get_by_label("Doanh nghiệp, hợp tác xã, cơ sở")).to_have_value("Công ty Hành Trình B")
    page.get_by_role("button", name="Lưu và ghi tiếp").click()
    page.wait_for_url("**/ghi/?*xong=*")

    fill(page, "Công ty Hành Trình C")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(re.compile(r"/huong-dan-doanh-nghiep/\d+/"))
    page.get_by_role("link", name="Hủy lượt này (ghi nhầm)").click()
    page.get_by_label("Lý do").fill("Ghi nhầm tên")
    page.get_by_role("button", name="Hủy lượt này").click()
    expect(page.get_by_text("Lượt này đã hủy, không được tính")).to_be_visible()

    page.goto("/huong-dan-doanh-nghiep/thong-ke/")
    row = page.get_by_role("row").filter(has_text=CONTENT)
    figure = row.get_by_role("link").first
    expect(figure).to_have_text("2")
    figure.click()
    expect(page.locator(".shown")).to_contain_text("2 lượt hướng dẫn 2 nơi khác nhau")
    for name, count in (("Hợp tác xã Cà phê Ví Dụ A", 1), ("Công ty Hành Trình B", 1), ("Công ty Hành Trình C", 0)):
        expect(page.get_by_role("link", name=name)).to_have_count(count)


def test_recording_without_javascript(sign_in: SignIn) -> None:
    page = sign_in("officer.sonla", java_script_enabled=False)
    page.goto("/huong-dan-doanh-nghiep/ghi/")
    page.get_by_label("Doanh nghiệp, hợp tác xã, cơ sở").fill("Hợp tác xã Không Kịch Bản")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Hãy chọn ít nhất một nội dung.")).to_be_visible()
    page.get_by_text("Truy xuất nguồn gốc", exact=True).click()
    page.get_by_text("Tại cơ quan", exact=True).click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", name="Hợp tác xã Không Kịch Bản")).to_be_visible()
