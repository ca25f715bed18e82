"""An administrator's page "Việc hôm nay": invitations, roles that run out, letters that are stuck; nothing of plans."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from nscl.accounts import actions
from nscl.accounts.models import Invitation, Membership
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import OutboxMessage
from nscl.interfaces.tests.test_shell import page, sign_in

pytestmark = pytest.mark.django_db


def letter(cast: Cast, state: str, number: int) -> None:
    now = clock.now()
    OutboxMessage.objects.create(
        province_id=cast.province.pk, message_id=f"<{number}@example.vn>", sender="a@example.vn", recipients=[],
        raw=b"x", state=state, created_at=now, next_try_at=now, ended_at=now if state == "failed" else None,
    )  # fmt: skip


def test_an_administrator_without_anything_to_do_is_told_so_and_hears_nothing_of_plans(
    client: Client, cast: Cast
) -> None:
    html = page(sign_in(client, cast.administrator), "/")
    assert html.count('class="empty-state"') == 2
    assert "kế hoạch" not in html.split("<main", 1)[1].split("<footer", 1)[0]
    assert 'href="/nguoi-dung/moi/"' in html


def test_an_invitation_that_grew_old(client: Client, cast: Cast) -> None:
    with cast.acting(cast.administrator) as by:
        actions.invite(
            email="moi@example.vn", full_name="Ngô Thị K", province=cast.province, role="officer", by=by
        )  # fmt: skip
    client = sign_in(client, cast.administrator)
    assert "Lời mời đã hết hạn" not in page(client, "/")
    with cast.acting(cast.administrator):
        Invitation.objects.update(invited_at=clock.now() - dt.timedelta(days=9), expires_at=clock.now())
    html = page(client, "/")
    assert "Lời mời đã hết hạn" in html
    assert "moi@example.vn, Chuyên viên" in html
    assert "Lời mời đã hết hạn" not in page(sign_in(client, cast.officer), "/")


def test_a_role_that_runs_out_is_due_on_its_last_day(client: Client, cast: Cast) -> None:
    today = clock.today()
    Membership.objects.filter(user=cast.second_officer).update(valid_to=today + dt.timedelta(days=5))
    html = page(sign_in(client, cast.administrator), "/")
    assert "Hết thời gian giữ vai trò" in html
    assert "còn 4 ngày" in html
    assert f'href="/nguoi-dung/{cast.second_officer.pk}/"' in html
    Membership.objects.filter(user=cast.second_officer).update(valid_to=today + dt.timedelta(days=90))
    assert "Hết thời gian giữ vai trò" not in page(client, "/")


def test_letters_that_are_stuck_are_one_line_a_state(client: Client, cast: Cast) -> None:
    for number, state in enumerate(("failed", "failed", "uncertain", "queued")):
        letter(cast, state, number)
    html = page(sign_in(client, cast.administrator), "/")
    assert html.count("Thư không gửi được") == html.count("Thư chưa rõ đã gửi hay chưa") == 1
    assert 'href="/thu-di/?trang_thai=failed"' in html
    assert "Thư không gửi được" not in page(sign_in(client, cast.officer), "/")
