"""Passkeys by a key in software: made, used, and refused when anything about them is wrong."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.test import Client

from nscl.accounts.models import User
from nscl.accounts.signin import second_factor
from nscl.accounts.tests.signing import SECOND, SECURITY, main, sign_in, text
from nscl.accounts.tests.soft_key import SoftKey

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

ADD = f"{SECURITY}khoa/"
LOGIN = "/tai-khoan/dang-nhap/khoa-truy-cap/"
PROVE = "/tai-khoan/xac-nhan-lai/khoa-truy-cap/"


def asked(answer: Any) -> dict[str, Any]:
    """What the page hands to the browser."""
    found = re.search(r'data-options="([^"]*)"', text(answer))
    assert found
    options: dict[str, Any] = json.loads(html.unescape(found[1]))["publicKey"]
    return options


@pytest.fixture
def officer(client: Client, cast: Cast) -> User:
    sign_in(client, cast.officer)
    return cast.officer


def add(client: Client, key: SoftKey, name: str = "Điện thoại") -> Any:
    options = asked(client.get(ADD, secure=True))
    sent = {"name": name, "credential": json.dumps(key.create(options["challenge"]))}
    return client.post(ADD, sent, secure=True)


def login(key: SoftKey, user: User, client: Client | None = None, **changed: Any) -> Any:
    """Sign in by the key alone."""
    client = client or Client()
    question = client.get(LOGIN, headers={"accept": "application/json"}, secure=True).json()
    challenge = question["request_options"]["publicKey"]["challenge"]
    credential = key.get(changed.pop("challenge", challenge), user_pk_to_url_str(user)) | changed
    return client.post(LOGIN, {"credential": json.dumps(credential)}, secure=True)


def test_a_key_is_made_for_signing_in_by_itself(client: Client, officer: User) -> None:
    options = asked(client.get(ADD, secure=True))
    assert options["rp"]["id"] == "testserver"
    assert options["user"]["name"] == officer.email
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    answer = add(client, SoftKey())
    assert answer["Location"].endswith("/ma-du-phong/"), "the first factor brings recovery codes"
    assert "Điện thoại" in main(client.get(SECURITY))


def test_it_opens_the_account_alone(client: Client, officer: User) -> None:
    key = SoftKey()
    add(client, key)
    phone = Client()
    assert login(key, officer, phone).status_code == 302
    assert phone.get(SECURITY).status_code == 200
    assert "khóa truy cập" in main(phone.get(SECURITY))


def test_it_is_the_second_step_after_a_password(client: Client, officer: User) -> None:
    key = SoftKey()
    add(client, key)
    sign_in(phone := Client(), officer)
    page = phone.get(SECOND, secure=True)
    assert 'name="code"' in text(page), "a recovery code will do, too"
    credential = key.get(asked(page)["challenge"], user_pk_to_url_str(officer))
    assert phone.post(SECOND, {"credential": json.dumps(credential)}, secure=True)["Location"] == "/"


def test_it_proves_who_one_is_before_what_matters(client: Client, officer: User) -> None:
    key = SoftKey()
    add(client, key)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    assert client.get(ADD, secure=True).status_code == 302
    page = client.get(f"{PROVE}?next={ADD}", secure=True)
    credential = key.get(asked(page)["challenge"], user_pk_to_url_str(officer))
    answer = client.post(PROVE, {"credential": json.dumps(credential), "next": ADD}, secure=True)
    assert answer["Location"] == ADD
    assert client.get(ADD, secure=True).status_code == 200


def test_a_key_that_asked_nothing_of_its_holder_is_not_taken(client: Client, officer: User) -> None:
    assert "không mở được tài khoản" in main(add(client, SoftKey(verified=False)))
    assert not second_factor.has(officer)


def test_a_key_of_another_site_is_not_taken(client: Client, officer: User) -> None:
    assert "không mở được tài khoản" in main(add(client, SoftKey(host="evil.example")))


@pytest.mark.parametrize("wrong", ["signature", "challenge", "stranger", "key", "unverified", "origin", "no one"])
def test_nothing_opens_with_a_wrong(client: Client, officer: User, cast: Cast, wrong: str) -> None:
    key = SoftKey()
    add(client, key)
    user, used, changed = officer, key, {}
    if wrong == "signature":
        other = SoftKey(id=key.id)
        used = other
    elif wrong == "challenge":
        changed = {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
    elif wrong == "stranger":
        user = cast.stranger
    elif wrong == "key":
        used = SoftKey()
    elif wrong == "unverified":
        key.verified = False
    elif wrong == "origin":
        key.scheme = "http"
    else:
        user = User(pk=999_999)
    phone = Client()
    answer = login(used, user, phone, **changed)
    assert answer["Location"] == "/tai-khoan/dang-nhap/"
    assert "không mở được tài khoản" in text(phone.get("/tai-khoan/dang-nhap/"))
    assert phone.get("/").status_code == 302


def test_an_answer_is_used_once(client: Client, officer: User) -> None:
    key = SoftKey()
    add(client, key)
    phone = Client()
    question = phone.get(LOGIN, headers={"accept": "application/json"}, secure=True).json()
    sent = {
        "credential": json.dumps(
            key.get(question["request_options"]["publicKey"]["challenge"], user_pk_to_url_str(officer))
        )
    }
    phone.post(LOGIN, sent, secure=True)
    phone.post("/tai-khoan/dang-xuat/")
    phone.post(LOGIN, sent, secure=True)
    assert phone.get("/").status_code == 302


def test_a_resting_account_stays_shut(client: Client, officer: User) -> None:
    key = SoftKey()
    add(client, key)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert login(key, officer)["Location"] == "/tai-khoan/tam-khoa/"
