"""The guidance log over 100,000 acts, as the application's role, beside the bare SQL of what each page shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from benchmarks.harness import Result, median, site, times

ACTS, ELSEWHERE, ENTITIES = 100_000, 20_000, 6_000
CONTENTS = ("system", "tool", "gap", "traceability", "barcode", "ip", "digital", "guidance")
GOODS = ("Chè", "Cà phê", "Gạo", "Mật ong", "Quế", "Tôm", "Xoài")


def guidance() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    act, entity = _fill(cast)
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    ours = cast.province.pk
    listed = f"SELECT * FROM plans_guidance WHERE province_id = {ours} ORDER BY guided_on DESC, id DESC LIMIT 41"  # noqa: S608
    counted = (
        "SELECT extract(year FROM guided_on), c, count(DISTINCT entity_id) FROM plans_guidance, unnest(contents) c "  # noqa: S608
        f"WHERE province_id = {ours} AND voided_at IS NULL GROUP BY 1, 2"
    )
    base = "/huong-dan-doanh-nghiep/"
    shown = {
        "danh sách của năm": (base, listed),
        "mọi năm": (f"{base}?nam=tat-ca", listed),
        "giữa danh sách": (f"{base}?nam=tat-ca&sau=20230601-{act}", listed),
        "tìm “che minh hoa 77”": (f"{base}?tim=che+minh+hoa+77", listed),
        "tìm không có": (f"{base}?nam=tat-ca&tim=khong+dau+co", listed),
        "theo nội dung, người": (f"{base}?noi_dung=gap&nguoi=nguyen+van", listed),
        "của một doanh nghiệp": (f"{base}?nam=tat-ca&dn={entity}", listed),
        "như biết ngày trước": (f"{base}?biet=2026-06-30", listed),
        "thống kê sáu năm": (f"{base}thong-ke/", counted),
        "biểu ghi một lượt": (f"{base}ghi/", "SELECT 1"),
        "một lượt": (f"{base}{act}/", f"SELECT * FROM plans_guidance WHERE id = {act}"),  # noqa: S608
    }  # fmt: skip
    out = []
    for name, (path, floor) in shown.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        samples = times(lambda p=path: client.get(p), runs=7)
        out.append(Result(f"hướng dẫn: {name}", samples, floor=_bare(cast, floor), rows=ACTS))
    out.append(
        Result("hướng dẫn: ghi một lượt", times(_record(cast), runs=9), floor=_bare(cast, "SELECT 1"), rows=ACTS)
    )
    out.append(Result("hướng dẫn: số nơi của một năm", times(_distinct(cast), runs=9), floor=_bare(cast, counted)))
    return out


def _fill(cast: Any) -> tuple[int, int]:
    """Acts of six years, a few of them voided, and some elsewhere; the id of one in the middle, and of an entity."""
    from django.db import connections
    from django.utils import timezone

    from nscl.organisations.models import LegalEntity
    from nscl.plans.models import Guidance
    from nscl.shared.vietnamese import fold, sort_key

    began = timezone.make_aware(dt.datetime(2021, 1, 1))  # noqa: DTZ001
    names = [f"Công ty TNHH {GOODS[n % 7]} Minh Họa {n}" for n in range(ENTITIES)]
    entities = LegalEntity.objects.using("owner").bulk_create(
        (
            LegalEntity(
                name=name, folded=fold(name), sort_key=sort_key(name), province_id=cast.province.pk, recorded_at=began
            )
            for name in names
        ),
        batch_size=2000,
    )

    ours, theirs, officer = cast.province.pk, cast.other_province.pk, cast.officer.pk

    def act(number: int) -> Guidance:
        entity = entities[number * 7919 % ENTITIES]
        day = dt.date(2021, 1, 1) + dt.timedelta(days=number * 2150 // (ACTS + ELSEWHERE))
        at = began + dt.timedelta(days=(day - dt.date(2021, 1, 1)).days, hours=9)
        gone = number % 50 == 7
        return Guidance(
            province_id=ours if number % 6 else theirs, entity_id=entity.pk, guided_on=day,
            guide_id=officer if number % 3 else None, guide_name="" if number % 3 else "Hội Nông dân",
            contents=[CONTENTS[number % 8], *(["training"] if number % 4 == 0 else [])], standard="ISO 9001",
            how="visit", outcome="informed", result="Đã giải thích hồ sơ",
            folded=f"{entity.folded} iso 9001 da giai thich ho so", recorded_at=at, recorded_by_id=officer,
            voided_at=at + dt.timedelta(days=30) if gone else None,
            void_reason="Ghi trùng" if gone else "",
        )  # fmt: skip

    rows = Guidance.objects.using("owner").bulk_create((act(n) for n in range(ACTS + ELSEWHERE)), batch_size=5000)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows[ACTS // 2 + 1].pk, entities[77].pk


def _record(cast: Any) -> Callable[[], object]:
    from nscl.foundation import clock
    from nscl.plans.actions.guidance import EntityGiven, record

    values = {
        "guided_on": clock.today(), "contents": ["gap"], "how": "phone", "outcome": "informed", "result": "Hẹn gặp",
        "guide": cast.officer, "place": "",
    }  # fmt: skip

    def work() -> object:
        with cast.acting(cast.officer) as officer:
            entity = EntityGiven("Công ty TNHH Chè Minh Họa 700")
            return record(province=cast.province, entity=entity, values=values, by=officer, sure=True)

    return work


def _distinct(cast: Any) -> Callable[[], object]:
    from nscl.plans.queries.guidance import distinct_enterprises

    def work() -> object:
        with cast.acting(cast.officer):
            return distinct_enterprises(2025, "gap")

    return work


def _bare(cast: Any, statement: str) -> float:
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    with cast.acting(cast.officer):
        return median(run, runs=7)
