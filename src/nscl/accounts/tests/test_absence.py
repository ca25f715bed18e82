"""Handing one's work on for an absence: what the delegate may, until when, what is written down, what cannot be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from nscl.accounts import actions, memberships
from nscl.accounts.models import Delegation, User
from nscl.accounts.tests.test_memberships import WHY, refused
from nscl.config.testing.cast import Cast
from nscl.foundation import audit, clock
from nscl.foundation.models import AuditEntry

REASON = "Nghỉ phép năm"
WEEK = dt.timedelta(days=7)


def hand(cast: Cast, absent: User, to: User, **other: Any) -> Delegation:
    today = clock.today()
    with cast.acting(other.pop("by", absent)) as by:
        given = {"valid_from": today, "valid_to": today + WEEK, "reason": REASON, **other}
        return actions.delegate(membership=cast.membership(absent), to=to, by=by, **given)


def permissions_at(user: User, key: str) -> set[str]:
    memberships.choose(user, key)
    return {code for code in ("plans.view", "audit.view", "accounts.edit", "absence.delegate") if user.has_perm(code)}


def on(day: dt.date) -> Any:
    return clock.at(dt.datetime(day.year, day.month, day.day, 5, tzinfo=dt.UTC))


def test_the_delegate_may_what_the_absent_may_at_that_place_only(cast: Cast) -> None:
    made = hand(cast, cast.head, cast.officer)
    own, theirs = memberships.places(cast.officer)
    assert (own.key, theirs.key) == (str(cast.membership(cast.officer).pk), f"thay-{made.pk}")
    assert "audit.view" in permissions_at(cast.officer, theirs.key)
    assert "absence.delegate" not in permissions_at(cast.officer, theirs.key)
    assert permissions_at(cast.officer, own.key) == {"plans.view", "absence.delegate"}


def test_it_is_told_by_letter(cast: Cast) -> None:
    hand(cast, cast.head, cast.officer)
    [letter] = mail.outbox
    assert letter.to == [cast.officer.email]
    assert cast.head.full_name in letter.subject
    assert f"{clock.today() + WEEK - dt.timedelta(days=1):%d/%m/%Y}" in letter.body


def test_it_begins_and_ends_by_the_clock(cast: Cast) -> None:
    begins = clock.today() + dt.timedelta(days=3)
    hand(cast, cast.head, cast.officer, valid_from=begins, valid_to=begins + WEEK)
    for day, places in ((-1, 1), (0, 2), (6, 2), (7, 1)):
        with on(begins + dt.timedelta(days=day)):
            memberships.forget(cast.officer)
            assert len(memberships.places(cast.officer)) == places


def test_every_entry_of_the_audit_names_both(client: Client, cast: Cast) -> None:
    made = hand(cast, cast.head, cast.officer)
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    html = client.post("/tai-khoan/noi-lam-viec/", {"membership": f"thay-{made.pk}"}, follow=True).content.decode()
    assert f"thay mặt {cast.head.full_name}" in html
    client.post("/ke-hoach/viet-tay/", {"title": "Kế hoạch thử"})
    with cast.acting(cast.officer) as by:
        entry = AuditEntry.objects.exclude(code__startswith="delegation").order_by("-id").first()
        assert entry is not None
        assert (entry.actor_id, entry.on_behalf_of) == (by.pk, cast.head.pk)
        audit.record("plan.tried", cast.membership(by), by=by)
        alone = AuditEntry.objects.get(code="plan.tried")
    assert alone.on_behalf_of is None


def test_the_place_is_gone_when_the_time_is(client: Client, cast: Cast) -> None:
    made = hand(cast, cast.head, cast.officer)
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    client.post("/tai-khoan/noi-lam-viec/", {"membership": f"thay-{made.pk}"})
    assert "thay mặt" in client.get("/").content.decode()
    with cast.acting(cast.head) as by:
        actions.withdraw_delegation(delegation=made, by=by)
        refused("state", lambda: actions.withdraw_delegation(delegation=made, by=by))
    assert "thay mặt" not in client.get("/").content.decode()
    assert client.post("/tai-khoan/noi-lam-viec/", {"membership": f"thay-{made.pk}"}).status_code == 404


def test_nobody_takes_anothers_place(client: Client, cast: Cast) -> None:
    made = hand(cast, cast.head, cast.officer)
    client.force_login(cast.second_officer, backend="nscl.accounts.backends.RoleBackend")
    assert client.post("/tai-khoan/noi-lam-viec/", {"membership": f"thay-{made.pk}"}).status_code == 404


@pytest.mark.parametrize("leaving", ["delegate", "absent", "membership"])
def test_it_ends_with_either_of_them(cast: Cast, leaving: str) -> None:
    hand(cast, cast.head, cast.officer)
    if leaving == "absent":
        User.objects.filter(pk=cast.head.pk).update(is_active=False)
    else:
        held = cast.membership(cast.officer if leaving == "delegate" else cast.head)
        with cast.acting(cast.administrator) as by:
            actions.end_membership(membership=held, on=clock.today(), reason=WHY, by=by)
    memberships.forget(cast.officer)
    assert all(place.delegation is None for place in memberships.places(cast.officer))


def test_it_is_not_handed_on(cast: Cast) -> None:
    made = hand(cast, cast.head, cast.officer)
    memberships.choose(cast.officer, f"thay-{made.pk}")
    with cast.acting(cast.officer) as by:
        refused(
            "forbidden",
            lambda: actions.delegate(
                membership=made.membership, to=cast.second_officer, valid_from=clock.today(),
                valid_to=clock.today() + WEEK, reason=REASON, by=by,
            ),
        )  # fmt: skip


def test_managing_people_is_not_handed_on(cast: Cast) -> None:
    made = hand(cast, cast.administrator, cast.officer)
    assert permissions_at(cast.officer, f"thay-{made.pk}") == {"audit.view"}


def test_one_delegate_at_a_time(cast: Cast) -> None:
    hand(cast, cast.head, cast.officer)
    late = {"valid_from": clock.today() + WEEK, "valid_to": clock.today() + 2 * WEEK}
    refused("overlap", lambda: hand(cast, cast.head, cast.second_officer))
    hand(cast, cast.head, cast.second_officer, **late)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"valid_to": dt.date(2020, 1, 1)}, "period"),
        ({"valid_from": dt.date(2020, 1, 1)}, "past"),
        ({"valid_to": dt.date(2099, 1, 1)}, "period"),
        ({"reason": " "}, "reason"),
    ],
)
def test_a_delegation_refused(cast: Cast, given: dict[str, Any], code: str) -> None:
    refused(code, lambda: hand(cast, cast.head, cast.officer, **given))


@pytest.mark.parametrize("part", ["stranger", "nobody", "ministry", "head"])
def test_only_another_person_of_the_province_stands_in(cast: Cast, part: str) -> None:
    refused("delegate", lambda: hand(cast, cast.head, getattr(cast, part)))


def test_an_administrator_arranges_it_for_the_sick_but_not_for_themselves(cast: Cast) -> None:
    refused("oneself", lambda: hand(cast, cast.head, cast.administrator, by=cast.administrator))
    made = hand(cast, cast.head, cast.officer, by=cast.administrator)
    assert made.made_by == cast.administrator
    assert [letter.to for letter in mail.outbox] == [[cast.officer.email], [cast.head.email]]
    assert cast.administrator.full_name in mail.outbox[1].body
    for part in (cast.officer, cast.second_officer, cast.stranger):
        with cast.acting(part) as by:
            refused("forbidden", lambda by=by: actions.withdraw_delegation(delegation=made, by=by))
        refused("forbidden", lambda part=part: hand(cast, cast.cooperating, cast.second_officer, by=part))


def test_the_ministry_hands_nothing_on(cast: Cast) -> None:
    refused("forbidden", lambda: hand(cast, cast.ministry, cast.officer))


def test_whoever_stands_in_for_a_head_needs_a_second_factor(cast: Cast) -> None:
    assert not memberships.needs_second_factor(cast.officer)
    hand(cast, cast.head, cast.officer)
    assert memberships.needs_second_factor(cast.officer)


def test_the_database_keeps_it_within_the_province(cast: Cast) -> None:
    made = hand(cast, cast.head, cast.officer)
    for change in (
        {"delegate": cast.stranger},
        {"delegate": cast.head},
        {"province": cast.other_province},
        {"valid_to": made.valid_from},
        {"reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.filter(pk=made.pk).update(**change)
