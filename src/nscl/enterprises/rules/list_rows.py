"""What a row of a list says: values that can be kept, why it is refused, what was noticed. Pure.

Whatever is written but cannot be understood refuses the row, so that nothing is silently dropped; an unknown commune or
line of business is only remarked on, since the row is worth having without it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from nscl.enterprises.rules import industries
from nscl.enterprises.rules.list_fields import FIELDS, unit_of, years
from nscl.organisations.rules import tax_codes
from nscl.shared.vietnamese import fold

RUINED: Final = re.compile(r"-?\d(?:[.,]\d+)?E\+?\d+", re.I)
_BROKEN_CELL: Final = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)|=.+", re.I)
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_TWO_LETTERS: Final = re.compile(r"[^\W\d_][\W\d_]*[^\W\d_]")
_EMAIL: Final = re.compile(r"[^@\s,;<>()\[\]]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_EXCEL_BEGAN: Final = dt.date(1899, 12, 30)
MOST_DIGITS: Final = 40
LONGEST: Final = {
    "name": 300, "other_name": 300, "address": 500, "phone": 30, "email": 254, "website": 200, "representative": 200,
    "contact_name": 200, "note": 2000,
}  # fmt: skip
_KINDS: Final = (
    ("branch", ("chi nhanh", "van phong dai dien", "don vi phu thuoc", "dia diem kinh doanh")),
    ("seed_centre", ("trung tam giong",)),
    ("cooperative", ("hop tac xa", "htx", "lien hiep htx", "to hop tac")),
    ("household", ("ho kinh doanh", "hkd", "ho ca the", "ca the", "ho gia dinh")),
    ("facility", ("co so san xuat", "cssx", "co so")),
    (
        "enterprise",
        ("doanh nghiep", "cong ty", "tnhh", "co phan", "dntn", "hop danh", "tu nhan", "cty", "ctcp", "nha nuoc", "fdi"),
    ),
    ("other", ("khac", "to chuc", "don vi su nghiep", "trung tam", "vien", "truong")),
)
_STATUSES: Final = (
    ("paused", ("tam ngung", "tam dung", "ngung hoat dong tam")),
    ("moved", ("chuyen tinh", "chuyen dia ban", "chuyen di")),
    ("closed", ("giai the", "cham dut", "ngung hoat dong", "dong mst", "dong ma so thue", "pha san", "da dong")),
    ("active", ("dang hoat dong", "hoat dong", "dang kinh doanh", "00")),
)
_YES: Final = frozenset({"x", "co", "1", "yes", "true", "v", "dung", "nu"})
_NO: Final = frozenset({"khong", "0", "no", "false", "-", "k", "sai", "nam"})


@dataclass(slots=True)
class Read:
    """`values` by field, only those that say something; `faults` refuse the row; `remarks` do not."""

    values: dict[str, str | int | dt.date | bool] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Reader:
    """Reads the rows of one list. `commune` tells which ones a text may mean; `version` is the VSIC of its codes.

    Figures of `self.year`, the last year the list has any of, are values of their field; those of another year stand
    under `labour:2023`, and `self.earlier` names them (key, field, year).
    """

    def __init__(
        self,
        columns: Sequence[str],
        headings: Sequence[str],
        *,
        commune: Callable[[str], Collection[int]],
        version: int,
        today: dt.date,
        year: int | None = None,
    ) -> None:
        self._today = today
        told = years(columns, headings, year)
        self.year = max((one for one in told if one), default=None)
        self.earlier: list[tuple[str, str, int]] = []
        places: list[tuple[int, str]] = []
        self._labels = {name: str(label) for name, label in FIELDS.items()}
        for at, (name, of) in enumerate(zip(columns, told, strict=True)):
            key = name if of is None or of == self.year else f"{name}:{of}"
            if key != name and of is not None:
                self.earlier.append((key, name, of))
                self._labels[key] = f"{FIELDS[name]} {of}"
            if name:
                places.append((at, key))
        self._units = {key: unit_of(headings[at]) for at, key in places}
        self._commune, self._version = commune, version
        parsers: Mapping[str, Callable[[Read, str, str], None]] = {
            "tax_code": self._tax_code, "kind": self._kind, "commune": self._commune_of, "email": self._email,
            "industry": self._industry_of, "founded_on": self._day, "status": self._status, "women_owned": self._mark,
            "social": self._mark, "labour": self._count, "revenue": self._sum, "capital": self._sum,
        }  # fmt: skip
        self._places = [(at, key, parsers.get(key.partition(":")[0])) for at, key in places]

    def read(self, cells: Sequence[str]) -> Read:
        out = Read()
        width = len(cells)
        for at, name, parse in self._places:
            text = cells[at] if at < width else ""
            if not text:
                continue
            if text[0] in "#=" and _BROKEN_CELL.fullmatch(text):
                out.faults.append(f"{self._labels[name]}: ô có công thức hỏng hoặc chưa tính ({text[:30]})")
            elif "\ufffd" in text:
                out.faults.append(f"{self._labels[name]}: có ký tự hỏng (�); hãy gõ lại hoặc lưu tệp mã UTF-8")
            elif parse is not None:
                parse(out, name, text)
            elif len(text) > LONGEST[name]:
                out.faults.append(f"{FIELDS[name]}: dài quá {LONGEST[name]} ký tự")
            else:
                out.values[name] = text
        self._whole(out)
        return out

    def _whole(self, out: Read) -> None:
        """What the row must have, and what follows from its other values."""
        name = str(out.values.get("name", "")).strip(" ,;:-–")
        if not _TWO_LETTERS.search(name):
            if not any(fault.startswith(str(FIELDS["name"])) for fault in out.faults):
                out.faults.append(f"{FIELDS['name']}: chưa có tên")
        else:
            out.values["name"] = name
        if "kind" not in out.values:
            out.values["kind"] = _kind_by_name(name, str(out.values.get("tax_code", "")))

    def _tax_code(self, out: Read, name: str, text: str) -> None:
        if RUINED.fullmatch(text):
            out.faults.append(
                f"{FIELDS[name]}: Excel đã làm hỏng số ({text}), các chữ số cuối bị mất; hãy định dạng cột là Văn bản "
                "rồi gõ lại mã"
            )
            return
        code = tax_codes.read(text.removesuffix(".0").lstrip("'"))
        if code is None and text.isdecimal() and len(text) in (9, 11, 12):
            code = _with_lost_zero(text)
            if code is not None:
                out.remarks.append(f"{FIELDS[name]}: đã thêm số 0 bị Excel bỏ ở đầu ({code.text})")
        elif code is not None and len(code.text) == 12 and (restored := _with_lost_zero(text)) is not None:
            code = restored
            out.remarks.append(f"{FIELDS[name]}: hiểu là mã chi nhánh bị mất số 0 ở đầu ({code.text})")
        if code is None:
            out.faults.append(
                f"{FIELDS[name]}: “{text[:40]}” không phải mã số thuế (10 chữ số, 10 số và 3 số chi nhánh, hoặc 12 số)"
            )
            return
        if not code.sound:
            out.remarks.append(f"{FIELDS[name]}: {code.text} không khớp số kiểm tra; hãy đối chiếu giấy đăng ký")
        out.values[name] = code.text

    def _kind(self, out: Read, name: str, text: str) -> None:
        found = _told(text, _KINDS)
        if found is None:
            out.faults.append(f"{FIELDS[name]}: không rõ “{text[:40]}” (doanh nghiệp, hợp tác xã, hộ kinh doanh …)")
        else:
            out.values[name] = found

    def _status(self, out: Read, name: str, text: str) -> None:
        found = _told(text, _STATUSES)
        if found is None:
            out.faults.append(f"{FIELDS[name]}: không rõ “{text[:40]}” (đang hoạt động, tạm ngừng, giải thể …)")
        else:
            out.values[name] = found

    def _commune_of(self, out: Read, name: str, text: str) -> None:
        found = self._commune(text)
        if len(found) == 1:
            (out.values[name],) = found
        elif found:
            out.remarks.append(
                f"{FIELDS[name]}: “{text[:60]}” có thể là {len(found)} nơi nên để trống; ghi đủ dấu, loại và huyện cũ"
            )
        else:
            out.remarks.append(f"{FIELDS[name]}: không có “{text[:60]}” trong danh mục của tỉnh nên để trống")

    def _industry_of(self, out: Read, name: str, text: str) -> None:
        code, sector = _line_of(self._version, text)
        if not code:
            out.remarks.append(f"{FIELDS[name]}: VSIC {self._version} không có mã “{text[:40]}” nên để trống")
        else:
            out.values |= {"industry_version": self._version, "industry_code": code, "sector": sector}

    def _email(self, out: Read, name: str, text: str) -> None:
        if len(text) > LONGEST[name] or not _EMAIL.fullmatch(text):
            out.faults.append(f"{FIELDS[name]}: “{text[:60]}” không phải một địa chỉ thư")
        else:
            out.values[name] = text

    def _day(self, out: Read, name: str, text: str) -> None:
        found = day_of(text)
        if found is None or not dt.date(1900, 1, 1) <= found <= self._today:
            out.faults.append(f"{FIELDS[name]}: “{text[:40]}” không phải một ngày đã qua (ghi ngày/tháng/năm)")
        else:
            out.values[name] = found

    def _mark(self, out: Read, name: str, text: str) -> None:
        said = fold(text).strip(" .")
        if said in _YES:
            out.values[name] = True
        elif said not in _NO:
            out.faults.append(f"{FIELDS[name]}: không rõ “{text[:40]}” (ghi x hoặc để trống)")

    def _count(self, out: Read, name: str, text: str) -> None:
        value = number_of(text, 1)
        if value is None or value > 2_000_000:
            out.faults.append(f"{self._labels[name]}: “{text[:40]}” không phải số người")
        else:
            out.values[name] = value

    def _sum(self, out: Read, name: str, text: str) -> None:
        value = number_of(text, self._units[name])
        if value is None or value > 10**16:
            out.faults.append(f"{self._labels[name]}: “{text[:40]}” không phải số tiền")
        else:
            out.values[name] = value


@lru_cache(4096)
def _line_of(version: int, text: str) -> tuple[str, str]:
    """Code and sector of what a cell says of the line of business; nothing where that version has no such code."""
    code = industries.read(re.split(r"[\s:–-]+(?=\D)", text, maxsplit=1)[0])
    sector = industries.sector_of(version, code) if code else None
    return (code, sector.value) if code and sector else ("", "")


@lru_cache(20_000)
def day_of(text: str) -> dt.date | None:
    """`15/03/2019`, `15.3.2019`, `2019-03-15`, a spreadsheet's number, or a year alone (its first day)."""
    try:
        if match := _DAY.fullmatch(text):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO_DAY.fullmatch(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if re.fullmatch(r"(19|20)\d\d", text):
        return dt.date(int(text), 1, 1)
    if re.fullmatch(r"[1-6]\d{4}", text):
        return _EXCEL_BEGAN + dt.timedelta(days=int(text))
    return None


def number_of(text: str, unit: int) -> int | None:
    """`1.234.567`, `1,5` (with `unit` a million: 1500000), `12 người`; None for what is no number or below nothing.

    Points group thousands and a comma is the decimal mark; commas group where there are several, or one before three
    digits in a column of whole đồng or persons.
    """
    if len(text) <= MOST_DIGITS and text.isdecimal():
        return int(text) * unit
    plain = re.sub(r"\s|đồng|đ|vnd|người|lao động", "", text.lower())
    if len(plain) > MOST_DIGITS or not re.fullmatch(r"\d+(?:[.,]\d+)*", plain):
        return None
    marks = set(re.findall(r"[.,]", plain))
    in_threes = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) is not None and len(marks) == 1
    if not marks or (in_threes and (marks == {"."} or plain.count(",") > 1 or unit == 1)):
        return int(re.sub(r"\D", "", plain)) * unit
    parts = re.split(r"[.,]", plain)
    if len(parts) > 2 and any(len(part) != 3 for part in parts[1:-1]):
        return None
    whole, decimals = "".join(parts[:-1]), parts[-1]
    scale: int = 10 ** len(decimals)
    return (int(whole) * scale + int(decimals)) * unit // scale


def _with_lost_zero(text: str) -> tax_codes.TaxCode | None:
    """The code whose leading zero a spreadsheet dropped, where the check digit speaks for it."""
    if len(text) == 11:
        return tax_codes.read(f"0{text}")
    if len(text) == 12 and text[0] == "0":
        return None
    code = tax_codes.read(f"0{text}")
    return code if code is not None and code.sound and len(code.text) != 12 else None


@lru_cache(1024)
def _told(text: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    said = f" {' '.join(re.findall('[a-z0-9]+', fold(text)))} "
    return next((code for code, words in table if any(f" {word} " in said for word in words)), None)


def _kind_by_name(name: str, tax_code: str) -> str:
    """What the name says it is; an enterprise where it says nothing."""
    said = fold(name[:24])
    if "-" in tax_code or said.startswith(("chi nhanh", "cn ", "van phong dai dien", "vpdd ")):
        return "branch"
    if said.startswith(("hop tac xa", "htx", "lien hiep hop tac xa", "to hop tac", "quy tin dung")):
        return "cooperative"
    if said.startswith(("ho kinh doanh", "hkd ", "ho kd ")) or len(tax_code) == 12:
        return "household"
    if said.startswith("co so"):
        return "facility"
    return "seed_centre" if said.startswith("trung tam giong") else "enterprise"
