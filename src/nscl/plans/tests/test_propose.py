"""From a reading to the values of a draft, without a database."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.plans.importer.propose import draft, storable
from nscl.plans.importer.propose.layout import layout, layout_of
from nscl.plans.importer.read import read_text
from nscl.plans.kinds import BY_CODE
from nscl.plans.tests.conftest import reading

TABLE = "Đầu\n\n| TT | Việc |\n|---|---|\n| 1 | Mở lớp |\n\nCuối"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=5,
)
KEYS = (
    "min max qualifier unit period rate_percent cap_vnd month day year ref text source level quantity unit_price_vnd "
    "amount_vnd when content per recurs"
)
FACT = st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS.split(), JSON))


def test_a_table_keeps_its_cells() -> None:
    lines = layout_of({"text": TABLE, "format": "md"})
    cells = [[TABLE[a:b] for a, b in line[4]] for line in lines if line[3] is not None]
    assert ["1", "Mở lớp"] in cells
    assert "".join(TABLE[line[0] : line[1]] for line in lines if line[3] is None).startswith("Đầu")


def test_a_given_layout_is_kept_and_an_unknown_one_is_lines() -> None:
    given_lines = layout(read_text(TABLE, "md").lines)
    assert layout_of({"text": TABLE, "format": "docx", "lines": given_lines}) == given_lines
    plain = layout_of({"text": "a\nbc", "format": "pdf"})
    assert plain == [[0, 1, False, None, []], [2, 4, False, None, []]]


@pytest.mark.parametrize(
    ("fact", "kept"),
    [
        ({"min": 5, "max": None, "qualifier": "at_least"}, (5, None)),
        ({"min": None, "max": 5, "qualifier": "at_most"}, (None, 5)),
        ({"min": 5, "max": None, "qualifier": "exactly"}, (5, 5)),
        ({"min": 5, "max": 9, "qualifier": "range"}, (5, 9)),
        ({"min": 7.5, "max": 7.5, "qualifier": "about"}, (Decimal("7.5"), Decimal("7.5"))),
    ],
)
def test_bounds(fact: dict[str, Any], kept: tuple[Any, Any]) -> None:
    whole = {
        **reading(),
        "targets": [{"unit": "x", "period": "2026", "source": [0, 1], "ref": "", "text": "x", **fact}],
    }
    values = draft(whole).items[0].values
    assert (values["minimum"], values["maximum"]) == kept


def test_a_line_that_does_not_multiply_is_told() -> None:
    whole = reading()
    whole["budget"]["lines"][0]["amount_vnd"] = 21_000_000
    [line] = [i for i in draft(whole).items if i.kind == "budgetline"]
    assert line.doubts == ["Số lượng nhân đơn giá được 20.000.000 đ, văn bản ghi 21.000.000 đ."]


def test_a_task_without_a_lead_is_told_only_where_others_have_one() -> None:
    whole = reading()
    whole["tasks"] = [{**whole["tasks"][0]}, {**whole["tasks"][0], "lead": []}]
    told = "Không thấy cơ quan chủ trì của nhiệm vụ này."
    assert [told in i.doubts for i in draft(whole).items if i.kind == "task"] == [False, True]
    whole["tasks"][0]["lead"] = []
    assert not any(told in i.doubts for i in draft(whole).items)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts=st.lists(FACT, max_size=3), head=st.dictionaries(st.sampled_from(list(reading()["document"])), JSON))
def test_whatever_a_reading_says_fits_the_tables(facts: list[dict[str, Any]], head: dict[str, Any]) -> None:
    listed = {key: [*facts] for key in ("targets", "support_rules", "deadlines", "eligibility")}
    for key in ("recipients", "legal_basis", "inherits", "supersedes"):
        head[key] = [str(head[key])] if key in head else []
    head["sources"] = {}
    value = draft({**reading(), "document": head, **listed, "budget": {"lines": facts}})
    for item in value.items:
        if item.dropped:
            continue
        for name, given_value in item.values.items():
            field = BY_CODE[item.kind].model._meta.get_field(name)
            field.clean(given_value, None) if given_value not in ("", None, []) else None  # type: ignore[union-attr]
        assert item.span is None or 0 <= item.span[0] < item.span[1]


@given(st.text())
def test_text_keeps_its_length_and_can_be_stored(text: str) -> None:
    kept = storable.storable(text)
    assert len(kept) == len(text)
    assert "\x00" not in kept
    kept.encode()


def test_the_reader_s_own_folder_needs_no_django() -> None:
    folder = Path(storable.__file__).parent
    assert not [p for p in folder.glob("*.py") if "django" in p.read_text(encoding="utf-8")]
