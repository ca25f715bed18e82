"""The expectations of the corpus are themselves sound: what they name stands in the document they belong to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from nscl.plans.importer.tests.scoring import agency, compare, fold

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in CORPUS.glob("*.expected.json"))


def document(name: str) -> str:
    """Everything a document of the corpus says, whatever its format."""
    for kind in ("txt", "md", "html", "docx.json"):
        path = CORPUS / f"{name}.{kind}"
        if path.exists():
            text = path.read_text(encoding="utf-8")
            if kind == "docx.json":
                return json.dumps(json.loads(text), ensure_ascii=False).replace("\\n", " ").replace("**", " ")
            return re.sub(r"<[^>]+>", " ", unescape(text)) if kind == "html" else text
    raise FileNotFoundError(name)


def named(expected: dict[str, Any]) -> Iterator[str]:
    for task in expected.get("tasks", []):
        yield from task.get("lead", [])
        yield from task.get("cooperating", [])
    for duty in expected["agency_duties"]:
        yield from duty["agencies"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_expected_stands_in_the_document(name: str) -> None:
    text = document(name)
    expected = json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))
    words, plain = agency(text), re.sub(r"\s+", "", fold(text))
    for agency_name in named(expected):
        assert agency(agency_name) in words, agency_name
    for number in (*expected["document"].get("legal_basis", []), expected["document"].get("number") or ""):
        assert fold(number).replace(" ", "") in plain, number
    signer = expected["document"].get("signer")
    assert fold(signer).replace(" ", "") in plain
    for target in expected["targets"]:
        for bound in (target["min"], target["max"]):
            told = [str(bound).replace(".", ","), f"{bound:,}".replace(",", ".")] if bound is not None else [""]
            assert any(form in text for form in told), target


@pytest.mark.parametrize("name", NAMES)
def test_expected_budget_adds_up_as_it_says(name: str) -> None:
    budget = json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8")).get("budget")
    if not budget or "lines" not in budget or "adds_up" not in budget:
        return
    lines = [
        {**line, "ref": line["ref"][0] if isinstance(line["ref"], list) else line["ref"]} for line in budget["lines"]
    ]
    tops, inner = [line for line in lines if "." not in line["ref"]], True
    for top in tops:
        children = [li["amount_vnd"] for li in lines if re.fullmatch(rf"{top['ref']}\.[^.]+", li["ref"])]
        inner &= not children or sum(children) == top["amount_vnd"]
    whole = sum(line["amount_vnd"] for line in tops) == budget["total_vnd"]
    assert (inner and whole) == budget["adds_up"]


def test_a_perfect_reading_scores_full_and_a_wrong_one_does_not() -> None:
    name = "thai-nguyen-quyet-dinh-chuyen-doi-so"
    expected = json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))
    right = json.loads(json.dumps(expected))
    right["agency_duties"] = [{**duty, "duties": ["x"] * 9} for duty in right["agency_duties"]]
    right["tasks"] = [{**task, "outputs": ["x"] * task["outputs"]} for task in right["tasks"]]
    right["document"]["title"] += f" {expected['document']['title_end']}"
    right["document"]["recipients"] = ["x"] * right["document"]["recipients"]
    score = compare(expected, right)
    assert not score.problems
    assert score.tasks.precision == score.tasks.recall == score.targets.precision == score.rest.recall == 1.0

    right["tasks"][0]["lead"] = ["Sở Tài chính"]
    right["targets"].append({**right["targets"][0], "min": 999})
    right["document"]["number"] = "1/QĐ-UBND"
    score = compare(expected, right)
    assert score.tasks.recall < 1.0
    assert score.targets.recall == 1.0
    assert score.targets.precision < 1.0
    assert score.rest.recall < 1.0
    assert len(score.problems) == 4
