"""The province's sign-on against a provider that tells the truth, and against one that does not."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.test import Client

from nscl.accounts.models import User
from nscl.accounts.tests.oidc_provider import CLIENT, SECRET, Provider
from nscl.accounts.tests.signing import AGAIN, SECURITY, add_application, main, sign_in, text
from nscl.config.testing.cast import PASSWORD
from nscl.foundation.environment import Misconfigured, sign_on

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

BEGIN = "/tai-khoan/dang-nhap/mot-lan/"
BACK = f"{BEGIN}tra-ve/"
REFUSED = "Chưa đăng nhập một lần được"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    provider = Provider()
    settings.SIGN_ON = {
        "provider_id": "sign-on",
        "name": "Cổng đăng nhập tỉnh",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [settings.SIGN_ON]}}
    yield provider
    provider.stop()


def ask(client: Client, provider: Provider, **sent: str) -> dict[str, str]:
    """Go to the provider; what it was asked."""
    page = client.post(BEGIN, sent)
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', text(page))
    assert found, text(page)
    there = urlsplit(unescape(found[1]))
    assert f"{there.scheme}://{there.netloc}" == provider.issuer
    provider.asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    return provider.asked


def come(client: Client, provider: Provider, **sent: str) -> Any:
    """There and back again."""
    asked = ask(client, provider, **sent)
    return client.get(BACK, {"code": "ma-1", "state": asked["state"]})


def nobody_in(client: Client) -> bool:
    return client.get("/")["Location"].startswith("/tai-khoan/dang-nhap/")


def test_there_is_no_button_where_there_is_no_sign_on(client: Client, cast: Cast) -> None:
    assert BEGIN not in text(client.get("/tai-khoan/dang-nhap/"))
    sign_in(client, cast.officer)
    assert BEGIN not in text(client.get(SECURITY))


def test_the_button_has_the_name_that_was_configured(client: Client, provider: Provider, db: None) -> None:
    assert "Cổng đăng nhập tỉnh" in main(client.get("/tai-khoan/dang-nhap/"))


def test_what_is_asked(client: Client, provider: Provider, db: None) -> None:
    asked = ask(client, provider, scope="admin", auth_params="prompt=none")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) > 40
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}, "the address bar adds nothing"
    assert "prompt" not in asked


def test_a_verified_address_opens_the_account_it_belongs_to(client: Client, cast: Cast, provider: Provider) -> None:
    answer = come(client, provider, next="/vai-tro/")
    assert answer["Location"] == "/vai-tro/"
    assert "đăng nhập một lần" in main(client.get(SECURITY))
    linked = SocialAccount.objects.get(user=cast.officer)
    assert linked.uid == "so-1"
    assert linked.extra_data == {"issuer": provider.issuer}, "nothing of the person is kept"
    assert mail.outbox[-1].subject == "[NSCL] Đã liên kết đăng nhập một lần"
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(PASSWORD)


def test_once_linked_the_subject_counts_and_not_the_address(client: Client, cast: Cast, provider: Provider) -> None:
    come(client, provider)
    provider.claims = {"sub": "so-1", "email": "da.doi@example.vn", "email_verified": False}
    assert come(again := Client(), provider)["Location"] == "/"
    assert cast.officer.full_name in text(again.get("/"))
    provider.claims = {"sub": "so-2", "email": cast.head.email, "email_verified": True}
    come(other := Client(), provider)
    assert cast.head.full_name in text(other.get("/"))


def unverified(provider: Provider) -> None:
    provider.claims["email_verified"] = False


def said_as_words(provider: Provider) -> None:
    provider.claims["email_verified"] = "false"


def unsaid(provider: Provider) -> None:
    del provider.claims["email_verified"]


def verified_elsewhere(provider: Provider) -> None:
    """The token names one address without a word on it; `userinfo` vouches for another."""
    del provider.claims["email_verified"]
    provider.more = {"email": "attacker@example.vn", "email_verified": True}


def nobody_here(provider: Provider) -> None:
    provider.claims["email"] = "khong.co@example.vn"


@pytest.mark.parametrize("change", [unverified, said_as_words, unsaid, verified_elsewhere, nobody_here])
def test_nobody_is_let_in_nor_signed_up_by(
    client: Client, cast: Cast, provider: Provider, change: Callable[[Provider], None]
) -> None:
    people = User.objects.count()
    change(provider)
    html = main(come(client, provider))
    assert "Chưa có tài khoản ứng với danh tính này" in html
    assert "đăng nhập bằng mật khẩu, rồi liên kết" in html
    assert nobody_in(client)
    assert User.objects.count() == people
    assert not SocialAccount.objects.exists()


def test_an_address_not_verified_here_is_no_proof_either(client: Client, cast: Cast, provider: Provider) -> None:
    EmailAddress.objects.create(user=cast.officer, email="cho@example.vn", verified=False)
    provider.claims["email"] = "cho@example.vn"
    assert "Chưa có tài khoản" in main(come(client, provider))


def wrong_issuer(provider: Provider) -> None:
    provider.bend = lambda token: token.update(iss="https://evil.example")


def other_discovery(provider: Provider) -> None:
    provider.discovery = {"issuer": "https://evil.example"}
    provider.bend = lambda token: token.update(iss="https://evil.example")


def wrong_audience(provider: Provider) -> None:
    provider.bend = lambda token: token.update(aud="another-client")


def for_another_party(provider: Provider) -> None:
    provider.bend = lambda token: token.update(aud=[CLIENT, "another"], azp="another")


def for_several_without_party(provider: Provider) -> None:
    provider.bend = lambda token: token.update(aud=[CLIENT, "another"])


def wrong_nonce(provider: Provider) -> None:
    provider.bend = lambda token: token.update(nonce="something-else")


def no_nonce(provider: Provider) -> None:
    provider.bend = lambda token: token.pop("nonce")


def expired(provider: Provider) -> None:
    provider.bend = lambda token: token.update(exp=int(time.time()) - 120)


def from_tomorrow(provider: Provider) -> None:
    provider.bend = lambda token: token.update(iat=int(time.time()) + 86400)


def no_end(provider: Provider) -> None:
    provider.bend = lambda token: token.pop("exp")


def bad_signature(provider: Provider) -> None:
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def no_signature(provider: Provider) -> None:
    provider.signs_with, provider.algorithm = "", "none"


def a_shared_secret(provider: Provider) -> None:
    provider.signs_with, provider.algorithm = SECRET * 4, "HS256"


def unknown_key(provider: Provider) -> None:
    provider.headers = {"kid": "khoa-2"}


def key_without_name(provider: Provider) -> None:
    provider.headers = {}


def another_subject(provider: Provider) -> None:
    provider.more = {"sub": "so-9"}


def broken(provider: Provider) -> None:
    provider.broken = True


WRONG = [
    wrong_issuer, other_discovery, wrong_audience, for_another_party, for_several_without_party, wrong_nonce, no_nonce,
    expired, from_tomorrow, no_end, bad_signature, no_signature, a_shared_secret, unknown_key, key_without_name,
    another_subject,
]  # fmt: skip


@pytest.mark.parametrize("change", WRONG)
def test_a_wrong_answer_is_refused_with_what_to_do(
    client: Client, cast: Cast, provider: Provider, change: Callable[[Provider], None]
) -> None:
    if change is other_discovery:
        change(provider)
        answer = client.post(BEGIN)
    else:
        ask(client, provider)
        change(provider)
        answer = client.get(BACK, {"code": "ma-1", "state": provider.asked["state"]})
    assert answer.status_code == 401
    html = main(answer)
    assert REFUSED in html
    assert "đăng nhập bằng mật khẩu" in html
    assert "Invalid" not in html
    assert nobody_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("when", ["before", "between"])
def test_a_provider_that_is_down_is_said_to_be(client: Client, cast: Cast, provider: Provider, when: str) -> None:
    if when == "before":
        provider.broken = True
        answer = client.post(BEGIN)
    else:
        asked = ask(client, provider)
        provider.broken = True
        answer = client.get(BACK, {"code": "ma-1", "state": asked["state"]})
    assert REFUSED in main(answer)


def test_an_answer_to_nothing_that_was_asked(client: Client, cast: Cast, provider: Provider) -> None:
    assert REFUSED in main(client.get(BACK, {"code": "ma-1", "state": "x"}))
    assert REFUSED in main(client.get(BACK))
    asked = ask(client, provider)
    stranger = Client()
    assert REFUSED in main(stranger.get(BACK, {"code": "ma-1", "state": asked["state"]})), "another browser's state"
    client.get(BACK, {"code": "ma-1", "state": asked["state"]})
    client.post("/tai-khoan/dang-xuat/")
    assert REFUSED in main(client.get(BACK, {"code": "ma-1", "state": asked["state"]})), "a state is used once"


def test_a_code_caught_on_the_way_is_worth_nothing(client: Client, cast: Cast, provider: Provider) -> None:
    """Without the verifier of the browser that asked (PKCE), the provider gives no token."""
    first, second = ask(Client(), provider), ask(client, provider)
    provider.asked = first
    assert REFUSED in main(client.get(BACK, {"code": "ma-1", "state": second["state"]}))


def test_who_turns_back_is_told_so(client: Client, provider: Provider, db: None) -> None:
    asked = ask(client, provider)
    answer = client.get(BACK, {"error": "access_denied", "state": asked["state"]}, follow=True)
    assert "Đã thôi đăng nhập một lần" in main(answer)


def test_the_second_factor_is_asked_for_all_the_same(client: Client, cast: Cast, provider: Provider) -> None:
    sign_in(client, cast.officer)
    add_application(client)
    visitor = Client()
    assert come(visitor, provider)["Location"].startswith("/tai-khoan/dang-nhap/lop-hai/")
    assert nobody_in(visitor)


# Linking while signed in


@pytest.fixture
def officer(client: Client, cast: Cast) -> User:
    sign_in(client, cast.officer)
    return cast.officer


def link(client: Client, provider: Provider) -> Any:
    return come(client, provider, process="connect", next=SECURITY)


def test_linking_by_hand_needs_no_verified_address(client: Client, officer: User, provider: Provider) -> None:
    provider.claims = {"sub": "so-5", "email": "rieng@example.vn", "email_verified": False}
    assert link(client, provider)["Location"] == SECURITY
    html = text(client.get(SECURITY))
    assert "Đã liên kết đăng nhập một lần với tài khoản này." in html
    assert come(visitor := Client(), provider)["Location"] == "/"
    assert officer.full_name in text(visitor.get("/"))


def test_linking_needs_a_fresh_proof(client: Client, officer: User, provider: Provider) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = client.post(BEGIN, {"process": "connect", "next": SECURITY})
    assert answer["Location"].startswith(AGAIN)
    page = client.post(answer["Location"], {"password": PASSWORD})
    assert "Đang chuyển tới hệ thống đăng nhập một lần" in main(page)


def test_a_visitor_links_nothing(client: Client, cast: Cast, provider: Provider) -> None:
    assert client.post(BEGIN, {"process": "connect"})["Location"].startswith("/tai-khoan/dang-nhap/?next=")


def test_an_identity_belongs_to_one_account(client: Client, officer: User, cast: Cast, provider: Provider) -> None:
    link(client, provider)
    other = Client()
    sign_in(other, cast.head)
    link(other, provider)
    assert "đã liên kết với một tài khoản khác" in text(other.get(SECURITY))
    assert SocialAccount.objects.get().user == officer


def test_the_link_is_given_up(client: Client, officer: User, provider: Provider) -> None:
    link(client, provider)
    assert "Bỏ liên kết đăng nhập một lần?" in main(client.get(f"{SECURITY}mot-lan/bo/"))
    assert "Đã bỏ liên kết" in text(client.post(f"{SECURITY}mot-lan/bo/", follow=True))
    assert not SocialAccount.objects.exists()


def test_the_only_way_in_stays(client: Client, officer: User, provider: Provider) -> None:
    link(client, provider)
    officer.set_unusable_password()
    officer.save()
    come(client := Client(), provider)
    assert "để còn cách đăng nhập" in text(client.post(f"{SECURITY}mot-lan/bo/", follow=True))
    assert SocialAccount.objects.exists()


# Configuration


def test_the_environment_names_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME"):
        monkeypatch.delenv(f"NSCL_OIDC_{name}", raising=False)
    assert sign_on() is None
    monkeypatch.setenv("NSCL_OIDC_ISSUER", "https://sso.tinh.example")
    with pytest.raises(Misconfigured, match="NSCL_OIDC_CLIENT_ID"):
        sign_on()
    monkeypatch.setenv("NSCL_OIDC_CLIENT_ID", "nscl")
    monkeypatch.setenv("NSCL_OIDC_CLIENT_SECRET", "x")
    monkeypatch.setenv("NSCL_OIDC_NAME", "VNeID")
    configured = sign_on()
    assert configured is not None
    assert (configured["name"], configured["settings"]["oauth_pkce_enabled"]) == ("VNeID", True)
    monkeypatch.setenv("NSCL_ENV", "production")
    monkeypatch.setenv("NSCL_OIDC_ISSUER", "http://sso.tinh.example")
    with pytest.raises(Misconfigured, match="https"):
        sign_on()
