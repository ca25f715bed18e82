"""Whether a line goes on with the paragraph before it: punctuation, capitals, numbering and the width of lines tell."""

from __future__ import annotations

import re
from itertools import pairwise

from nscl.plans.importer.parse.attributes import key_at
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.parse.pieces import Piece, Shape
from nscl.plans.importer.parse.places import province_at

_TERMINAL = re.compile(r"[.;:!?…][\"”’)\]*]*$")
_KIND_LINE = re.compile(
    r"(?:ke hoach|chuong trinh|de an|quyet dinh|nghi quyet|bao cao|chi thi|thong bao|huong dan|quy dinh|to trinh|cong"
    r" van|phuong an"
    r"|chuong trinh hanh dong|du an|quy che|phu luc(?: (?:so )?[0-9ivxa-d]{1,4})?)[:.]?$"
)
_STARTERS = re.compile(
    r"(?:so ?:|noi nhan|tm ?\.|kt ?\.|tl ?\.|tuq ?\.|q ?\. (?:chu|giam)|[tk]/[mtl] |can cu |xet de nghi|theo de nghi"
    r"|kinh gui|cong hoa xa hoi|doc lap -"
    r"|don vi(?: tinh)? ?:|\(?don vi tinh|\(?(?:ban hanh )?kem theo|bieu so|mau so|luu ?:|phu luc\b|nguoi ky|ky boi"
    r"|\(da ky\)"
    r"|[a-z ]{2,25}, ngay [0-9 ._…]{0,12}thang)"
)
_OPENERS = re.compile(
    r"(?:phoi hop|chu tri|to chuc|can cu|thuc hien|xay dung|ho tro|tham muu|chi dao|yeu cau|trong qua trinh|giao |de"
    r" nghi|ra soat|huong dan"
    r"|tiep tuc|tang cuong|day manh|trien khai|lap |tong hop|bo tri|tuyen truyen|theo doi|kiem tra|tham dinh|dao tao"
    r"|nghien cuu|bao cao|cu "
    r"|chiu trach nhiem|la co quan|cac (?:doanh nghiep|to chuc|co so|ho) |ngan sach |kinh phi |nguon |hang nam|hang"
    r" nam,|dinh ky|tren co so"
    r"|khuyen khich|khao sat|lua chon|thong tin|van dong|pho bien|cung cap|de xuat|ban hanh|quan ly|dam bao|bao dam"
    r"|nang cao|phat trien|tu )"
)


def _unless(word: str, *before: str) -> str:
    """A pattern for `word` where none of `before` stands in front of it ("sở", not "cơ sở")."""
    return "".join(f"(?<!{first} )" for first in before) + word


_NUMBER_WORD = _unless(
    "số", "đổi", "tế", "hội", "phủ", "nghệ", "năng", "tảng", "quyền", "liệu", "ký", "dân", "tham", "chỉ", "tầng"
)
_YEAR_WORD = _unless("năm", "cả", "hằng", "hàng", "mỗi", "trong", "các", "từng")
_HANGING = re.compile(
    r"(?:,|-|/|\(|(?:^|\s)(?:và|của|với|các|cho|tại|từ|đến|là|hoặc|theo|ngày|tháng|điều|khoản|điểm|trên|dưới|về|ở"
    r"|trong|những"
    r"|một|khoảng|ít nhất|tối thiểu|tối đa|không quá|phụ lục|quý|gồm|như|để|do|bởi|luật|nghị định|quyết định|thông tư"
    r"|công văn"
    r"|kế hoạch số|trên địa bàn|giai đoạn|"
    + "|".join(
        [
            _NUMBER_WORD,
            _YEAR_WORD,
            _unless("mục", "danh", "hạng", "chuyên", "đề"),
            _unless("phần", "thành", "cổ", "học", "một", "góp"),
            _unless("sở", "cơ", "trụ"),
            _unless("bộ", "cán", "nội", "đồng", "tiến", "toàn", "bước", "đảng"),
        ]
    )
    + r"))$",
    re.IGNORECASE,
)
_PERIOD_HEAD = re.compile(
    r"^[^ ]{1,6} (?:muc tieu |dinh huong |tam nhin )?(?:den|giai doan|thoi ky|nam|trong)(?:"
    r" het)?(?: nam)? 20\d\d(?: ?- ?20\d\d)?$"
)
_YEAR_END = re.compile(r"(?<!\d)20\d\d$")
_YEAR_NEXT = re.compile(r"20\d\d(?![\d.,]\d|\d| ?%)")
_LONE = frozenset("-+*•")
_COUNTING = re.compile(rf"(?:^|\s)(?:{_YEAR_WORD}|tháng|ngày|{_NUMBER_WORD}|quý|điều|khoản)$", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:sở|bộ|năm|phần|mục)$", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:tỉnh|thành phố|TP)$", re.IGNORECASE)


def shape_of(pieces: list[Piece]) -> Shape:
    """Whether lines are broken in mid-phrase, and at what width."""
    broken = pairs = 0
    widths = []
    for piece, after in pairwise(pieces):
        if piece.whole or after.gap or after.cell:
            continue
        pairs += 1
        if after.label is None and after.passage.text[:1].islower() and not _TERMINAL.search(piece.passage.text):
            broken += 1
            widths.append(len(piece.passage.text))
    wrapped = broken >= 3 and broken >= pairs * 0.12
    widths.sort()
    labelled = [piece for piece in pieces[1:] if piece.label is not None and not piece.cell]
    spaced = len(labelled) >= 4 and sum(piece.gap for piece in labelled) >= len(labelled) * 0.85
    return Shape(wrapped, widths[int(len(widths) * 0.9)] if widths else 0, spaced)


def _caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= len(letters) * 0.85


def continues(group: list[Piece], piece: Piece, shape: Shape, series: dict[str, int]) -> bool:
    """Whether `piece` goes on with the paragraph gathered so far."""
    last, text = group[-1].passage.text, piece.passage.text
    if piece.hard or piece.cell != group[-1].cell or text in _LONE:
        return False
    if last in _LONE and not piece.gap:
        return True
    folded = piece.passage.folded
    if group[-1].passage.folded == "so:" and text[0].isdigit():
        return True
    if (_KIND_LINE.match(folded) and _caps(text)) or (
        _KIND_LINE.match(group[-1].passage.folded) and _caps(last) and len(group) == 1
    ):
        return False
    open_ = not _TERMINAL.search(last)
    if piece.label is not None:
        return open_ and not piece.gap and _doubtful(group, piece, series)
    if _STARTERS.match(folded) or _PUT_UP.match(text) or _keyed(piece.passage):
        return False
    if (
        len(group) == 1
        and group[0].label is not None
        and _PERIOD_HEAD.search(group[0].passage.folded)
        and (text[0].isupper() or (text[0].isdigit() and not _YEAR_NEXT.match(text)))
    ):
        return False
    lower = text[0].islower()
    if piece.gap or group[-1].whole:
        return open_ and lower and not _caps(last) and not group[-1].whole and len(last) > 25 and not group[-1].cell
    if lower:
        return not _caps(last) and (open_ or not last.endswith((":", "./.")))
    if (
        _caps(last) != _caps(text)
        and any(c.isalpha() for c in text)  # figures alone are in neither case
        and ((_caps(last) and sum(len(p.passage.text) for p in group) > 8) or (_caps(text) and len(text) > 8))
        and ((_caps(last) and len(group) > 1) or not _HANGING.search(last))
    ):
        return False
    if _caps(last) and _caps(text):
        return open_
    return _runs_on(group, piece, shape, open_)


# When a page was put up: "12/02/2025 08:30".
_PUT_UP = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s|,-]*\d{1,2}[:h]\d\d")
_STAMP = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}:\d\d\b|\(")


def _keyed(line: Passage) -> bool:
    """Whether a line begins with what a task says of itself ("Thời gian: …")."""
    key = key_at(line, 0)
    return key is not None and key[0] not in ("other", "doing")


def _stands_alone(line: Passage) -> bool:
    """Whether a line is nothing but the kind of the document, or the word for an annex."""
    return bool(_KIND_LINE.match(line.folded)) and (
        _caps(line.text) or (line.folded.startswith("phu luc") and line.text[0].isupper())
    )


def _runs_on(group: list[Piece], piece: Piece, shape: Shape, open_: bool) -> bool:
    """Whether a line that begins with a capital goes on with the sentence (or paragraph) before it."""
    last, text = group[-1].passage.text, piece.passage.text
    if open_ and _PLACE.search(last) and province_at(piece.passage.folded) is not None:
        return True
    if open_ and _HANGING.search(last):
        return not (_PLACED.search(last) and _OPENERS.match(piece.passage.folded))
    if shape.spaced and open_ and len(last) > 60:
        return True
    if not shape.wrapped:
        return (
            open_
            and (text[0].isdigit() or not text[0].isalpha())
            and not _STAMP.match(text)
            and not group[-1].cell
            and not text.startswith(("|", "["))
        )
    if last.endswith((":", "./.")):
        return False
    if shape.spaced:
        return len(last) > shape.width * 0.5 or len(group) > 1
    first = len(text.split(" ", 1)[0])
    full = len(last) + 1 + first > shape.width * 0.97
    if not open_:
        return full and len(group) > 1
    if _OPENERS.match(piece.passage.folded) and not full:
        return False
    return full or len(group) == 1 or len(last) > shape.width * 0.6


_SERIES = frozenset(
    ["dec1", "letter", "roman", "num)", "(num)", "article", "section", "part", "chapter", "roman)", "upper"]
)


def _doubtful(group: list[Piece], piece: Piece, series: dict[str, int]) -> bool:
    """Whether what looks like numbering is really the middle of a phrase broken before it."""
    found, text, last = piece.label, piece.passage.text, group[-1].passage.text
    if found is None or group[-1].whole:
        return False
    after = text[found.end : found.end + 1]
    if found.bullet:
        if last[-1:].isdigit() and after.isdigit():
            return found.style == "-" and (not _YEAR_END.search(last) or bool(_YEAR_NEXT.match(text, found.end)))
        return found.style == "-" and after.islower() and len(last) > 12 and not group[-1].cell
    if (
        found.value is not None
        and found.value == series.get(found.style, 0) + 1
        and after.isupper()
        and not _COUNTING.search(last)
    ):
        return False
    hanging = bool(_HANGING.search(last)) and not (
        after.isupper() and _PLACED.search(last) and not _COUNTING.search(last)
    )
    if found.bullet or found.style in _SERIES:
        return (hanging and found.value != 1) or (found.style == "dec1" and bool(_COUNTING.search(last)))
    return hanging and found.style.startswith("dec")
