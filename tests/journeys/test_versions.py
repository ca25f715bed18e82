"""A plan changes: an amendment with its decision, the versions side by side, next year's plan copied from this one."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from journeys.conftest import SignIn
from journeys.test_plan import confirm, document, edit, upload

pytestmark = pytest.mark.browser
REASON = "Điều chỉnh số doanh nghiệp theo kết quả nửa đầu giai đoạn (minh họa)."
DECISION = {
    "Số, ký hiệu": "1994/QĐ-UBND",
    "Ngày ban hành": "02/11/2026",
    "Trích yếu": "Sửa đổi kế hoạch năng suất, chất lượng (minh họa)",
    "Bản sửa đổi có hiệu lực từ ngày": "02/11/2026",
}


def in_force(page: Page, folder: Path, number: str) -> str:
    """A plan of its own under this number, in force; its address."""
    plan = upload(page, document(folder, number))
    confirm(page)
    return plan


def change_target(page: Page, was: str, number: str) -> None:
    edit(page, was)
    form = page.locator("form[data-autosave]")
    form.get_by_label("Con số", exact=False).first.fill(number)
    form.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**/ra-soat/**")


def amended(page: Page, plan: str) -> str:
    """Amend the plan: twelve enterprises become twenty, by a decision; the address of the new version."""
    page.goto(f"{plan}phien-ban/")
    page.get_by_role("link", name="Mở bản sửa đổi").click()
    page.get_by_label("Lý do cụ thể").fill(REASON)
    page.get_by_role("button", name="Mở bản sửa đổi").click()
    page.wait_for_url("**/ra-soat/**")
    draft = urlsplit(page.url).path.removesuffix("ra-soat/")
    change_target(page, "ít nhất 12 doanh nghiệp", "20")

    page.get_by_role("link", name="Xác nhận kế hoạch").click()
    expect(page.get_by_text("Chưa xác nhận được")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Thông tin bản sửa đổi").first.click()
    for label, words in DECISION.items():
        page.get_by_label(label, exact=False).first.fill(words)
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**/ra-soat/**")
    page.get_by_role("link", name="Xác nhận kế hoạch").click()
    expect(page.get_by_text("Chỉ tiêu: 1 sửa")).to_be_visible()
    page.get_by_role("button", name="Xác nhận kế hoạch").click()
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))
    return draft


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_an_amendment_is_told_and_compared(sign_in: SignIn, tmp_path: Path, script: bool) -> None:
    page = sign_in("officer.quangngai", java_script_enabled=script)
    plan = in_force(page, tmp_path, "971" if script else "972")
    newer = amended(page, plan)

    page.goto(f"{newer}phien-ban/")
    told = page.get_by_role("table").first
    for words in (REASON, "1994/QĐ-UBND", "02/11/2026", "Nguyễn Văn A"):
        expect(told.get_by_text(words).first).to_be_visible()
    page.get_by_label("Ngày", exact=True).fill("2026-11-01")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_text("Bản gốc").first).to_be_visible()

    page.goto(plan)
    expect(page.get_by_text("Đã được sửa đổi").first).to_be_visible()
    page.goto(f"/ke-hoach/so-sanh/?a={plan.split('/')[2]}&b={newer.split('/')[2]}&chi=khac")
    expect(page.get_by_role("deletion").get_by_text("12").first).to_be_visible()
    expect(page.get_by_role("insertion").get_by_text("20").first).to_be_visible()
    word = page.request.get(page.get_by_role("link", name="Xuất Word").get_attribute("href") or "")
    cells = {
        cell.text for table in Document(io.BytesIO(word.body())).tables for row in table.rows for cell in row.cells
    }
    assert any("20" in text and "doanh nghiệp" in text for text in cells)


def test_next_years_plan_is_copied_from_this_one(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("officer.quangngai")
    plan = in_force(page, tmp_path, "973")
    page.goto(plan)
    page.get_by_text("Xuất, sao chép, so sánh").click()
    page.get_by_role("link", name="Sao chép thành bản thảo mới").click()
    page.get_by_label("Từ năm").fill("2027")
    page.get_by_label("Đến năm").fill("2031")
    page.get_by_role("button", name="Sao chép", exact=True).click()
    page.wait_for_url("**/ra-soat/**")
    draft = urlsplit(page.url).path.removesuffix("ra-soat/")
    expect(page.get_by_text("Đã chuyển năm").first).to_be_visible()
    expect(page.locator("article.target").filter(has_text="ít nhất 12 doanh nghiệp")).to_have_count(1)

    page.get_by_role("link", name="Xác nhận kế hoạch").click()
    expect(page.get_by_text("chưa có số").first).to_be_visible()
    expect(page.get_by_text("Kế hoạch chưa có số, ngày ban hành, người ký")).to_be_visible()

    page.goto(draft)
    expect(page.get_by_text("Kế thừa, tiếp nối").first).to_be_visible()
    workbook = load_workbook(io.BytesIO(page.request.get(f"{draft}xuat.xlsx").body()))
    assert len(workbook.sheetnames) > 1
