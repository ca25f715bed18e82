"""Inviting by e-mail: the letter, accepting, sending again, taking back, what became of an old link."""

from __future__ import annotations

import datetime as dt
import re
import sys
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nscl.accounts import actions
from nscl.accounts.actions.accept_invitation import find_invitation
from nscl.accounts.actions.invite import Invited
from nscl.accounts.models import Invitation, Membership, User
from nscl.accounts.signin.resend import KEPT
from nscl.accounts.tests.test_memberships import refused
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry

GOOD = "ba con ga vang 7"
ADDRESS = "moi@example.vn"


def send(cast: Cast, **other: Any) -> Invited:
    with cast.acting(cast.administrator) as by:
        return actions.invite(
            **{
                "email": ADDRESS,
                "full_name": "Ngô Thị K",
                "province": cast.province,
                "role": "officer",
                "by": by,
                **other,
            }
        )


def token_of(letter: Any) -> str:
    found = re.search(r"/loi-moi/([^/\s]+)/", letter.body)
    assert found is not None
    return found[1]


def in_days(days: float) -> Any:
    return clock.at(clock.now() + dt.timedelta(days=days))


def test_a_letter_with_a_link_that_opens_an_account(cast: Cast) -> None:
    invited = send(cast, email=" Moi@Example.VN ")
    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    for words in ("Ngô Thị K", "Chuyên viên", "Tỉnh Quảng Ngãi", cast.administrator.full_name, "dùng được một lần"):
        assert words in letter.body
    token = token_of(letter)
    assert len(token) >= 22  # 128 bits
    kept = Invitation.objects.get()
    assert token not in "".join(str(value) for value in kept.__dict__.values())
    assert not User.objects.filter(email=ADDRESS).exists()
    member = actions.accept_invitation(token=token, password=GOOD)
    assert (member.role, member.province, member.valid_from) == ("officer", cast.province, clock.today())
    assert member.user.check_password(GOOD)
    assert member.user.has_perm("plans.edit", member)
    assert invited.link.endswith(f"/loi-moi/{token}/")
    with cast.acting(cast.administrator):
        assert AuditEntry.objects.get(code="invitation.accepted").actor_id == member.user.pk


def test_accepting_on_the_page_keeps_no_password(cast: Cast, client: Client) -> None:
    """Being led to the sign-in page after it is no ended session: nothing waits to be sent again."""
    send(cast)
    page = reverse("invitation_accept", args=[token_of(mail.outbox[0])])
    assert client.post(page, {"password": GOOD, "again": GOOD})["Location"] == reverse("account_login")
    assert KEPT not in client.session


def test_a_link_opens_once(cast: Cast) -> None:
    send(cast)
    token = token_of(mail.outbox[0])
    actions.accept_invitation(token=token, password=GOOD)
    assert "đăng nhập" in refused("used", lambda: actions.accept_invitation(token=token, password=GOOD)).message
    assert Membership.objects.filter(user__email=ADDRESS).count() == 1


def test_a_link_grows_old_and_is_sent_again(cast: Cast) -> None:
    invited = send(cast)
    old = token_of(mail.outbox[0])
    with in_days(6.9):
        find_invitation(old)
    with in_days(7.1):
        assert "gửi lại" in refused("expired", lambda: find_invitation(old)).message
        assert invited.invitation is not None
        with cast.acting(cast.administrator) as by:
            actions.resend_invitation(invitation=invited.invitation, by=by)
        new = token_of(mail.outbox[1])
        refused("unknown", lambda: find_invitation(old))
        actions.accept_invitation(token=new, password=GOOD)


def test_a_link_taken_back(cast: Cast) -> None:
    invited = send(cast)
    assert invited.invitation is not None
    with cast.acting(cast.administrator) as by:
        actions.withdraw_invitation(invitation=invited.invitation, by=by)
        refused("state", lambda: actions.withdraw_invitation(invitation=invited.invitation, by=by))
        refused("state", lambda: actions.resend_invitation(invitation=invited.invitation, by=by))
    refused("withdrawn", lambda: actions.accept_invitation(token=token_of(mail.outbox[0]), password=GOOD))
    send(cast)
    assert Invitation.objects.count() == 2


def test_letters_are_not_sent_in_a_row(cast: Cast) -> None:
    invitation = send(cast).invitation
    assert invitation is not None
    with cast.acting(cast.administrator) as by:
        refused("often", lambda: actions.resend_invitation(invitation=invitation, by=by))
        for day in range(1, 10):
            with in_days(day):
                actions.resend_invitation(invitation=invitation, by=by)
        with in_days(11):
            refused("often", lambda: actions.resend_invitation(invitation=invitation, by=by))
    assert len(mail.outbox) == 10


def test_one_administrator_does_not_invite_without_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Invited.__module__], "MOST_A_DAY", 2)
    send(cast)
    send(cast, email="hai@example.vn")
    refused("often", lambda: send(cast, email="ba@example.vn"))
    with in_days(1.1):
        send(cast, email="ba@example.vn")


def test_the_same_invitation_twice(cast: Cast) -> None:
    send(cast)
    assert "gửi lại" in refused("invited", lambda: send(cast, full_name="Ngô Thị Khác")).message.lower()
    send(cast, role="head")
    assert len(mail.outbox) == 2


def test_somebody_known_becomes_a_member_and_is_told(cast: Cast) -> None:
    invited = send(cast, email=cast.stranger.email, role="cooperating")
    assert invited.invitation is None
    assert invited.membership is not None
    [letter] = mail.outbox
    assert letter.to == [cast.stranger.email]
    assert "Cơ quan phối hợp" in letter.body
    assert "/loi-moi/" not in letter.body
    assert {m.province for m in cast.stranger.memberships.select_related("province")} == {
        cast.province,
        cast.other_province,
    }
    refused("overlap", lambda: send(cast, email=cast.stranger.email, role="cooperating"))


def test_an_address_invited_twice_makes_one_account(cast: Cast) -> None:
    send(cast)
    send(cast, role="cooperating")
    first, second = (token_of(letter) for letter in mail.outbox)
    one = actions.accept_invitation(token=first, password=GOOD)
    two = actions.accept_invitation(token=second, password=None)
    assert one.user == two.user
    one.user.refresh_from_db()
    assert one.user.check_password(GOOD)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "khong phai thu"}, "email"),
        ({"email": ""}, "email"),
        ({"full_name": " "}, "full_name"),
        ({"full_name": "Xem ngay http://example.vn/qua-tang"}, "full_name"),
        ({"full_name": "K" * 201}, "full_name"),
        ({"role": "king"}, "role"),
        ({"role": "ministry_viewer"}, "role"),
        ({"valid_from": dt.date(2020, 1, 1)}, "valid_from"),
    ],
)
def test_an_invitation_refused(cast: Cast, given: dict[str, Any], field: str) -> None:
    from nscl.shared.errors import DomainError

    with pytest.raises(DomainError) as caught:
        send(cast, **given)
    assert caught.value.field == field
    assert (mail.outbox, Invitation.objects.count()) == ([], 0)


@pytest.mark.parametrize("part", ["officer", "head", "cooperating", "stranger", "ministry", "nobody"])
def test_only_administrators_invite(cast: Cast, part: str) -> None:
    by = getattr(cast, part)
    with cast.acting(by):
        refused(
            "forbidden",
            lambda: actions.invite(email=ADDRESS, full_name="Ngô K", province=cast.province, role="officer", by=by),
        )


def test_a_weak_password_opens_nothing(cast: Cast) -> None:
    send(cast)
    token = token_of(mail.outbox[0])
    for weak in ("", "ngan", "1234567890", "moi@example.vn"):
        assert refused("password", lambda weak=weak: actions.accept_invitation(token=token, password=weak)).field
    assert not User.objects.filter(email=ADDRESS).exists()
    actions.accept_invitation(token=token, password=GOOD)


def test_a_role_begins_on_its_day(cast: Cast) -> None:
    begins = clock.today() + dt.timedelta(days=5)
    send(cast, valid_from=begins)
    assert actions.accept_invitation(token=token_of(mail.outbox[0]), password=GOOD).valid_from == begins


def test_the_database_keeps_an_invitation_whole(cast: Cast) -> None:
    invitation = send(cast).invitation
    assert invitation is not None
    rows = Invitation.objects.filter(pk=invitation.pk)
    for change in ({"accepted_at": clock.now()}, {"email": "Moi@example.vn"}, {"province": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
