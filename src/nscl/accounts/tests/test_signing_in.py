"""Signing in and out, and changing one's password, in Vietnamese from the first word to the last refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import PASSWORD

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

LOGIN = "/tai-khoan/dang-nhap/"
CHANGE = "/tai-khoan/mat-khau/"
ENGLISH = ("This field", "Enter a valid", "password you", "Sign In", "Password", "Email address", "Forgot", "Remember")


def sign_in(client: Client, email: str, password: str) -> str:
    answer = client.post(LOGIN, {"login": email, "password": password}, follow=True)
    return answer.content.decode()


def no_english(html: str) -> None:
    visible = html[html.index("<main") : html.index("</main>")]
    assert not [words for words in ENGLISH if words in visible]


def test_the_page_asks_for_two_things_in_vietnamese(client: Client, db: None) -> None:
    html = client.get(LOGIN).content.decode()
    assert "Thư điện tử" in html
    assert "Mật khẩu" in html
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    no_english(html)


def test_signing_in_leads_to_the_page_asked_for(client: Client, cast: Cast) -> None:
    asked = client.get("/vai-tro/")
    html = client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/vai-tro/"' in html
    answer = client.post(LOGIN, {"login": cast.officer.email.upper(), "password": PASSWORD, "next": "/vai-tro/"})
    assert answer["Location"] == "/vai-tro/"


def test_another_site_is_never_the_next_page(client: Client, cast: Cast) -> None:
    there = {"login": cast.officer.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(LOGIN, there)["Location"] == "/"


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("officer@example.vn", "sai-mat-khau-roi", "Thư điện tử hoặc mật khẩu chưa đúng."),
        ("khong.co@example.vn", PASSWORD, "Thư điện tử hoặc mật khẩu chưa đúng."),
        ("khong phai thu", PASSWORD, "Địa chỉ thư điện tử chưa đúng dạng"),
        ("", PASSWORD, "Nhập địa chỉ thư điện tử."),
        ("officer@example.vn", "", "Nhập mật khẩu."),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_the_address(
    client: Client, cast: Cast, email: str, password: str, words: str
) -> None:
    html = sign_in(client, email, password)
    assert words in html
    assert f'value="{email}"' in html or not email
    assert password == "" or f'value="{password}"' not in html
    no_english(html)


def test_an_account_put_to_rest_is_told_whom_to_ask(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    html = sign_in(client, cast.officer.email, PASSWORD)
    assert "đang tạm khóa" in html
    assert "người quản trị hệ thống" in html
    assert client.get("/").status_code == 302


def test_too_many_attempts_are_told_to_wait(client: Client, cast: Cast) -> None:
    pages = [sign_in(client, cast.officer.email, "sai-mat-khau-roi") for _ in range(12)]
    assert any("quá nhiều lần" in html for html in pages)
    no_english(pages[-1])


def test_signing_out_asks_and_then_says_so(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer.email, PASSWORD)
    assert "Đăng xuất?" in client.get("/tai-khoan/dang-xuat/").content.decode()
    assert client.get("/").status_code == 200
    html = client.post("/tai-khoan/dang-xuat/", follow=True).content.decode()
    assert "Bạn đã đăng xuất." in html
    assert client.get("/").status_code == 302


def test_a_new_password_works_and_keeps_one_signed_in(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer.email, PASSWORD)
    new = "ba con ga vang 7"
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True)
    assert "Đã đổi mật khẩu." in answer.content.decode()
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(new)


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("sai", "ba con ga vang 7", "ba con ga vang 7", "Mật khẩu hiện tại chưa đúng."),
        (PASSWORD, "ba con ga vang 7", "ba con ga vang 8", "Hai lần nhập mật khẩu mới chưa giống nhau."),
        (PASSWORD, "ngan", "ngan", "10"),
        (PASSWORD, "", "", "Cần điền ô này."),
    ],
)
def test_a_password_refused(client: Client, cast: Cast, old: str, new: str, again: str, words: str) -> None:
    sign_in(client, cast.officer.email, PASSWORD)
    html = client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again}).content.decode()
    assert words in html
    assert "field-error" in html
    no_english(html)
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(PASSWORD)


def test_changing_a_password_needs_signing_in(client: Client, db: None) -> None:
    assert client.get(CHANGE)["Location"].startswith(LOGIN)
