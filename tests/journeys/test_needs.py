"""An officer opens a round; an association answers by link on a phone; a letter is typed in, a duplicate merged, and
the needs are written into a draft plan."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import SignIn, Site

pytestmark = pytest.mark.browser


def _open_round(page: Page) -> str:
    """The address of a new round that is open."""
    page.goto("/nhu-cau/")
    page.get_by_role("link", name="Tạo đợt khảo sát").click()
    page.get_by_label("Tên đợt khảo sát").fill("Đợt của hành trình thử")
    later = dt.date.today() + dt.timedelta(days=20)
    page.get_by_label("Khóa nhận sau ngày").fill(f"{later:%d/%m/%Y}")
    page.get_by_role("button", name="Tạo đợt").click()
    page.wait_for_url(re.compile(r"/nhu-cau/\d+/$"))
    address = page.url
    page.get_by_role("button", name="Mở nhận đề xuất").click()
    expect(page.locator(".page-heading")).to_contain_text("Đang nhận")
    return address


def _invite(page: Page, address: str) -> str:
    page.goto(f"{address}moi/")
    page.get_by_label("Nơi được mời", exact=True).fill("Hội của hành trình")
    page.get_by_role("button", name="Tạo liên kết mời").click()
    link = page.locator(".link-text").get_attribute("href")
    assert link
    return "/phieu-nhu-cau/" + link.rsplit("/phieu-nhu-cau/", 1)[1]


def _answer(phone: Page, path: str) -> None:
    phone.goto(path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    first = phone.locator("fieldset.grid-line").first
    first.get_by_label("Tên doanh nghiệp, hợp tác xã, cơ sở").fill("Hợp tác xã Hành Trình")
    first.get_by_label("Kinh phí dự kiến (đồng)").fill("rất nhiều")
    first.get_by_label("Nội dung cần hỗ trợ").select_option("gap")
    phone.get_by_role("button", name="Gửi đề xuất").click()
    expect(phone.get_by_text("Hãy ghi số tiền, ví dụ 45.000.000 hoặc 45 triệu đồng.")).to_be_visible()
    first.get_by_label("Kinh phí dự kiến (đồng)").fill("60 triệu")
    phone.get_by_role("button", name="Gửi đề xuất").click()
    expect(phone.get_by_text("Đã gửi. Xin cảm ơn!")).to_be_visible()
    expect(phone.locator(".sent")).to_contain_text("Hợp tác xã Hành Trình")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_an_open_round_to_a_draft_plan(sign_in: SignIn, site: Site, browser: Browser, javascript: bool) -> None:
    page = sign_in("officer.quangngai", java_script_enabled=javascript)
    address = _open_round(page)
    path = _invite(page, address)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=site.url, locale="vi-VN", java_script_enabled=javascript
    )
    _answer(context.new_page(), path)
    context.close()

    page.goto(f"{address}nhap-thay/")
    page.get_by_label("Loại nơi gửi").select_option("commune")
    page.get_by_label("Nơi gửi", exact=True).fill("Xã Hành Trình")
    page.locator("#id_number").fill("77/UBND")
    page.locator("#d1-name").fill("HTX Hành Trình, xã A")
    page.locator("#d1-group").select_option("gap")
    page.get_by_role("button", name="Ghi đề xuất").click()
    expect(page.get_by_text("77/UBND")).to_be_visible()

    page.goto(f"{address}gop/")
    page.get_by_role("link", name="HTX Hành Trình, xã A").click()
    own = page.url
    page.goto(f"{address}gop/")
    page.get_by_role("link", name="Hợp tác xã Hành Trình", exact=True).click()
    other = re.search(r"/(\d+)/$", page.url)
    assert other
    page.goto(f"{own}gop/?vao={other[1]}")
    page.get_by_label("Lý do").fill("Cùng một hợp tác xã")
    page.get_by_role("button", name="Gộp vào nhu cầu này").click()
    expect(page.get_by_role("heading", name="Lịch sử gộp")).to_be_visible()

    page.goto(f"{address}xep-hang/")
    page.get_by_role("button", name=re.compile("Xếp hạng")).click()
    expect(page.get_by_text("2 nơi cùng đề xuất +2").first).to_be_visible()
    page.get_by_label("Chọn Hợp tác xã Hành Trình").check()
    page.get_by_label("Chuyển đến").select_option("plan")
    page.locator("#id_plan").select_option(index=1)
    page.get_by_role("button", name="Chuyển", exact=True).click()
    expect(page.get_by_text("Đã thêm nhiệm vụ vào bản thảo kế hoạch")).to_be_visible()
    expect(page.get_by_text("Hỗ trợ 1 đơn vị: Thực hành nông nghiệp tốt (GAP)").first).to_be_visible()
