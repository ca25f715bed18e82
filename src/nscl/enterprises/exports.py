"""Workbooks of lists: rows to mend, the fate of every row, an empty list to fill in. In constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.documents.rendering import long_sheets
from nscl.enterprises.models import EnterpriseList, ListFault
from nscl.enterprises.queries import taking_back
from nscl.enterprises.rules.list_fields import ADDED, FIELDS

Step = Callable[[int], None]
BATCH = 1000
_FATES = {
    "n": "Đã ghi mới", "u": "Đã cập nhật", "s": "Đã có, không đổi", "r": "Không ghi được", "d": "Trùng dòng trên",
}  # fmt: skip
SAMPLE = (
    "Công ty TNHH Ví Dụ A", "0000000091", "", "Doanh nghiệp", "12 đường Ví Dụ", "", "0260 0000 000", "a@example.vn", "",
    "Nguyễn Văn A", "", "10790", "15/03/2019", "Đang hoạt động", "x", "", "25", "12000000000", "8000000000", "",
)  # fmt: skip


def wrong_rows(found: EnterpriseList, path: Path, *, step: Step = lambda _n: None) -> None:
    """The rows that were refused, as they came, each with what is to be mended; can be brought in again."""
    faults = ListFault.objects.filter(list=found, refused=True).order_by("line")
    told = ((fault.line, fault.cells, fault.reasons) for fault in faults.iterator(BATCH))
    to_mend(found.headings, told, path, step=step)


def to_mend(
    headings: Sequence[str],
    faults: Iterable[tuple[int, list[str], list[str]]],
    path: Path,
    *,
    step: Step = lambda _n: None,
) -> None:
    """Rows (number, cells, reasons) under the list's own headings, with two columns more."""
    width = len(headings)
    rows = ([*cells[:width], *[""] * (width - len(cells)), "; ".join(why), line] for line, cells, why in faults)
    titles = [*(words or f"Cột {at}" for at, words in enumerate(headings, start=1)), *ADDED]
    _write(path, "Dòng cần sửa", titles, rows, step, wide={width: 70})


def fates(found: EnterpriseList, path: Path, *, step: Step = lambda _n: None) -> None:
    """What became of every row of the list, with the reasons and remarks."""
    _write(path, "Kết quả", ["Dòng số", "Kết quả", "Lý do, lưu ý"], _fated(found), step, wide={2: 90})


def kept(found: EnterpriseList, path: Path, *, step: Step = lambda _n: None) -> None:
    """The profiles that stayed when the list was taken back, each with the reason."""
    rows = taking_back.kept(found).values_list("enterprise__name", "enterprise__tax_code", "why", "enterprise_id")
    headings = ["Tên doanh nghiệp", "Mã số thuế", "Vì sao không lấy lại được", "Hồ sơ số"]
    _write(path, "Không lấy lại được", headings, rows.iterator(BATCH), step, wide={0: 48, 2: 60})


def _fated(found: EnterpriseList) -> Iterator[list[Any]]:
    for part in found.parts.order_by("number").iterator(1):
        told = dict(
            ListFault.objects.filter(list=found, line__range=(part.first_line, part.last_line)).values_list(
                "line", "reasons"
            )
        )
        for line, fate in enumerate(part.fates, start=part.first_line):
            if fate != "-":
                yield [line, _FATES[fate], "; ".join(told.get(line, ()))]


@translation.override(settings.LANGUAGE_CODE)
def sample(path: Path) -> None:
    """An empty list with every column the system understands and one invented row; its headings as an import reads
    them, whatever the person's language."""
    _write(path, "Danh sách", [str(label) for label in FIELDS.values()], [_sampled()], lambda _n: None)


def _sampled() -> list[str]:
    order = (
        "name", "tax_code", "other_name", "kind", "address", "commune", "phone", "email", "website", "representative",
        "contact_name", "industry", "founded_on", "status", "women_owned", "social", "labour", "revenue", "capital",
        "note",
    )  # fmt: skip
    told = dict(zip(order, SAMPLE, strict=True))
    return [told[name] for name in FIELDS]


def _write(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    step: Step,
    *,
    wide: dict[int, int] | None = None,
) -> None:
    widths = [(wide or {}).get(at, 22) for at in range(len(headings))]
    long_sheets.write(path, long_sheets.Look(title, headings, widths), rows, step)
