"""What a line of a list of supports says: which column is what by its heading, and the values in its words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.rules import tax_codes
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.plans.rules.guidance_rows import contents_in, day_of
from nscl.plans.rules.list_columns import Columns
from nscl.shared import money
from nscl.shared.vietnamese import fold
from nscl.standards.rules.designation import found_in

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIELDS: dict[str, StrOrPromise] = {
    "entity_name": gettext_lazy("Doanh nghiệp, hợp tác xã"),
    "tax_code": gettext_lazy("Mã số thuế"),
    "content": gettext_lazy("Nội dung được hỗ trợ"),
    "subject": gettext_lazy("Tiêu chuẩn, sản phẩm, mã"),
    "programme": gettext_lazy("Chương trình"),
    "agency_name": gettext_lazy("Cơ quan hỗ trợ"),
    "amount": gettext_lazy("Số tiền hỗ trợ"),
    "from_on": gettext_lazy("Từ ngày, năm"),
    "to_on": gettext_lazy("Đến ngày"),
    "document_number": gettext_lazy("Số văn bản"),
    "note": gettext_lazy("Ghi chú"),
}
COLUMNS = Columns(
    FIELDS,
    {
        "entity_name": (
            "ten doanh nghiep", "doanh nghiep", "ten don vi", "don vi", "ten co so", "co so", "ten hop tac xa",
            "hop tac xa", "ten dn", "dn", "ten dn/htx", "dn/htx", "doanh nghiep, hop tac xa", "ten doanh nghiep/htx",
            "to chuc", "ten to chuc", "ten", "don vi thu huong", "don vi duoc ho tro", "doi tuong ho tro", "chu the",
        ),
        "tax_code": ("ma so thue", "mst", "ma so doanh nghiep", "ma so thue/dkkd", "ma dn"),
        "content": ("noi dung", "noi dung ho tro", "noi dung duoc ho tro", "linh vuc", "hang muc", "ten de an",
                    "de an"),
        "subject": ("tieu chuan", "san pham", "ten san pham", "tieu chuan, san pham, ma", "he thong", "doi tuong"),
        "programme": ("chuong trinh", "nguon", "nguon ho tro", "nguon kinh phi", "thuoc chuong trinh"),
        "agency_name": ("co quan ho tro", "co quan", "don vi ho tro", "don vi thuc hien", "so, nganh"),
        "amount": (
            "so tien", "so tien ho tro", "kinh phi", "kinh phi ho tro", "muc ho tro", "gia tri ho tro", "thanh tien",
            "so tien da ho tro", "kinh phi ho tro tu nsnn", "nsnn",
        ),
        "from_on": ("nam", "nam ho tro", "tu ngay", "thoi gian", "ngay ho tro", "ngay", "tu ngay, nam", "ngay thang",
                    "thoi gian ho tro", "ngay ky"),
        "to_on": ("den ngay", "den", "ngay ket thuc"),
        "document_number": ("so van ban", "so quyet dinh", "quyet dinh", "so qd", "can cu", "hop dong", "so hop dong"),
        "note": ("ghi chu", "dien giai"),
    },
)  # fmt: skip
PROGRAMME_MARKS = (
    ("industry-promotion", ("khuyen cong",)),
    ("ocop", ("ocop", "moi xa mot san pham")),
    ("sme", ("nho va vua", "dnnvv", "sme")),
    ("agriculture", ("khuyen nong", "nong nghiep va", "so nong nghiep")),
    ("trade", ("xuc tien",)),
    ("ip", ("so huu tri tue", "tai san tri tue")),
    ("digital", ("chuyen doi so",)),
    ("rural", ("nong thon moi", "giam ngheo", "dan toc thieu so")),
    ("cooperative", ("lien minh hop tac xa", "ho tro hop tac xa")),
    ("nscl", ("nang suat chat luong", "nang suat, chat luong", "1322")),
    ("science", ("khoa hoc va cong nghe", "doi moi sang tao")),
)
FIRST_YEAR, LARGEST_VND = 2000, 10**13
_YEAR = re.compile(r"(?:nam\s)?(20\d\d)(?:\s?[-–]\s?(20\d\d))?")
_MONTH = re.compile(r"(?:thang\s|t)?(\d{1,2})[/.-](20\d\d)")
_SPAN = re.compile(r"(.+\d)\s?(?:-|–|—|đến|den|to)\s?(\d.+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Words:
    """Codes of contents and of programmes, each with its name folded."""

    contents: Mapping[str, str]
    programmes: Mapping[str, str]


@dataclass
class RowRead:
    """What a row says: `values` by field, and for each field that cannot be used the sentence why."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_row(cells: Mapping[str, str], words: Words, today: dt.date, *, worth: int = 1) -> RowRead:
    """The values of a row from its words by field. `worth`: how many đồng one of its amounts is."""
    row = RowRead()
    _entity(cells, row)
    _content(cells, words, row)
    _programme(cells, words, row)
    _amount(cells.get("amount", ""), worth, row)
    _period(cells.get("from_on", ""), cells.get("to_on", ""), today, row)
    row.values["document_number"] = cells.get("document_number", "")[:100]
    row.values["note"] = cells.get("note", "")[:1000]
    return row


def _entity(cells: Mapping[str, str], row: RowRead) -> None:
    name, written = cells.get("entity_name", "").strip(" ,;:-–"), cells.get("tax_code", "").lstrip("'").strip()
    tax = tax_codes.read(written) if written else None
    row.values |= {"entity_name": name[:300], "tax_code": tax.text if tax else "", "kind": kind_of(name)}
    if sum(c.isalpha() for c in name) < 2:
        row.errors["entity_name"] = _("Chưa có tên doanh nghiệp.")
    if written and tax is None:
        row.errors["tax_code"] = _("Mã số thuế không đúng; hãy sửa hoặc để trống.")


def _content(cells: Mapping[str, str], words: Words, row: RowRead) -> None:
    text, subject = cells.get("content", ""), cells.get("subject", "")
    codes = contents_in(text, words.contents) or contents_in(subject, words.contents)
    named = found_in(text)
    row.values["subject"] = (subject or (named[0].text if named else ""))[:200]
    if codes:
        row.values["content"] = codes[0]
    else:
        row.errors["content"] = _("Chưa rõ thuộc nhóm nội dung nào; hãy chọn.") if text else _("Chưa có nội dung.")


def _programme(cells: Mapping[str, str], words: Words, row: RowRead) -> None:
    text, agency = cells.get("programme", ""), " ".join(cells.get("agency_name", "").split())[:300]
    folded = " ".join(fold(text).split())
    code = next((c for c, name in words.programmes.items() if folded and folded in (c, name)), "")
    looked = folded or fold(agency)
    code = code or next((c for c, marks in PROGRAMME_MARKS if any(mark in looked for mark in marks)), "")
    row.values |= {"programme": code or "other", "agency_name": agency or text[:300]}
    if not (agency or text):
        row.errors["agency_name"] = _("Chưa có cơ quan hỗ trợ.")


def amount_of(text: str, worth: int) -> int | None:
    """The đồng of a cell: `45.000.000`, `45 triệu`, and of a column in millions `45`, `45,5`."""
    plain = text.replace("\xa0", " ").strip()
    if (whole := money.parse(plain)) is not None:
        return whole
    if not _NUMBER.fullmatch(plain.replace(" ", "")):
        return None
    digits = plain.replace(" ", "")
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)
    if grouped or digits.isdecimal():
        return int(re.sub(r"[.,]", "", digits)) * worth
    return None if worth == 1 else money.scaled(digits.replace(".", ","), worth)


def _amount(text: str, worth: int, row: RowRead) -> None:
    row.values["amount_vnd"] = None
    if not text.strip(" -–"):
        return
    found = amount_of(text, worth)
    if found is None:
        row.errors["amount"] = _("Số tiền ghi như 45.000.000 hoặc 45 triệu đồng.")
    elif not 0 < found <= LARGEST_VND:
        row.errors["amount"] = _("Số tiền không hợp lý; hãy kiểm tra, hoặc để trống nếu không rõ.")
    else:
        row.values["amount_vnd"] = found


def span_of(text: str) -> tuple[dt.date, dt.date | None] | None:
    """From when to when some words mean: a day, a month, a year, years, `01/03/2025 - 30/06/2025`."""
    plain = " ".join(fold(text).split())
    if match := _YEAR.fullmatch(plain):
        first, last = int(match[1]), int(match[2] or match[1])
        return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if first <= last else None
    if match := _MONTH.fullmatch(plain):
        month, year = int(match[1]), int(match[2])
        if not 1 <= month <= 12:
            return None
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    if (day := day_of(plain)) is not None:
        return day, None
    if match := _SPAN.fullmatch(plain):
        first_part, last_part = span_of(match[1]), span_of(match[2])
        if first_part and last_part:
            return first_part[0], last_part[1] or last_part[0]
    return None


def _period(begins: str, ends: str, today: dt.date, row: RowRead) -> None:
    if not begins.strip():
        row.errors["from_on"] = _("Chưa có ngày hoặc năm hỗ trợ.")
        return
    found, last = span_of(begins), span_of(ends) if ends.strip() else None
    if found is None:
        row.errors["from_on"] = _("Ghi ngày như 05/11/2026, hoặc năm như 2026.")
        return
    if ends.strip() and last is None:
        row.errors["to_on"] = _("Ghi ngày như 05/11/2026.")
        return
    first, until = found[0], (last[1] or last[0]) if last else found[1]
    if first > today or first.year < FIRST_YEAR:
        row.errors["from_on"] = _("Ngày chưa tới hoặc quá xa; hãy kiểm tra năm.")
    elif until is not None and until < first:
        row.errors["to_on"] = _("Ngày kết thúc trước ngày bắt đầu.")
    else:
        row.values |= {"from_on": first, "to_on": until}
