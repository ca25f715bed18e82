"""An officer brings a list with twelve bad rows, mends them in the workbook of wrong rows, merges two duplicates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from journeys.conftest import SignIn

pytestmark = pytest.mark.browser
HEADS = ["STT", "Tên doanh nghiệp", "Mã số thuế", "Điện thoại", "Thư điện tử", "Ghi chú"]
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
GOOD, BAD = 30, 12


def code(number: int) -> str:
    nine = f"{number:09d}"
    check = 10 - sum(w * int(d) for w, d in zip(WEIGHTS, nine, strict=True)) % 11
    return code(number + 100) if check == 10 else f"{nine}{check}"


def rows() -> list[list[str]]:
    good = [[f"Công ty TNHH Hành Trình {n}", code(88_000_000 + n), "", f"ht{n}@example.vn", ""] for n in range(GOOD)]
    twins = [
        ["Công ty TNHH Mắm Nhĩ Sa Kỳ", code(88_100_000), "0255 0000 888", "", ""],
        ["Cty TNHH mắm nhĩ Sa Kỳ", "", "0255 0000 888", "", "ghi lại lần hai"],
    ]
    bad = [
        *([["", code(88_200_000 + n), "", "", "thiếu tên"] for n in range(4)]),
        *([[f"Công ty Mã Hỏng {n}", "3.70012E+09", "", "", ""] for n in range(4)]),
        *([[f"Hợp tác xã Sai Thư {n}", "", "", "khong-phai-thu", ""] for n in range(4)]),
    ]
    return [[str(at), *row] for at, row in enumerate([*good, *twins, *bad], start=1)]


def bring(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Nhập danh sách").first.click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Đọc danh sách").click()
    expect(page.get_by_text("chưa có gì được ghi vào sổ")).to_be_visible()
    page.get_by_role("button", name="Ghi danh sách vào sổ").click()
    expect(page.get_by_text("Đã ghi vào sổ").first).to_be_visible(timeout=60_000)


def stat(page: Page, words: str) -> str:
    found = re.search(rf"{words}\s*(\d+)", page.locator(".list-stats").inner_text().replace("\n", " "))
    assert found, page.locator(".list-stats").inner_text()
    return found[1]


def mend(wrong: Path, mended: Path) -> None:
    """What the reasons ask for, in the workbook as it came down."""
    book = load_workbook(wrong)
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert heads == [*HEADS, "Lý do cần sửa", "Dòng số"]
    lines = list(sheet.iter_rows(min_row=2))
    assert [line[7].value for line in lines] == [*range(2 + GOOD + 2, 2 + GOOD + 2 + BAD)]
    for at, line in enumerate(lines):
        reason = str(line[6].value)
        if "chưa có tên" in reason:
            line[1].value = f"Công ty Đã Có Tên {at}"
        elif "làm hỏng số" in reason:
            line[2].value = code(88_300_000 + at)
        else:
            assert "không phải một địa chỉ thư" in reason
            line[4].value = f"htx{at}@example.vn"
    book.save(mended)


def test_a_list_is_brought_mended_and_two_are_merged(sign_in: SignIn, tmp_path: Path) -> None:
    made = Workbook()
    assert made.active is not None
    for row in [HEADS, *rows()]:
        made.active.append(row)
    made.save(tmp_path / "danh-sach.xlsx")
    page = sign_in("officer.quangngai")
    page.goto("/doanh-nghiep/")
    bring(page, tmp_path / "danh-sach.xlsx")
    assert (stat(page, "Ghi mới"), stat(page, "Không ghi được")) == (str(GOOD + 2), str(BAD))

    with page.expect_download() as down:
        page.get_by_role("link", name="Tải dòng cần sửa (Excel)").click()
    down.value.save_as(tmp_path / "wrong.xlsx")
    mend(tmp_path / "wrong.xlsx", tmp_path / "mended.xlsx")
    page.goto("/doanh-nghiep/")
    bring(page, tmp_path / "mended.xlsx")
    assert (stat(page, "Ghi mới"), stat(page, "Không ghi được")) == (str(BAD), "0")
    expect(page.get_by_text("Mọi dòng đã được ghi.")).to_be_visible()

    page.get_by_role("link", name="Tìm hồ sơ có thể trùng").click()
    page.get_by_role("button", name="Tìm trong cả sổ").click()
    page.wait_for_url("**/viec-nen/**")
    expect(page.get_by_text("Đã xong").first).to_be_visible(timeout=60_000)
    page.goto("/doanh-nghiep/trung/")
    page.get_by_role("link", name="Công ty TNHH Mắm Nhĩ Sa Kỳ").first.click()
    page.get_by_label("Vì sao là một").fill("đã gọi điện hỏi")
    page.get_by_role("button", name="Gộp hai hồ sơ").click()

    page.goto("/doanh-nghiep/?tim=mam+nhi+sa+ky")
    links = page.locator("table a", has_text="Sa Kỳ")
    expect(links).to_have_count(1)
    links.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Công ty TNHH Mắm Nhĩ Sa Kỳ")
