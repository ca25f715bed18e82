"""Monitoring gets one word and the names of what fails, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.test import Client

from nscl.foundation import clock
from nscl.foundation.models import OutboxMessage
from nscl.interfaces.ops import health

READY = "/suc-khoe/san-sang/"


def beat(seconds_ago: int = 0) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


@pytest.mark.django_db(transaction=True)
def test_alive_asks_no_database(client: Client) -> None:
    connection.close()
    answer = client.get("/suc-khoe/")
    assert connection.connection is None
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_all_is_well(client: Client) -> None:
    beat()
    answer = client.get(READY)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_a_worker_that_is_silent_is_named(client: Client) -> None:
    assert client.get(READY).json() == {"status": "failing", "failing": ["worker"]}
    beat(seconds_ago=health.HEARTBEAT_SECONDS + 5)
    assert client.get(READY).status_code == 503


@pytest.mark.django_db
def test_a_full_disk_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    beat()
    monkeypatch.setenv("NSCL_DISK_FREE_MB", str(10**9))
    assert client.get(READY).json()["failing"] == ["disk"]


@pytest.mark.django_db
def test_a_migration_that_is_missing_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    beat()
    monkeypatch.setattr(health, "_expected", lambda: frozenset({("plans", "9999_later")}))
    assert client.get(READY).json()["failing"] == ["migrations"]


@pytest.mark.django_db
def test_letters_that_wait_too_long_are_named_without_their_addresses(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "nscl.foundation.outbox.backend.OutboxBackend"
    beat()
    send_mail("Giấy mời", "Nội dung", None, ["a@example.vn"])
    assert client.get(READY).status_code == 200
    OutboxMessage.objects.update(next_try_at=clock.now() - dt.timedelta(hours=1))
    answer = client.get(READY)
    assert answer.json() == {"status": "failing", "failing": ["mail"]}


@pytest.mark.django_db
def test_without_a_database_the_rest_is_not_asked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OSError

    monkeypatch.setitem(health.CHECKS, "database", away)
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["failing"]) == (503, ["database"])


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/suc-khoe/", READY])
def test_nothing_is_taken(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
