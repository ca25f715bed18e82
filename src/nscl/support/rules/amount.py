"""How much a rule pays for a cost: amount in đồng and the lines that show how it was reckoned.

The same function answers the calculator, the decision and the payment. An entitlement pays; a ceiling only limits what
an entitlement pays and never pays itself. Rounding happens once for each subject, down. Worked cases:
docs/rules/support-amount.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

WHOLE = 10_000  # basis points


class Per(StrEnum):
    """What a cap counts for."""

    SYSTEM = "system"
    PRODUCT = "product"
    CONTRACT = "contract"
    YEAR = "year"
    ONCE = "once"


PER = {
    Per.SYSTEM: "hệ thống",
    Per.PRODUCT: "sản phẩm",
    Per.CONTRACT: "hợp đồng",
    Per.YEAR: "năm",
    Per.ONCE: "lần duy nhất",
}
FOR_ALL = (Per.YEAR, Per.ONCE)
"""Caps that hold for all subjects together, with what was received before."""

SIZED = "enterprise"
"""The legal kind that the law classes by size."""

ASKED = "asked"
"""The source of what was reckoned just before under the same rule, and is not had yet."""

WOMEN_OWNED, SOCIAL, KEY_EXPORT = "women-owned", "social", "key-export"
MARKS = {
    WOMEN_OWNED: "doanh nghiệp do phụ nữ làm chủ",
    SOCIAL: "doanh nghiệp xã hội",
    KEY_EXPORT: "sản phẩm xuất khẩu chủ lực",
}
"""What may be true of whoever asks, or of the product, beside kind, size and sector; nobody's until it is told."""


@dataclass(frozen=True)
class Who:
    """Whom a rule is for; an empty set leaves it open; one of `marks` is enough.

    `sizes` are of enterprises: they exclude whoever has none (cooperatives …) unless `kinds` names them.
    """

    kinds: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rule:
    """An entitlement: `rate_bp` of the eligible cost, at most `cap_vnd` for each `per`, while it is valid."""

    contents: frozenset[str]
    rate_bp: int
    cap_vnd: int | None
    per: Per
    basis: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    who: Who = Who()
    vat_eligible: bool = False
    key: str = ""
    """Which stored version of the rule this is."""


@dataclass(frozen=True)
class Ceiling:
    """A limit of a higher law: `rate_bp` of the contract's value for each subject; `once`: not for a second time."""

    contents: frozenset[str]
    rate_bp: int
    basis: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    who: Who = Who()
    once: bool = False


@dataclass(frozen=True)
class Received:
    """What the enterprise had before for a content; `vnd` 0 where nobody knows how much. `source`: who gave it."""

    content: str
    on: dt.date
    vnd: int
    source: str = ""
    key: str = ""


@dataclass(frozen=True)
class Facts:
    """Who asks, as frozen on the day: legal kind, size (empty where the law knows none), sector, marks, what it had."""

    kind: str
    size: str
    sector: str
    on: dt.date
    received: tuple[Received, ...] = ()
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cost:
    """The cost of one subject (a system, a product, a contract), in đồng; `vat_vnd` comes on top of `net_vnd`."""

    subject: str
    net_vnd: int
    vat_vnd: int = 0

    @property
    def contract_vnd(self) -> int:
        return self.net_vnd + self.vat_vnd


@dataclass(frozen=True)
class Line:
    """A step of the reckoning and what it adds or takes away; the lines of a result add up to its amount.

    `limit`: what the ceiling that takes away is based on; empty where none does.
    """

    text: str
    vnd: int = 0
    limit: str = field(default="", compare=False)


@dataclass(frozen=True)
class Entitlement:
    """What one rule gives. Where it does not apply the amount is 0 and the lines say why."""

    rule: Rule
    applies: bool
    lines: tuple[Line, ...]

    @property
    def amount_vnd(self) -> int:
        return sum(line.vnd for line in self.lines)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)


def entitlements(
    content: str, facts: Facts, costs: Iterable[Cost], rules: Iterable[Rule], ceilings: Iterable[Ceiling] = ()
) -> tuple[Entitlement, ...]:
    """What each rule for the content that is in force on the day gives, the most favourable first.

    Where several apply the enterprise chooses one; they are never added up.
    """
    asked, bounds = tuple(costs), tuple(ceilings)
    found = [entitle(content, facts, asked, rule, bounds) for rule in rules if _in_force(rule, content, facts.on)]
    return tuple(sorted(found, key=lambda e: (not e.applies, -e.amount_vnd, e.rule.basis, e.rule.key)))


def entitle(
    content: str, facts: Facts, costs: tuple[Cost, ...], rule: Rule, ceilings: tuple[Ceiling, ...] = ()
) -> Entitlement:
    """What the rule gives for the costs on the day. Raises ValueError for a negative cost."""
    if any(min(cost.net_vnd, cost.vat_vnd) < 0 for cost in costs):
        raise ValueError("a cost is not negative")
    if why_not := _excluded(rule.who, facts):
        return Entitlement(rule, False, (Line(f"{why_not} ({rule.basis})."),))
    before = [r.vnd for r in facts.received if r.content in rule.contents and _counts(rule.per, r.on, facts.on)]
    if rule.per is Per.ONCE and any(r.source != ASKED for r in facts.received if r.content in rule.contents):
        return Entitlement(rule, False, (Line(f"Đã được hỗ trợ nội dung này, chỉ hỗ trợ một lần ({rule.basis})."),))
    lines: list[Line] = []
    holding = limits(content, facts, ceilings)
    for cost in costs:
        own = _of_one(rule, cost)
        for ceiling in holding:
            own += _limited(ceiling, cost, sum(line.vnd for line in own), facts)
        lines += own
    if rule.per in FOR_ALL and rule.cap_vnd is not None:
        asked = any(r.source == ASKED for r in facts.received)
        lines += _capped(rule, sum(line.vnd for line in lines), sum(before), asked)
    return Entitlement(rule, True, tuple(lines))


def _of_one(rule: Rule, cost: Cost) -> list[Line]:
    """Rate and cap of one subject."""
    base = cost.net_vnd + (cost.vat_vnd if rule.vat_eligible else 0)
    share = base * rule.rate_bp // WHOLE
    about = f"{cost.subject}: " if cost.subject else ""
    note = " (không tính thuế giá trị gia tăng)" if cost.vat_vnd and not rule.vat_eligible else ""
    lines = [Line(f"{about}{percent(rule.rate_bp)} × {vnd(base)}{note} = {vnd(share)} đồng ({rule.basis})", share)]
    if rule.per not in FOR_ALL and rule.cap_vnd is not None and share > rule.cap_vnd:
        over = share - rule.cap_vnd
        lines.append(
            Line(f"{about}trần {vnd(rule.cap_vnd)} đồng/{PER[rule.per]} theo {rule.basis}: bớt {vnd(over)} đồng", -over)
        )
    return lines


def _capped(rule: Rule, amount: int, before: int, asked: bool) -> list[Line]:
    """The cap of a year, less what was had in it; or of the one time. `asked`: it is had by what was asked before."""
    assert rule.cap_vnd is not None
    left = max(rule.cap_vnd - before, 0)
    if amount <= left:
        return []
    had = f", {'đã tính ở trên' if asked else 'đã nhận'} {vnd(before)} đồng" if before else ""
    over = amount - left
    return [Line(f"Trần {vnd(rule.cap_vnd)} đồng/{PER[rule.per]} theo {rule.basis}{had}: bớt {vnd(over)} đồng", -over)]


def _limited(ceiling: Ceiling, cost: Cost, amount: int, facts: Facts) -> list[Line]:
    """What a higher law takes away from a subject's amount."""
    had = ceiling.once and any(r.content in ceiling.contents for r in facts.received)
    limit = 0 if had else cost.contract_vnd * ceiling.rate_bp // WHOLE
    if amount <= limit:
        return []
    told = (
        "chỉ hỗ trợ một lần, doanh nghiệp đã được hỗ trợ"
        if had
        else f"không quá {percent(ceiling.rate_bp)} giá trị hợp đồng {vnd(cost.contract_vnd)} đồng"
    )
    about = f"{cost.subject}: " if cost.subject else ""
    over = amount - limit
    return [Line(f"{about}{told} theo {ceiling.basis}: bớt {vnd(over)} đồng", -over, ceiling.basis)]


def is_for(rule: Rule, facts: Facts) -> bool:
    """Whether the rule is for whoever asks, whatever it costs."""
    return not _excluded(rule.who, facts)


def limits(content: str, facts: Facts, ceilings: Iterable[Ceiling]) -> tuple[Ceiling, ...]:
    """The ceilings that hold for whoever asks, for the content, on the day."""
    return tuple(one for one in ceilings if _in_force(one, content, facts.on) and not _excluded(one.who, facts))


def _in_force(rule: Rule | Ceiling, content: str, on: dt.date) -> bool:
    return content in rule.contents and rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to)


def _excluded(who: Who, facts: Facts) -> str:
    """Why the rule is not for whoever asks; empty when it is."""
    if who.kinds and facts.kind not in who.kinds:
        return "Loại hình này không thuộc đối tượng được hỗ trợ"
    named = facts.kind in who.kinds and facts.kind != SIZED and not facts.size
    if who.sizes and not facts.size and not named:
        return "Chỉ hỗ trợ doanh nghiệp nhỏ và vừa; loại hình này không phân theo quy mô doanh nghiệp"
    if who.sizes and facts.size not in who.sizes and not named:
        return "Quy mô doanh nghiệp không thuộc đối tượng được hỗ trợ"
    if who.sectors and facts.sector not in who.sectors:
        return "Ngành của hoạt động chính không thuộc đối tượng được hỗ trợ"
    if who.marks and not who.marks & facts.marks:
        return f"Chỉ áp dụng cho {' hoặc '.join(MARKS.get(mark, mark) for mark in sorted(who.marks))}"
    return ""


def _counts(per: Per, then: dt.date, now: dt.date) -> bool:
    return per is Per.ONCE or (per is Per.YEAR and then.year == now.year)


def percent(bp: int) -> str:
    """`5000` → `50 %`, `3333` → `33,33 %`."""
    whole, rest = divmod(bp, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") + " %" if rest else f"{whole} %"


def vnd(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
