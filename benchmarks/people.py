"""The list of people over 100,000 of them, as the application's role, beside the bare SQL of the rows it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from benchmarks.harness import Result, median, site, times

PEOPLE, ELSEWHERE = 100_000, 20_000
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi")
GIVEN = (
    "An",
    "Ánh",
    "Bình",
    "Cường",
    "Dũng",
    "Đức",
    "Giang",
    "Hà",
    "Khoa",
    "Lan",
    "Minh",
    "Nga",
    "Oanh",
    "Phúc",
    "Quý",
)


def people() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    middle = _fill(cast)
    client = Client()
    client.force_login(cast.administrator, backend="nscl.accounts.backends.RoleBackend")
    shown = {
        "danh sách": "/nguoi-dung/",
        "giữa danh sách": f"/nguoi-dung/?sau=n-{middle}",
        "tìm “tran minh”": "/nguoi-dung/?tim=tran+minh",
        "tìm không có ai": "/nguoi-dung/?tim=khong+co+ai",
        "theo vai trò": "/nguoi-dung/?vai_tro=head",
        "đã thôi": "/nguoi-dung/?trang_thai=ended",
        "một người": f"/nguoi-dung/{middle}/",
        "ai được làm gì": "/vai-tro/",
    }
    floor = _bare("SELECT * FROM accounts_user ORDER BY sort_key, id LIMIT 51")
    out = []
    for name, path in shown.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        out.append(Result(f"người dùng: {name}", times(lambda p=path: client.get(p), runs=7), floor=floor, rows=PEOPLE))
    out.append(Result("nơi làm việc của một người", times(_places(middle)), floor=_bare("SELECT 1"), rows=PEOPLE))
    return out


def _fill(cast: Any) -> int:
    """People of the province, some of whom have left, and as many again elsewhere; the id of one in the middle."""
    from django.db import connections

    from nscl.accounts.models import Membership, User
    from nscl.shared.vietnamese import fold, person_sort_key

    def person(number: int) -> User:
        name = f"{FAMILIES[number % 8]} Văn {GIVEN[number % 15]}"
        email = f"nguoi{number}@example.vn"
        return User(email=email, full_name=name, folded=fold(f"{name} {email}"), sort_key=person_sort_key(name))

    rows = User.objects.using("owner").bulk_create((person(n) for n in range(PEOPLE + ELSEWHERE)), batch_size=5000)
    begun = dt.date(2025, 7, 1)
    Membership.objects.using("owner").bulk_create(
        (
            Membership(
                user_id=user.pk,
                province_id=(cast.province if n < PEOPLE else cast.other_province).pk,
                role="head" if n % 100 == 0 else "officer",
                valid_from=begun,
                valid_to=dt.date(2026, 1, 1) if n % 20 == 7 else None,
            )
            for n, user in enumerate(rows)
        ),
        batch_size=5000,
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows[PEOPLE // 2].pk


def _places(pk: int) -> Callable[[], object]:
    from nscl.accounts import memberships
    from nscl.accounts.models import User

    person = User.objects.get(pk=pk)

    def work() -> object:
        memberships.forget(person)
        return memberships.places(person)

    return work


def _bare(statement: str) -> float:
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    return median(run, runs=7)
