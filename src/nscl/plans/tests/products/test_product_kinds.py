"""The kind of product that a task's words promise, as docs/rules/product-kinds.md has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nscl.plans.models import ProductKind
from nscl.plans.rules.product_kinds import FAINT, OTHER, WORDS, Proposal, propose

PAGE = Path(__file__).resolve().parents[5] / "docs" / "rules" / "product-kinds.md"


def rows(heading: str) -> list[list[str]]:
    part = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_words_are_those_of_the_page() -> None:
    assert [(kind, "; ".join(phrases)) for kind, phrases in WORDS] == [tuple(row) for row in rows("Words")]


def test_every_kind_but_the_last_has_words() -> None:
    assert {kind for kind, _ in WORDS} | {OTHER} == set(ProductKind.values)


def test_a_phrase_belongs_to_one_kind() -> None:
    phrases = [phrase for _, phrases in WORDS for phrase in phrases]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize("row", rows("Worked examples"), ids=lambda row: f"{row[0]} {row[1]}")
def test_worked_examples(row: list[str]) -> None:
    title, outputs, kind, phrase, where = row
    found = propose(title, [o for o in outputs.split("; ") if o])
    assert found == Proposal(kind, phrase, where)


def test_letters_put_together_in_another_way_are_the_same() -> None:
    import unicodedata

    assert propose(unicodedata.normalize("NFD", "Tổ chức tập huấn")).kind == "course"


def test_the_faint_phrases_are_those_of_the_page() -> None:
    told = PAGE.read_text(encoding="utf-8").split("The phrases ", 1)[1].split(" tell how", 1)[0]
    assert set(re.findall("“([^”]+)”", told)) == FAINT


def test_a_phrase_inside_a_longer_word_is_none() -> None:
    assert propose("Phihội nghịx").kind == OTHER
