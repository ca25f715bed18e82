"""The demo's register: sixty a province, every size, certificates that run out soon, duplicates; twice adds nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from nscl.enterprises.models import Certificate, Enterprise, Product, YearFigures
from nscl.foundation import clock, tenancy
from nscl.interfaces.ops.demo import enterprises, people
from nscl.organisations.queries import all_province_ids

pytestmark = pytest.mark.django_db


def test_the_register_of_the_demo() -> None:
    people.load()
    enterprises.load()
    with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
        rows = list(Enterprise.objects.select_related("province", "entity"))
        assert len(rows) == 300
        assert {row.size for row in rows} == {"", "micro", "small", "medium", "large"}
        assert all(row.size == "" for row in rows if row.kind != "enterprise")
        assert {row.sector for row in rows} >= {"agriculture", "industry", "trade", "services"}
        keys = [(row.province_id, row.name_key, row.phone) for row in rows]
        assert len(keys) - len(set(keys)) >= 15
        today = clock.today()
        soon = Certificate.objects.filter(expires_on__range=(today, today + dt.timedelta(days=30)))
        assert soon.count() >= 5
        assert Product.objects.filter(exported=True).exists()
        assert Product.objects.filter(ocop_stars=5).exists()
        before = (Enterprise.objects.count(), YearFigures.objects.count())
    enterprises.load()
    with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
        assert (Enterprise.objects.count(), YearFigures.objects.count()) == before
