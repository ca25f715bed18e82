"""The log tells which page, how it ended, how long it took; never who by name, what was typed, what an error quotes."""

from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import Iterator

import pytest
from django.core.mail import send_mail
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from nscl.config.testing.cast import PASSWORD, Cast
from nscl.config.urls import handler500  # noqa: F401 (the address file below is this module)
from nscl.config.urls import urlpatterns as everything
from nscl.foundation import logs, requests

SECRETS = ("Nguyễn", "nguyen", "@example.vn", "0000123456", "4400000000", "bi-mat", "Hành", PASSWORD)


def typed(request: HttpRequest, token: str) -> HttpResponse:
    raise ValueError(f"không lưu được {request.POST.get('ho_ten')} {request.GET.get('dien_thoai')} ở {token}")


def quoted(request: HttpRequest, token: str) -> HttpResponse:
    try:
        raise IntegrityError('duplicate key value: Key (email)=(nguyen@example.vn) already exists. "Nguyễn Văn A"')
    except IntegrityError as error:
        raise RuntimeError("nguyen@example.vn") from error


def chatty(request: HttpRequest, token: str) -> HttpResponse:
    logging.getLogger("some.library").warning("could not send to %s", "nguyen@example.vn")
    logging.getLogger("some.library").warning(f"could not call 0000123456 of {token} Nguyễn")  # noqa: G004
    logging.getLogger("some.library").error({"ho_ten": "Nguyễn"})
    logging.getLogger("nscl.test").warning("test.event", extra={"email": "a@example.vn", "kind": "Nguyễn Văn A"})
    return HttpResponse("ok")


def slow(request: HttpRequest, token: str) -> HttpResponse:
    time.sleep(1.1)
    return HttpResponse("ok")


urlpatterns = [
    *everything,
    path("hong/<str:token>/", typed, name="typed"),
    path("trich/<str:token>/", quoted, name="quoted"),
    path("noi/<str:token>/", chatty, name="chatty"),
    path("cham/<str:token>/", slow, name="slow"),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(params=[logs.JsonLines, logs.PlainLines])
def lines(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged at INFO, as it would be written."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "nscl", "django.request", "django")}
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("page", ["hong", "trich", "noi"])
def test_nothing_personal_is_logged(client: Client, lines: io.StringIO, page: str, cast: Cast) -> None:
    client.raise_request_exception = False
    client.force_login(cast.officer)
    client.post(
        f"/{page}/bi-mat-4400000000/?dien_thoai=0000123456&q=nguyen@example.vn",
        {"ho_ten": "Nguyễn Văn A", "password": PASSWORD},
        HTTP_REFERER="http://testserver/?q=bi-mat",
        HTTP_USER_AGENT="Nguyễn",
    )
    told = lines.getvalue()
    assert [secret for secret in SECRETS if secret in told] == []
    assert {"hong": "typed", "trich": "quoted", "noi": "chatty"}[page] in told
    assert str(cast.officer.pk) in told
    if page != "noi":
        assert "test_logs.py" in told  # where it broke
        assert "request.failed" in told


def test_signing_in_and_letters_leave_no_name(client: Client, lines: io.StringIO, cast: Cast) -> None:
    for password in ("sai-bi-mat", PASSWORD):
        client.post("/tai-khoan/dang-nhap/", {"login": cast.officer.email, "password": password})
    client.get("/khong-co-trang-bi-mat/?q=Nguyễn")
    send_mail("Nguyễn", "Nguyễn", None, ["a@example.vn"])
    told = lines.getvalue()
    assert [secret for secret in (*SECRETS, cast.officer.email) if secret in told] == []
    assert "account_login" in told


def test_the_line_of_a_request(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "SLOW_MS", 60_000)  # a busy machine makes no other line of it
    out, handler = _json_handler()
    client.force_login(cast.officer)
    answer = client.get("/?q=1")
    logging.getLogger("nscl").removeHandler(handler)
    line = json.loads(out.getvalue().splitlines()[-1])
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert {k: line[k] for k in ("event", "route", "method", "status", "user_id", "province_id", "level")} == {
        "event": "request", "route": "home", "method": "GET", "status": 200, "user_id": cast.officer.pk,
        "province_id": cast.province.pk, "level": "info",
    }  # fmt: skip
    assert line["ms"] >= 0


def test_a_slow_request_is_a_warning(client: Client) -> None:
    out, handler = _json_handler()
    client.get("/cham/x/")
    logging.getLogger("nscl").removeHandler(handler)
    line = json.loads(out.getvalue().splitlines()[-1])
    assert (line["event"], line["level"], line["route"]) == ("request.slow", "warning", "slow")


def test_the_page_of_an_error_names_the_line_in_the_log(client: Client) -> None:
    out, handler = _json_handler()
    client.raise_request_exception = False
    answer = client.get("/hong/x/")
    logging.getLogger("nscl").removeHandler(handler)
    failed = json.loads(out.getvalue().splitlines()[0])
    assert failed["event"] == "request.failed"
    assert failed["request_id"] in answer.content.decode()
    assert failed["error"].startswith("builtins.ValueError")


def _json_handler() -> tuple[io.StringIO, logging.Handler]:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.JsonLines())
    logging.getLogger("nscl").addHandler(handler)
    logging.getLogger("nscl").setLevel(logging.INFO)
    return out, handler
