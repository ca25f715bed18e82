"""Every event that code records has words in Vietnamese; every object that a room declares can be told of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from nscl.foundation.audit import words
from nscl.organisations.models import AgencyChange

ROOT = Path(__file__).resolve().parents[2]
RELAYED = {
    ("foundation/transitions.py", "found.audit"): "the tables of transitions, walked below",
    ("accounts/signin/events.py", "code"): "_factor(…), walked below",
    ("organisations/actions/common.py", "f'agency.{row.verb}'"): "the verbs of AgencyChange, asked below",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        if not {"tests", "testing", "migrations"} & set(path.parts):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def recorded() -> Iterator[tuple[str, str | None, str]]:
    """(file, code or None where it is not written there, source) of each place that records an event."""
    for name, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            code: ast.expr | None = None
            if called(node) == "audit.record":
                code = node.args[0]
            elif called(node) == "Transition":
                code = next((k.value for k in node.keywords if k.arg == "audit"), None) or node.args[4]
            elif called(node) == "_factor" and name == "accounts/signin/events.py":
                code = node.args[0]
            if code is not None:
                for branch in possible(code, tree):
                    told = branch.value if isinstance(branch, ast.Constant) else None
                    yield name, str(told) if told is not None else None, ast.unparse(branch)


def possible(code: ast.expr, tree: ast.Module) -> list[ast.expr]:
    """What the expression can be: itself, either side of a condition, whatever a variable is set to in the file."""
    if isinstance(code, ast.IfExp):
        return [*possible(code.body, tree), *possible(code.orelse, tree)]
    if isinstance(code, ast.Name):
        set_to = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == code.id
        ]
        return [found for value in set_to for found in possible(value, tree)] or [code]
    return [code]


def test_every_code_has_words() -> None:
    known = words.all_words()
    codes = {code for _, code, _ in recorded() if code}
    assert len(codes) > 30
    missing = {code for code in codes if code not in known}
    assert missing == set(), "declare them in the room's AppConfig.audit_words"


def test_a_code_is_written_where_it_is_recorded() -> None:
    hidden = {(name, text) for name, code, text in recorded() if code is None}
    assert hidden - set(RELAYED) == set(), "a code that is reckoned cannot be found by this test"


def test_every_change_of_an_agency_has_words() -> None:
    assert [verb for verb in AgencyChange.Verb.values if f"agency.{verb}" not in words.all_words()] == []


def test_words_belong_to_one_room() -> None:
    told = [code for _config, found in words.rooms() for code in found]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("label", words.objects())
def test_a_declared_object_is_there(label: str) -> None:
    kind = words.objects()[label]
    model = apps.get_model(label)
    if kind.title:
        of = model
        *keys, field = kind.title.split("__")
        for key in keys:
            of = of._meta.get_field(key).related_model
        assert of._meta.get_field(field)
    if kind.key != "pk":
        assert kind.key in {f.attname for f in model._meta.concrete_fields}
    if kind.route:
        try:
            assert reverse(kind.route, args=[1])
        except NoReverseMatch:
            pytest.fail(f"{kind.route} is no route")


def test_a_reading_without_words_of_its_own_is_still_told() -> None:
    assert words.of_code("target.read") == "Mở xem"
    assert words.of_code("unheard.of") == "unheard.of"
    assert words.of_model("plans.target") == "Chỉ tiêu"
    assert words.of_model("gone.away") == "gone.away"
