"""Facts of a reading as values of items, each with its doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from nscl.plans.importer.propose import storable
from nscl.plans.importer.propose.storable import Span
from nscl.shared import money, periods

QUALIFIERS = frozenset({"exactly", "about", "at_least", "at_most", "range"})
RECURS = frozenset({"yearly", "half-yearly", "quarterly", "monthly", "once"})
Fact = Mapping[str, Any]


@dataclass
class Item:
    """One row of a draft: `kind` is the code of its kind, `values` are fields; names are (role, name, span)."""

    kind: str
    values: dict[str, Any]
    span: Span
    doubts: list[str] = field(default_factory=list)
    names: list[tuple[str, str, Span]] = field(default_factory=list)
    dropped: bool = False


def target(fact: Fact, own_period: str, end: int) -> Item:
    """A target; one whose number cannot be kept at all is `dropped`."""
    low, high = storable.number(fact.get("min")), storable.number(fact.get("max"))
    qualifier = storable.one_of(QUALIFIERS, fact.get("qualifier"), "exactly")
    item = _item("target", fact, end)
    if low is not None and high is not None and low > high:
        low, high = high, low
        item.doubts.append("Số thấp và số cao đọc ngược nhau: hãy kiểm tra.")
    low, high = _bounds(qualifier, low, high)
    item.dropped = low is None and high is None
    period = str(fact.get("period") or "")
    if not _is_period(period):
        period = own_period
        told = f"lấy theo kỳ của kế hoạch ({periods.show(own_period)})" if own_period else "hãy chọn kỳ"
        item.doubts.append(f"Không rõ kỳ của chỉ tiêu: {told}.")
    unit = storable.short(fact.get("unit"), 200)
    if not unit:
        item.doubts.append("Không rõ đếm cái gì: hãy ghi đơn vị của chỉ tiêu.")
    item.values |= {
        "minimum": low, "maximum": high, "qualifier": qualifier, "unit": unit, "period": period,
        "growth": bool(fact.get("growth")), "baseline": storable.short(fact.get("baseline"), 40),
    }  # fmt: skip
    return item


def _bounds(qualifier: str, low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    given = low if low is not None else high
    if qualifier == "at_least":
        return given, None
    if qualifier == "at_most":
        return None, high if high is not None else low
    return given, high if high is not None else given


def task(fact: Fact, others_have_leads: bool, end: int) -> Item:
    item = _item("task", fact, end)
    title = " ".join(str(fact.get("title") or "").split())
    when = str(fact.get("when") or "")
    item.values |= {
        "title": title or storable.short(fact.get("text"), 500),
        "when": when if _is_period(when) else "",
        "when_text": storable.short(fact.get("when_text"), 300),
        "outputs": _texts(fact.get("outputs")),
    }
    if when and not _is_period(when):
        item.doubts.append("Không rõ thời gian thực hiện: hãy kiểm tra.")
    sources = fact.get("sources") or {}
    for role in ("lead", "cooperating"):
        item.names += _names(role, fact.get(role), sources.get(role), end)
    if others_have_leads and not fact.get("lead"):
        item.doubts.append("Không thấy cơ quan chủ trì của nhiệm vụ này.")
    return item


def rule(fact: Fact, end: int) -> Item:
    item = _item("supportrule", fact, end)
    percent = storable.number(fact.get("rate_percent"))
    basis_points = percent * 100 if percent is not None and 0 <= percent <= 100 else None
    rate = int(basis_points) if basis_points is not None and basis_points == int(basis_points) else None
    cap = storable.whole(fact.get("cap_vnd"), storable.BIGINT)
    cap = cap if cap is None or cap >= 0 else None
    if percent is not None and rate is None:
        item.doubts.append(f"Tỷ lệ hỗ trợ đọc thành {percent} %: hãy kiểm tra.")
    if rate is None and cap is None:
        item.doubts.append("Không thấy tỷ lệ hỗ trợ hay mức tối đa.")
    content = " ".join(str(fact.get("content") or fact.get("text") or "").split())
    item.values |= {"content": content, "rate_bp": rate, "cap_vnd": cap, "per": storable.short(fact.get("per"), 200)}
    return item


def eligibility(fact: Fact, end: int) -> Item:
    return _item("eligibility", fact, end)


def duty(fact: Fact, end: int) -> Item:
    item = _item("duty", fact, end)
    item.values["duties"] = _texts(fact.get("duties"))
    item.names = _names("charged", fact.get("agencies"), (fact.get("sources") or {}).get("agencies"), end)
    if not item.names:
        item.doubts.append("Không rõ việc này của cơ quan nào.")
    return item


def deadline(fact: Fact, end: int) -> Item:
    item = _item("deadline", fact, end)
    month, day = storable.whole(fact.get("month"), 12), storable.whole(fact.get("day"), 31)
    recurs = storable.one_of(RECURS, fact.get("recurs"), "once")
    item.values |= {
        "year": storable.year(fact.get("year")),
        "month": month if month and month >= 1 else None,
        "day": day if day and day >= 1 else None,
        "recurs": recurs,
        "by": storable.short(fact.get("by"), 500),
        "to": [storable.short(to, 300) for to in _texts(fact.get("to"))],
    }
    if item.values["day"] is None and item.values["month"] is None:
        item.doubts.append("Không rõ ngày đến hạn.")
    return item


def budget_line(fact: Fact, end: int) -> Item:
    item = _item("budgetline", fact, end)
    quantity = storable.number(fact.get("quantity"))
    price = storable.whole(fact.get("unit_price_vnd"), storable.BIGINT)
    amount = storable.whole(fact.get("amount_vnd"), storable.BIGINT)
    if quantity is not None and price is not None and amount is not None and quantity * price != amount:
        product = money.format_vnd(int(quantity * price))
        item.doubts.append(f"Số lượng nhân đơn giá được {product}, văn bản ghi {money.format_vnd(amount)}.")
    item.values |= {
        "name": " ".join(str(fact.get("name") or "").split()) or "(không tên)",
        "level": max(storable.whole(fact.get("level"), 100) or 0, 0),
        "measure": storable.short(fact.get("measure"), 100),
        "quantity": quantity, "unit_price_vnd": price, "amount_vnd": amount,
    }  # fmt: skip
    return item


def _item(kind: str, fact: Fact, end: int) -> Item:
    text = str(fact.get("text") or "")
    values: dict[str, Any] = {"ref": storable.short(fact.get("ref"), 60), "text": text}
    return Item(kind, values, storable.span(fact.get("source"), end), [str(d) for d in fact.get("doubts") or ()])


def _names(role: str, names: Any, spans: Any, end: int) -> list[tuple[str, str, Span]]:
    given = spans or []
    return [
        (role, storable.short(name, 500), storable.span(given[i], end) if i < len(given) else None)
        for i, name in enumerate(names or ())
        if str(name).strip()
    ]


def _texts(values: Any) -> list[str]:
    return [text for value in values or () if (text := " ".join(str(value).split()))]


def _is_period(text: str) -> bool:
    try:
        periods.show(text)
    except ValueError:
        return False
    return True
