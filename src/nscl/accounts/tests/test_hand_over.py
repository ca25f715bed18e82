"""What a leaver held goes over whole, to whom may have it, and is written down."""

from __future__ import annotations

import datetime as dt

import pytest

from nscl.accounts import actions, holdings, standing_in
from nscl.accounts.models import Delegation, User
from nscl.accounts.tests.test_absence import hand
from nscl.accounts.tests.test_memberships import refused
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry, Job
from nscl.organisations.queries import with_predecessors


def held(cast: Cast, user: User) -> dict[str, int]:
    found = holdings.held_by(user, with_predecessors(cast.province.pk))
    return {one.holding.code: one.count for one in found}


def test_standing_in_goes_to_the_successor(cast: Cast) -> None:
    old = hand(cast, cast.head, cast.officer)
    with cast.acting(cast.administrator) as by:
        assert held(cast, cast.officer) == {"standing_in": 1}
        done = actions.hand_over(
            person=cast.officer, province=cast.province, successors={"standing_in": cast.second_officer}, by=by
        )
        assert done == {"standing_in": 1}
        assert held(cast, cast.officer) == {}
        entry = AuditEntry.objects.get(code="person.handed_over")
        assert entry.detail == {
            "user": cast.officer.pk,
            "to": {"standing_in": cast.second_officer.pk},
            "count": {"standing_in": 1},
        }
    new = Delegation.objects.get(withdrawn_at__isnull=True)
    assert (new.delegate, new.membership, new.valid_to) == (cast.second_officer, old.membership, old.valid_to)


def test_work_that_is_the_successors_own_goes_back(cast: Cast) -> None:
    hand(cast, cast.head, cast.officer)
    with cast.acting(cast.administrator) as by:
        actions.hand_over(person=cast.officer, province=cast.province, successors={"standing_in": cast.head}, by=by)
    assert not Delegation.objects.filter(withdrawn_at__isnull=True).exists()


@pytest.mark.parametrize("part", ["stranger", "nobody", "officer"])
def test_a_successor_refused(cast: Cast, part: str) -> None:
    hand(cast, cast.head, cast.officer)
    with cast.acting(cast.administrator) as by:
        refused(
            "successor",
            lambda: actions.hand_over(
                person=cast.officer, province=cast.province, successors={"standing_in": getattr(cast, part)}, by=by
            ),
        )
        assert held(cast, cast.officer) == {"standing_in": 1}


def test_nobody_chosen_is_told(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        refused("nobody", lambda: actions.hand_over(person=cast.officer, province=cast.province, successors={}, by=by))


@pytest.mark.parametrize("part", ["officer", "head", "stranger"])
def test_only_administrators_hand_over(cast: Cast, part: str) -> None:
    by = getattr(cast, part)
    with cast.acting(by):
        refused(
            "forbidden",
            lambda: actions.hand_over(
                person=cast.second_officer, province=cast.province, successors={"standing_in": cast.officer}, by=by
            ),
        )


def test_all_or_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hand(cast, cast.head, cast.officer, valid_to=dt.date(2026, 12, 31))
    real = list(holdings.declared())

    def broken(**given: object) -> int:
        raise RuntimeError("the second kind fails")

    second = holdings.Holding("second", "Thứ hai", "agencies.view", standing_in.held, broken)
    monkeypatch.setattr(holdings, "declared", lambda: iter([*real, second]))
    with cast.acting(cast.administrator) as by, pytest.raises(RuntimeError):
        actions.hand_over(
            person=cast.officer,
            province=cast.province,
            successors={"standing_in": cast.second_officer, "second": cast.second_officer},
            by=by,
        )
    assert Delegation.objects.get().withdrawn_at is None


def test_running_jobs_bring_their_result_to_the_successor(cast: Cast) -> None:
    with cast.acting(cast.officer) as by:
        running, ended = (
            Job.objects.create(
                province_id=cast.province.pk, kind="x", started_by_id=by.pk, created_at=clock.now(), **state
            )
            for state in ({"state": "running"}, {"state": "done", "ended_at": clock.now()})
        )
    with cast.acting(cast.administrator) as by:
        assert held(cast, cast.officer) == {"running_jobs": 1}
        actions.hand_over(
            person=cast.officer, province=cast.province, successors={"running_jobs": cast.second_officer}, by=by
        )
        running.refresh_from_db()
        ended.refresh_from_db()
        assert (running.started_by_id, ended.started_by_id) == (cast.second_officer.pk, cast.officer.pk)
