"""The workbook of a plan, opened again as a reader would."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from openpyxl.workbook import Workbook

from nscl.plans.models import Plan
from nscl.plans.tests.conftest import reading
from nscl.plans.tests.pages.conftest import MakePlan, times, without_items


def opened(client: Client, plan: Plan) -> Workbook:
    answer = client.get(f"/ke-hoach/{plan.pk}/xuat.xlsx")
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.content))


def rows(book: Workbook, sheet: str) -> list[list[Any]]:
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def test_it_is_named_after_the_plan(plan: Plan, screen: Client) -> None:
    answer = screen.get(f"/ke-hoach/{plan.pk}/xuat.xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-12-kh-ubnd-2026.xlsx"'


def test_a_sheet_for_each_kind(plan: Plan, screen: Client) -> None:
    book = opened(screen, plan)
    assert book.sheetnames == [
        "Thông tin chung", "Chỉ tiêu", "Nhiệm vụ", "Mức hỗ trợ", "Điều kiện", "Trách nhiệm", "Thời hạn", "Kinh phí",
    ]  # fmt: skip
    assert dict(rows(book, "Thông tin chung"))["Ngày ban hành"] == dt.datetime(2026, 1, 15)

    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None


def test_the_head_tells_bases_recipients_and_what_does_not_add_up(plan: Plan, screen: Client) -> None:
    head = dict(rows(opened(screen, plan), "Thông tin chung"))
    assert head["Căn cứ"].startswith("1322/QĐ-TTg: ")
    assert head["Nơi nhận"] == "Sở Tài chính"
    assert head["Số liệu chưa khớp"] == "Các dòng cộng lại là 20.000.000 đ, tổng ghi 21.000.000 đ."


def test_numbers_are_numbers(plan: Plan, screen: Client) -> None:
    book = opened(screen, plan)
    assert rows(book, "Chỉ tiêu")[1][:6] == ["I.1", "từ 10 đến 20 doanh nghiệp", 10, 20, "doanh nghiệp", "hằng năm"]
    assert rows(book, "Chỉ tiêu")[2][2:4] == [5, None]
    rule = book["Mức hỗ trợ"][2]
    assert [cell.value for cell in rule][:5] == ["III.1", "Chi phí tư vấn", 0.5, 45_000_000, "hệ thống"]
    assert (rule[2].number_format, rule[3].number_format) == ("0%", "#,##0")
    assert rows(book, "Kinh phí")[1][1:] == ["Mở lớp", "lớp", 2, 10_000_000, 20_000_000]


def test_agencies_outputs_and_days_are_told(plan: Plan, screen: Client) -> None:
    book = opened(screen, plan)
    who = ["Sở Khoa học và Công nghệ", "Sở Tài chính; Trung tâm Lạ"]
    assert rows(book, "Nhiệm vụ")[1][:6] == ["II.1", "Điều tra nhu cầu", *who, "Quý II/2026", "Danh sách"]
    assert rows(book, "Trách nhiệm")[1][1:] == ["Sở Tài chính", "Xem dự toán\nhướng dẫn thanh toán"]
    assert rows(book, "Thời hạn")[1][1] == "30/11 hằng năm"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", "=HYPERLINK(0)", "http://example.vn/"])
def test_what_looks_like_a_formula_is_text(make_plan: MakePlan, screen: Client, text: str) -> None:
    whole = reading()
    whole["tasks"][0]["title"] = text
    cell = opened(screen, make_plan(whole=whole))["Nhiệm vụ"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert bool(cell.quotePrefix) is not text.startswith("http")


def test_a_fraction_shows_its_digits(make_plan: MakePlan, screen: Client) -> None:
    whole = reading()
    whole["targets"][0] |= {"min": Decimal("12.5"), "max": Decimal("13")}
    whole["support_rules"][0]["rate_percent"] = 12.5
    book = opened(screen, make_plan(whole=whole))
    low, high = book["Chỉ tiêu"]["C2"], book["Chỉ tiêu"]["D2"]
    assert (low.value, low.number_format, high.value, high.number_format) == (12.5, "#,##0.0###", 13, "#,##0")
    rate = book["Mức hỗ trợ"]["C2"]
    assert (rate.value, rate.number_format) == (0.125, "0.0#%")


def test_an_empty_plan_has_its_head_alone(make_plan: MakePlan, screen: Client) -> None:
    assert opened(screen, make_plan(whole=without_items())).sheetnames == ["Thông tin chung"]


def test_every_row_is_there(make_plan: MakePlan, screen: Client) -> None:
    book = opened(screen, make_plan(whole=times(100)))
    assert [len(rows(book, name)) - 1 for name in ("Chỉ tiêu", "Nhiệm vụ", "Kinh phí")] == [200, 100, 100]
