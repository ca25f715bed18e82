"""Pages over 100,000 plans, as the application's role, beside the bare SQL of the rows they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.harness import Result, median, site, times

PLANS, ITEMS = 100_000, 2_000


def pages() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    plan = _fill(cast)
    client = Client()
    client.force_login(cast.officer)
    shown = {"trang chủ": "/", "danh sách kế hoạch": "/ke-hoach/", "rà soát": f"/ke-hoach/{plan}/ra-soat/",
             "chỉ tiêu": f"/ke-hoach/{plan}/chi-tieu/"}  # fmt: skip
    floors = {"/ke-hoach/": _bare(cast, "SELECT * FROM plans_plan ORDER BY period_to DESC, id DESC LIMIT 25")}
    items = _bare(cast, f"SELECT * FROM plans_target WHERE plan_id = {int(plan)} ORDER BY position")  # noqa: S608
    out = []
    for name, path in shown.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        floor = floors.get(path, items if str(plan) in path else _bare(cast, "SELECT 1"))
        rows = ITEMS if str(plan) in path else PLANS
        out.append(Result(f"trang {name}", times(lambda p=path: client.get(p), runs=7), floor=floor, rows=rows))
    return out


def _fill(cast: Any) -> int:
    """100,000 drafts of the province, one of them with 2,000 targets; its id."""
    from django.db import connections

    from nscl.foundation import clock
    from nscl.plans.models import Plan, Target

    common: dict[str, Any] = {"province": cast.province, "created_at": clock.now(), "issuer": "UBND tỉnh"}
    period = {"period_from": 2021, "period_to": 2025}
    drafts = (Plan(title=f"Kế hoạch thứ {n}", number=f"{n}/KH-UBND", **period, **common) for n in range(PLANS))
    plan = Plan.objects.using("owner").bulk_create(drafts, batch_size=5000)[-1]
    words = {"qualifier": "at_least", "unit": "doanh nghiệp", "period": "yearly"}
    Target.objects.using("owner").bulk_create(
        Target(
            plan_id=plan.pk, province_id=cast.province.pk, position=n, minimum=n, text=f"Có {n} doanh nghiệp", **words
        )
        for n in range(1, ITEMS + 1)
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return plan.pk


def _bare(cast: Any, statement: str) -> float:
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    work: Callable[[], object] = run
    with cast.acting(cast.officer):
        return median(work, runs=7)
