"""What holds for templates, for errors, for static files, and over TLS."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_POST

from nscl.config.testing.cast import PASSWORD, Cast
from nscl.config.urls import handler400, handler403, handler404, handler500
from nscl.config.urls import urlpatterns as ours
from nscl.foundation.security import HEADERS, POLICY

ROOT = Path(__file__).parents[1] / "src" / "nscl"
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}", re.S)
INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.I),
    "a style in the page": re.compile(r"<style\b", re.I),
    "a style on an element": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a handler on an element": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an address that runs": re.compile(r"javascript:", re.I),
    "htmx that evaluates": re.compile(r"\bhx-on\b|hx-vals=['\"]js:|hx-vars=", re.I),
    "marked safe in a template": re.compile(r"\|\s*safe\b|\{%\s*autoescape off", re.I),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_holds_nothing_inline(template: Path) -> None:
    text = COMMENT.sub("", template.read_text(encoding="utf-8"))
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_form_that_posts_carries_the_token(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    forms = re.findall(r"<form\b[^>]*method=[\"']?post.*?</form>", text, re.I | re.S)
    assert [form[:80] for form in forms if "{% csrf_token %}" not in form] == []


def test_no_python_of_ours_takes_a_view_out_of_the_token() -> None:
    found = [str(p) for p in ROOT.rglob("*.py") if "tests" not in p.parts and "csrf_exempt" in p.read_text("utf-8")]
    assert found == []


def test_the_policy_is_strict() -> None:
    assert "default-src 'self'" in POLICY
    for word in ("unsafe", "http:", "https:", "*", "blob:"):
        assert word not in POLICY


def fails(request: object) -> None:
    raise RuntimeError("on purpose")


@require_POST
def only_post(request: object) -> None:
    raise AssertionError


urlpatterns = [*ours, path("hong/", fails), path("chi-gui/", only_post)]
HANDLERS = (handler400, handler403, handler404, handler500)
ERRORS = [
    ("/khong-co/", "get", 404),
    ("/ke-hoach/999999/", "get", 404),
    ("/nhat-ky/", "get", 403),
    ("/hong/", "get", 500),
    ("/chi-gui/", "get", 405),
    ("/tai-khoan/dang-nhap/?x=%00", "get", 302),
    ("/static/khong-co.css", "get", 404),
    ("/static/nscl/tokens.css", "get", 200),
]


@pytest.mark.parametrize(("url", "method", "status"), ERRORS)
@override_settings(ROOT_URLCONF=__name__)
def test_errors_and_static_files_carry_the_headers(cast: Cast, url: str, method: str, status: int) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    answer = getattr(client, method)(url)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_null_byte_is_a_sentence_where_no_field_looks_for_it(cast: Cast) -> None:
    from nscl.accounts.models import User

    view = path("null/", lambda request: User.objects.filter(full_name=request.POST.get("ly_do")).exists())
    with override_settings(ROOT_URLCONF=type("Urls", (), {"urlpatterns": [*ours, view], "handler500": handler500})):
        client = Client()
        client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
        answer = client.post("/null/", {"ly_do": "a\x00b"})
    assert answer.status_code == 400
    assert "Có ký tự không đọc được" in answer.content.decode()


def test_a_wrong_host_and_a_missing_token_carry_them_too(cast: Cast) -> None:
    strange = Client().get("/", headers={"host": "evil.example"})
    assert strange.status_code == 400
    forged = Client(enforce_csrf_checks=True).post("/tai-khoan/dang-nhap/", {"login": "a", "password": "b"})
    assert forged.status_code == 403
    for answer in (strange, forged):
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@override_settings(SECURE_HSTS_SECONDS=31536000, SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_over_tls_the_browser_is_told_to_stay_there_and_cookies_are_kept_to_it(cast: Cast) -> None:
    client = Client()
    page = client.get("/tai-khoan/dang-nhap/", secure=True)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert page.cookies["csrftoken"]["secure"]
    typed = {"login": cast.officer.email, "password": PASSWORD}
    session = client.post("/tai-khoan/dang-nhap/", typed, secure=True).cookies["sessionid"]
    assert (session["httponly"], session["samesite"], session["secure"]) == (True, "Lax", True)


@override_settings(SECURE_SSL_REDIRECT=True)
def test_plain_http_is_sent_to_tls(db: None) -> None:
    answer = Client().get("/tai-khoan/dang-nhap/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/tai-khoan/dang-nhap/")
