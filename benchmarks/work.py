"""The work of a year over 100,000 tasks of years, as the application's role, beside the bare SQL of a page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.harness import Result, median, site, times

TASKS, YEARS = 10_000, range(2021, 2031)
ROWS = TASKS * len(YEARS)
STEPS_EACH = 2


def work() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast
    from nscl.foundation import clock

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    plan, task = _fill(cast)
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    year = clock.today().year
    floor = _bare(
        cast,
        f"SELECT t.*, y.status FROM plans_task t LEFT JOIN plans_taskyear y ON y.task_id = t.id AND y.year = {year} "  # noqa: S608
        f"WHERE t.plan_id = {plan} ORDER BY t.position, t.id LIMIT 26",
    )
    base = "/ke-hoach/viec-trong-nam/"
    shown = {
        "danh sách của năm": base,
        "giữa danh sách": f"{base}?sau={plan}-{TASKS // 2}-{task}",
        "theo tháng": f"{base}?xem=thang",
        "của tôi": f"{base}?cua=toi",
        "có bước quá hạn": f"{base}?qua_han=on",
        "đã xong": f"{base}?tinh_hinh=done",
        "tìm không có": f"{base}?tim=khong+dau+co",
        "một nhiệm vụ": f"/ke-hoach/{plan}/nhiem-vu/{task}/",
        "việc hôm nay": "/",
    }
    out = []
    for name, path in shown.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        out.append(
            Result(f"việc trong năm: {name}", times(lambda p=path: client.get(p), runs=7), floor=floor, rows=ROWS)
        )
    return out


def _fill(cast: Any) -> tuple[int, int]:
    """A plan of ten years with its tasks, a row for each in each year, two steps for each row of this year."""
    from django.db import connections
    from django.utils import timezone

    from nscl.foundation import clock
    from nscl.plans.models import Plan, Task, TaskStep, TaskYear

    now, this, ours = timezone.now(), clock.today().year, cast.province.pk
    people = [cast.officer.pk, cast.second_officer.pk, cast.head.pk, None]
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE plans_plan DISABLE TRIGGER USER; ALTER TABLE plans_task DISABLE TRIGGER USER")
    plan = Plan.objects.using("owner").create(
        province_id=ours, status="draft", title="Kế hoạch minh họa", number="1/KH", issuer="UBND", period_from=YEARS[0],
        period_to=YEARS[-1], created_at=now,
    )  # fmt: skip
    tasks = Task.objects.using("owner").bulk_create(
        (
            Task(
                province_id=ours, plan=plan, position=n, ref=f"II.{n}", title=f"Nhiệm vụ minh họa số {n}", when="yearly"
            )
            for n in range(TASKS)
        ),
        batch_size=5000,
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE plans_plan DROP CONSTRAINT plan_confirmed_whole")
        cursor.execute("UPDATE plans_plan SET status = 'in_force', confirmed_at = now() WHERE id = %s", [plan.pk])
        cursor.execute("ALTER TABLE plans_plan ENABLE TRIGGER USER; ALTER TABLE plans_task ENABLE TRIGGER USER")
    states = ("not_started", "under_way", "done", "under_way", "stopped")
    rows = TaskYear.objects.using("owner").bulk_create(
        (
            TaskYear(
                province_id=ours, task=task, year=year, created_at=now, responsible_id=people[n % 4],
                status="done" if year < this and n % 10 else states[n % 5],
            )
            for n, task in enumerate(tasks)
            for year in YEARS
        ),
        batch_size=5000,
    )  # fmt: skip
    TaskStep.objects.using("owner").bulk_create(
        (
            TaskStep(
                province_id=ours, task_year=row, position=k, title=f"Bước {k}", recorded_at=now,
                due_on=dt.date(this, 1, 10) + dt.timedelta(days=(n * 37 + k * 160) % 350),
            )
            for n, row in enumerate(rows)
            if row.year == this
            for k in range(STEPS_EACH)
        ),
        batch_size=5000,
    )  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return plan.pk, tasks[TASKS // 2].pk


def _bare(cast: Any, statement: str) -> float:
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    with cast.acting(cast.officer):
        return median(run, runs=7)
