"""Workbooks of needs: what a page shows, an empty list to fill in, the rows that have to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.catalogue.models import ContentGroup
from nscl.plans.exports.needs_sheets import write
from nscl.plans.models import MergedNeed, NeedsRound
from nscl.plans.queries.needs import Handed
from nscl.plans.rules.needs_rows import FIELDS, Row
from nscl.plans.words import needs as needs_words

FIELD_NAMES = {
    "name": gettext_lazy("Tên doanh nghiệp, hợp tác xã, cơ sở"),
    "tax_code": gettext_lazy("Mã số thuế"),
    "group": gettext_lazy("Nhóm nội dung"),
    "text": gettext_lazy("Nội dung đề nghị hỗ trợ"),
    "standard": gettext_lazy("Tiêu chuẩn, công cụ"),
    "quantity": gettext_lazy("Số lượng"),
    "cost": gettext_lazy("Kinh phí dự kiến (đồng)"),
    "year": gettext_lazy("Năm thực hiện"),
    "remark": gettext_lazy("Ghi chú"),
}


def needs(found: NeedsRound, rows: Iterable[Any]) -> bytes:
    """A row a need, with its rank, reasons and state; `rows` have `tax_code` and `group_name`."""
    states = {code: str(label) for code, label in MergedNeed.Status.choices}
    heads = [
        _("Hạng"), _("Đơn vị"), _("Mã số thuế"), _("Nội dung"), _("Tiêu chuẩn, công cụ"), _("Số lượng"),
        _("Kinh phí dự kiến"), _("Số nơi đề xuất"), _("Điểm"), _("Lý do"), _("Trạng thái"), _("Ghi chú quyết định"),
    ]  # fmt: skip
    lines = (
        (
            n.place, n.name, n.tax_code, n.group_name, n.standard, n.quantity,
            n.expected_cost_vnd, n.sender_count, n.points, "; ".join(needs_words.lines(n)),
            states[n.status], n.decision_note,
        )
        for n in rows
    )  # fmt: skip
    return write(
        [str(h) for h in heads], lines, title=_("Nhu cầu %(year)s") % {"year": found.for_year}, name=found.title
    )


def queue(rows: Sequence[Handed], year: int) -> bytes:
    """A row a need handed on."""
    heads = [
        _("Nội dung"), _("Hạng"), _("Đơn vị"), _("Tiêu chuẩn, công cụ"), _("Số lượng"), _("Kinh phí dự kiến"),
        _("Số nơi đề xuất"),
    ]  # fmt: skip
    lines = (
        (r.group_name, r.place, r.name, r.standard, r.quantity, r.expected_cost_vnd, r.sender_count) for r in rows
    )  # fmt: skip
    return write([str(h) for h in heads], lines, title=_("Chuyển tiếp %(year)s") % {"year": year})


def sample(found: NeedsRound, groups: Sequence[ContentGroup]) -> bytes:
    """An empty list with its headings; the contents that may be asked for stand in theirs."""
    heads = [str(FIELD_NAMES[field]) for field in FIELDS]
    heads[FIELDS.index("group")] += f" ({'; '.join(group.name for group in groups)})"
    return write(heads, [], title=_("Danh sách"), name=found.title)


def wrong_rows(rows: Sequence[Row]) -> bytes:
    """The rows to be mended, as they were given, and why each could not be taken."""
    heads = [str(FIELD_NAMES[field]) for field in FIELDS]
    lines = ([*(row.given.get(field, "") for field in FIELDS), " ".join(row.problems.values())] for row in rows)
    return write([*heads, _("Cần sửa")], lines, title=_("Dòng cần sửa"))
