"""The text a plan was read from, with what was read from it tinted and tied to the page that shows it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from nscl.plans.kinds import BY_CODE
from nscl.plans.models import Plan, PlanSource
from nscl.plans.queries import Entry
from nscl.plans.queries.pages import entries
from nscl.plans.views.review_cards import SHORTS, key_of
from nscl.plans.views.review_text import Mark, Sheet

LEGEND = [(kind.code, SHORTS[kind.code], kind.name) for kind in BY_CODE.values()]
_PAGES = {
    "target": "plan_targets",
    "supportrule": "plan_rules",
    "eligibility": "plan_rules",
    "deadline": "plan_deadlines",
    "budgetline": "plan_budget",
}


def document(plan: Plan) -> SafeString | None:
    """The document as HTML; None for a plan written by hand."""
    source = PlanSource.objects.filter(plan=plan).first()
    if source is None:
        return None
    return Sheet(source.text, source.lines, source.format, marks(plan), adding=False).html()


def marks(plan: Plan) -> list[Mark]:
    """One mark for every live item that was read from the text."""
    bases = {code: reverse(route, args=[plan.pk]) for code, route in _PAGES.items()}
    bases["task"] = reverse("plan_tasks", args=[plan.pk]) + "?xem=bang"
    found = [entry for group in entries(plan).values() for entry in group]
    return [Mark(key_of(e), e.kind.code, SHORTS[e.kind.code], *e.span, _url(plan, bases, e)) for e in found if e.span]


def _url(plan: Plan, bases: dict[str, str], entry: Entry) -> str:
    """Where the item is shown: a duty on the page of the first agency it charges, all others on their kind's page."""
    base = bases.get(entry.kind.code)
    if base is None:
        agency = next((m.agency_id for m in entry.agencies if m.agency_id), None)
        base = reverse("plan_agency", args=[plan.pk, agency]) if agency else reverse("plan_duties", args=[plan.pk])
    return f"{base}#{key_of(entry)}"
