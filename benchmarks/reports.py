"""A round of 200 agencies with 50 tasks each: its board, a report, an agency's page, opening it; beside bare SQL."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from typing import Any

from benchmarks.harness import Result, median, site, times

AGENCIES, TASKS = 200, 50


def reports() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast
    from nscl.plans.models import AgencyReport

    settings.FILES_ROOT = tempfile.mkdtemp()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    with cast.acting(cast.officer):
        plan = _plan(cast)
        began = time.perf_counter()
        round_ = _open(cast, plan)
        opened = (time.perf_counter() - began) * 1000
        _send_half(cast, round_)
        one = AgencyReport.objects.filter(round=round_, status="submitted").order_by("id")[0]
        waiting = AgencyReport.objects.filter(round=round_, status="draft").order_by("id")[0]
        floor = _bare(f"SELECT * FROM plans_agencyreport WHERE round_id = {round_.pk} ORDER BY id LIMIT 51")  # noqa: S608
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    board = f"/ke-hoach/bao-cao/{round_.pk}/"
    shown = {
        "bảng của đợt": board,
        "bảng của đợt, lọc": f"{board}?trang_thai=submitted&tim=co+quan",
        "các đợt của năm": "/ke-hoach/bao-cao/?nam=2026",
        "một báo cáo đã gửi": f"/ke-hoach/bao-cao/co-quan/{one.pk}/",
        "biểu nhập thay": f"/ke-hoach/bao-cao/co-quan/{waiting.pk}/nhap-thay/",
        "việc của một cơ quan": f"/ke-hoach/co-quan/{one.agency_id}/?nam=2026",
    }
    out = [Result("báo cáo cơ quan: mở đợt, 10.000 dòng", [opened], rows=AGENCIES * TASKS)]
    for name, path in shown.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        taken = times(lambda p=path: client.get(p), runs=7)
        out.append(Result(f"báo cáo cơ quan: {name}", taken, floor=floor, rows=AGENCIES * TASKS))
    return out


def _plan(cast: Any) -> Any:
    """A plan in force whose every task is led by one agency and helped by all others of its group of fifty tasks."""
    from nscl.foundation import clock
    from nscl.organisations.models import Agency
    from nscl.plans.actions import confirm
    from nscl.plans.models import AgencyMention, Plan, Task

    agencies = Agency.objects.using("owner").bulk_create(
        Agency(province_id=cast.province.pk, name=f"Cơ quan số {n}", folded=f"co quan so {n}",
               sort_key=f"co quan so {n:03}", kind="unit", valid_from=dt.date(2025, 7, 1))
        for n in range(AGENCIES)
    )  # fmt: skip
    plan = Plan.objects.create(
        province=cast.province, title="Kế hoạch lớn", number="1/KH-UBND", issuer="UBND tỉnh Quảng Ngãi",
        period_from=2026, period_to=2030, created_at=clock.now(), created_by=cast.officer,
    )  # fmt: skip
    tasks = Task.objects.bulk_create(
        Task(province_id=cast.province.pk, plan=plan, position=n, ref=f"II.{n}", title=f"Nhiệm vụ số {n}",
             text=f"Nhiệm vụ số {n} của kế hoạch lớn.", when="yearly")
        for n in range(1, TASKS + 1)
    )  # fmt: skip
    AgencyMention.objects.bulk_create(
        (
            AgencyMention(province_id=cast.province.pk, plan=plan, task=task, position=at, name=agency.name,
                          agency_id=agency.pk, role="lead" if at % TASKS == task.position - 1 else "cooperating")
            for task in tasks
            for at, agency in enumerate(agencies)
        ),
        batch_size=2000,
    )  # fmt: skip
    return confirm.confirm(plan=plan, version=1, by=cast.officer)


def _open(cast: Any, plan: Any) -> Any:
    from nscl.plans.actions import reports as actions

    head = actions.Head("Báo cáo năm 2026", dt.date(2026, 10, 20), dt.date(2026, 11, 15))
    membership = cast.membership(cast.officer)
    return actions.open_round(membership=membership, year=2026, half="year", head=head, plans=[plan], by=cast.officer)


def _send_half(cast: Any, round_: Any) -> None:
    """Every second agency has sent, each task told of."""
    from django.db import connections, transaction

    from nscl.foundation import clock
    from nscl.plans.models import AgencyReport, AskedTask, ReportSubmission, TaskReport
    from nscl.plans.states import AGENCY_REPORT

    for report in list(AgencyReport.objects.filter(round=round_).order_by("id"))[::2]:
        sent = ReportSubmission.objects.create(
            province_id=report.province_id, report=report, number=1, recorded_at=clock.now(),
            recorded_by=cast.officer,
        )  # fmt: skip
        TaskReport.objects.bulk_create(
            TaskReport(province_id=report.province_id, submission=sent, task_id=a.task_id, role=a.role,
                       position=a.position, state="done", result="Đã làm xong phần việc được giao. " * 4)
            for a in AskedTask.objects.filter(report=report)
        )  # fmt: skip
        with transaction.atomic():
            AGENCY_REPORT.run(report, "submit", by=cast.officer)

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _bare(statement: str) -> float:
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    return median(run, runs=7)
