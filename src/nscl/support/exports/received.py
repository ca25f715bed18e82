"""Supports from elsewhere as a workbook; an empty list to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.support.exports.books import workbook
from nscl.support.models import OtherSupport
from nscl.support.reference import programmes

HEADINGS = (
    ("STT", 6), ("Doanh nghiệp, hợp tác xã", 42), ("Mã số thuế", 15), ("Nội dung được hỗ trợ", 30),
    ("Tiêu chuẩn, sản phẩm, mã", 26), ("Chương trình", 34), ("Cơ quan hỗ trợ", 32), ("Số tiền hỗ trợ (đồng)", 18),
    ("Từ ngày", 12), ("Đến ngày", 12), ("Số văn bản", 20), ("Biết từ đâu", 26), ("Ghi chú", 34), ("Ghi lúc", 17),
    ("Hủy lúc", 17), ("Lý do hủy", 30),
)  # fmt: skip
SAMPLE = (
    ("Doanh nghiệp, hợp tác xã", 42), ("Mã số thuế", 15), ("Nội dung được hỗ trợ", 30),
    ("Tiêu chuẩn, sản phẩm, mã", 26), ("Chương trình", 34), ("Cơ quan hỗ trợ", 32), ("Số tiền hỗ trợ (đồng)", 18),
    ("Từ ngày, năm", 14), ("Đến ngày", 12),
    ("Số văn bản", 20), ("Ghi chú", 34),
)  # fmt: skip


@translation.override(settings.LANGUAGE_CODE)
def book(rows: Iterable[OtherSupport], contents: Mapping[str, str], step: Callable[[], None] = lambda: None) -> bytes:
    """A line for each row."""
    named = programmes()
    cells = (_cells(number, row, contents, named) for number, row in enumerate(rows, start=1))
    return workbook("Hỗ trợ từ nơi khác", HEADINGS, cells, step)


def _cells(number: int, row: OtherSupport, contents: Mapping[str, str], named: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        number, row.entity.name, row.entity.tax_code, contents.get(row.content, row.content), row.subject,
        named.get(row.programme, row.programme), row.agency_name, row.amount_vnd, row.from_on, row.to_on,
        row.document_number, str(row.get_source_display()), row.note, row.recorded_at, row.voided_at, row.void_reason,
    )  # fmt: skip


def sample() -> bytes:
    """The headings that need no choosing, and one invented line."""
    line = (
        "Hợp tác xã Ví Dụ A", "", "Truy xuất nguồn gốc", "TCVN 12850:2019", "Khuyến công", "Sở Công Thương", 20_000_000,
        "2025", "", "12/QĐ-SCT", "Số liệu ví dụ",
    )  # fmt: skip
    return workbook("Danh sách", SAMPLE, [line])
