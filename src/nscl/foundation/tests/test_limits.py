"""An expensive request is taken so many times in so many minutes, then answered with a wait; for each person apart."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation.limits import limited


@limited("try", times=3, minutes=2)
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def ask(rf: RequestFactory, user: User | AnonymousUser, method: str = "post", **more: Any) -> HttpResponse:
    request = getattr(rf, method)("/", **more)
    request.user = user
    request.htmx = HtmxDetails(request)
    answer = view(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_fourth_waits(rf: RequestFactory, cast: Cast) -> None:
    assert [ask(rf, cast.officer).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ask(rf, cast.officer)
    assert 0 < int(refused.headers["Retry-After"]) <= 120
    assert "Chờ 2 phút rồi thử lại" in refused.content.decode()
    assert ask(rf, cast.head).status_code == 200, "somebody else is not held up"


def test_other_methods_are_not_counted(rf: RequestFactory, cast: Cast) -> None:
    assert {ask(rf, cast.officer, "get").status_code for _ in range(9)} == {200}


def test_a_new_window_begins_when_the_old_one_ends(rf: RequestFactory, cast: Cast) -> None:
    for _ in range(4):
        ask(rf, cast.officer)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE nscl_cache SET expires = now() - interval '1 second'")
    assert ask(rf, cast.officer).status_code == 200


def test_visitors_are_counted_by_address(rf: RequestFactory, db: None) -> None:
    for _ in range(3):
        ask(rf, AnonymousUser(), REMOTE_ADDR="192.0.2.1")
    assert ask(rf, AnonymousUser(), REMOTE_ADDR="192.0.2.1").status_code == 429
    assert ask(rf, AnonymousUser(), REMOTE_ADDR="192.0.2.2").status_code == 200


def test_behind_a_proxy_a_visitor_is_not_everybody(rf: RequestFactory, db: None, settings: Any) -> None:
    """All come from the proxy's own address; the last one it names is the visitor's, those before it are their say."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    from_proxy = {"REMOTE_ADDR": "127.0.0.1"}
    for said in ("192.0.2.1", "198.51.100.7, 192.0.2.1", "203.0.113.9,192.0.2.1"):
        assert ask(rf, AnonymousUser(), headers={"x-forwarded-for": said}, **from_proxy).status_code == 200
    assert ask(rf, AnonymousUser(), headers={"x-forwarded-for": "192.0.2.1"}, **from_proxy).status_code == 429
    assert ask(rf, AnonymousUser(), headers={"x-forwarded-for": "192.0.2.2"}, **from_proxy).status_code == 200


def test_without_a_proxy_nobody_says_where_they_come_from(rf: RequestFactory, db: None) -> None:
    for number in range(3):
        ask(rf, AnonymousUser(), headers={"x-forwarded-for": f"192.0.2.{number}"})
    assert ask(rf, AnonymousUser(), headers={"x-forwarded-for": "192.0.2.9"}).status_code == 429


def test_a_script_is_told_in_its_own_way(rf: RequestFactory, cast: Cast) -> None:
    for _ in range(3):
        ask(rf, cast.officer)
    refused = ask(rf, cast.officer, headers={"accept": "application/json"})
    assert refused.status_code == 429
    assert b'"message"' in refused.content


@pytest.mark.parametrize(("path", "method", "times"), [("/tim/?tim=a", "get", 120), ("/ke-hoach/tai-len/", "post", 60)])
def test_pages_that_cost_are_limited(cast: Cast, path: str, method: str, times: int) -> None:
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    assert getattr(client, method)(path).status_code in (200, 422)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE nscl_cache SET value = %s WHERE cache_key LIKE %s", [str(times), "%limit:%"])
    refused = getattr(client, method)(path)
    assert refused.status_code == 429
    assert "Chưa làm được việc này" in refused.content.decode()
    cache.clear()
