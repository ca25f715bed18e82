"""What went wrong is said in Vietnamese, with what to do next and how to get help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from nscl.config.urls import urlpatterns as real
from nscl.interfaces.tests.test_shell import sign_in
from nscl.interfaces.views import errors
from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

HELP = "người quản trị hệ thống"


def refuse(request: HttpRequest) -> HttpResponse:
    raise DomainError("conflict", "Bản thảo vừa được người khác sửa. Mở lại rồi sửa tiếp.")


def deny(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def crash(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [*real, path("tu-choi/", refuse), path("cam/", deny), path("hong/", crash)]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error


@pytest.fixture
def visitor(client: Client, cast: Cast) -> Any:
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        yield sign_in(client, cast.officer)


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/khong-co/", 404, "Không tìm thấy trang này"),
        ("/cam/", 403, "Bạn chưa được làm việc này"),
        ("/tu-choi/", 409, "Bản thảo vừa được người khác sửa."),
        ("/hong/", 500, "Hệ thống gặp lỗi"),
    ],
)
def test_the_page_says_what_happened_and_what_next(visitor: Client, url: str, status: int, words: str) -> None:
    answer = visitor.get(url)
    html = answer.content.decode()
    assert answer.status_code == status
    assert words in html
    assert HELP in html
    assert "Việc hôm nay" in html
    assert "fault of ours" not in html


@pytest.mark.parametrize(("url", "words"), [("/tu-choi/", "Bản thảo vừa"), ("/khong-co/", "Không tìm thấy")])
def test_htmx_gets_a_notice_not_a_page(visitor: Client, url: str, words: str) -> None:
    html = visitor.get(url, headers={"hx-request": "true"}).content.decode()
    assert words in html
    assert 'class="notice notice-danger"' in html
    assert "<html" not in html


def test_the_failure_page_needs_nothing() -> None:
    """No database (this test has none), no user, no context."""
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert HELP in answer.content.decode()


def test_when_even_templates_fail_something_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(errors, "get_template", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.content.decode()


def test_a_stale_form_says_to_reload(cast: Cast) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), cast.officer)
    answer = client.post("/tai-khoan/noi-lam-viec/", {"membership": "1"})
    assert answer.status_code == 403
    assert "Phiên làm việc đã cũ" in answer.content.decode()


def test_a_visitor_is_offered_signing_in(client: Client, db: None) -> None:
    html = client.get("/khong-co/").content.decode()
    assert "Đăng nhập" in html
    assert "rail" not in html


def test_a_strange_request_is_answered(rf: RequestFactory) -> None:
    answer = errors.bad_request(rf.get("/"))
    assert answer.status_code == 400
    assert "Yêu cầu chưa đúng" in answer.content.decode()
