"""The total a document states in words: `Tổng kinh phí: 140.000.000 đồng (Một trăm bốn mươi triệu đồng)`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from nscl.plans.importer.parse import quantities
from nscl.plans.importer.parse.outline import Node, Outline, Role, Table
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.parse.sentences import sentences
from nscl.plans.importer.parse.tables import Sheet
from nscl.plans.importer.source import Span
from nscl.shared import money

_TOTAL: Final = re.compile(
    r"(?:tổng (?:kinh phí|dự toán|nhu cầu|mức|số|nguồn|vốn|cộng|ngân sách|chi)|(?:dự toán|nhu cầu|khái toán"
    r"|dự kiến) (?:tổng )?(?:kinh phí|vốn|ngân sách))"
    r"[^.;%]{0,140}?$"
)
_PLAIN: Final = re.compile(r"(?:^|[-+*(] ?)(?:nguồn |dự kiến |về )?kinh phí[^.;%]{0,110}?$")
_FACTOR: Final = re.compile(r"\s?(?:/|x |× )")
_YEARLY: Final = re.compile(r"(?:mỗi|hằng|hàng|một|/) ?năm|bình quân|/năm")
_NOT: Final = re.compile(
    r"mức (?:hỗ trợ|chi|tối đa)|tối đa|không quá|mỗi (?:doanh nghiệp|dự án|hộ|cơ sở)|doanh thu|kim ngạch"
    r"|đã (?:bố trí|cấp|hỗ trợ|giải ngân|thực hiện|chi|phân bổ)|vay|giá trị"
    r"|tổng mức (?:bán lẻ|lưu chuyển)|tổng (?:vốn đầu tư (?:toàn|đăng ký)|số (?:doanh nghiệp|lớp))"
)
_IN_WORDS: Final = re.compile(
    r"\s*[,.]?\s*[(\[]?\s*(?:số tiền )?(?:viết )?(?:bằng chữ)?\s*:?\s*(?P<words>[^()\[\]\d]{6,"
    r"200}?)(?:\s*[.;]?/?\s*[)\]]|[.;]|$)",
    re.IGNORECASE,
)
_SPELT_LINE: Final = re.compile(
    r"\(?\s*(?:số tiền )?(?:viết )?bằng chữ\s*:?\s*(?P<words>[^()\d]{6,200})", re.IGNORECASE
)
_STRONG: Final = re.compile(
    r"tổng (?:kinh phí|dự toán|mức kinh phí|nhu cầu kinh phí|ngân sách|nguồn kinh phí|số kinh phí)"
    r"|kinh phí (?:thực hiện )?(?:kế hoạch|chương trình|đề án)"
)
_ROLES: Final = frozenset({Role.funding, Role.tasks, Role.organisation, Role.other, Role.annex, Role.objectives})


@dataclass(slots=True)
class Stated:
    """The total as a sentence has it."""

    vnd: int
    in_words: str | None
    unit: str
    sources: dict[str, list[Span]] = field(default_factory=dict)


def find(outline: Outline) -> Stated | None:
    """The first total a section of funding states, else a plain amount there, else the plan's total named elsewhere."""
    funding = [node for node in outline.nodes() if node.role is Role.funding and node.text]
    others = [node for node in outline.nodes() if node.role in _ROLES and node.role is not Role.funding and node.text]
    for nodes, how in ((funding, "total"), (funding, "plain"), (others, "strong")):
        for previous, node in zip([None, *nodes], nodes, strict=False):
            above = previous.text if previous is not None and previous.text.endswith(":") else ""
            if stated := _in_node(node, how, above):
                return stated
    return None


_OWN_LINE: Final = re.compile(
    r"(?:về |tổng |dự kiến )?(?:kinh phí|ngân sách|dự toán)(?: thực hiện)?(?: [^.;:\d]{0,40})?:"
)


def _in_node(node: Node, how: str, above: str = "") -> Stated | None:
    """The total of one paragraph: named as a total, plainly after `Kinh phí`, or named as the plan's.

    `above` is the line before that ends with a colon: an amount that begins the paragraph goes on with it.
    """
    own_line = node.numbered and node.role in (Role.other, Role.organisation)
    if how == "strong" and own_line and _OWN_LINE.match(quantities.prepare(node.text)):
        how = "plain"
    for start, end in sentences(node.text):
        part = node.passage.slice(start, end)
        lower = quantities.prepare(part.text)
        for amount in money.find(part.text):
            before = lower[max(0, amount.start - 190) : amount.start]
            if not before.strip() and start == 0:
                before = quantities.prepare(above).rstrip(":")
            if _NOT.search(before) or amount.vnd < 100_000:
                continue
            total = _TOTAL.search(before)
            if (how == "strong" and not (total and _STRONG.search(before))) or (how == "total" and not total):
                continue
            if not total and (not _PLAIN.search(before) or _YEARLY.search(before)):
                continue
            if _FACTOR.match(lower, amount.end):
                continue
            return _stated(part, amount)
    return None


def _stated(part: Passage, amount: money.Amount) -> Stated:
    unit = amount.unit
    stated = Stated(amount.vnd, None, unit, {"total_vnd": [part.span(amount.start, amount.end)]})
    match = _IN_WORDS.match(part.text, amount.end)
    if match and money.from_words(match["words"]) is not None:
        stated.in_words = match["words"].strip(" .,/")
        stated.sources["total_in_words"] = [part.span(*match.span("words"))]
    return stated


def words_near(outline: Outline, sheet: Sheet) -> tuple[str | None, Span | None]:
    """The amount in words right below a table (`Bằng chữ: …`) or in its last row."""
    for line in reversed(sheet.lines[-3:]):
        for cell in line.cells:
            if match := _SPELT_LINE.search(cell.text):
                return match["words"].strip(" .,;/"), cell.span(*match.span("words"))
    order = outline.order
    at = next((i for i, item in enumerate(order) if item is sheet.tables[-1]), len(order))
    for item in order[at + 1 : at + 4]:
        if isinstance(item, Table):
            break
        if match := _SPELT_LINE.match(item.text):
            return match["words"].strip(" .,;/"), item.passage.span(*match.span("words"))
    return None, None
