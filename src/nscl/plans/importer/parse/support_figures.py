"""Rates and caps of support as one sentence states them: `hỗ trợ 50% chi phí, tối đa 45 triệu đồng/hệ thống`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nscl.plans.importer.parse import quantities, units
from nscl.shared import money

Number = int | float

_PERCENT: Final = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)(?: ?(?:-|đến) ?(\d{1,3}(?:[.,]\d+)?))? ?%|(?<![\w/])1/2(?![\w/])"
    r"|(?<!\w)một nửa(?!\w)"
)
_COST_NAMED: Final = re.compile(r" ?(?:nhưng|không quá|tối đa|chi phí|kinh phí|giá trị|tổng|mức|đối với|cho)(?!\w)")
_COST: Final = re.compile(
    r" ?(?:\([^()]{1,60}\) )?(?:(?:của |trên |tổng |phần |mức |số |các |toàn bộ )*)(?:kinh phí|chi phí|giá trị|giá"
    r"|lãi suất|học phí|lệ phí|phí|tiền|vốn|nguồn|dự toán"
    r"|đơn giá|tổng chi|định mức|nguyên giá|mức|hợp đồng|khoản|theo|thực tế|cho|đối với|nhưng|không quá|tối đa|và"
    r"|ngân sách)(?!\w)|\s?[;:.,)]|\s?$"
)
_SUPPORTS: Final = re.compile(
    r"(?:hỗ trợ|tài trợ|cấp|chi|bảo đảm|đảm bảo|thanh toán|bù|miễn|giảm|ngân sách(?: nhà nước| tỉnh| địa phương)?"
    r"|mức|tỷ lệ|bằng)(?!\w)[^.;%]{0,150}$"
)
_NOT_SUPPORT: Final = re.compile(
    r"(?:tiết kiệm|cắt giảm|tiết giảm|giảm được|giúp giảm|giảm thiểu|(?<!được )(?<!, )(?<!miễn )giảm|đối ứng"
    r"|đóng góp|tự chi trả|tự đảm bảo|sở hữu|lao động|là nữ|nữ|cổ phần|vốn điều lệ|doanh thu|tăng|đạt|có"
    r"|tỷ lệ nội địa|nội địa hóa|chiếm|(?<!hỗ trợ )(?:ít nhất|tối thiểu)|còn lại|trích"
    r"|thuế suất|phạt|tổ chức|cá nhân|doanh nghiệp|chủ đầu tư|thụ hưởng)(?: (?:là|từ|trên|khoảng|tối thiểu|ít nhất"
    r"|tối đa|chi trả|bố trí|đảm bảo|phải|chịu|đối ứng|đóng góp|không dưới|hằng năm|hàng năm|mỗi năm|bình quân))*"
    r" ?(?:≥|>)? ?$"
)
_NOT_OF: Final = re.compile(
    r" ?(?:lao động|vốn điều lệ|cổ phần|số |doanh nghiệp|hợp tác xã|hộ |nữ|thành viên|diện tích|sản lượng|hồ sơ)"
)
_OPENS: Final = re.compile(r"(?:^|[:;]|^[^;.]{0,80} -)\W*(?:tối đa|không quá|mức|bằng)?(?: (?:là|bằng|không quá))? ?$")
_CAP_BEFORE: Final = re.compile(
    r"(?:tối đa|không quá|không vượt quá|không vượt|mức(?: (?:hỗ trợ|chi|tối đa|thưởng))?|hỗ trợ|hạn mức|định mức"
    r"|bằng|thưởng|chi|tặng|cấp)(?: (?:bằng )?tiền)?(?: (?:là|cho|một lần|thêm|đến|mức|không|quá"
    r"|tối đa|bằng|kinh phí|lần đầu|1 lần|01 lần|với|mức|mỗi|khoảng|từ|hỗ trợ)){0,5}:? ?$"
)
_THRESHOLD_BEFORE: Final = re.compile(
    r"(?:tổng (?:kinh phí|vốn|mức|nguồn|doanh thu|dự toán|số tiền)|doanh thu|vốn (?:đầu tư|điều lệ|chủ sở hữu"
    r"|đối ứng)|nguồn vốn|trị giá|giá trị (?:từ|trên|dưới)|trên|dưới|từ|tài sản"
    r"|kinh phí thực hiện|dự toán|phân bổ|còn lại|đối ứng|nộp|phạt|thu nhập)[^.;%]{0,40}$"
)
_TOTAL_BEFORE: Final = re.compile(
    r"(?:tổng (?:mức|kinh phí|số tiền|cộng|giá trị)(?: được)?(?: hỗ trợ)?|cả (?:giai đoạn|năm)"
    r"|đồng thời)[^.;%\d]{0,60}$"
)
_PER: Final = re.compile(r"\s?/\s?(?:1 |01 |một )?")
_FOR_EACH: Final = re.compile(r"\s?(?:cho|đối với|trên|với)?\s?(?:một|mỗi|01|1|từng) ")
_EACH_BEFORE: Final = re.compile(
    r"(?<!\w)(?:mỗi|một|01|1) (?=(?:doanh nghiệp|hợp tác xã|cơ sở|dự án|hộ|sản phẩm|tổ chức|đơn vị|nhãn hiệu"
    r"|mô hình|nhiệm vụ)(?!\w))"
)
_BRACKET: Final = re.compile(r"\s?\([^()\d]{6,90}\)")
_WHO: Final = re.compile(r"[^.;%\d]{0,60}?(?:đối với|cho|với|áp dụng)(?: các)? (?!một|mỗi|01|1 )")
_FURTHER: Final = re.compile(r"(?:[;,]|(?<!\w)và)\s?$")  # "… cho giải A, 5 triệu đồng cho giải B"
_SIZE_BEFORE: Final = re.compile(
    r"(?:doanh nghiệp|hợp tác xã|tổ chức|cơ sở|đối với|cho|hộ|giải|cấp|hạng|sao|quy mô|trường hợp|khóa|nhãn hiệu"
    r"|sáng chế)[^.;%\d]{0,60}(?::|là|mức|-|không quá|tối đa) ?(?:hỗ trợ )?(?:không quá |tối đa )?$"
)


@dataclass(frozen=True, slots=True)
class Rate:
    start: int
    end: int
    percent: Number


@dataclass(frozen=True, slots=True)
class Cap:
    start: int  # of the amount
    end: int  # after its unit (`/hệ thống/năm`)
    vnd: int
    per: tuple[int, int] | None
    phrase: int  # where the words that introduce it begin
    total: bool  # a ceiling over all support, beside the cap of one piece
    sized: bool  # for one group of beneficiaries (`đối với doanh nghiệp nhỏ`)


def rates(text: str, *, stated: bool = False) -> list[Rate]:
    """Every share of costs that is supported. With `stated` a share that opens the text is one."""
    lower = quantities.prepare(text)
    out: list[Rate] = []
    for match in _PERCENT.finditer(lower):
        before = lower[max(0, match.start() - 160) : match.start()]
        if _NOT_SUPPORT.search(before) or _NOT_OF.match(lower, match.end()):
            continue
        opening = stated and _OPENS.search(before) is not None
        going_on = bool(out) and _COST_NAMED.match(lower, match.end()) is not None
        if not (_COST.match(lower, match.end()) and (opening or going_on or _SUPPORTS.search(before))):
            continue
        value = 50 if match[1] is None else _number(match[2] or match[1])
        if 0 < value <= 100:
            out.append(Rate(match.start(), match.end(), value))
    return out


def _number(text: str) -> Number:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def caps(text: str, *, stated: bool) -> list[Cap]:
    """Every amount that limits or fixes support. With `stated` an amount `/thing` needs no further words."""
    lower = quantities.prepare(text)
    out: list[Cap] = []
    for amount in money.find(text, bare=True):
        before = lower[max(0, amount.start - 90) : amount.start]
        bracket = _BRACKET.match(lower, amount.end)
        per, end = _per(lower, bracket.end() if bracket else amount.end)
        per = per or _each(lower, amount.start)
        introduced = _CAP_BEFORE.search(before)
        if _THRESHOLD_BEFORE.search(before) and not introduced:
            continue
        further = bool(out) and _FURTHER.search(before) is not None and _WHO.match(lower, end) is not None
        opening = stated and (per or before.rstrip().endswith((":", "-")) or not before.strip())
        if not (introduced or opening or further):
            continue
        phrase = amount.start - (len(introduced[0]) if introduced else 0)
        sized = bool(_WHO.match(lower, end)) or bool(_SIZE_BEFORE.search(before))
        out.append(Cap(amount.start, end, amount.vnd, per, phrase, bool(_TOTAL_BEFORE.search(before)), sized))
    return out


def _each(lower: str, at: int) -> tuple[int, int] | None:
    """What an amount is for, named before it: `mỗi doanh nghiệp không quá 200 triệu đồng`."""
    found = list(_EACH_BEFORE.finditer(lower, max(0, at - 70), at))
    return units.unit_at(lower, found[-1].end()) if found else None


def _per(lower: str, at: int) -> tuple[tuple[int, int] | None, int]:
    """What an amount is for each of, and where the whole expression ends."""
    slash = _PER.match(lower, at) or _FOR_EACH.match(lower, at)
    if not slash or slash.end() == at:
        return None, at
    start, end = units.unit_at(lower, slash.end())
    if start == end:
        word = re.compile(r"[^\W\d_]+").match(lower, slash.end())
        if not word:
            return None, at
        start, end = word.span()
    further = _PER.match(lower, end)
    if lower[start:end] == "năm" and further:
        named = units.unit_at(lower, further.end())
        if named[0] < named[1]:
            return named, named[1]
    more = end
    while tail := re.compile(r"\s?/\s?(?:1 |01 )?[^\W\d_]+(?: [^\W\d_]+)?(?=[ ,.;/)]|$)").match(lower, more):
        word_end = re.compile(r"\s?/\s?(?:1 |01 )?[^\W\d_]+").match(lower, more)
        more = word_end.end() if word_end else tail.end()
    return (start, end), more
