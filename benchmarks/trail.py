"""The audit trail over 100,000 and 1,000,000 entries, as the application's role, beside the bare SQL of what is shown;
and how many rows a second are verified, beside reading them. `NSCL_BENCH_AUDIT=20000`: of so many and of a tenth."""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import Any

from benchmarks.harness import Result, median, times
from nscl.config.testing.databases import TestDatabases

LARGE = int(os.environ.get("NSCL_BENCH_AUDIT", "1000000"))
SMALL = max(1, LARGE // 10)
EVERY = max(1, -(-100_000 // SMALL))
"""Seconds between two entries: of however few the last signed one is of a later day than the one that is sealed."""
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
BARE = "SELECT * FROM foundation_auditentry WHERE province_id = %s ORDER BY recorded_at DESC, id DESC LIMIT 51"


def trail() -> list[Result]:
    databases = TestDatabases()
    databases.name = f"{databases.name}_trail"
    databases.begin()
    os.environ.update(databases.environment())
    import django

    django.setup()
    try:
        return _measure()
    finally:
        databases.end()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    _signed(cast)
    out = [_verified(), _sealed()]
    client = Client()
    client.force_login(cast.head, backend="nscl.accounts.backends.RoleBackend")
    out += _pages(client, cast, SMALL)
    _unsigned(cast)
    return [*out, *_pages(client, cast, LARGE)]


def _pages(client: Any, cast: Any, rows: int) -> list[Result]:
    """The newest page, one far back, and one for each filter."""
    middle = START + dt.timedelta(seconds=rows // 2 * EVERY)
    epoch = int(middle.timestamp() * 1_000_000)
    shown = {
        "mới nhất": "",
        "giữa chừng": f"?sau={epoch}-1",
        "của một người": f"?nguoi={cast.officer.pk}",
        "một việc hiếm": "?viec=agency.merged",
        "một đối tượng": "?loai=organisations.agency&so=77",
    }
    floor = _bare(cast)
    out = []
    for name, query in shown.items():
        path = f"/nhat-ky/{query}"
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        out.append(Result(f"nhật ký, {name}", times(lambda p=path: client.get(p), runs=7), floor=floor, rows=rows))
    return out


def _bare(cast: Any) -> float:
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [cast.province.pk])
            return cursor.fetchall()

    with cast.acting(cast.head):
        return median(run, runs=7)


def _entry(cast: Any, number: int) -> Any:
    from nscl.foundation.models import AuditEntry

    code = "agency.merged" if number % 20_000 == 0 else "agency.alias"
    return AuditEntry(
        pk=number,
        province_id=cast.province.pk,
        recorded_at=START + dt.timedelta(seconds=number * EVERY),
        actor_id=(cast.officer, cast.second_officer, cast.head)[number % 3].pk,
        code=code,
        object_type="organisations.agency",
        object_id=number % 1000 + 1,
        detail={"fields": ["name"], "n": number},
    )


def _signed(cast: Any) -> None:
    """The first tenth, 100,000 entries, as they are written, signatures and all."""
    from nscl.foundation.audit import signing
    from nscl.foundation.models import AuditEntry

    rows = [_entry(cast, number) for number in range(1, SMALL + 1)]
    for row in rows:
        signing.sign_entry(row)
    AuditEntry.objects.using("owner").bulk_create(rows, batch_size=5000)
    _execute("SELECT setval('foundation_auditentry_id_seq', %s)", [LARGE + 1])
    _execute("ANALYZE")


def _unsigned(cast: Any) -> None:
    """The rest of the million, for showing alone: their signatures are not asked after here."""
    _execute(
        "INSERT INTO foundation_auditentry (id, province_id, recorded_at, actor_id, code, object_type, object_id, "
        "detail, key_id, signature) SELECT n, %s, %s + n * %s * interval '1 second', %s, "
        "CASE WHEN n %% 20000 = 0 THEN 'agency.merged' ELSE 'agency.alias' END, 'organisations.agency', "
        "n %% 1000 + 1, jsonb_build_object('n', n), '', '' "
        "FROM generate_series(%s, %s) n",
        [cast.province.pk, START, EVERY, cast.officer.pk, SMALL + 1, LARGE],
    )
    _execute("ANALYZE")


def _execute(statement: str, parameters: list[Any] | None = None) -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, parameters or [])


def _verified() -> Result:
    """Rows a second through `nscl audit verify`, beside reading the same rows."""
    from nscl.foundation.audit import verifying
    from nscl.foundation.models import AuditEntry

    samples = []
    for _ in range(3):
        start = time.perf_counter()
        report = verifying.verify(using="owner")
        assert report.intact, report.findings[:3]
        samples.append(SMALL / (time.perf_counter() - start))
    start = time.perf_counter()
    assert sum(1 for _ in AuditEntry.objects.using("owner").order_by("id").iterator(chunk_size=5000)) == SMALL
    floor = SMALL / (time.perf_counter() - start)
    return Result("nhật ký, kiểm tra", samples, unit="r/s", floor=floor, rows=SMALL)


def _sealed() -> Result:
    """Milliseconds to seal the day that holds most of the signed ones (61,200 of 100,000)."""
    from nscl.foundation.audit import sealing

    start = time.perf_counter()
    made = sealing.seal(until=dt.date(2026, 1, 1))
    return Result("nhật ký, niêm phong", [(time.perf_counter() - start) * 1000], rows=made[0].entries)
