"""Source → Reading: the grammar of Vietnamese plan documents."""

from __future__ import annotations

from nscl.plans.importer.facts import Document, Reading
from nscl.plans.importer.parse import kind, lost, news
from nscl.plans.importer.parse.budget import budget
from nscl.plans.importer.parse.deadlines import deadlines
from nscl.plans.importer.parse.duties import duties
from nscl.plans.importer.parse.eligibility import eligibility
from nscl.plans.importer.parse.header import document
from nscl.plans.importer.parse.outline import Outline, outline
from nscl.plans.importer.parse.support_rules import support_rules
from nscl.plans.importer.parse.tables import Kind, sheets
from nscl.plans.importer.parse.targets import targets
from nscl.plans.importer.parse.tasks import tasks
from nscl.plans.importer.parse.unread import unread
from nscl.plans.importer.source import Source, Span

__all__ = ["parse"]
_TOLD = frozenset({Kind.tasks, Kind.indicators, Kind.support})


def parse(source: Source) -> Reading:
    """Everything a document tells of a plan; a document that is none gives its kind and empty lists."""
    tree = outline(source)
    lost.infer(tree)
    facts = document(tree)
    reading = Reading(document=facts)
    if _is_read(tree, facts):
        _fill(reading, tree, facts)
    reading.unread = unread(tree, _spans(reading))
    return reading


def _is_read(tree: Outline, facts: Document) -> bool:
    if facts.kind == "news":
        return kind.about_a_plan(tree)
    if facts.kind == "other" and kind.agreed(tree):
        return False
    return facts.kind != "other" or kind.planned(tree) or any(sheet.kind in _TOLD for sheet in sheets(tree))


def _fill(reading: Reading, tree: Outline, facts: Document) -> None:
    reading.targets = targets(tree, facts)
    reading.support_rules = support_rules(tree, facts)
    reading.eligibility = eligibility(tree, facts)
    if facts.kind == "news":
        reading.tasks, reading.agency_duties = news.tasks(tree, facts), news.duties(tree)
    else:
        reading.tasks, reading.agency_duties = tasks(tree, facts), duties(tree)
    reading.deadlines = deadlines(tree, reading.agency_duties)
    reading.budget = budget(tree, facts)


def _spans(reading: Reading) -> list[Span]:
    lists = (
        reading.targets,
        reading.tasks,
        reading.support_rules,
        reading.eligibility,
        reading.agency_duties,
        reading.deadlines,
    )
    spans: list[Span] = [fact.source for facts in lists for fact in facts]
    if reading.budget is not None:
        spans.extend(line.source for line in reading.budget.lines)
        spans.extend(span for found in reading.budget.sources.values() for span in found)
    return spans
