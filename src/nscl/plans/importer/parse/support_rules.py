"""Support rules: what is supported at which rate and up to what amount.

A heading may give the rate (`Ngân sách hỗ trợ 50% kinh phí cho các hoạt động sau:`): every item below it is a rule.
A sentence with caps by size of enterprise gives one rule for each. Tables of support levels are read by their columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nscl.plans.importer.facts import Document, SupportRule
from nscl.plans.importer.parse import quantities, support_figures, support_levels
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.parse.sentences import sentences
from nscl.plans.importer.parse.support_figures import Cap, Number, Rate
from nscl.plans.importer.parse.tables import Kind, sheets
from nscl.shared import money

_ROLES: Final = frozenset({Role.support, Role.tasks, Role.other, Role.funding, Role.eligibility, Role.objectives})
_SUPPORT: Final = re.compile(
    r"hỗ trợ|mức chi|khuyến khích|thưởng|tài trợ|ngân sách (?:nhà nước|tỉnh|địa phương) (?:chi|cấp|bảo đảm|đảm bảo)"
)
_LEVEL_LINE: Final = re.compile(
    r"(?:định )?mức (?:hỗ trợ|chi|thưởng|kinh phí|tối đa|khuyến khích)|kinh phí hỗ trợ|tỷ lệ hỗ trợ|hỗ trợ$"
)
_POLICY: Final = re.compile(r"chính sách|mức (?:hỗ trợ|chi|thưởng)|hỗ trợ|khuyến khích|ưu đãi")
_NOT_ITEM: Final = re.compile(
    r"(?:- ?)?(?:điều kiện|hồ sơ|đối tượng|thời gian|trình tự|thủ tục|cơ quan|đơn vị|nguồn|phương thức|hình thức"
    r"|căn cứ|thời hạn|số lượng|nguyên tắc|lưu ý|ghi chú)[^:.;]{0,60}:"
)
_COSTS: Final = re.compile(r"kinh phí|chi phí|hợp đồng|lãi suất|học phí|lệ phí|đồng(?!\w)")
_SCOPE: Final = re.compile(
    r"(?:sau|sau đây|như sau|gồm|bao gồm|cụ thể|nội dung|hoạt động|khoản|mức|hỗ trợ|kinh phí|chi phí)[^.;]{0,40}:$|:$"
)
_CUT_CAP: Final = re.compile(
    r"[,;(]?\s*(?:nhưng|và|với|song|tuy nhiên)?\s*(?:tổng )?(?:mức "
    r"|định mức )?(?:kinh phí )?(?:hỗ trợ )?(?:tối đa)?\s*$"
)
_LEADING_RATE: Final = re.compile(
    r"^(?:ngân sách [^%\d]{0,40})?(?:hỗ trợ|mức hỗ trợ"
    r"|được hỗ trợ)[^%\d]{0,60}\d[\d.,]* ?%(?: ?\([^()]*\))?\s*(?:cho |đối với )?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a heading gives to its items."""

    rate: Number | None = None
    cap: int | None = None
    per: str | None = None
    title: Passage | None = None

    @property
    def any(self) -> bool:
        return self.rate is not None or self.cap is not None


def support_rules(outline: Outline, document: Document) -> list[SupportRule]:
    """Every support rule of a document, in order of the text."""
    out: list[SupportRule] = []
    for child in outline.root.children:
        out += _below(child, _Given())
    for sheet in sheets(outline):
        if sheet.kind is Kind.support:
            out += support_levels.rules(sheet)
    return sorted(out, key=lambda rule: rule.source[1])


def _below(node: Node, given: _Given) -> list[SupportRule]:
    """The rules a node states itself and those of the items below it."""
    out: list[SupportRule] = []
    handed = _hands_down(node)
    below = handed if handed is not None else _Given(title=node.passage) if node.children else _Given()
    if handed is None and node.role in _ROLES and node.text:
        out += _own(node, given)
    stated = bool(out)
    for child in node.children:
        out += _below(child, _Given() if stated and not handed else _kept(below, given, node))
    return out


def _kept(below: _Given, given: _Given, node: Node) -> _Given:
    """A list opened by a colon below an item that got its rate from above hands the rate on."""
    if below.any or not given.any or not node.text.endswith(":"):
        return below
    return _Given(given.rate, given.cap, given.per, node.passage)


def _hands_down(node: Node) -> _Given | None:
    """The rate or cap of a heading that is followed by its items; None for anything else."""
    if not node.children or node.role not in _ROLES or not _SCOPE.search(node.text):
        return None
    found_rates = support_figures.rates(node.text)
    found_caps = [c for c in support_figures.caps(node.text, stated=False) if not c.total]
    if len(found_rates) > 1 or len(found_caps) > 1 or not (found_rates or found_caps):
        return None
    rate = found_rates[0].percent if found_rates else None
    cap = found_caps[0] if found_caps else None
    per = node.text[slice(*cap.per)] if cap and cap.per else None
    return _Given(rate, cap.vnd if cap else None, per, node.passage)


def _own(node: Node, given: _Given) -> list[SupportRule]:
    lower = quantities.prepare(node.text)
    if _NOT_ITEM.match(lower):
        return []
    stated = node.role is Role.support or (node.role is Role.other and _under_policy(node))
    out: list[SupportRule] = []
    found = False
    for start, end in sentences(node.text):
        part = node.passage.slice(start, end)
        part_lower = lower[start:end]
        if not stated and not _SUPPORT.search(part_lower) and not given.any:
            continue
        if node.role in (Role.funding, Role.objectives, Role.other) and not re.search(r"hỗ trợ", part_lower):
            continue
        levels = stated or given.any
        if node.role is Role.objectives and not _COSTS.search(part_lower):
            continue
        rates, caps = support_figures.rates(part.text, stated=levels), support_figures.caps(part.text, stated=levels)
        if not stated:
            caps = [c for c in caps if rates or c.per or "tối đa" in part_lower or "không quá" in part_lower]
        if rates or caps:
            found = True
            pairs = _pair(part, rates, caps)
            made = [_rule(node, part, rate, cap, given, caps) for rate, cap in pairs]
            _doubt(made, caps, {id(cap) for _, cap in pairs})
            out += made
    if not found and given.rate is not None and not node.children and node.style != "part":
        out.append(_inherited(node, given))
    return out


def _under_policy(node: Node) -> bool:
    """Whether a heading above speaks of support, in a section that no usual words name."""
    return any(_POLICY.search(quantities.prepare(above.text[:160])) for above in node.ancestors())


def _doubt(made: list[SupportRule], caps: list[Cap], used: set[int]) -> None:
    """Tell of amounts of the sentence that no rule holds, and of rules for different beneficiaries in one sentence."""
    for cap in caps:
        if id(cap) not in used and made:
            made[-1].doubts.append(f"Câu còn nêu mức {money.format_vnd(cap.vnd)} chưa được ghi nhận.")
    if len(made) > 1:
        for rule in made:
            rule.doubts.append("Một câu nêu nhiều mức hỗ trợ; kiểm tra từng mức dành cho ai.")


def _pair(part: Passage, rates: list[Rate], caps: list[Cap]) -> list[tuple[Rate | None, Cap | None]]:
    """Each cap with the rate before it; a rate without a cap alone; a second ceiling over the same support left out."""
    out: list[tuple[Rate | None, Cap | None]] = []
    if not rates:
        kept = _distinct(part, caps)
        return [(None, cap) for cap in kept]
    early = [c for c in caps if c.start < rates[0].start]
    for i, rate in enumerate(rates):
        stop = rates[i + 1].start if i + 1 < len(rates) else None
        own = [c for c in caps if c.start > rate.start and (stop is None or c.start < stop)]
        if i == 0 and early and not own:
            own = early
        out += [(rate, cap) for cap in _distinct(part, own)] or [(rate, None)]
    return out


def _alternative(part: Passage, first: Cap, cap: Cap) -> bool:
    """Whether a further amount is for another grade of a thing (`50 triệu/sản phẩm 3 sao, 150 triệu/sản phẩm …`)."""
    if first.per is None or cap.per is None or first.vnd == cap.vnd:
        return False
    return part.text[slice(*first.per)].lower() == part.text[slice(*cap.per)].lower()


def _distinct(part: Passage, caps: list[Cap]) -> list[Cap]:
    """The caps that make rules of their own: the first, and those for another group of beneficiaries."""
    out: list[Cap] = []
    for cap in caps:
        if not out or (not cap.total and (cap.sized or _alternative(part, out[0], cap))):
            out.append(cap)
    return out


def _rule(node: Node, part: Passage, rate: Rate | None, cap: Cap | None, given: _Given, caps: list[Cap]) -> SupportRule:
    per = part.text[slice(*cap.per)] if cap and cap.per else None
    percent = rate.percent if rate else given.rate
    vnd = cap.vnd if cap else given.cap if rate is None else None
    content = _content(part, rate, cap, caps)
    source, text = part.whole, part.text
    if given.title is not None and (not content or _LEVEL_LINE.match(quantities.prepare(content))) and given.title.text:
        content = given.title.text.rstrip(" :")
        source = (min(given.title.whole[0], source[0]), source[1])
    return SupportRule(
        content or part.text, percent, vnd, per or (given.per if cap is None else None), node.ref, text, source
    )


def _content(part: Passage, rate: Rate | None, cap: Cap | None, caps: list[Cap]) -> str:
    """What is supported: the clause of a rate or cap without its leading rate and without its caps."""
    text = part.text
    anchor = rate.start if rate else cap.start if cap else 0
    start = text.rfind(";", 0, anchor) + 1
    body = _clause(text, start, rate.start if rate else start, caps)
    if len(body) < 8 and start:
        body = _clause(text, 0, 0, caps)
    if len(body) < 8 and cap is not None and len(text) - cap.end > 12:
        body = text[cap.end :].strip(" ,;:.-")
    return body


def _clause(text: str, start: int, after: int, caps: list[Cap]) -> str:
    """The words from `start` to the first cap or semicolon behind `after`, without a leading rate."""
    stop = next((cap.phrase for cap in caps if cap.phrase >= after), len(text))
    semicolon = text.find(";", max(after, start), stop)
    head = text[start : stop if semicolon < 0 else semicolon].strip()
    lead = _LEADING_RATE.match(head)
    cut = _CUT_CAP.search(quantities.prepare(head))
    end = cut.start() if cut else len(head)
    body = head[lead.end() if lead else 0 : end].strip(" ,;:.-(")
    return body if len(body) >= 8 else head[:end].strip(" ,;:.-(")


def _inherited(node: Node, given: _Given) -> SupportRule:
    """An item that takes its rate (and cap) from the heading above it."""
    return SupportRule(node.text.rstrip(" ;."), given.rate, given.cap, given.per, node.ref, node.text, node.span)
