"""The same difficulty raised by several: handled together, unlinked again, never in a chain."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from nscl.config.testing.cast import Cast
from nscl.plans.actions import difficulties as actions
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.plans.tests.difficulties.conftest import Receive
from nscl.shared.errors import DomainError


def link(one: Difficulty, head: Difficulty, cast: Cast) -> Difficulty:
    with cast.acting(cast.officer):
        return actions.link_same(difficulty=one, version=one.version, code=head.code.lower(), by=cast.officer)


def test_one_answer_serves_all(receive: Receive, cast: Cast) -> None:
    head, follower, other = receive(), receive(given=False), receive(given=False)
    follower = link(follower, head, cast)
    assert (follower.status, follower.responsible) == ("assigned", cast.officer)
    link(other, head, cast)
    with cast.acting(cast.officer):
        head.refresh_from_db()
        actions.answer(difficulty=head, version=head.version, text="Trả lời chung", by=cast.officer)
        states = dict(Difficulty.objects.values_list("code", "status"))
        steps = DifficultyStep.objects.filter(verb="answered").order_by("difficulty_id")
        assert [(s.text, s.with_code) for s in steps] == [
            ("Trả lời chung", code) for code in ("", head.code, head.code)
        ]
    assert set(states.values()) == {"answered"}


def test_linked_to_one_that_is_answered_it_is_answered(receive: Receive, cast: Cast) -> None:
    head, late = receive(), receive(given=False)
    with cast.acting(cast.officer):
        actions.answer(difficulty=head, version=head.version, text="Đã mở lớp", by=cast.officer)
    late = link(late, head, cast)
    assert late.status == "answered"
    with cast.acting(cast.officer):
        assert DifficultyStep.objects.filter(difficulty=late, verb="answered").get().text == "Đã mở lớp"


def test_unlinked_it_goes_its_own_way(receive: Receive, cast: Cast) -> None:
    head, one = receive(), receive(given=False)
    one = link(one, head, cast)
    with cast.acting(cast.officer):
        one = actions.unlink_same(difficulty=one, version=one.version, by=cast.officer)
        head.refresh_from_db()
        actions.answer(difficulty=head, version=head.version, text="Chỉ cho mình", by=cast.officer)
        one.refresh_from_db()
    assert one.status == "assigned"


def test_no_chain_and_no_circle(receive: Receive, cast: Cast) -> None:
    head, one, third = receive(), receive(), receive()
    one = link(one, head, cast)
    for here, there in ((third, one), (head, third), (head, head), (one, third)):
        with cast.acting(cast.officer):
            here.refresh_from_db()
        with pytest.raises(DomainError) as refused:
            link(here, there, cast)
        assert refused.value.field == "code"
    with cast.acting(cast.officer), pytest.raises(DatabaseError), transaction.atomic():
        Difficulty.objects.filter(pk=third.pk).update(same_as=one.pk)


def test_another_provinces_number_is_not_there(receive: Receive, cast: Cast) -> None:
    receive(cast.stranger)
    theirs = receive(cast.stranger)
    with pytest.raises(DomainError):
        link(receive(), theirs, cast)
