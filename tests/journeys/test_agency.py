"""An officer sets a plan to work; an agency that comes twice a year reports on a phone; one is entered from paper."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.conftest import SignIn, unfold
from journeys.test_plan import confirm, document, upload

pytestmark = pytest.mark.browser
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
YEAR = dt.date.today().year
LESSON = "Mở lớp hướng dẫn công cụ cải tiến"


def open_round(page: Page, name: str, number: str) -> str:
    """Open a round of its own kind about the plan `number` alone; the address of its board, as a path."""
    page.goto(f"/ke-hoach/bao-cao/mo/?nam={YEAR}")
    page.get_by_label("Đợt", exact=True).select_option(label="Đợt khác")
    page.get_by_label("Tên đợt").fill(name)
    page.get_by_label("Mở từ ngày").fill(f"{dt.date.today():%d/%m/%Y}")
    page.get_by_label("Hạn gửi").fill(f"{dt.date.today() + dt.timedelta(days=10):%d/%m/%Y}")
    for box in page.locator("input[name=plans]").all():
        box.uncheck()
    page.get_by_label(f"{number}/KH-UBND", exact=True).check()
    page.get_by_role("button", name="Mở đợt", exact=True).click()
    page.wait_for_url(re.compile(r"/ke-hoach/bao-cao/\d+/$"))
    expect(page.get_by_text(f"Đã mở “{name}”")).to_be_visible()
    return re.sub(r"^https?://[^/]+", "", page.url)


def row_of(page: Page, agency: str) -> Locator:
    return page.locator("table.board tbody tr").filter(has_text=agency)


def report(page: Page, name: str, result: str) -> None:
    """From the first page, as somebody who comes twice a year: what is asked, three fields, look once more, send."""
    page.goto("/")
    unfold(page)
    page.get_by_role("link", name=f"Gửi {name}").first.click()
    sheet = page.locator("fieldset.task-sheet").filter(has_text=LESSON)
    sheet.get_by_label("Tình trạng").select_option(label="Đã xong")
    sheet.get_by_label("Kết quả đã làm").fill(result)
    sheet.get_by_label("Khó khăn, kiến nghị").fill("Không")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Xem lại và gửi").click()
    expect(page.get_by_text(result)).to_be_visible()
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo (bản 1)")).to_be_visible()
    expect(page.get_by_text("Đã gửi, chờ nhận").first).to_be_visible()


def test_an_officer_sets_a_plan_to_work_and_agencies_report(sign_in: SignIn, tmp_path: Path) -> None:
    officer = sign_in("officer.quangngai")
    plan = upload(officer, document(tmp_path, "995"))
    confirm(officer)
    assign_and_step(officer, plan)
    july = open_round(officer, "Báo cáo tháng 7", "995")
    expect(row_of(officer, "Sở Tài chính")).to_contain_text("Chưa gửi")

    agency = sign_in("coquan.quangngai", width=390, height=844)
    agency.goto("/ke-hoach/")
    expect(agency).to_have_url(re.compile(r"/ke-hoach/co-quan/\d+/$"))
    expect(agency.get_by_text(LESSON).first).to_be_visible()
    report(agency, "Báo cáo tháng 7", "Đã cử 12 người dự lớp thứ nhất")
    own = agency.url

    officer.goto("/")
    unfold(officer)
    officer.get_by_role("link", name="Nhận báo cáo: Báo cáo tháng 7").click()
    row_of(officer, "Sở Tài chính").get_by_role("link", name="Xem để nhận").click()
    expect(officer.get_by_text("Đã cử 12 người dự lớp thứ nhất")).to_be_visible()
    officer.get_by_role("button", name="Nhận báo cáo").click()
    expect(row_of(officer, "Sở Tài chính")).to_contain_text("Đã nhận")

    enter_on_behalf(officer, july, tmp_path)
    links = officer.locator("table.board th a[href*='/bao-cao/co-quan/']").all()
    addresses = [link.get_attribute("href") for link in links]
    assert len(addresses) == 3
    for address in addresses:
        if address and not own.endswith(address):
            assert agency.request.get(address).status == 404, address
    assert agency.request.get(july).status == 403
    assert agency.request.get(work_of(officer, "Sở Công Thương", july)).status == 404

    open_round(officer, "Báo cáo tháng 11", "995")
    later = sign_in("coquan.quangngai", width=390, height=844)
    report(later, "Báo cáo tháng 11", "Đã cử thêm 20 người dự lớp thứ hai")
    later.goto("/ke-hoach/")
    expect(later.get_by_text("Đã cử thêm 20 người dự lớp thứ hai")).to_be_visible()


def assign_and_step(page: Page, plan: str) -> None:
    """Give the first task to somebody and add a step with a day."""
    page.goto(f"{plan}nhiem-vu/?xem=bang")
    page.get_by_role("link", name=LESSON).first.click()
    page.get_by_role("link", name="Giao việc").first.click()
    page.get_by_label("Người phụ trách").select_option(label="Nguyễn Văn A")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("Nguyễn Văn A").first).to_be_visible()
    page.get_by_text("Thêm bước").first.click()
    form = page.locator("form.work-form").filter(has=page.get_by_role("button", name="Thêm", exact=True))
    form.locator("input[name=title]").fill("Gửi giấy mời")
    form.locator("input[name=due_on]").fill(f"{dt.date.today() + dt.timedelta(days=20):%d/%m/%Y}")
    form.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text("Gửi giấy mời").first).to_be_visible()


def enter_on_behalf(page: Page, board: str, folder: Path) -> None:
    """Sở Khoa học và Công nghệ answered by letter: typed in with the scan, marked so."""
    scan = folder / "cong-van-co-dau.pdf"
    scan.write_bytes(PDF)
    page.goto(board)
    row_of(page, "Sở Khoa học và Công nghệ").get_by_role("link", name="Nhập thay").click()
    page.get_by_label("Số công văn").fill("77/SKHCN-TĐC")
    page.get_by_label("Ngày công văn").fill(f"{dt.date.today():%d/%m/%Y}")
    sheet = page.locator("fieldset.task-sheet").filter(has_text=LESSON)
    sheet.get_by_label("Kết quả đã làm").fill("Đã mở lớp thứ nhất")
    page.get_by_role("button", name="Ghi báo cáo").click()
    expect(page.get_by_text("Hãy chọn bản quét có chữ ký")).to_be_visible()
    page.set_input_files("input[name=tep]", scan)
    page.get_by_role("button", name="Ghi báo cáo").click()
    row = row_of(page, "Sở Khoa học và Công nghệ")
    expect(row).to_contain_text("Nhập thay")
    row.get_by_role("link", name="Sở Khoa học và Công nghệ").first.click()
    expect(page.get_by_text("77/SKHCN-TĐC").first).to_be_visible()
    expect(page.get_by_role("link", name="xem bản quét")).to_be_visible()
    page.goto(board)


def work_of(page: Page, agency: str, board: str) -> str:
    """The address of the agency's own page, as the officer finds it."""
    page.goto(board)
    row_of(page, agency).get_by_role("link", name=agency).first.click()
    address = page.get_by_role("link", name="Việc được giao").get_attribute("href")
    assert address
    return address


def test_reporting_without_javascript(sign_in: SignIn, tmp_path: Path) -> None:
    officer = sign_in("officer.quangngai", java_script_enabled=False)
    upload(officer, document(tmp_path, "996"))
    confirm(officer)
    open_round(officer, "Báo cáo không kịch bản", "996")
    agency = sign_in("coquan.quangngai", java_script_enabled=False, width=390, height=844)
    report(agency, "Báo cáo không kịch bản", "Đã cử 5 người")
