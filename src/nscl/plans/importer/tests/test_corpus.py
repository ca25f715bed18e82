"""Every document of the corpus is read as a careful official would read it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nscl.plans.importer.parse import parse
from nscl.plans.importer.read import read_file
from nscl.plans.importer.tests.corpus.build_docx import build
from nscl.plans.importer.tests.scoring import compare, fold

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in CORPUS.glob("*.expected.json"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the DOCX files of the corpus, built from their descriptions."""
    folder = tmp_path_factory.mktemp("corpus")
    for description in CORPUS.glob("*.docx.json"):
        build(description, folder / description.name.removesuffix(".json"))
    return folder


@cache
def _read(path: Path) -> tuple[str, dict[str, Any]]:
    source = read_file(path)
    return source.text, parse(source).as_json()


def reading(name: str, built: Path) -> tuple[str, dict[str, Any]]:
    """The text and the reading (as JSON) of one document of the corpus."""
    for path in (*(CORPUS / f"{name}.{kind}" for kind in ("txt", "md", "html")), built / f"{name}.docx"):
        if path.exists():
            return _read(path)
    raise FileNotFoundError(name)


def test_corpus_is_there() -> None:
    assert len(NAMES) >= 22


@pytest.mark.parametrize("name", NAMES)
def test_reads_as_an_official_would(name: str, built: Path) -> None:
    expected = json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))
    score = compare(expected, reading(name, built)[1])
    for rate in (score.targets, score.tasks, score.rules):
        assert rate.recall == 1.0, str(score)
    if "tasks" in expected:
        assert score.tasks.precision >= 0.95, str(score)
    assert score.targets.precision >= 0.95, str(score)
    assert score.rules.precision >= 0.95, str(score)
    assert score.rest.recall == 1.0, str(score)


def squash(text: object) -> str:
    """Letters, digits and `%` alone, so that breaks, marks and cells do not matter."""
    return re.sub(r"[^a-z0-9%]+", "", fold(unicodedata.normalize("NFC", str(text))))


def values(facts: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    """Every value that must stand in the text at its span: (value, span)."""
    for kind in ("targets", "tasks", "support_rules", "eligibility", "deadlines", "unread"):
        for fact in facts[kind]:
            yield fact["text"], fact["source"]
    for target in facts["targets"]:
        yield target["unit"], target["source"]
    for task in facts["tasks"]:
        yield task["title"], task["source"]
        yield from _listed(task, ("lead", "cooperating", "outputs"))
    for rule in facts["support_rules"]:
        yield rule["content"], rule["source"]
        yield rule["per"] or "", rule["source"]
    for duty in facts["agency_duties"]:
        yield from _listed(duty, ("agencies", "duties"))
    yield from _listed(facts["document"], ("legal_basis", "inherits", "supersedes", "recipients"))
    for line in (facts["budget"] or {}).get("lines", []):
        yield line["name"], line["source"]


def _listed(fact: dict[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[str, list[int]]]:
    for key in keys:
        if fact[key]:
            spans = fact["sources"][key]
            assert len(spans) == len(fact[key]), f"{key}: {len(fact[key])} values, {len(spans)} spans"
            yield from zip(fact[key], spans, strict=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_stands_at_its_span(name: str, built: Path) -> None:
    text, facts = reading(name, built)
    for value, (start, end) in values(facts):
        found, wanted = squash(text[start:end]), squash(value)
        assert wanted in found or wanted.removeprefix("so") in found, f"{value!r} is not in {text[start:end]!r}"


@pytest.mark.parametrize("name", NAMES)
def test_numbers_stand_at_their_span(name: str, built: Path) -> None:
    text, facts = reading(name, built)
    for target in facts["targets"]:
        digits = {
            str(int(n)) for n in re.findall(r"\d+", re.sub(r"(?<=\d)\.(?=\d{3})", "", text[slice(*target["source"])]))
        }
        for bound in (target["min"], target["max"]):
            if bound is not None:
                assert set(str(bound).removesuffix(".0").split(".")) <= digits, (bound, target["text"])


def spans(fact: Any) -> Iterator[list[int]]:
    """Every span anywhere in a reading."""
    if isinstance(fact, dict):
        for key, value in fact.items():
            if key == "source":
                yield value
            elif key == "sources":
                for listed in value.values():
                    yield from listed
            else:
                yield from spans(value)
    elif isinstance(fact, list | tuple):
        for value in fact:
            yield from spans(value)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_text_is_lost(name: str, built: Path) -> None:
    text, facts = reading(name, built)
    covered = bytearray(len(text))
    for start, end in spans(facts):
        covered[start:end] = b"\x01" * (end - start)
    lost = "".join(char if not seen else "\n" for char, seen in zip(text, covered, strict=True)).split()
    assert not lost, f"in no span: {' '.join(lost)[:400]}"
