"""Invented enterprises, cooperatives and households of the demo, forty a province; what is theirs hangs on these.

    entities.names("51")            what they are called, always the same in the same order
    entities.of(province, by=user)  the entities themselves, entered where they were not yet

The words are of crops and crafts, the last part is a letter, so that nobody is meant. Most have a tax code: it begins
with 0000, which no tax office gave, and its check digit holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.organisations.models import LegalEntity, Province

GOODS = {
    "51": ("Cà phê", "Sâm dây", "Quế", "Tỏi", "Dược liệu", "Bột cá", "Mạch nha", "Gỗ ghép", "Rau củ", "Sắn lát"),
    "40": ("Chè xanh", "Cam", "Lạc", "Nước mắm", "Gạch ngói", "Hương trầm", "Dược liệu", "Tôm nõn", "Mật mía", "Giò"),
    "92": ("Gạo thơm", "Cá tra", "Xoài", "Vú sữa", "Bánh tét", "Cơ khí", "Rượu nếp", "Khóm", "Nhãn", "Thủy sản khô"),
    "80": ("Bánh tráng", "Muối tôm", "Mãng cầu", "Thanh long", "Cao su", "Đường mía", "Chanh", "May", "Mì", "Giá đỗ"),
    "14": ("Mận", "Chè", "Cà phê", "Xoài", "Nhãn", "Mật ong", "Bơ sữa", "Rau sạch", "Gạo nếp", "Thịt sấy"),
}  # fmt: skip
SHAPES = (
    ("cooperative", "Hợp tác xã {} Ví Dụ {}"),
    ("enterprise", "Công ty TNHH {} Minh Họa {}"),
    ("enterprise", "Công ty cổ phần {} Thử Nghiệm {}"),
    ("household", "Hộ kinh doanh {} Nguyễn Văn {}"),
)
LETTERS = "ABCDEGHIKL"
UNCODED = 6  # every sixth enterprise or cooperative; of households nobody noted the personal number


def names(code: str) -> list[tuple[str, str]]:
    """Name and kind of each of the forty of a province."""
    return [
        (shape.format(goods, letter), kind)
        for kind, shape in SHAPES
        for goods, letter in zip(GOODS[code], LETTERS, strict=True)
    ]


def of(province: Province, *, by: User, code: str = "") -> list[LegalEntity]:
    """The province's forty, in the order of `names`; `code`: those of a province that this one took over."""
    from nscl.organisations.actions.record_entity import record_entity

    code = code or province.code
    return [
        record_entity(
            name=name, kind=kind, tax_code=known_code(code, at, kind), province_id=province.pk, by=by
        )
        for at, (name, kind) in enumerate(names(code))
    ]  # fmt: skip


def known_code(code: str, at: int, kind: str) -> str:
    """The tax code of the one at this place of `names`, where the province knows it."""
    return "" if kind == "household" or at % UNCODED == UNCODED - 1 else tax_code(code, at)


def tax_code(code: str, at: int) -> str:
    """A tax code that can be none: 0000, the province, the number, and the digit that checks the nine before it."""
    nine = f"0000{int(code):02d}{at:03d}"
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    check = 10 - sum(int(digit) * weight for digit, weight in zip(nine, weights, strict=True)) % 11
    return tax_code(code, at + 400) if check >= 10 else f"{nine}{check % 10}"
