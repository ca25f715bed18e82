"""Giving a role, ending it, changing it: what holds, what is refused, who may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts import actions, memberships
from nscl.accounts.models import Membership, User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.organisations.models import Agency
from nscl.shared.errors import DomainError

WHY = "Quyết định điều động"


def refused(code: str, call: object) -> DomainError:
    with pytest.raises(DomainError) as caught:
        call()  # type: ignore[operator]
    assert caught.value.code == code
    return caught.value


def member(user: User) -> Membership:
    found = user.memberships.order_by("id").last()
    assert found is not None
    return found


def second_administrator(cast: Cast) -> User:
    with cast.acting(cast.administrator) as by:
        actions.add_membership(user=cast.second_officer, province=cast.province, role="administrator", by=by)
    return cast.second_officer


def test_an_administrator_gives_a_role(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        given = actions.add_membership(user=cast.nobody, province=cast.province, role="officer", by=by)
        assert cast.nobody.has_perm("plans.edit", given)
        entry = AuditEntry.objects.get(code="membership.added", object_id=given.pk)
        assert (entry.actor_id, entry.detail) == (by.pk, {"user": cast.nobody.pk, "role": "officer"})


def test_the_same_role_twice_at_once_is_no_second_one(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        refused(
            "overlap", lambda: actions.add_membership(user=cast.officer, province=cast.province, role="officer", by=by)
        )
        actions.add_membership(user=cast.officer, province=cast.province, role="head", by=by)
    assert cast.officer.memberships.count() == 2


def test_the_database_itself_takes_no_overlap_and_no_end_before_the_beginning(cast: Cast) -> None:
    held = cast.membership(cast.officer)
    with pytest.raises(IntegrityError, match="membership_no_overlap"), transaction.atomic():
        Membership.objects.create(
            user=cast.officer, province=cast.province, role="officer", valid_from=dt.date(2026, 1, 1)
        )
    with pytest.raises(IntegrityError, match="membership_ends_after_it_begins"), transaction.atomic():
        Membership.objects.filter(pk=held.pk).update(valid_to=held.valid_from - dt.timedelta(days=1))


def test_nobody_changes_what_they_are(cast: Cast) -> None:
    own = cast.membership(cast.administrator)
    with cast.acting(cast.administrator) as by:
        refused("oneself", lambda: actions.add_membership(user=by, province=cast.province, role="head", by=by))
        refused("oneself", lambda: actions.end_membership(membership=own, on=clock.today(), reason=WHY, by=by))
        refused(
            "oneself",
            lambda: actions.change_role(membership=own, role="head", agency=None, on=clock.today(), reason=WHY, by=by),
        )


@pytest.mark.parametrize("part", ["officer", "head", "cooperating", "ministry", "stranger", "nobody"])
def test_only_administrators_of_the_province_do_it(cast: Cast, part: str) -> None:
    by, held = getattr(cast, part), cast.membership(cast.second_officer)
    with cast.acting(by):
        refused(
            "forbidden",
            lambda: actions.add_membership(user=cast.cooperating, province=cast.province, role="officer", by=by),
        )
        refused("forbidden", lambda: actions.end_membership(membership=held, on=clock.today(), reason=WHY, by=by))
    held.refresh_from_db()
    assert held.valid_to is None


def test_an_administrator_elsewhere_gives_nothing_here(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        refused(
            "forbidden",
            lambda: actions.add_membership(user=cast.officer, province=cast.other_province, role="officer", by=by),
        )
        theirs = cast.membership(cast.stranger)
        refused("forbidden", lambda: actions.end_membership(membership=theirs, on=clock.today(), reason=WHY, by=by))


def test_the_whole_country_is_given_on_the_server_only(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        refused(
            "forbidden", lambda: actions.add_membership(user=cast.officer, province=None, role="ministry_viewer", by=by)
        )
        refused(
            "role",
            lambda: actions.add_membership(user=cast.officer, province=cast.province, role="ministry_viewer", by=by),
        )


def test_an_agency_of_another_province_is_none_of_ours(cast: Cast) -> None:
    theirs = Agency.objects.filter(province=cast.other_province).first()
    with cast.acting(cast.administrator) as by:
        refused(
            "agency",
            lambda: actions.add_membership(
                user=cast.nobody, province=cast.province, role="officer", agency=theirs, by=by
            ),
        )


def test_a_role_ends_on_its_day(cast: Cast) -> None:
    held, last = cast.membership(cast.officer), clock.today() + dt.timedelta(days=9)
    with cast.acting(cast.administrator) as by:
        actions.end_membership(membership=held, on=last + dt.timedelta(days=1), reason=" Nghỉ  hưu ", by=by)
    held.refresh_from_db()
    assert held.end_reason == "Nghỉ hưu"
    for day, many in ((last, 1), (last + dt.timedelta(days=1), 0)):
        with clock.at(dt.datetime(day.year, day.month, day.day, 5, tzinfo=dt.UTC)):
            memberships.forget(cast.officer)
            assert len(memberships.in_force(cast.officer)) == many


@pytest.mark.parametrize(("days", "reason", "code"), [(-1, WHY, "past"), (0, "  ", "reason"), (0, "x" * 301, "reason")])
def test_an_end_refused(cast: Cast, days: int, reason: str, code: str) -> None:
    held, on = cast.membership(cast.officer), clock.today() + dt.timedelta(days=days)
    with cast.acting(cast.administrator) as by:
        refused(code, lambda: actions.end_membership(membership=held, on=on, reason=reason, by=by))


def test_a_role_of_the_future_is_taken_back_before_it_begins(cast: Cast) -> None:
    begins = clock.today() + dt.timedelta(days=30)
    with cast.acting(cast.administrator) as by:
        coming = actions.add_membership(
            user=cast.officer, province=cast.province, role="head", valid_from=begins, by=by
        )
        refused("before", lambda: actions.end_membership(membership=coming, on=clock.today(), reason=WHY, by=by))
        actions.end_membership(membership=coming, on=begins, reason=WHY, by=by)
    with clock.at(dt.datetime(begins.year, begins.month, begins.day, 5, tzinfo=dt.UTC)):
        memberships.forget(cast.officer)
        assert [m.role for m in memberships.in_force(cast.officer)] == ["officer"]


def test_what_is_over_is_over(cast: Cast) -> None:
    held = cast.membership(cast.officer)
    with cast.acting(cast.administrator) as by:
        actions.end_membership(membership=held, on=clock.today(), reason=WHY, by=by)
        refused("state", lambda: actions.end_membership(membership=held, on=clock.today(), reason=WHY, by=by))
        actions.add_membership(user=cast.officer, province=cast.province, role="officer", by=by)
        assert cast.officer.has_perm("plans.edit")


def test_the_last_administrator_stays(cast: Cast) -> None:
    held = cast.membership(cast.administrator)
    other = second_administrator(cast)
    with cast.acting(other):
        actions.end_membership(membership=held, on=clock.today(), reason=WHY, by=other)
    with pytest.raises(IntegrityError, match="without an administrator"), transaction.atomic():
        Membership.objects.filter(user=other, role="administrator").update(valid_to=clock.today())
    with pytest.raises(IntegrityError, match="without an administrator"), transaction.atomic():
        Membership.objects.filter(user=other, role="administrator").delete()
    with pytest.raises(IntegrityError, match="without an administrator"), transaction.atomic():
        User.objects.filter(pk=other.pk).update(is_active=False)


def test_an_administrator_who_cannot_sign_in_counts_for_nothing(cast: Cast) -> None:
    other = second_administrator(cast)
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    with pytest.raises(DomainError) as caught:
        actions.end_membership(membership=member(other), on=clock.today(), reason=WHY, by=None)
    assert caught.value.code == "last_administrator"


def test_another_role_begins_when_the_first_ends(cast: Cast) -> None:
    held, on = cast.membership(cast.officer), clock.today()
    with cast.acting(cast.administrator) as by:
        new = actions.change_role(membership=held, role="head", agency=None, on=on, reason=WHY, by=by)
        entry = AuditEntry.objects.get(code="membership.changed")
        assert (entry.object_id, entry.detail["from"], entry.detail["to"]) == (new.pk, "officer", "head")
    held.refresh_from_db()
    assert (held.valid_to, new.valid_from, new.valid_to) == (on, on, None)
    assert [m.role for m in memberships.in_force(cast.officer)] == ["head"]


def test_a_change_that_changes_nothing_is_refused(cast: Cast) -> None:
    held = cast.membership(cast.officer)
    with cast.acting(cast.administrator) as by:
        error = refused(
            "same",
            lambda: actions.change_role(
                membership=held, role="officer", agency=None, on=clock.today(), reason=WHY, by=by
            ),
        )
    assert error.field == "role"
