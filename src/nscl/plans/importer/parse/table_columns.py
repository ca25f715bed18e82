"""What the columns of a table mean, from the words of their heads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from nscl.shared import periods, vietnamese


class Column(Enum):
    number = "number"
    task = "task"
    indicator = "indicator"
    lead = "lead"
    cooperating = "cooperating"
    time = "time"
    output = "output"
    unit = "unit"
    quantity = "quantity"
    price = "price"
    amount = "amount"
    source = "source"
    rate = "rate"
    cap = "cap"
    period = "period"  # a column that is a year or a stage
    past = "past"  # what earlier years reached
    note = "note"
    unknown = "unknown"


_MEANINGS: Final = [
    (meaning, re.compile(pattern))
    for meaning, pattern in [
        (Column.number, r"^(?:so )?(?:tt|stt|so thu tu|thu tu|muc so)\.?$|^(?:tt|stt)\b.{0,6}$"),
        (Column.note, r"^ghi chu|^chu thich|^can cu\b|^co so phap ly"),
        (Column.past, r"\b(?:thuc hien|ket qua|uoc thuc hien|hien trang|uoc|da thuc hien"
                      r"|thuc trang)\b.{0,20}\b(?:nam |giai doan )?20\d\d"
                      r"|^(?:hien trang|thuc trang|nam goc|so lieu goc|gia tri nen|thuc hien nam truoc|cung ky)"
                      r"|^so sanh"),
        (Column.lead, r"chu tri|chu quan|^(?:co quan|don vi|dau moi|bo phan|ca nhan|nguoi)(?:,? (?:co quan|don vi"
                      r"|to chuc|ca nhan))*"
                      r" (?:thuc hien|chiu trach nhiem|tham muu|phu trach|to chuc thuc hien|duoc giao|theo doi"
                      r"|tong hop|dau moi|trien khai|lam dau moi|thuong truc|duoc phan cong)"
                      r"|^phan cong(?: thuc hien| nhiem vu| trach nhiem)?$|^trach nhiem|^dau moi|^co quan theo doi"
                      r"|^don vi$(?=never)"),
        (Column.cooperating, r"phoi hop|^(?:cac )?(?:co quan|don vi|to chuc)(?:,? (?:co quan|don vi|to chuc))*"
                             r" (?:cung )?(?:tham gia|lien quan|ho tro|cung thuc hien)"),
        (Column.time, r"thoi gian|thoi han|thoi diem|tien do|lo trinh|^hoan thanh|^han (?:hoan thanh|thuc hien)"),
        (Column.price, r"don gia|^dinh muc(?! ho tro)|gia du kien|^muc chi\b"),
        (Column.rate, r"(?:muc|ty le|ti le|dinh muc)(?: chi)? ho tro(?! toi da)|^ty le ngan sach"),
        (Column.cap, r"toi da|han muc|khong qua|^muc tran"),
        (Column.amount, r"thanh tien|so tien|kinh phi|du toan|tong (?:so|cong|von|tien|muc|kinh phi|gia tri|nhu cau"
                        r"|du toan)\b|^tong$|von dau tu|chi phi|^gia tri$|^nhu cau von"
                        r"|^(?:ngan sach|nsnn|nsdp|nstw|ns tinh|nst|doi ung|xa hoi hoa|von khac|von dn"
                        r"|doanh nghiep dong gop)"),
        (Column.unit, r"^(?:don vi(?: tinh| do)?|dvt|dv tinh|dvi tinh|dv)\.?(?: ?\(.*\))?$"),
        (Column.quantity, r"so luong|khoi luong|^sl\b|^quy mo|^so (?:luot|ngay|buoi|nguoi|lan|lop|khoa|dot|thang"
                          r"|gio|ban|cuon|bo|cuoc|doanh nghiep|hoc vien|lao dong|dai bieu|ho|hop tac xa|co so|san pham"
                          r"|mo hinh|can bo|dn|htx|don vi|chuyen|tiet|bai|gian hang|chuyen gia)\b"),
        (Column.source, r"^nguon"),
        (Column.output, r"san pham|dau ra|^ket qua|^yeu cau|hinh thuc van ban|minh chung"),
        (Column.indicator, r"chi tieu|tieu chi|^muc tieu(?! .*20\d\d)|^chi so|^noi dung chi tieu"),
        (Column.task, r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|danh muc|de an|du an|ten (?:nhiem|cong|du"
                      r"|de|chuong|van)|van ban|hang muc|^dien giai"
                      r"|^khoan (?:chi|muc)|^ten\b|chuong trinh|^linh vuc|^dau viec|^viec"),
    ]
]  # fmt: skip
YEAR: Final = re.compile(r"20\d\d")
_DONE: Final = re.compile(r"(?:ket qua |uoc |da )?thuc hien|ket qua dat duoc|hien trang|thuc trang|uoc ")
_VALUE_HEAD: Final = re.compile(
    r"^(?:ket qua|ke hoach|muc tieu|chi tieu|gia tri|muc phan dau|muc can dat|so luong|ke hoach giao|muc dat"
    r"|phan dau)\b"
)


@dataclass(slots=True)
class Head:
    """A column: its meaning, its header and, for a year or a stage, the period in the words of the output."""

    meaning: Column
    text: str
    period: str | None = None


_GROUPS: Final = re.compile(r"^(?:nhom|linh vuc|phan|muc|chuong|khoi)\b")


def second_names(heads: list[Head]) -> None:
    """`Mục tiêu` or `Kế hoạch` beside `Chỉ tiêu` holds what is to be reached; `Nhóm nhiệm vụ` beside `Nhiệm vụ` only
    says to which group a row belongs.
    """
    tasks = [head for head in heads if head.meaning is Column.task]
    if len(tasks) > 1 and _GROUPS.match(vietnamese.fold(tasks[0].text)):
        tasks[0].meaning = Column.unknown
    named = [head for head in heads if head.meaning is Column.indicator]
    for head in named[1:]:
        head.meaning = Column.output


def head_of(text: str, last: str) -> Head:
    """The column under a head whose whole text is `text` and whose lowest line is `last`."""
    top = text.removesuffix(last).strip()
    meaning = _of_two(top, last) if top and last != text else meaning_of(text)
    period = (periods.when(last) or periods.when(text)) if YEAR.search(text) else None
    if (
        period
        and meaning in (Column.unknown, Column.time, Column.indicator, Column.output, Column.task)
        and len(text) < 60
    ):
        meaning = Column.period
    elif meaning is Column.unknown and _VALUE_HEAD.match(vietnamese.fold(text)):
        meaning = Column.output
    return Head(meaning, text, period)


def _of_two(top: str, last: str) -> Column:
    """The meaning of a head of two lines: the lower line's own, else the upper's (`Thực hiện` over `2025` is past)."""
    if YEAR.search(last) and _DONE.match(vietnamese.fold(top)):
        return Column.past
    own, above = meaning_of(last), meaning_of(top)
    if above in (Column.amount, Column.price) and own in (Column.unknown, Column.task, Column.output, Column.quantity):
        return above
    return own if own is not Column.unknown else above


def meaning_of(text: str) -> Column:
    """What the words of a head mean."""
    folded = vietnamese.fold(text).strip(" .:*")
    if not folded or len(folded) > 120:
        return Column.unknown
    return next((meaning for meaning, pattern in _MEANINGS if pattern.search(folded)), Column.unknown)


def name_column(heads: list[Head]) -> None:
    """A table none of whose heads names what its rows are about: the first column of no other meaning does."""
    if not any(head.meaning in (Column.task, Column.indicator) for head in heads):
        named = next((head for head in heads if head.meaning is Column.unknown and head.text), None)
        if named is not None:
            named.meaning = Column.task


def price_levels(heads: list[Head]) -> None:
    """`Mức hỗ trợ` between a count and an amount is what one of them costs; a share of costs stays a share."""
    has = {head.meaning for head in heads}
    if {Column.quantity, Column.rate, Column.amount} <= has and not {Column.price, Column.cap} & has:
        for head in heads:
            if head.meaning is Column.rate and not re.search(r"%|ty le|ti le", vietnamese.fold(head.text)):
                head.meaning = Column.price
