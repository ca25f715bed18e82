"""Keys that are checked for all rows of a statement at once: what they name exists, is of the same province, stays."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from nscl.config.testing.cast import Cast
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.tests.conftest import Make
from nscl.foundation import clock

pytestmark = pytest.mark.django_db
NOBODY = 2**40
MERGED = {"merge_reason": "Nhập hai lần", "merged_at": dt.datetime(2026, 1, 5, tzinfo=dt.UTC)}


def figures(cast: Cast, **values: Any) -> YearFigures:
    told = {"province_id": cast.province.pk, "year": 2024, "labour": 3, "source": "other", "recorded_at": clock.now()}
    return YearFigures.objects.create(**told | values)


def test_figures_are_of_a_profile_of_their_province(cast: Cast, make: Make) -> None:
    mine, theirs = make(), make(name="Công ty Chè Mẫu", by=cast.stranger)
    with cast.acting(cast.officer):
        first = figures(cast, enterprise_id=mine.pk)
        for wrong in ({"enterprise_id": theirs.pk}, {"enterprise_id": NOBODY}):
            with pytest.raises(IntegrityError, match="is not of this province"), transaction.atomic():
                figures(cast, **wrong)
        with pytest.raises(IntegrityError, match="is not of this province"), transaction.atomic():
            figures(cast, enterprise_id=mine.pk, year=2023, replaces_id=NOBODY)
        figures(cast, enterprise_id=mine.pk, year=2023, replaces=first)


def test_one_wrong_row_among_many_refuses_all(cast: Cast, make: Make) -> None:
    mine = make()
    rows = [(2000 + n, mine.pk if n != 70 else NOBODY) for n in range(100)]
    told = {"province_id": cast.province.pk, "labour": 3, "source": "other", "recorded_at": clock.now()}
    with cast.acting(cast.officer):
        with pytest.raises(IntegrityError), transaction.atomic():
            YearFigures.objects.bulk_create([YearFigures(year=y, enterprise_id=pk, **told) for y, pk in rows])
        assert not YearFigures.objects.exists()


@pytest.mark.parametrize("name", ["changed_by_id", "merged_by_id", "recorded_by_id"])
def test_people_who_wrote_exist(cast: Cast, make: Make, name: str) -> None:
    made = make()
    with cast.acting(cast.officer), pytest.raises(IntegrityError, match=name), transaction.atomic():
        Enterprise.objects.filter(pk=made.pk).update(**{name: NOBODY})


def test_who_voided_figures_exists(cast: Cast, make: Make) -> None:
    made = make()
    with cast.acting(cast.officer):
        one = figures(cast, enterprise_id=made.pk)
        told = {"voided_at": clock.now(), "void_reason": "Ghi nhầm", "voided_by_id": NOBODY}
        with pytest.raises(IntegrityError, match="voided_by_id"), transaction.atomic():
            YearFigures.objects.filter(pk=one.pk).update(**told)
        assert YearFigures.objects.filter(pk=one.pk).update(**told | {"voided_by_id": cast.officer.pk}) == 1


def test_a_profile_is_merged_into_one_of_its_province(cast: Cast, make: Make) -> None:
    made, theirs = make(), make(name="Công ty Chè Mẫu", by=cast.stranger)
    other = make(name="Công ty Gạo Mẫu")
    with cast.acting(cast.officer):
        for wrong in (theirs.pk, NOBODY):
            with pytest.raises(IntegrityError, match="is not of this province"), transaction.atomic():
                Enterprise.objects.filter(pk=made.pk).update(merged_into=wrong, **MERGED)
        assert Enterprise.objects.filter(pk=made.pk).update(merged_into=other.pk, **MERGED) == 1


@pytest.mark.django_db(transaction=True)
def test_what_keys_name_stays_where_it_is(cast: Cast, make: Make) -> None:
    """Not even the owner of the tables takes it away or moves it."""
    pk = make().pk
    for told in (
        f"DELETE FROM enterprises_enterprise WHERE id = {pk}",
        f"UPDATE enterprises_enterprise SET id = {NOBODY} WHERE id = {pk}",
        f"UPDATE enterprises_enterprise SET province_id = {cast.other_province.pk} WHERE id = {pk}",
    ):
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner, pytest.raises(psycopg.IntegrityError):
            owner.execute(told)


def test_one_profile_of_an_entity_that_is_not_merged(cast: Cast, make: Make) -> None:
    made = make()
    again = {f.attname: getattr(made, f.attname) for f in Enterprise._meta.concrete_fields}
    del again["id"], again["facets"]
    with cast.acting(cast.officer):
        with pytest.raises(IntegrityError, match="enterprise_once"), transaction.atomic():
            Enterprise.objects.create(**again)
        Enterprise.objects.create(**again | MERGED | {"merged_into_id": made.pk})
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
