"""Second factors: setting one up, signing in with it, losing it, and who must have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings
from django.urls import reverse

from nscl.accounts.signin import second_factor
from nscl.accounts.tests.signing import (
    AGAIN,
    LOGIN,
    SECOND,
    SECURITY,
    add_application,
    code_of,
    factor,
    main,
    sign_in,
    text,
    with_address,
)
from nscl.config.testing.cast import PASSWORD

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

CODES = f"{SECURITY}ma-du-phong/"
APPLICATION = f"{SECURITY}ung-dung/"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Any:
    sign_in(client, with_address(cast.officer))
    return cast.officer


def test_the_application_is_shown_as_a_picture_of_its_own_and_as_letters(client: Client, officer: Any) -> None:
    html = main(client.get(APPLICATION))
    secret = client.session["mfa.totp.secret"]
    assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in html
    assert "data:image" not in html
    picture = client.get(f"{APPLICATION}ma-vuong.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "no-store, private"
    assert b"<path" in picture.content


def test_there_is_no_picture_when_nothing_is_being_set_up(client: Client, officer: Any) -> None:
    assert client.get(f"{APPLICATION}ma-vuong.svg").status_code == 404


def test_a_wrong_first_code_sets_nothing_up(client: Client, officer: Any) -> None:
    client.get(APPLICATION)
    secret = client.session["mfa.totp.secret"]
    answer = client.post(APPLICATION, {"code": "000000"})
    assert "Mã chưa đúng hoặc đã hết hạn." in main(answer)
    assert client.session["mfa.totp.secret"] == secret, "the phone need not scan again"
    assert not second_factor.has(officer)


def test_the_secret_lies_encrypted_in_the_database(client: Client, officer: Any) -> None:
    secret = add_application(client)
    assert secret not in str(factor(officer).data)
    assert factor(officer).wrap().validate_code(code_of(secret, 1))


def test_the_key_of_the_installation_changes(client: Client, officer: Any, settings: Any) -> None:
    """Named among the earlier ones, it still opens; forgotten, the person is told whom to ask, and nothing breaks."""
    secret = add_application(client)
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "x" * 60
    for fallbacks, wanted in (([], 200), ([before], 302)):
        settings.SECRET_KEY_FALLBACKS = fallbacks
        sign_in(phone := Client(), officer)
        answer = phone.post(SECOND, {"code": code_of(secret, 1)})
        assert answer.status_code == wanted
        assert wanted == 302 or "Nhờ người quản trị hệ thống gỡ ra" in main(answer)
    settings.SECRET_KEY_FALLBACKS = []
    sign_in(client := Client(), officer)
    client.force_login(officer)
    assert client.get(SECURITY).status_code == 200


def test_signing_in_asks_for_the_code(client: Client, officer: Any) -> None:
    secret = add_application(client)
    phone = Client()
    answer = sign_in(phone, officer, next="/vai-tro/")
    assert answer["Location"].startswith(SECOND)
    assert phone.get("/vai-tro/").status_code == 302, "the password alone opens nothing"
    html = main(phone.get(SECOND))
    assert 'autocomplete="one-time-code"' in html
    assert phone.post(SECOND, {"code": code_of(secret, 1)})["Location"] == "/vai-tro/"
    assert phone.get("/vai-tro/").status_code == 200


def test_a_code_is_taken_once(client: Client, officer: Any) -> None:
    secret = add_application(client)
    code = code_of(secret, 1)
    for wanted in (302, 200):
        phone = Client()
        sign_in(phone, officer)
        assert phone.post(SECOND, {"code": code}).status_code == wanted


def test_wrong_codes_pause_the_person_wherever_they_come_from(client: Client, officer: Any) -> None:
    secret = add_application(client)
    for _ in range(5):
        phone = Client()
        sign_in(phone, officer)
        assert phone.post(SECOND, {"code": "000000"}).status_code == 200
    sign_in(client := Client(), officer)
    html = main(client.post(SECOND, {"code": code_of(secret, 1)}))
    assert "tạm dừng thêm 15 phút" in html
    assert client.get("/").status_code == 302


def test_one_may_begin_anew_as_somebody_else(client: Client, officer: Any) -> None:
    add_application(client)
    phone = Client()
    sign_in(phone, officer)
    assert 'action="/tai-khoan/dang-xuat/"' in main(phone.get(SECOND))
    phone.post("/tai-khoan/dang-xuat/")
    assert phone.get(LOGIN).status_code == 200


def test_recovery_codes_are_shown_once_can_be_taken_along_and_open_once(client: Client, officer: Any) -> None:
    add_application(client)
    html = main(client.get(CODES))
    codes = factor(officer, "recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    shown = [f"{code[:4]} {code[4:]}" for code in codes]
    assert all(code in html for code in shown)
    file = client.get(f"{CODES}tai-ve/")
    assert shown[0] in text(file)
    assert 'filename="ma-du-phong-nscl.txt"' in file["Content-Disposition"]
    for wanted in (302, 200):
        phone = Client()
        sign_in(phone, officer)
        assert phone.post(SECOND, {"code": shown[0]}).status_code == wanted
    assert "Còn 9 mã chưa dùng" in main(client.get(SECURITY))


def test_recovery_codes_are_not_shown_to_another_session_or_later(client: Client, officer: Any) -> None:
    add_application(client)
    client.get(CODES)
    session = client.session
    session["recovery_codes_shown"] = {**session["recovery_codes_shown"], "at": 0}
    session.save()
    html = main(client.get(CODES))
    assert "Còn 10 mã chưa dùng." in html
    assert "Tạo lại mã" in html
    assert 'class="codes"' not in html
    assert client.get(f"{CODES}tai-ve/").status_code == 404


def test_new_recovery_codes_replace_the_old(client: Client, officer: Any) -> None:
    add_application(client)
    old = factor(officer, "recovery_codes").wrap().get_unused_codes()
    answer = client.post(f"{CODES}tao/", follow=True)
    new = factor(officer, "recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    assert f"{new[0][:4]} {new[0][4:]}" in main(answer)


def test_without_a_factor_there_are_no_recovery_codes(client: Client, officer: Any) -> None:
    assert client.get(CODES).status_code == 404
    assert "Cần bật ứng dụng xác thực" in main(client.post(f"{CODES}tao/"))


def test_the_application_is_given_up(client: Client, officer: Any) -> None:
    add_application(client)
    assert "Bỏ ứng dụng xác thực?" in main(client.get(f"{APPLICATION}bo/"))
    client.post(f"{APPLICATION}bo/")
    assert not Authenticator.objects.filter(user=officer).exists(), "codes without a factor go with it"


@pytest.mark.parametrize(
    ("part", "asked"), [("head", True), ("officer", False), ("ministry", False), ("cooperating", False)]
)
def test_roles_that_need_a_factor_are_led_to_it(client: Client, cast: Cast, part: str, asked: bool) -> None:
    person = with_address(getattr(cast, part))
    with override_settings(REQUIRE_SECOND_FACTOR=True):
        sign_in(client, person)
        answer = client.get("/")
        if not asked:
            assert answer.status_code == 200
            return
        assert answer["Location"] == SECURITY
        assert "Cần thêm lớp xác thực thứ hai" in main(client.get(SECURITY))
        assert client.post("/ke-hoach/tai-len/")["Location"] == SECURITY, "nor does a form get through"
        assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == SECURITY
        add_application(client)
        assert client.get("/").status_code == 200


def test_who_needs_a_factor_keeps_the_last_one(client: Client, cast: Cast) -> None:
    sign_in(client, with_address(cast.head))
    add_application(client)
    with override_settings(REQUIRE_SECOND_FACTOR=True):
        assert "Vai trò của bạn bắt buộc" in main(client.get(f"{APPLICATION}bo/"))
        client.post(f"{APPLICATION}bo/")
        assert second_factor.has(cast.head)
        key = Authenticator.objects.create(user=cast.head, type="webauthn", data={"name": "Khóa", "credential": {}})
        client.post(f"{APPLICATION}bo/")
        assert not Authenticator.objects.filter(user=cast.head, type="totp").exists()
        answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True)
        assert "Vai trò của bạn bắt buộc" in main(answer)
        assert second_factor.has(cast.head)


def test_locally_nobody_is_made_to_have_one(client: Client, cast: Cast, settings: Any) -> None:
    assert settings.REQUIRE_SECOND_FACTOR is False
    sign_in(client, cast.head)
    assert client.get("/").status_code == 200


def test_a_passkey_needs_a_name_address(client: Client, officer: Any) -> None:
    assert "data-passkey=" in main(client.get(f"{SECURITY}khoa/", headers={"host": "localhost"}))
    html = main(client.get(f"{SECURITY}khoa/", headers={"host": "127.0.0.1"}))
    assert "http://localhost:8000" in html
    assert "data-passkey=" not in html


def test_a_passkey_form_without_a_passkey_says_why(client: Client, officer: Any) -> None:
    assert "cần trình duyệt bật JavaScript" in main(client.post(f"{SECURITY}khoa/", {"name": "Khóa"}))
    for credential in (
        '{"id": "x"}',
        "[1]",
        '"x"',
        "}{",
        '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    ):
        answer = client.post(f"{SECURITY}khoa/", {"name": "Khóa", "credential": credential})
        assert "không mở được tài khoản" in main(answer), credential
        login = Client().post("/tai-khoan/dang-nhap/khoa-truy-cap/", {"credential": credential}, follow=True)
        assert "không mở được tài khoản" in main(login), credential
    assert not second_factor.has(officer)


def test_somebody_elses_key_is_not_there(client: Client, officer: Any, cast: Cast) -> None:
    key = Authenticator.objects.create(user=cast.head, type="webauthn", data={"name": "Khóa", "credential": {}})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 404
        assert client.post(reverse(name, args=[key.pk]), {"name": "của tôi"}).status_code == 404
    assert factor(cast.head, "webauthn").wrap().name == "Khóa"


def test_a_key_is_renamed_and_given_up(client: Client, officer: Any) -> None:
    key = Authenticator.objects.create(user=officer, type="webauthn", data={"name": "Khóa", "credential": {}})
    edit = reverse("mfa_edit_webauthn", args=[key.pk])
    assert "Cần điền ô này." in main(client.post(edit, {"name": ""}))
    client.post(edit, {"name": "Máy cơ quan"})
    assert "Máy cơ quan" in main(client.get(SECURITY))
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not second_factor.has(officer)


@pytest.mark.parametrize("path", ["ung-dung/", "khoa/", "ma-du-phong/tao/", "ung-dung/ma-vuong.svg"])
def test_factors_are_changed_only_after_a_fresh_proof(client: Client, officer: Any, path: str) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = client.get(SECURITY + path)
    assert answer["Location"].startswith(AGAIN)
    client.post(answer["Location"], {"password": PASSWORD})
    assert client.get(SECURITY + path).status_code in (200, 404)
