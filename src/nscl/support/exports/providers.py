"""The register of organisations as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.support.exports.books import workbook
from nscl.support.models import Provider

HEADINGS = (
    ("STT", 6), ("Tổ chức", 42), ("Mã số thuế", 15), ("Loại việc", 26), ("Nội dung", 40), ("Tiêu chuẩn, công cụ", 30),
    ("Số đăng ký, công nhận", 20), ("Nơi cấp", 30), ("Ngày cấp", 12), ("Hết hiệu lực từ", 12), ("Người liên hệ", 24),
    ("Điện thoại", 14), ("Thư điện tử", 24), ("Số hợp đồng", 10), ("Giá trị hợp đồng (đồng)", 18), ("Ghi chú", 30),
    ("Ra khỏi sổ ngày", 12), ("Lý do", 30),
)  # fmt: skip


@translation.override(settings.LANGUAGE_CODE)
def book(rows: Iterable[Provider], contents: Mapping[str, str]) -> bytes:
    """A line for each; as `queries.providers.listed` gives them."""
    kinds = {value: str(label) for value, label in Provider.Kind.choices}
    cells = (_cells(number, row, contents, kinds) for number, row in enumerate(rows, start=1))
    return workbook("Tổ chức thực hiện", HEADINGS, cells)


def _cells(number: int, row: Any, contents: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        number, row.entity.name, row.entity.tax_code, "; ".join(kinds.get(k, k) for k in row.kinds),
        "; ".join(contents.get(c, c) for c in row.contents), row.standards, row.registration_number,
        row.registration_body, row.registered_on, row.valid_to, row.contact_name, row.contact_phone, row.contact_email,
        row.many, row.worth, row.note, row.ended_on, row.end_reason,
    )  # fmt: skip
