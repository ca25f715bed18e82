"""What an attacker would try around signing in, besides guessing: where it leads, what it tells, what cookies say."""

from __future__ import annotations

import os
import subprocess
import sys
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from nscl.accounts.tests.signing import AGAIN, LOGIN, SECURITY, add_application, events, main, sign_in, text
from nscl.config.testing.cast import PASSWORD

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

ELSEWHERE = [
    "https://evil.example/", "//evil.example", "///evil.example", "\\\\evil.example", "/\\evil.example",
    "http:evil.example", "javascript:alert(1)", "data:text/html,x", "https://testserver.evil.example/",
    "https://testserver@evil.example/", " //evil.example", "\t//evil.example", "http://localhost/", "//[::1]/",
]  # fmt: skip


@pytest.mark.parametrize("there", ELSEWHERE)
def test_signing_in_leads_nowhere_else(client: Client, cast: Cast, there: str) -> None:
    """Not even to another host the installation answers to: `ALLOWED_HOSTS` is no list of friends."""
    assert sign_in(client, cast.officer, next=there)["Location"] == "/"


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nor_does_proving_it_again_or_signing_out(client: Client, cast: Cast, there: str) -> None:
    sign_in(client, cast.officer)
    answer = client.post(AGAIN, {"password": PASSWORD, "next": there})
    assert answer["Location"] in ("/", SECURITY)
    assert client.post("/tai-khoan/dang-xuat/", {"next": there})["Location"] == LOGIN


def test_a_page_of_ours_with_its_question_is_led_to(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.officer, next="/ke-hoach/?tim=a&trang=2")["Location"] == "/ke-hoach/?tim=a&trang=2"


def test_who_is_there_does_not_show_in_what_is_said(cast: Cast) -> None:
    known = main(sign_in(Client(), cast.officer, "sai-mat-khau-roi"))
    unknown = main(Client().post(LOGIN, {"login": "officer@example.xx", "password": "sai-mat-khau-roi"}))
    for page in (known, unknown):
        assert "Thư điện tử hoặc mật khẩu chưa đúng." in page
    assert _bare(known) == _bare(unknown)


def _bare(html: str) -> str:
    import re

    return re.sub(r'value="[^"]*"', "", html)


@pytest.mark.parametrize("login", ["officer@example.vn", "khong.co@example.vn"])
def test_who_is_there_does_not_show_in_how_long_it_takes(
    client: Client, cast: Cast, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash, which is nearly all the time it takes, is reckoned once for an address nobody has, too."""
    reckoned: list[int] = []
    hasher = get_hasher()
    encode = type(hasher).encode

    def counted(*args: Any) -> str:
        reckoned.append(1)
        return str(encode(*args))

    monkeypatch.setattr(type(hasher), "encode", counted)
    client.post(LOGIN, {"login": login, "password": "sai-mat-khau-roi"})
    assert len(reckoned) == 1


def test_pages_of_the_account_are_not_framed_nor_kept(client: Client, cast: Cast) -> None:
    for answer in (client.get(LOGIN), sign_in(client, cast.officer), client.get(SECURITY)):
        assert answer["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
        assert "frame-ancestors" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


def test_no_page_of_the_account_has_script_or_style_in_it(client: Client, cast: Cast) -> None:
    import re

    sign_in(client, cast.officer)
    pages = [client.get(SECURITY + path) for path in ("", "ung-dung/", "khoa/", "phien/ket-thuc/")]
    for page in (*pages, Client().get(LOGIN)):
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", text(page))


def test_the_session_cookie_is_for_this_site_and_not_for_scripts(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["expires"] == cookie["max-age"] == "", "it ends with the browser"


def test_in_production_cookies_travel_over_tls_alone_and_a_second_factor_is_asked() -> None:
    program = (
        "from nscl.config import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.REQUIRE_SECOND_FACTOR, s.SECURE_HSTS_SECONDS > 0)"
    )
    secret = {"SECRET_KEY": token_urlsafe(48), "NSCL_AUDIT_KEY": token_urlsafe(48)}
    home = {"NSCL_URL": "https://nscl.example.vn"}
    public = {"ALLOWED_HOSTS": "nscl.example.vn", "CSRF_TRUSTED_ORIGINS": "https://nscl.example.vn", **home}
    mail = {"NSCL_MAIL": "smtps://a:b@mail.example.vn:465", "NSCL_MAIL_FROM": "NSCL <nscl@example.vn>"}
    environment = {**os.environ, "NSCL_ENV": "production", **secret, **public, **mail}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert run.stdout.strip() == "True True True True", run.stderr[-800:]


@pytest.mark.parametrize(
    ("name", "value"),
    [("NSCL_IDLE_MINUTES", "2"), ("NSCL_IDLE_MINUTES", "viel"), ("NSCL_REQUIRE_SECOND_FACTOR", "yes")],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str) -> None:
    program = "from nscl.config import settings"
    environment = {**os.environ, name: value}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert run.returncode != 0
    assert name in run.stderr


def test_what_happened_is_in_the_audit(transactional_db: None, owner_database: Any) -> None:
    from nscl.config.testing.cast import make_cast

    cast = make_cast()
    me = cast.officer.pk
    client = Client()
    sign_in(client, cast.officer)
    add_application(client)
    client.post(f"{SECURITY}ma-du-phong/tao/")
    client.post(f"{SECURITY}ung-dung/bo/")
    client.post(
        "/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": "ba con ga 777", "password2": "ba con ga 777"}
    )
    client.post(AGAIN, {"password": "ba con ga 777"})
    client.post("/tai-khoan/dang-xuat/")
    Client().post("/tai-khoan/quen-mat-khau/", {"email": "khong.co@example.vn"})
    assert events(owner_database, "signin.succeeded") == [(me, me, {"method": "password"})]
    assert (me, me, {"type": "totp"}) in events(owner_database, "factor.added")
    assert (me, me, {"type": "totp"}) in events(owner_database, "factor.removed")
    assert events(owner_database, "factor.codes_made") == [(me, me, {"type": "recovery_codes"})]
    assert events(owner_database, "password.changed") == [(me, me, {})]
    assert events(owner_database, "reauthentication.done") == [(me, me, {"method": "password"})]
    assert events(owner_database, "signin.signed_out") == [(me, me, {})]
    assert events(owner_database, "password.reset_asked") == [(None, None, {})]
