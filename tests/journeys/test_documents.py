"""An officer registers a document with a PDF, records its number, and looks at it on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.conftest import SignIn
from nscl.documents import rendering
from nscl.documents.rendering.model import Official, Paragraph

pytestmark = pytest.mark.browser
WORDS = "Hỗ trợ doanh nghiệp áp dụng công cụ cải tiến năng suất trên địa bàn tỉnh. " * 20


def decision(folder: Path) -> Path:
    """Three pages as the rendering service sets them."""
    path = folder / "quyết định.pdf"
    body = tuple(Paragraph(f"Đoạn {n}. {WORDS}") for n in range(1, 7))
    path.write_bytes(
        rendering.pdf(Official(issuer="UBND tỉnh Quảng Ngãi", kind="Quyết định", subject="Thử", body=body))
    )
    return path


def test_register_with_a_pdf_and_see_it_on_a_phone(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("officer.quangngai")
    page.goto("/van-ban/")
    page.get_by_role("link", name="Thêm văn bản").click()
    page.get_by_label("Trích yếu").fill("Quyết định của hành trình thử")
    (tmp_path / "giả.pdf").write_bytes(b"MZ\x90\x00" * 50)
    page.set_input_files("#id_tep", [decision(tmp_path), tmp_path / "giả.pdf"])
    page.get_by_role("button", name="Ghi vào sổ").click()

    expect(page.get_by_text("giả.pdf: Tệp này là một chương trình chạy được")).to_be_visible()
    expect(page.get_by_label("Trích yếu")).to_have_value("Quyết định của hành trình thử")
    expect(page.locator(".uploads-kept")).to_contain_text("quyết định.pdf")
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    address = page.url
    expect(page.get_by_text("Chưa có số, ngày").first).to_be_visible()

    page.get_by_role("link", name="Ghi số, ngày").click()
    page.get_by_label("Số, ký hiệu").fill("Số: 0777 / QĐ-UBND")
    page.get_by_label("Ngày ban hành").fill("05/11/2026")
    page.get_by_role("button", name="Ghi số").click()
    expect(page.get_by_role("definition").filter(has_text="0777/QĐ-UBND")).to_be_visible()

    page.goto(f"{address}quan-he/")
    page.get_by_label("Số, ký hiệu của văn bản kia").fill("37/2026/nđ-cp")
    page.get_by_label("Văn bản này").select_option("cites")
    page.get_by_role("button", name="Ghi quan hệ").click()
    expect(page.get_by_role("link", name="Nghị định 37/2026/NĐ-CP")).to_be_visible()

    phone = sign_in("officer.quangngai", width=390, height=844)
    phone.goto("/van-ban/?tim=hanh trinh thu")
    phone.get_by_role("link", name="Quyết định của hành trình thử").click()
    phone.get_by_role("link", name="quyết định.pdf").click()
    picture = phone.locator(".sheet > img")
    expect(picture).to_be_visible()
    phone.wait_for_function("document.querySelector('.sheet > img').naturalWidth > 1000")
    assert picture.evaluate("img => img.clientWidth <= 390")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.keyboard.press("ArrowRight")
    phone.wait_for_url("**/?trang=2")
    expect(phone.get_by_role("link", name="Trang trước")).to_be_visible()
    phone.get_by_text("Chữ trên trang này").click()
    expect(phone.locator(".sheet pre")).to_contain_text("cải tiến năng suất")


def test_it_works_without_javascript(sign_in: SignIn) -> None:
    page = sign_in("officer.quangngai", java_script_enabled=False)
    page.goto("/van-ban/?nguon=tinh&tim=9011")
    page.get_by_role("link", name="Quy định hỗ trợ doanh nghiệp").first.click()
    expect(page.get_by_role("link", name="Quyết định 9009/QĐ-UBND").first).to_be_visible()
    page.get_by_role("link", name="9011-QĐ-UBND.pdf").click()
    page.get_by_role("link", name="Trang sau").click()
    expect(page.locator(".sheet > img")).to_be_visible()
    page.goto("/van-ban/hieu-luc/?ngay=31/01/2026")
    expect(page.get_by_role("link", name="giai đoạn 2026-2030 (bản minh họa)")).to_have_count(0)
    page.goto("/van-ban/hieu-luc/?ngay=01/02/2026")
    expect(page.get_by_role("link", name="giai đoạn 2026-2030 (bản minh họa)")).to_have_count(1)
