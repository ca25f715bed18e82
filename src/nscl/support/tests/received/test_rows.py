"""Lines of lists as other departments write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.support.rules.received_rows import COLUMNS, Words, amount_of, read_row, span_of

TODAY = dt.date(2026, 11, 22)
WORDS = Words(
    {"ip": "so huu tri tue", "barcode": "ma so, ma vach", "system-certification": "chung nhan he thong quan ly",
     "system": "he thong quan ly"},
    {"ocop": "chuong trinh moi xa mot san pham (ocop)", "industry-promotion": "khuyen cong",
     "other": "chuong trinh khac"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "worth", "vnd"),
    [
        ("45.000.000", 1, 45_000_000), ("45000000", 1, 45_000_000), ("45,000,000", 1, 45_000_000),
        ("45 triệu", 1, 45_000_000), ("45 triệu đồng", 10**6, 45_000_000), ("45", 10**6, 45_000_000),
        ("45,5", 10**6, 45_500_000), ("45.5", 10**6, 45_500_000), ("1.500", 1000, 1_500_000), ("45.5", 1, None),
        ("nhiều", 1, None), ("", 1, None),
    ],
)  # fmt: skip
def test_sums_in_the_unit_of_their_column(text: str, worth: int, vnd: int | None) -> None:
    assert amount_of(text, worth) == vnd


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2025", (dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
        ("Năm 2024-2025", (dt.date(2024, 1, 1), dt.date(2025, 12, 31))),
        ("3/2025", (dt.date(2025, 3, 1), dt.date(2025, 3, 31))),
        ("tháng 2/2024", (dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
        ("05/11/2025", (dt.date(2025, 11, 5), None)),
        ("01/03/2025 - 30/06/2025", (dt.date(2025, 3, 1), dt.date(2025, 6, 30))),
        ("01/03/2025 đến 30/06/2025", (dt.date(2025, 3, 1), dt.date(2025, 6, 30))),
        ("13/2025", None), ("31/02/2025", None), ("hôm qua", None), ("2025-2024", None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: str, span: object) -> None:
    assert span_of(text) == span


def test_a_line_of_an_industry_promotion_list() -> None:
    cells = {
        "entity_name": "HTX Ví Dụ", "tax_code": "0100109106", "content": "Chứng nhận ISO 22000:2018", "from_on": "2025",
        "agency_name": "Trung tâm Khuyến công", "amount": "35",
    }  # fmt: skip
    row = read_row(cells, WORDS, TODAY, worth=10**6)
    assert row.errors == {}
    assert row.values["kind"] == "cooperative"
    assert (row.values["content"], row.values["subject"]) == ("system", "ISO 22000:2018")
    assert (row.values["programme"], row.values["amount_vnd"]) == ("industry-promotion", 35_000_000)
    assert (row.values["from_on"], row.values["to_on"]) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"entity_name": ""}, "entity_name"), ({"tax_code": "12"}, "tax_code"), ({"content": "Việc khác"}, "content"),
        ({"agency_name": ""}, "agency_name"), ({"amount": "nhiều"}, "amount"), ({"amount": "0"}, "amount"),
        ({"from_on": "2031"}, "from_on"), ({"from_on": ""}, "from_on"),
        ({"from_on": "05/11/2025", "to_on": "01/11/2025"}, "to_on"), ({"to_on": "khi xong"}, "to_on"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_field(cells: dict[str, str], field: str) -> None:
    good = {"entity_name": "Công ty A B", "content": "Mã số, mã vạch", "agency_name": "Sở Ví Dụ", "from_on": "2025"}
    assert list(read_row({**good, **cells}, WORDS, TODAY).errors) == [field]


def test_columns_are_known_by_their_headings() -> None:
    heads = ["TT", "Đơn vị được hỗ trợ", "Nội dung hỗ trợ", "Kinh phí hỗ trợ (triệu đồng)", "Năm"]
    assert COLUMNS.propose(heads, {}) == ["", "entity_name", "content", "amount", "from_on"]
    assert COLUMNS.propose(["Tên đơn vị thụ hưởng"], {}) == ["entity_name"]
    assert COLUMNS.propose(["Cột lạ"], {"cot la": "subject"}) == ["subject"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(list(COLUMNS.fields)), st.text(max_size=40), max_size=11))
def test_no_line_makes_it_fail(cells: dict[str, str]) -> None:
    row = read_row(cells, WORDS, TODAY)
    assert row.errors or row.values["from_on"] <= TODAY
