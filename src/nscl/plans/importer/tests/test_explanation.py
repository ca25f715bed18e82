"""The worked example of docs/explanation/reading-plans.md is read exactly as that page says."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nscl.plans.importer import propose
from nscl.plans.importer.parse import lost, parse
from nscl.plans.importer.parse.outline import Outline, outline
from nscl.plans.importer.read import read_text
from nscl.plans.importer.source import Source

PAGE = (Path(__file__).resolve().parents[5] / "docs" / "explanation" / "reading-plans.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w+) (\S+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(language, name, body) for language, name, body in FENCED.findall(PAGE)]
CLAIMS = [(name, json.loads(body)) for language, name, body in BLOCKS if language == "json"]


def table(*heads: str) -> list[list[str]]:
    """The rows of the page's table with these heads; a cell in backticks is given without them."""
    start = PAGE.index(f"| {' | '.join(heads)} |\n")
    rows = PAGE[start : PAGE.index("\n\n", start)].splitlines()[2:]
    return [[_cell(cell) for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def _cell(text: str) -> str:
    return text.strip().removeprefix("`").removesuffix("`").replace("\\|", "|")


@cache
def source() -> Source:
    return read_text(next(body for language, name, body in BLOCKS if name == "example"), "txt")


@cache
def tree() -> Outline:
    made = outline(source())
    lost.infer(made)
    return made


@cache
def reading() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(parse(source()).as_json()))
    return read


def at(path: str) -> Any:
    """`budget.lines[0]` in the reading."""
    found: Any = reading()
    for key in re.findall(r"\w+", path):
        found = found[int(key)] if key.isdigit() else found[key]
    return found


@pytest.mark.parametrize(("path", "claim"), CLAIMS, ids=[name for name, _ in CLAIMS])
def test_gives_the_facts_the_page_shows(path: str, claim: dict[str, Any]) -> None:
    found = at(path)
    assert {key: found[key] for key in claim} == claim
    if "source" in claim and "text" in found:
        assert " ".join(found["text"].split()) in " ".join(source().text[slice(*claim["source"])].split())


def test_the_page_shows_every_fact_of_a_kind() -> None:
    shown = {name for name, _ in CLAIMS}
    for kind in ("targets", "tasks", "support_rules", "agency_duties", "deadlines"):
        assert {f"{kind}[{i}]" for i in range(len(reading()[kind]))} == {n for n in shown if n.startswith(kind)}
    assert reading()["eligibility"] == []


def test_lines_are_where_the_page_says() -> None:
    rows = table("line", "start", "end", "cells", "text")
    assert rows
    for number, start, end, cells, text in rows:
        line = source().lines[int(number)]
        assert (line.start, line.end, len(line.cells)) == (int(start), int(end), int(cells))
        assert source().text[line.start : line.end] == text


def test_outline_is_as_the_page_says() -> None:
    rows = table("label", "ref", "role", "period", "begins")
    assert rows
    nodes = [(n.label, n.ref, n.role.value, n.period_hint or "", n.text) for n in tree().nodes()]
    for label, ref, role, period, begins in rows:
        assert any(node[:4] == (label, ref, role, period) and node[4].startswith(begins) for node in nodes), begins


def test_doubts_are_those_of_the_page() -> None:
    draft = propose.draft({**reading(), "text": source().text, "format": source().format})
    told = [["budget", problem] for problem in draft.budget_problems]
    told += [[f"{item.kind} {item.values['ref']}", doubt] for item in draft.items for doubt in item.doubts]
    assert not draft.doubts
    assert table("about", "doubt") == told


def test_examples_of_qualifiers_read_so() -> None:
    for text, qualifier, low, high in (
        ("Có 25 cơ sở đạt chuẩn.", "exactly", 25, 25),
        ("Có khoảng 25 cơ sở đạt chuẩn.", "about", 25, 25),
        ("Có không dưới 25 cơ sở đạt chuẩn.", "at_least", 25, None),
        ("Có 25 cơ sở trở lên đạt chuẩn.", "at_least", 25, None),
        ("Có không quá 25 cơ sở bị nhắc nhở.", "at_most", None, 25),
        ("Có từ 8 đến 10 cơ sở đạt chuẩn.", "range", 8, 10),
    ):
        said = f"KẾ HOẠCH\nPhát triển cơ sở năm 2026\n\nI. MỤC TIÊU\n1. {text}\nII. NHIỆM VỤ\n1. Rà soát cơ sở.\n"
        (target,) = parse(read_text(said, "txt")).targets
        assert (target.qualifier, target.min, target.max) == (qualifier, low, high), text
