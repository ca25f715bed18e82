"""What lists of a million rest on: rows made for COPY, keys checked at once, words settled beside."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.enterprises.actions import settling, staging
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.tests.conftest import Make
from nscl.organisations.models import Commune, LegalEntity, Province

NOBODY = 2**60
words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
cells = st.none() | words | st.sampled_from(["\\N", "\\", "a\tb", "\r\n", "\\.", ""])


@pytest.mark.django_db
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5))
def test_what_is_copied_is_what_was_said(said: list[tuple[str | None, ...]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE said (line integer, a text, b text, c text) ON COMMIT DROP")
        with cursor.copy("COPY said FROM STDIN") as copy:
            copy.write("".join(staging._copied((at, *row)) for at, row in enumerate(said)).encode())
        cursor.execute("SELECT a, b, c FROM said ORDER BY line")
        assert cursor.fetchall() == said
        transaction.set_rollback(True)


def test_rows_stand_by_name_and_tell_whether_one_has_no_code() -> None:
    rows, at = staging.Rows(), staging.COLUMNS.index
    for line, (name, code) in enumerate((("b", "0000000017"), ("a", "0000000024"))):
        values: list[Any] = [None] * len(staging.COLUMNS)
        values[at("line")], values[at("sort_key")], values[at("tax_code")] = line, name, code
        rows.add(values)
    assert (len(rows), rows.codeless) == (2, False)
    assert [line.split(b"\t")[0] for line in rows.sealed().splitlines()] == [b"1", b"0"]
    assert rows.sealed() == rows.sealed()
    without = staging.Rows()
    without.add([None] * len(staging.COLUMNS))
    assert without.codeless


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["commune_id", "recorded_by_id"])
def test_a_profile_of_what_is_not_there_is_refused(make: Make, cast: Cast, key: str) -> None:
    one = make()
    with cast.acting(cast.officer):
        with pytest.raises(IntegrityError, match="does not exist"), transaction.atomic():
            Enterprise.objects.filter(pk=one.pk).update(**{key: NOBODY})
        one.pk, one.entity = None, LegalEntity.objects.create(
            name="Cơ sở Mẫu", folded="co so mau", sort_key="co so mau", tax_code="0000000024", kind=one.kind,
            province=cast.province, recorded_at=one.recorded_at,
        )  # fmt: skip
        one.tax_code = "0000000024"
        setattr(one, key, NOBODY)
        with pytest.raises(IntegrityError, match="does not exist"), transaction.atomic():
            one.save(force_insert=True)
        with pytest.raises(IntegrityError, match="does not exist"), transaction.atomic():
            YearFigures.objects.create(
                province=cast.province, enterprise=make("Công ty Mẫu Hai"), year=2025, labour=3, source="list",
                recorded_at=one.recorded_at, recorded_by_id=NOBODY,
            )  # fmt: skip


@pytest.mark.django_db
def test_what_keys_name_cannot_be_deleted(cast: Cast) -> None:
    with connection.cursor() as cursor:
        for model in (Province, Commune, User):
            pk = model.objects.order_by("pk").values_list("pk", flat=True)[0]
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [pk])


@pytest.mark.django_db
def test_words_are_settled_beside_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    once = threading.Event()

    def settle() -> None:
        done.append(threading.current_thread().name)
        once.set()

    monkeypatch.setattr(settling, "settle", settle)
    with settling.beside() as ask:
        ask()
        assert once.wait(10)
    here = threading.current_thread().name
    assert done[0] != here
    assert done[-1] == here


@pytest.mark.django_db
def test_what_fails_beside_is_left_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, ended = threading.Event(), []
    here = threading.current_thread()

    def settle() -> None:
        if threading.current_thread() is not here:
            tried.set()
            raise DatabaseError("away")
        ended.append(dt.datetime.now(dt.UTC))

    monkeypatch.setattr(settling, "settle", settle)
    with settling.beside() as ask:
        ask()
        assert tried.wait(10)
        ask()
    assert len(ended) == 1


@pytest.mark.django_db
def test_words_of_profiles_and_entities_wait_nowhere_after_settling(make: Make) -> None:
    make("Công ty TNHH Chưa Vào Chỉ Mục", "0000000017")
    settling.settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT enterprise_words_settle()")
        assert cursor.fetchone() == (0,)
