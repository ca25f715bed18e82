"""A reading as values of a draft plan. Whatever the reader gives, what comes out of here fits the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nscl.plans.importer.propose import items as shapes
from nscl.plans.importer.propose import storable
from nscl.plans.importer.propose.items import Item
from nscl.plans.importer.propose.layout import layout_of
from nscl.plans.importer.propose.storable import Span

__all__ = ["Doubt", "Draft", "Item", "draft"]

KINDS = frozenset({"plan", "programme", "decision", "resolution", "report", "news"})
HEAD_LENGTHS = {"title": 1000, "number": 60, "issuer": 200, "signer": 200, "signer_title": 200}
LONGEST_RECIPIENT = 500
LABELS = {
    "title": "tên kế hoạch",
    "number": "số, ký hiệu",
    "issuer": "cơ quan ban hành",
    "signer": "người ký",
    "signer_title": "chức vụ người ký",
}
Doubt = dict[str, str]


@dataclass
class Draft:
    """Values of the head by field, items in order, and what the plan says of other documents."""

    head: dict[str, Any]
    head_sources: dict[str, list[list[int]]]
    doubts: list[Doubt]
    items: list[Item]
    bases: list[tuple[str, Span]]
    links: list[tuple[str, str]]
    budget_problems: list[str]
    text: str
    format: str
    lines: list[Any]
    unread: list[list[int]] = field(default_factory=list)

    def is_empty(self) -> bool:
        return not self.items


def draft(reading: Mapping[str, Any]) -> Draft:
    """The draft that a reading (the JSON of `nscl plan read`, with `text` and `format`) proposes."""
    reading = storable.storable(reading)
    document = reading.get("document") or {}
    text = str(reading.get("text") or "")
    doubts: list[Doubt] = []
    head = _head(document, doubts)
    items = list(_items(reading, head, len(text)))
    for item in items:
        if item.span and not item.values["text"]:
            item.values["text"] = text[slice(*item.span)]
    budget = reading.get("budget") or {}
    head["budget_total_vnd"] = storable.whole(budget.get("total_vnd"), storable.BIGINT)
    head["budget_in_words"] = storable.short(budget.get("total_in_words"), 500)
    sources = document.get("sources") or {}
    return Draft(
        head=head,
        head_sources={k: spans for k, v in sources.items() if (spans := list(storable.spans(v, len(text))))},
        doubts=[*doubts, *_missing(head)],
        items=items,
        bases=_bases(document, sources, len(text)),
        links=list(_links(document)),
        budget_problems=[str(p) for p in budget.get("problems") or ()],
        text=text,
        format=storable.short(reading.get("format"), 10),
        lines=layout_of(reading),
        unread=[s for u in reading.get("unread") or () for s in storable.spans([u.get("source")], len(text))],
    )


def _head(document: Mapping[str, Any], doubts: list[Doubt]) -> dict[str, Any]:
    head: dict[str, Any] = {"kind": storable.one_of(KINDS, document.get("kind"), "other")}
    for name, length in HEAD_LENGTHS.items():
        value = " ".join(str(document.get(name) or "").split())
        head[name] = storable.short(value, length)
        if len(value) > length:
            doubts.append(_doubt("long", f"Đọc được {LABELS[name]} dài bất thường nên đã cắt bớt.", name))
    head["issued_on"] = storable.date(document.get("issued_on"))
    head["period_from"], head["period_to"] = _period(document.get("period"), doubts)
    head["horizon"] = storable.year(document.get("horizon"))
    head["recipients"] = [
        storable.short(r, LONGEST_RECIPIENT) for r in document.get("recipients") or () if str(r).strip()
    ]
    return head


def _period(period: Any, doubts: list[Doubt]) -> tuple[int | None, int | None]:
    if not isinstance(period, Sequence) or len(period) != 2:
        return None, None
    first, last = storable.year(period[0]), storable.year(period[1])
    if first and last and first > last:
        doubts.append(_doubt("period", f"Kỳ của kế hoạch đọc thành {first}–{last}: hãy sửa lại.", "period_from"))
        return None, None
    return first, last


def _missing(head: Mapping[str, Any]) -> Iterator[Doubt]:
    """What a signed plan has and this reading lacks. Title, issuer and period are needed for confirming anyway."""
    if not head["number"] and not head["issued_on"]:
        yield _doubt("unnumbered", "Không thấy số và ngày ban hành: có thể là bản chưa phát hành.", "number")
    elif not head["number"]:
        yield _doubt("unnumbered", "Không thấy số, ký hiệu của văn bản.", "number")
    elif not head["issued_on"]:
        yield _doubt("undated", "Không thấy ngày ban hành.", "issued_on")
    if head["kind"] in ("news", "other", "report"):
        told = {"news": "một bản tin về kế hoạch", "report": "một báo cáo"}.get(head["kind"], "một loại văn bản khác")
        yield _doubt("kind", f"Văn bản này giống {told}, không phải bản kế hoạch đã ký.", "kind")


def _items(reading: Mapping[str, Any], head: Mapping[str, Any], end: int) -> Iterator[Item]:
    own = _own_period(head)
    leads = any(task.get("lead") for task in reading.get("tasks") or ())
    yield from (shapes.target(f, own, end) for f in reading.get("targets") or ())
    yield from (shapes.task(f, leads, end) for f in reading.get("tasks") or ())
    yield from (shapes.rule(f, end) for f in reading.get("support_rules") or ())
    yield from (shapes.eligibility(f, end) for f in reading.get("eligibility") or ())
    yield from (shapes.duty(f, end) for f in reading.get("agency_duties") or ())
    yield from (shapes.deadline(f, end) for f in reading.get("deadlines") or ())
    yield from (shapes.budget_line(f, end) for f in (reading.get("budget") or {}).get("lines") or ())


def _own_period(head: Mapping[str, Any]) -> str:
    first, last = head["period_from"], head["period_to"]
    if first and last:
        return str(first) if first == last else f"{first}-{last}"
    return ""


def _bases(document: Mapping[str, Any], sources: Mapping[str, Any], end: int) -> list[tuple[str, Span]]:
    numbers = [storable.short(n, 60) for n in document.get("legal_basis") or () if str(n).strip()]
    given = sources.get("legal_basis") or []
    spans = [storable.span(given[i], end) if i < len(given) else None for i in range(len(numbers))]
    once: dict[str, Span] = {}
    for number, span in zip(numbers, spans, strict=True):
        once.setdefault(number, span)
    return list(once.items())


def _links(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in ("supersedes", "inherits"):
        for number in dict.fromkeys(storable.short(n, 60) for n in document.get(kind) or () if str(n).strip()):
            yield kind, number


def _doubt(code: str, message: str, where: str) -> Doubt:
    return {"code": code, "message": message, "field": where}


def day_of(value: Draft, today: dt.date) -> dt.date:
    """The day on which the document's words were right: its date, else the first day of its period, else today."""
    issued_on, first = value.head["issued_on"], value.head["period_from"]
    return issued_on or (dt.date(first, 1, 1) if first else today)
