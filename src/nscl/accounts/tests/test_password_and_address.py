"""A forgotten password, a password where there was none, and another address to sign in with."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from nscl.accounts.models import Session, User
from nscl.accounts.tests.signing import AGAIN, LOGIN, SECURITY, link_in, main, sign_in, text, with_address
from nscl.config.testing.cast import PASSWORD

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

FORGOT = "/tai-khoan/quen-mat-khau/"
EMAIL = "/tai-khoan/thu-dien-tu/"
NEW = "ba con ga vang 7"
NEW_ADDRESS = "dia.chi.moi@example.vn"


def reset_form(client: Client) -> str:
    """Follow the link of the last letter to its form."""
    answer = client.get(link_in(), follow=True)
    return str(answer.redirect_chain[-1][0])


def test_the_letter_leads_to_a_new_password(client: Client, cast: Cast) -> None:
    with_address(cast.officer)
    answer = client.post(FORGOT, {"email": cast.officer.email.upper()}, follow=True)
    assert "Xem hộp thư của bạn" in main(answer)
    (letter,) = mail.outbox
    assert letter.to == [cast.officer.email]
    assert letter.subject == "[NSCL] Đặt lại mật khẩu"
    assert "Kính gửi Nguyễn Văn A" in letter.body
    form = reset_form(client)
    assert "set-password" in form, "the key leaves the address bar"
    answer = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert answer.redirect_chain[-1][0] == LOGIN
    assert "Đã đổi mật khẩu." in text(answer)
    assert sign_in(Client(), cast.officer, NEW).status_code == 302
    assert sign_in(Client(), cast.officer).status_code == 200


@pytest.mark.parametrize("host", ["testserver:4443", "127.0.0.1:9"])
def test_a_letter_leads_home_whatever_host_its_request_named(
    client: Client, cast: Cast, settings: Any, host: str
) -> None:
    """A port is anybody's to name, and an installation may answer to several hosts: links are of `NSCL_URL` alone."""
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["testserver", "127.0.0.1"], "https://nscl.example.vn"
    with_address(cast.officer)
    client.post(FORGOT, {"email": cast.officer.email}, headers={"host": host})
    sign_in(client, cast.officer)
    client.post(EMAIL, {"email": NEW_ADDRESS}, headers={"host": host})
    assert len(mail.outbox) >= 2
    for letter in mail.outbox:
        assert host not in letter.body
        assert set(re.findall(r"https?://[^/\s]+", str(letter.body))) == {"https://nscl.example.vn"}


def test_the_new_password_ends_every_session_and_tells_the_person(client: Client, cast: Cast) -> None:
    with_address(cast.officer)
    sign_in(other := Client(), cast.officer)
    client.post(FORGOT, {"email": cast.officer.email})
    client.post(reset_form(client), {"password1": NEW, "password2": NEW})
    assert other.get("/").status_code == 302
    assert not Session.objects.filter(user=cast.officer).exists()
    assert mail.outbox[-1].subject == "[NSCL] Mật khẩu đã đặt lại"


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client: Client, cast: Cast) -> None:
    known = client.post(FORGOT, {"email": with_address(cast.officer).email}, follow=True)
    unknown = Client().post(FORGOT, {"email": "khong.co@example.vn"}, follow=True)
    assert main(known) == main(unknown)
    assert known.redirect_chain == unknown.redirect_chain
    assert len(mail.outbox) == 1


def test_a_resting_account_gets_no_letter(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=with_address(cast.officer).pk).update(is_active=False)
    client.post(FORGOT, {"email": cast.officer.email})
    assert mail.outbox == []


def test_an_address_that_waits_for_its_confirmation_gets_no_letter(client: Client, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.officer, email=NEW_ADDRESS, verified=False)
    client.post(FORGOT, {"email": NEW_ADDRESS})
    assert mail.outbox == []


def test_letters_are_limited(client: Client, cast: Cast) -> None:
    statuses = [client.post(FORGOT, {"email": with_address(cast.officer).email}).status_code for _ in range(7)]
    assert statuses.count(302) == len(mail.outbox) == 5
    assert statuses[-1] == 429


def test_a_link_is_used_once(client: Client, cast: Cast) -> None:
    with_address(cast.officer)
    client.post(FORGOT, {"email": cast.officer.email})
    link = link_in()
    client.post(reset_form(client), {"password1": NEW, "password2": NEW})
    answer = Client().get(link, follow=True)
    assert "Liên kết không dùng được" in main(answer)
    assert "Xin liên kết mới" in main(answer)


def test_a_link_ends_after_two_hours(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    with_address(cast.officer)
    client.post(FORGOT, {"email": cast.officer.email})
    link = link_in()
    later = dt.datetime.now() + dt.timedelta(hours=2, minutes=1)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    assert "Liên kết không dùng được" in main(client.get(link, follow=True))


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [
        (NEW, NEW + "8", "Hai lần nhập mật khẩu mới chưa giống nhau."),
        ("ngan", "ngan", "10 ký tự"),
        ("password123", "password123", "phổ biến"),
        ("", "", "Cần điền ô này."),
    ],
)
def test_a_new_password_refused(client: Client, cast: Cast, new: str, again: str, words: str) -> None:
    with_address(cast.officer)
    client.post(FORGOT, {"email": cast.officer.email})
    html = main(client.post(reset_form(client), {"password1": new, "password2": again}))
    assert words in html
    assert sign_in(Client(), cast.officer).status_code == 302, "the old one still holds"


def test_an_account_without_a_password_sets_one(client: Client, cast: Cast) -> None:
    cast.officer.set_unusable_password()
    cast.officer.save()
    client.force_login(cast.officer)
    assert client.get("/tai-khoan/mat-khau/")["Location"] == "/tai-khoan/mat-khau/dat/"
    client.post("/tai-khoan/mat-khau/dat/", {"password1": NEW, "password2": NEW})
    assert sign_in(Client(), cast.officer, NEW).status_code == 302


# Another address


@pytest.fixture
def officer(client: Client, cast: Cast) -> User:
    sign_in(client, with_address(cast.officer))
    return cast.officer


def test_another_address_counts_once_confirmed_and_the_old_one_is_told(client: Client, officer: User) -> None:
    answer = client.post(EMAIL, {"email": NEW_ADDRESS, "action_add": "1"}, follow=True)
    assert f"Đã gửi thư xác nhận tới {NEW_ADDRESS}." in text(answer)
    assert mail.outbox[-1].to == [NEW_ADDRESS]
    assert "Chờ xác nhận" in main(client.get(SECURITY))
    officer.refresh_from_db()
    assert officer.email == "officer@example.vn"
    link = link_in()
    assert NEW_ADDRESS in main(client.get(link))
    officer.refresh_from_db()
    assert officer.email == "officer@example.vn", "opening the link alone confirms nothing"
    client.post(link)
    officer.refresh_from_db()
    assert officer.email == NEW_ADDRESS
    told = mail.outbox[-1]
    assert told.to == ["officer@example.vn"]
    assert NEW_ADDRESS in told.body
    assert sign_in(Client(), officer).status_code == 302


def test_another_address_needs_a_fresh_proof(client: Client, officer: User) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = client.post(EMAIL, {"email": NEW_ADDRESS, "action_add": "1"})
    assert answer["Location"].startswith(AGAIN)
    assert mail.outbox == []
    client.post(answer["Location"], {"password": PASSWORD})
    assert mail.outbox[-1].to == [NEW_ADDRESS], "what was asked for goes on after the proof"


def test_it_is_given_up_and_the_link_is_dead(client: Client, officer: User) -> None:
    client.post(EMAIL, {"email": NEW_ADDRESS, "action_add": "1"})
    link = link_in()
    client.post(EMAIL, {"email": NEW_ADDRESS, "action_remove": "1"})
    assert "Chờ xác nhận" not in main(client.get(SECURITY))
    assert "Liên kết không dùng được" in main(client.get(link))


def test_somebody_elses_address_is_not_taken_over_nor_told_of(client: Client, officer: User, cast: Cast) -> None:
    answer = client.post(EMAIL, {"email": cast.head.email, "action_add": "1"}, follow=True)
    assert f"Đã gửi thư xác nhận tới {cast.head.email}." in text(answer), "the same words as for a free address"
    answer = client.post(link_in(), follow=True)
    officer.refresh_from_db()
    assert officer.email == "officer@example.vn"
    assert sign_in(Client(), cast.head).status_code == 302


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("officer@example.vn", "Đây đã là địa chỉ của tài khoản này."),
        ("khong phai thu", "Địa chỉ thư điện tử chưa đúng dạng"),
        ("", "Cần điền ô này."),
    ],
)
def test_an_address_refused_keeps_what_was_typed(client: Client, officer: User, email: str, words: str) -> None:
    html = main(client.post(EMAIL, {"email": email, "action_add": "1"}))
    assert words in html
    assert f'value="{email}"' in html or not email


def test_a_wrong_link_says_what_to_do(client: Client, db: Any) -> None:
    assert "Liên kết không dùng được" in main(client.get(f"{EMAIL}xac-nhan/khong-dung/"))
    assert client.post(f"{EMAIL}xac-nhan/khong-dung/").status_code == 404


def test_a_letter_names_the_moment_and_where_from(client: Client, officer: User) -> None:
    client.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    letter = mail.outbox[-1]
    assert letter.subject == "[NSCL] Mật khẩu đã đổi"
    assert "127.0.0.1" in letter.body
    assert "hãy đặt lại mật khẩu ngay" in letter.body
