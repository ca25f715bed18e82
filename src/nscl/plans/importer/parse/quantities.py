"""Numbers that count something, in one sentence: how many, of what, how firmly, how often.

`find("Hằng năm hỗ trợ 05 đến 10 hợp tác xã")` answers one `Quantity` 5-10 `hợp tác xã`. Works on plain text
(composed, dashes as `-`, as `Passage.text` is); positions are indices into it. What is a target, a rule or a budget
line is decided by the callers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nscl.plans.importer.parse import not_counts, units
from nscl.shared import money, numerals, vietnamese

Number = int | float

_TOKEN: Final = re.compile(
    r"(?<![\w.,/])\d+(?:[.,]\d+)*(?![\w]|[.,/]\d|:\d)|(?<![\w.,/])\d+(?:[.,]\d+)*(?=(?:ha|km|kg|tấn|m2|m²|mw|kw)(?!\w))"
)
_OUT_OF: Final = re.compile(r"(?<![\w.,/])(\d{1,4})/(\d{1,4})(?=\s?[^\W\d])(?! (?:hằng|hàng|mỗi|năm|và|hoặc|của|tới))")
_BRACKETED_SHARE: Final = re.compile(r"%[^()%]{0,60}\((?:[^()\d]{0,20})$")
_PERCENT: Final = re.compile(r"\s?%|\s(?:phần trăm|điểm phần trăm|điểm %)")
_RANGE_GAP: Final = re.compile(r"\s?(?:%|tỷ đồng|triệu đồng|tỷ|triệu)?\s?(?:-|đến|tới|÷|~|--)\s?(?:khoảng |trên )?$")
_UNIT_GAP: Final = re.compile(r"\s([^\W\d]+(?: [^\W\d]+){0,3}) (?:đến|tới) $")
_SPELT_IN_BRACKETS: Final = re.compile(r"\s?\((?:[^\W\d]+\s?){1,6}\)")

_FILL: Final = r"(?:\s(?!và\b|với\b|đến\b|để\b|trong đó\b)[^\W\d]+){0,5}?"
_NEAR: Final = r"(?:\s(?:có|có được|đạt|là|được|thêm|mới|từ|khoảng|còn|mỗi năm|hằng năm|hàng năm)){0,3}"
_AT_LEAST: Final = re.compile(
    rf"(?<!\w)(?:(?:ít nhất|tối thiểu|không ít hơn|không dưới|không thấp hơn|thấp nhất|không nhỏ hơn|chí ít){_FILL}"
    rf"|(?<!không )(?<!không được )(?:trên|(?<!cao )(?<!lớn )(?<!nhiều )(?<!thấp )(?<!nhỏ )(?<!ít )hơn|cao hơn"
    rf"|lớn hơn|nhiều hơn|vượt){_NEAR})\s?:?\s?$|(?:≥|>=|>|⩾|=>)\s?$"
)
_AT_MOST: Final = re.compile(
    rf"(?<!\w)(?:(?:không(?:\s[^\W\d]+){{0,6}}?\squá|tối đa|không vượt(?: quá)?|không cao hơn|không lớn hơn"
    rf"|không nhiều hơn|cao nhất|nhiều nhất){_FILL}"
    rf"|(?<!không )(?<!trên )(?:dưới|thấp hơn|nhỏ hơn){_NEAR})\s?:?\s?$|(?:≤|<=|<|⩽)\s?$"
)
_ABOUT: Final = re.compile(
    rf"(?<!\w)(?:(?:dự kiến|ước tính|ước đạt|dự ước){_FILL}|(?:khoảng|trên dưới|gần|xấp xỉ|chừng|ước|tương đương|ngót"
    rf"|từ khoảng|vào khoảng|đâu đó){_NEAR})"
    r"\s?:?\s?$|[~≈]\s?$"
)
_FROM: Final = re.compile(r"(?<!\w)từ(?: khoảng)?\s?$")
_UP: Final = re.compile(r"(?P<gap>[^.;:()\d]{0,120}?)(?<!\w)trở lên(?!\w)|\s?\+(?!\d)")
_DOWN: Final = re.compile(r"(?P<gap>[^.;:()\d]{0,60}?)(?<!\w)trở xuống(?!\w)")
_GRADE: Final = re.compile(
    r"(?:đại học|cao đẳng|trung cấp|thạc sĩ|sơ cấp|phổ thông|cấp \w+|hạng \w+|loại \w+|mức \w+|khá|tốt|giỏi|đạt|sao"
    r"|phòng|trung bình) $"
)
_YEARLY_AFTER: Final = re.compile(r"[^.;:\d]{0,90}?(?:/\s?\d{1,2} lần)?\s?/\s?(?:01 |1 )?năm(?!\w)")
_CYCLE_AFTER: Final = re.compile(r"[^.;:\d]{0,90}?/\s?(?:cả )?(?:kỳ|giai đoạn|thời kỳ|nhiệm kỳ)(?!\w)")

_RISE: Final = re.compile(
    r"(?:(?<!trị gia )(?<!\w)tăng(?: lên)?(?: thêm)?(?: (?:bình quân|trung bình|hằng năm|hàng năm|mỗi năm|năm|đạt"
    r"|ít nhất|tối thiểu|khoảng|trên|hơn"
    r"|từ|thêm|không dưới|không thấp hơn|trưởng|tối đa|là|hàng|hằng|mức|với|tốc độ|cao hơn|gần|dần|đều"
    r"|từng)){0,6}\s?:?\s?(?:≥|>|>=)?\s?$"
    r"|(?<!\w)tăng (?:số|tổng|sản lượng|giá trị|doanh thu|năng suất|kim ngạch|thu nhập)[^.;,\d]{0,80} thêm\s?$"
    r"|(?:tốc độ tăng|mức tăng|tỷ lệ tăng|tốc độ tăng trưởng"
    r"|(?<!vào )(?<!cho )(?<!vào sự )tăng trưởng(?! và))(?! kinh tế số chiếm)[^.;\d]{0,120}?"
    r"(?:đạt|bình quân|trung bình|là|:|khoảng|trên|ít nhất|tối thiểu|hơn|từ|hằng năm|hàng năm|năm"
    r"|không dưới)\s?(?:≥|>|>=)?\s?$)"
)
_MUCH: Final = r"(?:năng suất|sản lượng|giá trị|doanh thu|kim ngạch|thu nhập|tổng|quy mô|lợi nhuận|lượng|số)(?!\w)"
_RISE_OF: Final = re.compile(
    rf"(?<!trị gia )(?<!\w)tăng (?!trưởng|cường)(?P<much>{_MUCH})?[^.;,\d%]{{0,80}}?"
    r"(?:\s(?:bình quân|trung bình|hằng năm|hàng năm|mỗi năm|thêm|trên|hơn|ít nhất|tối thiểu|khoảng|từ|đạt"
    r"|không dưới|không thấp hơn)){1,3}\s?$"
)
_SHARE: Final = re.compile(
    r"(?<!\w)(?:tỷ trọng|tỉ trọng|đóng góp|chiếm|tỷ lệ|tỉ lệ)(?!\w)(?! tăng)(?!.*(?:(?<!vào )tăng (?:thêm|từ|ít|tối"
    r"|trên|khoảng|bình|trung)|tăng$))"
)
_BASELINE: Final = re.compile(
    r"so (?:với|cùng)(?: kết quả| mức)?(?: của)?(?: cuối)? (?P<base>[^.;()]{1,80}?)(?=[.;()]|, | và |$)"
)
_BASE_YEARS: Final = re.compile(r"((?:19|20)\d\d)(?: ?- ?((?:19|20)\d\d))?")
_LEVEL: Final = re.compile(r"(?<!\w)lên(?: thành| đến| tới| đạt| khoảng| ít nhất| tối thiểu| trên| mức)*\s?$")

_DIGIT: Final = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
_COUNTED: Final = (
    r"(?:hội nghị|hội thảo|lớp|khóa|cuộc|buổi|đợt|chuyến|đoàn|mô hình|câu lạc bộ|trung tâm|doanh nghiệp|hợp tác xã"
    r"|chuyên gia|sản phẩm"
    r"|đề tài|dự án|phóng sự|chuyên mục|phần mềm|cơ sở|gian hàng|hội chợ|diễn đàn|tọa đàm|chuỗi|ấn phẩm|bài|tổ chức"
    r"|nhãn hiệu|phòng|điểm|gian|khu|nhà máy|vùng|chỉ dẫn)(?!\w)"
)
_SPELT: Final = re.compile(
    rf"(?<!\w)(?:(?P<one>một|năm)|(?P<many>hai|ba|bốn|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám"
    rf"|chín))?"
    rf"|(?:{_DIGIT}) mươi(?: (?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy|tám|chín))?|(?:{_DIGIT}) trăm))\s(?={_COUNTED})"
)
_ONE_AFTER: Final = re.compile(
    r"(?:ít nhất|tối thiểu|không dưới|khoảng|(?<!hằng )(?<!hàng )(?:tổ chức|thành lập|xây dựng|hình thành|mở|có"
    r"|duy trì))(?: (?:được|có|là|mới|thêm))?\s$"
)
_NOT_AFTER: Final = re.compile(
    r"(?:trong|cả|của|giữa|gồm|theo|là|một|các|những|này|mỗi|từng|vào|nhiệm vụ|nội dung|tới)\s$"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`start:end` covers qualifier to unit, `number` and `unit_span` its parts. `unit` is `%` for a percentage."""

    start: int
    end: int
    number: tuple[int, int]
    unit_span: tuple[int, int]
    unit: str
    min: Number | None
    max: Number | None
    qualifier: str
    growth: bool = False
    level: bool = False  # "… lên 37": a level reached, what stood before it is a baseline
    baseline: str | None = None
    yearly: bool = False
    money: bool = False

    @property
    def percent(self) -> bool:
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int  # with a bracketed repetition in words
    low: Number
    high: Number
    joined: bool = False
    gap_unit: bool = False


def prepare(text: str) -> str:
    """`text` in lower case with early tone marks, the same length: what the patterns of this package expect."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return vietnamese.early_tones(lower)


def find(text: str) -> list[Quantity]:
    """Every number of `text` that counts something, in order, ranges as one."""
    lower = prepare(text)
    if not any(c.isdigit() for c in lower) and not _SPELT.search(lower):
        return []
    tokens = _join_ranges(lower, _tokens(lower))
    found: list[Quantity] = []
    for i, token in enumerate(tokens):
        left = tokens[i - 1].end if i else 0
        right = tokens[i + 1].start if i + 1 < len(tokens) else len(lower)
        if quantity := _quantity(text, lower, token, left, right):
            found.append(quantity)
    return found


def _tokens(lower: str) -> list[_Token]:
    masked = not_counts.masks(lower)
    out: list[_Token] = []
    for match in _TOKEN.finditer(lower):
        start, end = match.span()
        value = numerals.parse(match[0], comma_groups=not _PERCENT.match(lower, end) and len(match[0]) > 4)
        if value is not None and not _inside(masked, start, end):
            bracket = _SPELT_IN_BRACKETS.match(lower, end)
            if bracket and numerals.from_words(bracket[0]) == value:
                end = bracket.end()
            out.append(_Token(start, end, value, value))
    for match in _OUT_OF.finditer(lower):
        part, whole = int(match[1]), int(match[2])
        if (
            2 <= part <= whole
            and not _BRACKETED_SHARE.search(lower[max(0, match.start() - 90) : match.start()])
            and not _inside(masked, *match.span())
        ):
            out.append(_Token(match.start(), match.end(), part, part))
    out += [t for t in _spelt(lower) if not _inside(masked, t.start, t.end)]
    out.sort(key=lambda t: t.start)
    return out


def _inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def _spelt(lower: str) -> list[_Token]:
    out = []
    for match in _SPELT.finditer(lower):
        before = lower[max(0, match.start() - 30) : match.start()]
        if match["one"] and not _ONE_AFTER.search(before):
            continue
        if match["many"] and _NOT_AFTER.search(before):
            continue
        value = numerals.from_words(match[0])
        if value:
            out.append(_Token(match.start(), match.end() - 1, value, value))
    return out


def _join_ranges(lower: str, tokens: list[_Token]) -> list[_Token]:
    out: list[_Token] = []
    for token in tokens:
        last = out[-1] if out else None
        if last and not last.joined and last.low <= token.low and token.start - last.end < 40:
            gap = lower[last.end : token.start]
            unit = _UNIT_GAP.fullmatch(gap)
            same = bool(unit and lower.startswith(unit[1].split()[0], token.end + 1))
            if _RANGE_GAP.fullmatch(gap) or (same and _FROM.search(lower[max(0, last.start - 20) : last.start])):
                out[-1] = _Token(last.start, token.end, last.low, token.low, joined=True)
                continue
        out.append(token)
    return out


def _quantity(text: str, lower: str, token: _Token, left: int, right: int) -> Quantity | None:
    if not_counts.is_label(lower, token.start, token.end):
        return None
    before = lower[max(left, token.start - 90) : token.start]
    percent = _PERCENT.match(lower, token.end)
    cash = None if percent else _money_at(lower, token)
    if percent:
        unit_start, unit_end, unit = percent.start(), percent.end(), "%"
    elif cash:
        unit_start, unit_end = token.end, cash
        unit = text[token.end : cash].strip()
    else:
        unit_start, unit_end = _unit_at(lower, token)
        if unit_start == unit_end:
            unit_start, unit_end = units.subject_before(lower, token.start)
            if unit_start == unit_end or not _bare_number(lower, token, before):
                return None
        unit = text[unit_start:unit_end]
    tail = max(token.end, unit_end if unit_start >= token.end else token.end)
    low, high, qualifier = _qualify(lower, token, before)
    clause = lower[max(left, token.start - 200) : token.start]
    level = bool(_LEVEL.search(before))
    yearly = bool(_YEARLY_AFTER.match(lower, tail, _clause_end(lower, tail, right) + 30))
    growth = percent is not None and not level and _grows(clause, yearly=yearly)
    return Quantity(
        start=token.start,
        end=tail,
        number=(token.start, token.end),
        unit_span=(unit_start, unit_end),
        unit=unit,
        min=low,
        max=high,
        qualifier=qualifier,
        growth=growth,
        level=level,
        baseline=_baseline(text, lower, tail, right),
        yearly=yearly,
        money=cash is not None,
    )


_TIME_UNIT: Final = re.compile(r"\s?(ngày(?: làm việc)?|giờ|phút|tháng|năm|tuần)(?!\w)")


def _unit_at(lower: str, token: _Token) -> tuple[int, int]:
    """The counted noun, or the unit of a duration that is itself what is to be reached."""
    time = _TIME_UNIT.match(lower, token.end)
    return time.span(1) if time else units.unit_at(lower, token.end)


_CLAUSE_END: Final = re.compile(r"[,;] (?:trong đó|và|đồng thời|phấn đấu|hằng năm|hàng năm)|[;.] ")


def _clause_end(lower: str, at: int, right: int) -> int:
    match = _CLAUSE_END.search(lower, at, right)
    return match.start() if match else right


def _money_at(lower: str, token: _Token) -> int | None:
    """Where the money unit after a number ends, if it is money."""
    match = _MONEY_AFTER.match(lower, token.end)
    return match.end() if match else None


_MONEY_AFTER: Final = re.compile(
    r"\s?(?:(?:nghìn|ngàn|trăm|triệu|tỷ|tỉ)(?: (?:tỷ|triệu))? (?:đồng|đô la|usd|vnđ|đô-la)|(?:đồng|đ|vnđ|vnd|usd"
    r"|đô la)(?!\w| chí)|tỷ usd|triệu usd|tỷ(?= |[,.;/)]|$)|triệu(?=/|[,.;)]|$))(?!\w)"
)


def _bare_number(lower: str, token: _Token, before: str) -> bool:
    """Whether a number without a noun after it states how many of the subject there are."""
    return bool(
        re.search(
            r"(?:lên|đạt|là|còn|:|≥|>|ít nhất|tối thiểu|khoảng|trên|đến|xuống)\s?(?:ít nhất |khoảng |trên "
            r"|tối thiểu )?$",
            before,
        )
    )


def _qualify(lower: str, token: _Token, before: str) -> tuple[Number | None, Number | None, str]:
    low, high = token.low, token.high
    if token.joined and low != high:
        return low, high, "range"
    if _reaches(_DOWN, lower, token.end):
        return None, high, "at_most"
    if _AT_LEAST.search(before) or _reaches(_UP, lower, token.end):
        return low, None, "at_least"
    if _AT_MOST.search(before):
        return None, high, "at_most"
    if _ABOUT.search(before):
        return low, high, "about"
    return low, high, "exactly"


def _reaches(pattern: re.Pattern[str], lower: str, at: int) -> bool:
    """Whether `trở lên` (or `trở xuống`) after a number speaks of the number rather than of a grade."""
    match = pattern.match(lower, at)
    return match is not None and not _GRADE.search(match["gap"] or "")


def _grows(clause: str, *, yearly: bool) -> bool:
    """Whether a percentage is a rise: after `tăng`, or after `tăng` and what rises when that is an amount or yearly."""
    match = _RISE.search(clause)
    if not match:
        of = _RISE_OF.search(clause)
        if of is None or not (of["much"] or yearly):
            return False
    return not _SHARE.search(clause)


def _baseline(text: str, lower: str, at: int, right: int) -> str | None:
    match = _BASELINE.search(lower, at, min(len(lower), max(right, at) + 40))
    if not match or match.start() > min(max(right, at), _clause_end(lower, at, len(lower))):
        return None
    years = _BASE_YEARS.search(match["base"])
    if not years:
        return text[match.start("base") : match.end("base")].strip()
    return f"{years[1]}-{years[2]}" if years[2] else years[1]


def written_money(text: str) -> list[money.Amount]:
    """Amounts of money in `text`, also those that leave `đồng` unsaid (`tối đa 45 triệu/hệ thống`)."""
    return list(money.find(text, bare=True))
