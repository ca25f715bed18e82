"""Which enterprise a written name means: what is sure, what is asked, what is remembered."""

from __future__ import annotations

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions.needs import decide as deciding
from nscl.plans.actions.needs import match
from nscl.plans.models import MergedNeed, NeedsRound
from nscl.plans.rules import needs_names
from nscl.plans.rules.needs_names import Known, Written, find, likeness, name_of, tax_code_of
from nscl.plans.tests.needs.conftest import MakeEntity, Propose, match_of, merged, new_round, row
from nscl.plans.tests.needs.labelled_names import LABELLED, REGISTER
from nscl.shared.errors import DomainError

CODE, OTHER = "0100109106", "0300588569"
KNOWN = [Known(number, name) for number, name in enumerate(REGISTER, start=1)]


def judged() -> dict[str, int]:
    """How many of the labelled names end how."""
    by_word, by_name = needs_names.index(KNOWN), {known.name: known.pk for known in KNOWN}
    counts = dict.fromkeys(("sure", "wrong", "asked", "asked in vain", "missed", "left alone"), 0)
    for written, meant in LABELLED.items():
        found, wanted = find(Written(written), needs_names.near(Written(written), by_word)), by_name.get(meant)
        if found.sure is not None:
            counts["sure" if found.sure == wanted else "wrong"] += 1
        elif wanted is None:
            counts["asked in vain" if found.candidates else "left alone"] += 1
        else:
            counts["asked" if wanted in {c.pk for c in found.candidates} else "missed"] += 1
    return counts


def test_the_labelled_names() -> None:
    counts = judged()
    assert counts["wrong"] == 0
    assert counts["missed"] == 0
    assert counts["sure"] >= 46
    assert counts["asked in vain"] <= 11


@pytest.mark.parametrize("written", sorted(LABELLED))
def test_likeness_is_the_same_both_ways(written: str) -> None:
    for known in KNOWN:
        one, other = name_of(written), name_of(known.name)
        assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_a_tax_code_is_sure_whatever_the_name() -> None:
    known = [Known(1, "Công ty TNHH Cà phê Đất Đỏ", CODE), Known(2, "HTX Khác", OTHER)]
    assert find(Written("Quán nước", CODE), known).sure == 1
    assert find(Written("Quán nước", "0100 109 106"), known).sure == 1
    other = find(Written("Công ty TNHH Cà phê Đất Đỏ", OTHER), known)
    assert other.sure == 2


def test_the_same_name_under_another_tax_code_is_asked() -> None:
    found = find(Written("Công ty TNHH Cà phê Đất Đỏ", OTHER), [Known(1, "Công ty TNHH Cà phê Đất Đỏ", CODE)])
    assert found.sure is None
    assert [c.why for c in found.candidates] == ["other_tax"]


def test_two_of_the_same_name_are_asked() -> None:
    twice = [Known(1, "HTX Chè Xanh"), Known(2, "Hợp tác xã Chè Xanh")]
    assert find(Written("HTX chè xanh"), twice).is_doubtful


@pytest.mark.parametrize(
    ("text", "code"),
    [("0100109106", CODE), ("100109106", CODE), ("0100109106001", f"{CODE}-001"), ("0100109106-001", f"{CODE}-001"),
     ("001099012345", "001099012345"), ("12345", ""), ("abc", ""), ("", "")],
)  # fmt: skip
def test_tax_codes_as_lists_write_them(text: str, code: str) -> None:
    assert tax_code_of(text) == code


def test_a_decision_is_remembered_for_the_next_list(
    survey: NeedsRound, propose: Propose, make_entity: MakeEntity, officer: User
) -> None:
    entity = make_entity("Công ty TNHH Cà phê Đất Đỏ", CODE)
    propose(row(entity.name), sender="Hội A")
    propose(row("Cà phê Đất Đỏ"), sender="Hội B")
    assert match_of("Cà phê Đất Đỏ") == ("doubtful", None)
    assert len(merged(survey)) == 2
    key = survey.needs.get(raw_name="Cà phê Đất Đỏ").name_key
    assert match.decide(round=survey, name_key=key, entity=entity, by=officer) == 1
    (one,) = merged(survey)
    assert (one.entity, one.sender_count) == (entity, 2)
    propose(row("cà phê ĐẤT ĐỎ"), sender="Hội C")
    assert match_of("cà phê ĐẤT ĐỎ") == ("decided", entity.pk)
    assert merged(survey)[0].sender_count == 3


def test_nobody_of_the_register_is_remembered_too(
    survey: NeedsRound, propose: Propose, make_entity: MakeEntity, officer: User
) -> None:
    make_entity("Công ty TNHH Cà phê Đất Đỏ", CODE)
    propose(row("Cà phê Đất Đỏ"))
    key = survey.needs.get().name_key
    match.decide(round=survey, name_key=key, entity=None, by=officer)
    assert match_of("Cà phê Đất Đỏ") == ("new", None)
    propose(row("Cà phê Đất Đỏ"), sender="Hội khác")
    assert match_of("Cà phê Đất Đỏ") == ("new", None)


def test_a_need_that_becomes_an_entitys_keeps_its_place_and_decision(
    survey: NeedsRound, propose: Propose, make_entity: MakeEntity, officer: User
) -> None:
    entity = make_entity("Công ty TNHH Cà phê Đất Đỏ", CODE)
    propose(row("Cà phê Đất Đỏ"))
    before = MergedNeed.objects.get()
    deciding.hand_on(round=survey, needs=[before.pk], to="estimate", year=2027, by=officer)
    match.decide(round=survey, name_key=before.name_key, entity=entity, by=officer)
    (after,) = merged(survey)
    assert (after.pk, after.entity, after.name, after.status) == (before.pk, entity, entity.name, "handed_on")


def test_what_was_handed_on_is_not_swallowed(
    survey: NeedsRound, propose: Propose, make_entity: MakeEntity, officer: User
) -> None:
    entity = make_entity("Công ty TNHH Cà phê Đất Đỏ", CODE)
    propose(row(entity.name), row("Cà phê Đất Đỏ"))
    bare = MergedNeed.objects.get(entity=None)
    deciding.hand_on(round=survey, needs=[bare.pk], to="estimate", year=2027, by=officer)
    with pytest.raises(DomainError, match="thu hồi"):
        match.decide(round=survey, name_key=bare.name_key, entity=entity, by=officer)
    assert len(merged(survey)) == 2


def test_enterprises_with_a_code_are_added_at_once_and_names_follow(
    survey: NeedsRound, propose: Propose, officer: User
) -> None:
    propose(row("HTX Rừng Xanh", raw_tax_code=CODE), row("Cơ sở Vô danh", raw_tax_code="0100109107"), sender="Hội A")
    propose(row("HTX Rừng Xanh"), sender="Hội B")
    assert match.add_unknown(round=survey, by=officer) == 1
    first, second = merged(survey)
    assert {(n.name, n.sender_count) for n in (first, second)} == {("HTX Rừng Xanh", 2), ("Cơ sở Vô danh", 1)}
    assert match_of("Cơ sở Vô danh") == ("unknown", None)


def test_a_decision_of_one_province_says_nothing_in_another(
    survey: NeedsRound, propose: Propose, make_entity: MakeEntity, officer: User, cast: Cast
) -> None:
    entity = make_entity("Công ty TNHH Cà phê Đất Đỏ", CODE)
    propose(row("Cà phê Đất Đỏ"))
    match.decide(round=survey, name_key=survey.needs.get().name_key, entity=entity, by=officer)
    with cast.acting(cast.stranger):
        there = new_round(cast, cast.stranger)
        from nscl.plans.actions.needs import take

        take.enter(
            round=there, sender=take.Sender("commune", "Xã A"), rows=[row("Cà phê Đất Đỏ")], paper=take.Paper(),
            channel="letter", key="k", by=cast.stranger,
        )  # fmt: skip
        assert match_of("Cà phê Đất Đỏ") == ("unknown", None)
