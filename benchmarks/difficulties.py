"""The register over 100,000 difficulties, as the application's role, beside the bare SQL of a page of rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.harness import Result, median, site, times

MANY = 100_000
STATES = (
    "received",
    "assigned",
    "escalated",
    "answered",
    "closed",
    "closed",
    "closed",
    "closed",
    "withdrawn",
    "closed",
)
WORDS = ("thiếu báo cáo viên", "hồ sơ nhiều bản sao", "kinh phí giao muộn", "chưa có phòng thử nghiệm", "mẫu trùng")


def difficulties() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    one = _fill(cast)
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    shown = {
        "năm nay": "/kho-khan/",
        "mọi năm": "/kho-khan/?nam=",
        "giữa danh sách": "/kho-khan/?nam=&sau=20240101-1",
        "quá hạn": "/kho-khan/?nam=&trang_thai=qua-han",
        "tìm “thu nghiem”": "/kho-khan/?nam=&tim=thu+nghiem",
        "tìm không có": "/kho-khan/?nam=&tim=khong+co+chu+nay",
        "của tôi": "/kho-khan/?nam=&cua_toi=on",
        "một vấn đề": f"/kho-khan/{one}/",
        "tổng hợp năm": "/kho-khan/tong-hop/",
    }
    floor = _bare(
        cast, "SELECT * FROM plans_difficulty WHERE province_id = %s ORDER BY received_on DESC, id DESC LIMIT 26"
    )
    out = []
    for name, path in shown.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        out.append(Result(f"khó khăn: {name}", times(lambda p=path: client.get(p), runs=7), floor=floor, rows=MANY))
    return out


def _fill(cast: Any) -> int:
    """Difficulties of six years in all states, two steps each; the id of one of them."""
    from django.db import connections

    from nscl.foundation import clock
    from nscl.plans.models import Difficulty, DifficultyStep
    from nscl.shared.vietnamese import fold

    now = clock.now()

    def row(number: int) -> Difficulty:
        day = dt.date(2021, 1, 1) + dt.timedelta(days=number * 2140 // MANY)
        status, title = STATES[number % len(STATES)], f"{WORDS[number % len(WORDS)]} lần {number}"
        code = f"KK-{day.year}-{number:06}"
        return Difficulty(
            province_id=cast.province.pk, status=status, year=day.year, number=number, code=code, received_on=day,
            channel="letter", raised_by=f"Đơn vị {number % 300}", title=title, folded=fold(f"{code} {title}"),
            due_on=day + dt.timedelta(days=20), responsible_id=cast.officer.pk if number % 7 else cast.head.pk,
            escalated_to="UBND tỉnh", recorded_at=now, recorded_by_id=cast.officer.pk,
        )  # fmt: skip

    rows = Difficulty.objects.using("owner").bulk_create((row(n) for n in range(1, MANY + 1)), batch_size=5000)
    DifficultyStep.objects.using("owner").bulk_create(
        (
            DifficultyStep(
                province_id=cast.province.pk, difficulty_id=one.pk, verb=verb, status=status, due_on=one.due_on,
                happened_on=one.received_on, recorded_at=now, recorded_by_id=cast.officer.pk,
            )
            for one in rows
            for verb, status in (("received", "received"), ("assigned", one.status))
        ),
        batch_size=5000,
    )  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE plans_difficulty, plans_difficultystep")
    return int(rows[MANY // 2].pk)


def _bare(cast: Any, statement: str) -> float:
    from django.db import connections

    def ask() -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement, [cast.province.pk])
            cursor.fetchall()

    return median(ask)
