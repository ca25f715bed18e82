"""Names of provinces and cities of the centre, before and after the mergers of 2025, and how names in capitals are
written.
"""

from __future__ import annotations

import re

from nscl.plans.importer.parse.agency_words import SECTORS
from nscl.plans.importer.parse.passage import fold

PROVINCES: tuple[str, ...] = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bắc Giang", "Bắc Kạn", "Bạc Liêu", "Bắc Ninh", "Bến Tre", "Bình Định",
    "Bình Dương", "Bình Phước", "Bình Thuận", "Cà Mau",
    "Cần Thơ", "Cao Bằng", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai",
    "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương",
    "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum",
    "Lai Châu", "Lâm Đồng", "Lạng Sơn", "Lào Cai", "Long An",
    "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi",
    "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La",
    "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang",
    "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
    "Đắc Lắc", "Đăk Lăk", "Đăk Nông", "Đắc Nông",
)  # fmt: skip
CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"})

# Of two spellings alike but for their accents the first counts.
_FOLDED = {re.sub(r"\s?-\s?", "-", fold(name)): name for name in reversed(PROVINCES)}
_PATTERN = re.compile(
    "|".join(sorted((name.replace("-", r"\s?-\s?") for name in _FOLDED), key=len, reverse=True)) + r"(?!\w)"
)
_SECTOR_CASE = {fold(name): name for name in SECTORS}
_SMALL = {"và", "của", "các", "với", "về", "cho"}


def province_at(folded: str, at: int = 0) -> tuple[str, int] | None:
    """The province whose name stands at `at` of a folded text, as usually written, and where it ends."""
    match = _PATTERN.match(folded, at)
    if not match or folded[match.end() : match.end() + 1].isalnum():
        return None
    return _FOLDED[re.sub(r"\s?-\s?", "-", match[0])], match.end()


def province_in(folded: str) -> str | None:
    """The first province named in a folded text."""
    for match in _PATTERN.finditer(folded):
        before = folded[match.start() - 1 : match.start()]
        if not before.isalnum() and not folded[match.end() : match.end() + 1].isalnum():
            return _FOLDED[re.sub(r"\s?-\s?", "-", match[0])]
    return None


def level_of(province: str) -> str:
    """`tỉnh` or `thành phố`, for a province whose level the document does not say."""
    return "thành phố" if province in CITIES else "tỉnh"


def cased(name: str) -> str:
    """A name in capitals as it is usually written (`SỞ KHOA HỌC VÀ CÔNG NGHỆ` → `Sở Khoa học và Công nghệ`); others
    unchanged.
    """
    letters = [c for c in name if c.isalpha()]
    if not letters or not all(c.isupper() for c in letters):
        return name
    head, _, rest = name.partition(" ")
    known = _SECTOR_CASE.get(fold(rest))
    if known:
        return f"{head.capitalize()} {known}"
    province = province_in(fold(rest))
    words = [w if len(w) < 2 else w.lower() if w.lower() in _SMALL else w.capitalize() for w in name.lower().split(" ")]
    text = " ".join(words)
    return _restore(text, province) if province else text


def _restore(text: str, province: str) -> str:
    match = re.search(re.escape(province), text, re.IGNORECASE)
    return text[: match.start()] + province + text[match.end() :] if match else text
