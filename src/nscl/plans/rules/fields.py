"""Which values the head of a plan and an item of each kind have, besides their number and words."""

from __future__ import annotations

HEAD = (
    "kind", "title", "number", "issuer", "issued_on", "period_from", "period_to", "horizon", "signer", "signer_title",
    "recipients", "budget_total_vnd", "budget_in_words",
)  # fmt: skip
COMMON = ("ref", "text")
FIELDS: dict[str, tuple[str, ...]] = {
    "target": ("minimum", "maximum", "qualifier", "unit", "period", "growth", "baseline"),
    "task": ("title", "when", "when_text", "outputs"),
    "supportrule": ("content", "rate_bp", "cap_vnd", "per"),
    "eligibility": (),
    "duty": ("duties",),
    "deadline": ("year", "month", "day", "recurs", "by", "to"),
    "budgetline": ("name", "level", "measure", "quantity", "unit_price_vnd", "amount_vnd"),
}
