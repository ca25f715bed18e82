"""The budget of a plan: the total its text states and the lines of its annex, checked against each other.

Amounts are as the document has them; what does not add up is told in `problems` and never corrected.
"""

from __future__ import annotations

import re
from typing import Final

from nscl.plans.importer.facts import Budget, BudgetLine, Document
from nscl.plans.importer.parse import budget_checks, budget_columns, budget_totals
from nscl.plans.importer.parse.budget_columns import Amounts
from nscl.plans.importer.parse.budget_totals import Stated
from nscl.plans.importer.parse.outline import Outline, Role
from nscl.plans.importer.parse.tables import Kind, Line, Sheet, sheets
from nscl.plans.importer.source import Span

_ASIDE: Final = re.compile(
    r"trong do\b|^gom\b|^(?:nguon )?(?:ngan sach|von doi ung|nguon khac|xa hoi hoa)\b|^lam tron|^bang chu|^\(?bang chu"
)


def budget(outline: Outline, document: Document) -> Budget | None:
    """The budget, or None when the document states no total and has no budget table."""
    stated = budget_totals.find(outline)
    found = [s for s in sheets(outline) if s.kind is Kind.budget and s.node.role is not Role.results and s.lines]
    read = [(sheet, budget_columns.read(sheet, stated.vnd if stated else None)) for sheet in found]
    read = [(sheet, amounts) for sheet, amounts in read if amounts is not None and amounts.any]
    if not read:
        return _of_sentence(stated) if stated else None
    sheet, amounts = _main(read, stated)
    assert amounts is not None
    return _of_table(outline, sheet, amounts, stated)


def _main(read: list[tuple[Sheet, Amounts | None]], stated: Stated | None) -> tuple[Sheet, Amounts | None]:
    """The table whose total the text states, else the longest."""
    for sheet, amounts in read:
        if stated and amounts and _table_total(sheet, amounts)[0] == stated.vnd:
            return sheet, amounts
    return max(read, key=lambda pair: len(pair[0].lines))


def _of_sentence(stated: Stated) -> Budget:
    result = Budget(stated.vnd, stated.in_words, stated.unit, sources=dict(stated.sources))
    result.problems = budget_checks.words(stated.vnd, stated.in_words)
    result.adds_up = not result.problems
    return result


def _of_table(outline: Outline, sheet: Sheet, amounts: Amounts, stated: Stated | None) -> Budget:
    total, total_line = _table_total(sheet, amounts)
    lines = _lines(sheet, amounts, total_line)
    words, words_span = budget_totals.words_near(outline, sheet) if not (stated and stated.in_words) else (None, None)
    result = Budget(
        total_vnd=stated.vnd if stated else total,
        total_in_words=(stated.in_words if stated else None) or words,
        unit=amounts.unit,
        lines=[line for _, line in lines],
        sources=dict(stated.sources) if stated else {},
    )
    if total_line is not None:
        result.sources["table_total"] = [total_line.row.span]
    if words_span:
        result.sources["total_in_words"] = [words_span]
    if amounts.unit_span:
        result.sources["unit"] = [amounts.unit_span]
    if result.total_vnd is None:
        top = [line.amount_vnd for source, line in lines if not source.parents and line.amount_vnd is not None]
        result.total_vnd = sum(top) if top else None
    result.problems = budget_checks.check(lines, amounts, total, total_line, result.total_vnd, result.total_in_words)
    result.adds_up = not result.problems
    return result


def _table_total(sheet: Sheet, amounts: Amounts) -> tuple[int | None, Line | None]:
    """The grand total row: the last `Tổng cộng`, or the largest of several totals."""
    totals = [(amounts.of(line), line) for line in sheet.lines if line.total]
    known = [(vnd, line) for vnd, line in totals if vnd is not None]
    return max(known, key=lambda pair: pair[0]) if known else (None, None)


def _lines(sheet: Sheet, amounts: Amounts, total: Line | None) -> list[tuple[Line, BudgetLine]]:
    """Every row but totals, and but the break-down by sources below the last total."""
    out: list[tuple[Line, BudgetLine]] = []
    at = sheet.lines.index(total) if total in sheet.lines else -1
    ended = at > len(sheet.lines) // 2
    for i, line in enumerate(sheet.lines):
        if line.total or (
            _ASIDE.search(line.title.folded)
            and ((ended and i > at) or line.title.folded.startswith(("trong do", "lam tron", "bang chu")))
        ):
            continue
        if ended and i > at and not line.label:
            continue
        span: Span = line.row.span
        out.append(
            (
                line,
                BudgetLine(
                    ref=line.ref or "-",
                    name=line.title.text.rstrip(" :"),
                    level=line.level,
                    source=span,
                    measure=amounts.measure(line),
                    quantity=amounts.quantity(line),
                    unit_price_vnd=amounts.price(line),
                    amount_vnd=amounts.of(line),
                ),
            )
        )
    return out
