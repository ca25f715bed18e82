"""Which column of a list is what: the heading is looked for below title rows, its words tell the field. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from nscl.shared.vietnamese import fold

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIELDS: dict[str, StrOrPromise] = {
    "name": gettext_lazy("Tên doanh nghiệp, hợp tác xã, cơ sở"),
    "tax_code": gettext_lazy("Mã số thuế"),
    "other_name": gettext_lazy("Tên khác, tên viết tắt"),
    "kind": gettext_lazy("Loại hình"),
    "address": gettext_lazy("Địa chỉ"),
    "commune": gettext_lazy("Xã, phường"),
    "phone": gettext_lazy("Điện thoại"),
    "email": gettext_lazy("Thư điện tử"),
    "website": gettext_lazy("Trang web"),
    "representative": gettext_lazy("Người đại diện"),
    "contact_name": gettext_lazy("Người liên hệ"),
    "industry": gettext_lazy("Mã ngành chính (VSIC)"),
    "founded_on": gettext_lazy("Ngày thành lập"),
    "status": gettext_lazy("Tình trạng"),
    "women_owned": gettext_lazy("Do phụ nữ làm chủ"),
    "social": gettext_lazy("Doanh nghiệp xã hội"),
    "labour": gettext_lazy("Lao động (người)"),
    "revenue": gettext_lazy("Doanh thu"),
    "capital": gettext_lazy("Tổng nguồn vốn"),
    "note": gettext_lazy("Ghi chú"),
}
_WORDS: dict[str, tuple[str, ...]] = {
    "name": (
        "ten doanh nghiep",
        "ten dn",
        "ten don vi",
        "ten co so",
        "ten cong ty",
        "ten hop tac xa",
        "ten htx",
        "doanh nghiep",
        "ten doanh nghiep htx",
        "ten to chuc",
        "don vi",
        "ten",
        "ten nguoi nop thue",
        "ten doanh nghiep hop tac xa",
        "ten doanh nghiep hop tac xa co so",
        "ten co so san xuat kinh doanh",
        "ten nnt",
        "ho ten chu ho kinh doanh",
    ),
    "tax_code": (
        "ma so thue",
        "mst",
        "ma so doanh nghiep",
        "ma so dn",
        "msdn",
        "mst msdn",
        "ma so thue msdn",
        "ma dn",
        "ma so htx",
        "so dkkd",
        "ma so thue ma so doanh nghiep",
        "ma so",
        "ma nnt",
    ),
    "other_name": ("ten khac", "ten viet tat", "ten giao dich", "ten khac ten viet tat", "ten nuoc ngoai"),
    "kind": ("loai hinh", "loai hinh doanh nghiep", "loai hinh dn", "loai hinh to chuc", "hinh thuc phap ly", "loai"),
    "address": (
        "dia chi",
        "dia chi tru so",
        "tru so",
        "dia chi tru so chinh",
        "dia diem",
        "noi dang ky",
        "dia chi kinh doanh",
    ),
    "commune": (
        "xa",
        "xa phuong",
        "phuong xa",
        "xa phuong thi tran",
        "phuong xa thi tran",
        "dia ban",
        "xa phuong dac khu",
        "cap xa",
        "ten xa",
        "dia chi xa phuong",
    ),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dt", "tel", "phone", "dien thoai lien he", "lien he dien thoai"),
    "email": ("email", "e mail", "thu dien tu", "hop thu", "mail", "lien he email"),
    "website": ("website", "web", "trang web", "trang tin dien tu"),
    "representative": (
        "nguoi dai dien",
        "dai dien phap luat",
        "nguoi dai dien phap luat",
        "nguoi dai dien theo phap luat",
        "giam doc",
        "chu doanh nghiep",
        "dai dien",
        "ho ten nguoi dai dien",
        "chu so huu",
        "chu co so",
    ),
    "contact_name": ("nguoi lien he", "dau moi", "dau moi lien he", "can bo dau moi"),
    "industry": (
        "nganh nghe",
        "ma nganh",
        "nganh nghe chinh",
        "nganh chinh",
        "ma nganh chinh",
        "nganh nghe kinh doanh chinh",
        "vsic",
        "ma vsic",
        "ma nganh chinh vsic",
        "nganh nghe kinh doanh",
        "ma nganh cap 4",
        "ma nganh nghe kinh doanh chinh",
    ),
    "founded_on": (
        "ngay thanh lap",
        "ngay cap",
        "ngay dang ky",
        "ngay dkkd",
        "ngay cap dkkd",
        "ngay bat dau hoat dong",
        "nam thanh lap",
        "ngay dang ky lan dau",
    ),
    "status": ("tinh trang", "trang thai", "tinh trang hoat dong", "trang thai hoat dong"),
    "women_owned": ("do phu nu lam chu", "phu nu lam chu", "dn do phu nu lam chu", "nu lam chu"),
    "social": ("doanh nghiep xa hoi", "dn xa hoi"),
    "labour": (
        "lao dong",
        "so lao dong",
        "tong so lao dong",
        "lao dong bhxh",
        "lao dong tham gia bhxh",
        "so ld",
        "lao dong nguoi",
    ),
    "revenue": ("doanh thu", "tong doanh thu", "doanh thu thuan"),
    "capital": ("nguon von", "tong nguon von", "von", "tong von", "tong tai san"),
    "note": ("ghi chu", "chu thich"),
}
_FIELD_OF = {words: name for name, spellings in _WORDS.items() for words in spellings}
_UNIT = re.compile(r"\b(trieu|tr|ty|ti|ngan|nghin|1000|dong|vnd|d|nguoi|nam)\b")
_UNITS = {"trieu": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9, "ngan": 1000, "nghin": 1000, "1000": 1000}
FIGURES = ("labour", "revenue", "capital")
"""Fields of one year; a list may have columns of several."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ADDED = ("Lý do cần sửa", "Dòng số")
"""Columns that the workbook of wrong rows has beside those of the list."""
FURTHEST = 40
"""Rows from the top among which the heading is looked for."""


@dataclass(frozen=True)
class Head:
    """`line` is the heading's last row (0: there is none); `headings` the words of each column, of both rows if two."""

    line: int
    headings: tuple[str, ...]


def plain(heading: str) -> str:
    """`Tổng doanh thu (triệu đồng) *` → `tong doanh thu trieu dong`."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(heading)).split())


def field_of(heading: str) -> str:
    """The field a heading means, empty where it is not known."""
    words = plain(heading)
    if words in _FIELD_OF:
        return _FIELD_OF[words]
    bare = re.sub(r"\b(19|20)\d\d\b|\bnam\b", " ", plain(re.sub(r"\([^)]*\)", " ", heading))).split()
    if " ".join(bare) in _FIELD_OF:
        return _FIELD_OF[" ".join(bare)]
    bare = [word for word in bare if not _UNIT.fullmatch(word)] or bare
    longest = next((" ".join(bare[:n]) for n in range(len(bare), 0, -1) if " ".join(bare[:n]) in _FIELD_OF), "")
    return _FIELD_OF.get(longest, "") if len(longest.split()) > 1 or longest == " ".join(bare) else ""


def unit_of(heading: str) -> int:
    """What a sum in this column is to be multiplied by: 1.000.000 for `Doanh thu (triệu đồng)`."""
    found = _UNIT.findall(plain(heading))
    return next((_UNITS[word] for word in found if word in _UNITS), 1)


def year_of(heading: str) -> int | None:
    """The year a heading names: 2024 for `Doanh thu năm 2024 (triệu đồng)`; None where it names none or several."""
    found = set(_YEAR.findall(plain(heading)))
    return int(found.pop()) if len(found) == 1 else None


def years(columns: Sequence[str], headings: Sequence[str], year: int | None) -> list[int | None]:
    """Of which year each column's figures are: the one its heading names, else `year`; None for other columns."""
    return [
        (year_of(heading) or year) if name in FIGURES else None for name, heading in zip(columns, headings, strict=True)
    ]


def asks_year(columns: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a column of figures does not say of which year they are."""
    return any(name in FIGURES and not year_of(heading) for name, heading in zip(columns, headings, strict=True))


def find_head(rows: Sequence[tuple[int, Sequence[str]]]) -> Head:
    """The row most of whose cells are headings; a group's words above (merged cells) or below belong to its columns."""
    best, best_at = 0, -1
    for at, (_line, cells) in enumerate(rows):
        known = len({name for cell in cells if (name := field_of(cell))})
        if known > best:
            best, best_at = known, at
    if best_at < 0 or (best == 1 and not any(field_of(c) == "name" for c in rows[best_at][1])):
        return Head(0, ())
    line, cells = rows[best_at]
    below = rows[best_at + 1] if best_at + 1 < len(rows) else None
    if below is not None and below[0] == line + 1 and _is_second(cells, below[1]):
        return Head(below[0], _joined(cells, below[1]))
    above = rows[best_at - 1] if best_at else None
    if above is not None and above[0] == line - 1 and _is_second(above[1], cells) and len(above[1]) > 2:
        return Head(line, _joined(above[1], cells))
    return Head(line, tuple(cells))


def head_at(rows: Sequence[tuple[int, Sequence[str]]], line: int) -> Head:
    """The heading that ends with the row `line`, with the words of merged cells above it."""
    at = next((n for n, (number, _cells) in enumerate(rows) if number == line), None)
    if at is None:
        return Head(0, ())
    cells, above = rows[at][1], rows[at - 1] if at else None
    if above is not None and above[0] == line - 1 and _is_second(above[1], cells):
        return Head(line, _joined(above[1], cells))
    return Head(line, tuple(cells))


def _is_second(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether `second` continues a heading: words only, at least two, and below blank or merged cells of the first."""
    filled = [at for at, cell in enumerate(second) if cell]
    if len(filled) < 2 or any(re.search(r"\d{3}", second[at]) for at in filled):
        return False
    under_blank = [at for at in filled if at >= len(first) or not first[at]]
    known = [at for at in filled if field_of(second[at])]
    return bool(under_blank) and len(known) >= 1 and len(filled) < max(len(first), len(second))


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Each column's words: its own below the group's, which a merged cell writes once for several columns."""
    width, group, out = max(len(first), len(second)), "", list[str]()
    for at in range(width):
        above = first[at] if at < len(first) else ""
        own = second[at] if at < len(second) else ""
        group = above or group
        if not own:
            out.append(above)
        elif field_of(own) in FIGURES and year_of(group) and not year_of(own):
            out.append(f"{own} ({group})")
        elif field_of(own) or not group:
            out.append(own)
        else:
            out.append(f"{group} {own}")
    return tuple(out)


def signature(headings: Sequence[str]) -> str:
    """The same for lists with the same headings in the same order."""
    return hashlib.sha256("\n".join(map(plain, headings)).encode()).hexdigest()


def propose(headings: Sequence[str], remembered: Sequence[str] | None) -> list[str]:
    """The field of each column, none twice (figures: of a year); what was chosen last for such headings goes first."""
    if remembered is not None and len(remembered) == len(headings):
        return [name if name in FIELDS else "" for name in remembered]
    found: list[str] = []
    taken = set[tuple[str, int | None]]()
    for heading in headings:
        name = field_of(heading)
        one = (name, year_of(heading) if name in FIGURES else None)
        found.append(name if name and one not in taken else "")
        taken.add(one)
    if "name" not in found:
        at = next((n for n, h in enumerate(headings) if not found[n] and "ten" in plain(h).split()), None)
        if at is not None:
            found[at] = "name"
    return found
