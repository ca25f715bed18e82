"""The life of a difficulty: every verb from every state, what each step keeps, what is refused in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from nscl.config.testing.cast import Cast
from nscl.plans.actions import difficulties as actions
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.plans.states.difficulties import DIFFICULTY
from nscl.plans.tests.difficulties.conftest import Receive
from nscl.shared.errors import DomainError

ALLOWED = {
    "received": {"assign", "escalate", "withdraw"},
    "assigned": {"assign", "escalate", "answer", "withdraw"},
    "escalated": {"assign", "escalate", "answer", "withdraw"},
    "answered": {"close", "reopen"},
    "closed": {"reopen"},
    "withdrawn": {"reopen"},
}


def do(verb: str, one: Difficulty, cast: Cast) -> Difficulty:
    given: dict[str, dict[str, Any]] = {
        "assign": {"responsible": cast.second_officer},
        "answer": {"text": "Sẽ mở lớp"},
        "escalate": {"to": "Ủy ban nhân dân tỉnh", "text": "Xem xét"},
        "close": {},
        "reopen": {"reason": "Chưa xong"},
        "withdraw": {"reason": "Nhầm"},
    }
    act: Any = getattr(actions, verb)
    with cast.acting(cast.officer):
        return act(difficulty=one, version=one.version, by=cast.officer, **given[verb])  # type: ignore[no-any-return]


def at(status: str, receive: Receive, cast: Cast) -> Difficulty:
    way = {"received": [], "assigned": [], "escalated": ["escalate"], "answered": ["answer"],
           "closed": ["answer", "close"], "withdrawn": ["withdraw"]}  # fmt: skip
    one = receive(given=status != "received")
    for verb in way[status]:
        one = do(verb, one, cast)
    assert one.status == status
    return one


@pytest.mark.parametrize("status", ALLOWED)
@pytest.mark.parametrize("verb", ["assign", "answer", "escalate", "close", "reopen", "withdraw"])
def test_every_verb_from_every_state(status: str, verb: str, receive: Receive, cast: Cast) -> None:
    one = at(status, receive, cast)
    if verb in ALLOWED[status]:
        told = DIFFICULTY.find(one, verb)
        assert told is not None
        assert do(verb, one, cast).status == told.target
    else:
        with pytest.raises(DomainError) as refused:
            do(verb, one, cast)
        assert refused.value.code == "state"


def test_numbers_follow_without_a_gap_in_each_year(receive: Receive, cast: Cast) -> None:
    codes = [receive().code, receive().code, receive(received_on=dt.date(2025, 3, 1)).code]
    with pytest.raises(DomainError):
        receive(title=" ")
    assert [*codes, receive().code] == ["KK-2026-001", "KK-2026-002", "KK-2025-001", "KK-2026-003"]
    assert receive(cast.stranger).code == "KK-2026-001"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"), ({"raised_by": " "}, "raised_by"),
        ({"received_on": dt.date(2026, 11, 23)}, "received_on"),
        ({"received_on": dt.date(1999, 1, 1)}, "received_on"), ({"due_on": dt.date(2026, 11, 1)}, "due_on"),
        ({"letter_on": dt.date(2026, 11, 3)}, "letter_on"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused_at_its_field(values: dict[str, Any], field: str, receive: Receive) -> None:
    with pytest.raises(DomainError) as refused:
        receive(**values)
    assert refused.value.field == field
    assert refused.value.message.endswith(".")


def test_an_answer_keeps_letter_day_and_words(receive: Receive, cast: Cast) -> None:
    one = receive()
    paper = actions.Paper(" 12/SKHCN-TĐC ", dt.date(2026, 11, 10))
    with cast.acting(cast.officer):
        actions.answer(
            difficulty=one,
            version=one.version,
            text="Mở hai lớp",
            by=cast.officer,
            on=dt.date(2026, 11, 10),
            paper=paper,
        )
        step = DifficultyStep.objects.filter(difficulty=one).latest("id")
    assert (step.verb, step.status, step.text, step.letter_number) == (
        "answered",
        "answered",
        "Mở hai lớp",
        "12/SKHCN-TĐC",
    )
    assert step.happened_on == dt.date(2026, 11, 10)


@pytest.mark.parametrize(
    ("verb", "given", "field"),
    [
        ("answer", {"text": " "}, "text"), ("escalate", {"to": "", "text": "x"}, "to"),
        ("answer", {"text": "x", "on": dt.date(2026, 11, 30)}, "on"),
        ("answer", {"text": "x", "on": dt.date(2026, 11, 1)}, "on"),
        ("escalate", {"to": "UBND", "text": "x", "on": dt.date(2026, 11, 9), "expected_on": dt.date(2026, 11, 8)},
         "expected_on"),
        ("withdraw", {"reason": ""}, "reason"), ("set_due", {"due_on": dt.date(2026, 10, 1), "reason": ""}, "due_on"),
        ("add_note", {"text": ""}, "text"), ("link_same", {"code": "KK-2026-999"}, "code"),
    ],
)  # fmt: skip
def test_a_step_that_says_too_little_is_refused(
    verb: str, given: dict[str, Any], field: str, receive: Receive, cast: Cast
) -> None:
    one = receive()
    with cast.acting(cast.officer), pytest.raises(DomainError) as refused:
        getattr(actions, verb)(difficulty=one, version=one.version, by=cast.officer, **given)
    assert refused.value.field == field
    with cast.acting(cast.officer):
        one.refresh_from_db()
        assert one.status == "assigned"


def test_whoever_comes_second_is_told_and_nothing_is_done(receive: Receive, cast: Cast) -> None:
    one = receive()
    seen = one.version
    do("answer", one, cast)
    with cast.acting(cast.second_officer), pytest.raises(actions.Changed) as refused:
        actions.escalate(difficulty=one, version=seen, to="UBND", text="x", by=cast.second_officer)
    assert refused.value.current.status == "answered"


def test_only_who_handles_difficulties_is_given_one(receive: Receive, cast: Cast) -> None:
    one = receive(given=False)
    with cast.acting(cast.officer), pytest.raises(DomainError) as refused:
        actions.assign(difficulty=one, version=one.version, responsible=cast.cooperating, by=cast.officer)
    assert refused.value.field == "responsible"


def test_the_term_proposes_a_day_and_is_no_law(receive: Receive, cast: Cast) -> None:
    assert receive().due_on is None
    with cast.acting(cast.officer):
        for days, day in ((10, dt.date(2026, 1, 1)), (20, dt.date(2026, 11, 1))):
            actions.set_term(province=cast.province, days=days, valid_from=day, basis="Quy chế", by=cast.officer)
    assert receive().due_on == dt.date(2026, 11, 22)
    assert receive(received_on=dt.date(2026, 10, 1)).due_on == dt.date(2026, 10, 11)
    assert receive(due_on=dt.date(2026, 12, 1)).due_on == dt.date(2026, 12, 1)
    with cast.acting(cast.officer), pytest.raises(DomainError):
        actions.set_term(province=cast.province, days=5, valid_from=dt.date(2026, 6, 1), basis="", by=cast.officer)


def test_a_changed_day_says_why(receive: Receive, cast: Cast) -> None:
    one = receive(due_on=dt.date(2026, 11, 20))
    with cast.acting(cast.officer):
        with pytest.raises(DomainError) as refused:
            actions.set_due(
                difficulty=one, version=one.version, due_on=dt.date(2026, 12, 1), reason="", by=cast.officer
            )
        assert refused.value.field == "reason"
        one = actions.set_due(
            difficulty=one, version=one.version, due_on=dt.date(2026, 12, 1), reason="Chờ số liệu", by=cast.officer
        )
    assert one.due_on == dt.date(2026, 12, 1)


def test_putting_right_keeps_the_year_of_the_number(receive: Receive, cast: Cast) -> None:
    one = receive()
    values = {"title": "Thiếu báo cáo viên 5S", "received_on": dt.date(2025, 11, 2)}
    with cast.acting(cast.officer):
        with pytest.raises(DomainError) as refused:
            actions.correct(difficulty=one, version=one.version, values=values, by=cast.officer)
        assert refused.value.field == "received_on"
        one = actions.correct(
            difficulty=one, version=one.version, values=values | {"received_on": dt.date(2026, 10, 30)}, by=cast.officer
        )
        assert Difficulty.objects.filter(folded__contains="bao cao vien 5s").exists()
    assert one.title == "Thiếu báo cáo viên 5S"


def test_the_database_keeps_steps_and_states(receive: Receive, cast: Cast) -> None:
    one = receive()
    with cast.acting(cast.officer):
        step = DifficultyStep.objects.filter(difficulty=one).latest("id")
        changes: tuple[Callable[[], object], ...] = (
            lambda: DifficultyStep.objects.filter(pk=step.pk).update(text="khác"),
            lambda: Difficulty.objects.filter(pk=one.pk).update(status="closed"),
            lambda: Difficulty.objects.filter(pk=one.pk).update(responsible=None),
            lambda: Difficulty.objects.filter(pk=one.pk).update(year=2020),
        )
        for change in changes:
            with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
                change()
