"""Words left out and put in; what became of an item."""

from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.plans.rules.differences import LONGEST, Change, Piece, change, words

texts = st.lists(st.sampled_from(("không", "quá", "45", "60", "triệu", "đồng")), max_size=12).map(" ".join)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_only_what_differs_is_marked() -> None:
    old, new = words("không quá 45 triệu đồng", "không quá 60 triệu mỗi năm")
    assert old == [Piece("không quá"), Piece("45", True), Piece("triệu"), Piece("đồng", True)]
    assert new == [Piece("không quá"), Piece("60", True), Piece("triệu"), Piece("mỗi năm", True)]


@patient
@given(texts, texts)
def test_pieces_make_up_the_text_and_the_unmarked_are_common(left: str, right: str) -> None:
    old, new = words(left, right)
    assert " ".join(p.text for p in old) == left
    assert " ".join(p.text for p in new) == right
    assert [p.text for p in old if not p.marked] == [p.text for p in new if not p.marked]


@patient
@given(texts)
def test_equal_texts_have_no_mark(text: str) -> None:
    old, new = words(text, text)
    assert not any(p.marked for p in (*old, *new))


def test_very_long_texts_are_told_as_replaced() -> None:
    long = " ".join(str(n) for n in range(int(LONGEST**0.5) + 2))
    old, new = words(long, long + " hết")
    assert [p.marked for p in (*old, *new)] == [True, True]


def test_blanks_and_the_writing_of_letters_are_no_change() -> None:
    assert change(("Hỗ trợ  50 %",), (unicodedata.normalize("NFD", "Hỗ trợ 50 %"),)) is Change.SAME
    assert change(("Hỗ trợ 50 %",), ("Hỗ trợ 60 %",)) is Change.CHANGED
    assert change(None, ("x",)) is Change.ADDED
    assert change(("x",), None) is Change.REMOVED
    assert Change.ADDED.turned is Change.REMOVED
    assert Change.SAME.turned is Change.SAME
