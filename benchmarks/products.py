"""A plan of 200 tasks with 10,000 products and as much evidence, as the application's role, beside the bare SQL."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.harness import Result, median, site, times

TASKS, PRODUCTS = 200, 10_000
KINDS = ("course", "event", "report", "model", "publication")


def products() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    plan, product = _fill(cast)
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    base = f"/ke-hoach/{plan}/san-pham/"
    of_plan = f"SELECT id FROM plans_task WHERE plan_id = {plan}"  # noqa: S608
    counted = f"SELECT task_id, year, count(*) FROM plans_taskproduct WHERE task_id IN ({of_plan}) GROUP BY 1, 2"  # noqa: S608
    listed = f"SELECT * FROM plans_taskproduct WHERE task_id IN ({of_plan}) ORDER BY id DESC LIMIT 26"  # noqa: S608
    shown = {
        "mọi năm": (f"{base}?nam=moi", counted),
        "một năm": (f"{base}?nam=2025", counted),
        "chưa có sản phẩm": (f"{base}?nam=moi&chi=chua", counted),
        "danh sách": (f"{base}bang/", listed),
        "danh sách, tìm": (f"{base}bang/?tim=minh+hoa+77", listed),
        "một sản phẩm": (f"/ke-hoach/san-pham/{product}/", f"SELECT * FROM plans_taskproduct WHERE id = {product}"),  # noqa: S608
    }  # fmt: skip
    out = []
    for name, (path, floor) in shown.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        samples = times(lambda p=path: client.get(p), runs=7)
        out.append(Result(f"sản phẩm: {name}", samples, floor=_bare(cast, floor), rows=PRODUCTS))
    return out


def _fill(cast: Any) -> tuple[int, int]:
    """The plan and one of its products."""
    from django.utils import timezone

    from nscl.plans.actions import confirm
    from nscl.plans.models import Plan, ProductEvidence, Task, TaskProduct
    from nscl.shared.vietnamese import fold

    at = timezone.make_aware(dt.datetime(2026, 1, 5, 9))  # noqa: DTZ001
    province = cast.province.pk
    with cast.acting(cast.officer) as officer:
        plan = Plan.objects.create(
            province=cast.province, title="Kế hoạch đo tốc độ", issuer="UBND tỉnh Quảng Ngãi", number="1/KH-UBND",
            issued_on=dt.date(2021, 1, 5), period_from=2021, period_to=2030, created_at=at, created_by=officer,
        )  # fmt: skip
        Task.objects.bulk_create(
            Task(
                province_id=province, plan=plan, position=n, ref=f"II.{n}", title=f"Nhiệm vụ minh họa {n}",
                outputs=["Một sản phẩm được nêu"],
            )
            for n in range(1, TASKS + 1)
        )  # fmt: skip
        confirm.confirm(plan=plan, version=plan.version, by=officer)
        tasks = list(Task.objects.filter(plan=plan).order_by("position").values_list("pk", flat=True))
    made = [_product(n, tasks[n % (TASKS - 20)], province, officer.pk, at, fold) for n in range(PRODUCTS)]
    rows = TaskProduct.objects.using("owner").bulk_create(made, batch_size=2000)
    ProductEvidence.objects.using("owner").bulk_create(
        (
            ProductEvidence(
                province_id=province, product_id=row.pk, title=f"Bài {row.pk}", url=f"https://example.vn/{row.pk}",
                recorded_at=at, recorded_by_id=officer.pk,
            )
            for row in rows
        ),
        batch_size=2000,
    )  # fmt: skip
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return plan.pk, rows[PRODUCTS // 2].pk


def _product(number: int, task: int, province: int, officer: int, at: dt.datetime, fold: Any) -> Any:
    from nscl.plans.models import TaskProduct

    year, title = 2021 + number % 6, f"Sản phẩm minh họa {number}"
    return TaskProduct(
        province_id=province, task_id=task, year=year, kind=KINDS[number % 5], title=title, folded=fold(title),
        delivered_on=dt.date(year, 1 + number % 12, 1 + number % 28) if number % 7 else None, recorded_at=at,
        recorded_by_id=officer,
    )  # fmt: skip


def _bare(cast: Any, statement: str) -> float:
    from django.db import connection

    def run() -> object:
        with cast.acting(cast.officer), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    return median(run, runs=7)
