"""Closing an account for the time being, and opening it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from nscl.accounts import actions
from nscl.accounts.tests.test_memberships import WHY, refused
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry


def test_whoever_is_signed_in_is_out_at_the_next_click(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    assert client.get("/").status_code == 200
    with cast.acting(cast.administrator) as by:
        actions.deactivate(person=cast.officer, province=cast.province, reason=WHY, by=by)
        assert AuditEntry.objects.get(code="person.deactivated").detail == {"user": cast.officer.pk}
    assert client.get("/").status_code == 302
    cast.officer.refresh_from_db()
    assert cast.officer.inactive_reason == WHY
    assert not cast.officer.has_perm("plans.view")


def test_it_opens_again(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        actions.deactivate(person=cast.officer, province=cast.province, reason=WHY, by=by)
        refused("state", lambda: actions.deactivate(person=cast.officer, province=cast.province, reason=WHY, by=by))
        opened = actions.reactivate(person=cast.officer, province=cast.province, by=by)
        refused("state", lambda: actions.reactivate(person=cast.officer, province=cast.province, by=by))
    assert (opened.is_active, opened.inactive_reason) == (True, "")


def test_who_works_elsewhere_too_is_not_closed_from_here(cast: Cast) -> None:
    actions.add_membership(user=cast.officer, province=None, role="ministry_viewer", by=None)
    with cast.acting(cast.administrator) as by:
        error = refused(
            "elsewhere", lambda: actions.deactivate(person=cast.officer, province=cast.province, reason=WHY, by=by)
        )
    assert "Nghệ An" not in error.message


@pytest.mark.parametrize("deed", [actions.sign_out_everywhere, actions.unlock_sign_in, actions.note_reset])
def test_whoever_left_for_another_province_is_held_up_by_nobody_of_before(cast: Cast, deed: Callable[..., Any]) -> None:
    """An administrator signed everybody out who had ever worked here, wherever they work today."""
    held, moved = cast.membership(cast.officer), clock.today() - dt.timedelta(days=3)
    type(held).objects.filter(pk=held.pk).update(valid_to=moved)
    with cast.acting(cast.administrator) as by:
        deed(person=cast.officer, province=cast.province, by=by)  # who works nowhere is still helped
    type(held).objects.create(user=cast.officer, province=cast.other_province, role="officer", valid_from=moved)
    with cast.acting(cast.administrator) as by:
        error = refused("elsewhere", lambda: deed(person=cast.officer, province=cast.province, by=by))
    assert "Nghệ An" not in error.message


def test_a_stranger_is_not_there(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        refused("missing", lambda: actions.deactivate(person=cast.stranger, province=cast.province, reason=WHY, by=by))
        refused(
            "forbidden",
            lambda: actions.deactivate(person=cast.stranger, province=cast.other_province, reason=WHY, by=by),
        )


def test_nobody_closes_themselves(cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        refused("oneself", lambda: actions.deactivate(person=by, province=cast.province, reason=WHY, by=by))


@pytest.mark.parametrize("part", ["officer", "head", "stranger"])
def test_only_administrators_do_it(cast: Cast, part: str) -> None:
    by = getattr(cast, part)
    with cast.acting(by):
        refused(
            "forbidden", lambda: actions.deactivate(person=cast.cooperating, province=cast.province, reason=WHY, by=by)
        )


def test_the_last_administrator_stays_open(cast: Cast) -> None:
    from nscl.accounts.tests.test_memberships import second_administrator

    other = second_administrator(cast)
    with cast.acting(other):
        actions.deactivate(person=cast.administrator, province=cast.province, reason=WHY, by=other)
