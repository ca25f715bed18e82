"""Norms: added, amended by a new version, ended, voided; no two of one code on a day; which was in force when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.catalogue import actions, queries
from nscl.catalogue.models import SpendingNorm
from nscl.catalogue.tests.conftest import FROM, AddNorm, browser, registered
from nscl.config.testing.cast import Cast
from nscl.documents import actions as documents
from nscl.documents.models import Document
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError

CODE = "thu-lao-chu-tich-hoi-dong"
JULY = dt.date(2026, 7, 1)


def amend(norm: SpendingNorm, cast: Cast, day: dt.date = JULY, **values: Any) -> SpendingNorm:
    with cast.acting(cast.officer):
        return actions.amend_norm(
            norm=norm, version=norm.version, values=values or {"amount_vnd": 1_200_000}, valid_from=day, by=cast.officer
        )


def amount_on(cast: Cast, day: dt.date) -> int | None:
    with cast.acting(cast.officer):
        found = queries.norm_in_force(cast.province, CODE, day)
    return found.amount_vnd if found else None


def test_an_amendment_is_a_new_version_from_its_day(cast: Cast, add_norm: AddNorm) -> None:
    first = add_norm()
    second = amend(first, cast)
    assert [amount_on(cast, day) for day in (dt.date(2025, 12, 31), FROM, dt.date(2026, 6, 30), JULY)] == [
        None, 1_000_000, 1_000_000, 1_200_000,
    ]  # fmt: skip
    with cast.acting(cast.officer):
        first.refresh_from_db()
        assert [norm.pk for norm in queries.history_of(second)] == [second.pk, first.pk]
    assert (first.valid_to, first.ended_by_id, second.replaces_id) == (JULY, cast.officer.pk, first.pk)
    assert "41/2022/NQ-HĐND" in first.end_basis
    with pytest.raises(DomainError):
        amend(first, cast, dt.date(2026, 9, 1), amount_vnd=5)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"), ({"name": "!!!"}, "name"), ({"unit": " "}, "unit"),
        ({"amount_vnd": None}, "amount_vnd"), ({"rate_bp": 5000}, "amount_vnd"), ({"amount_vnd": 0}, "amount_vnd"),
        ({"amount_vnd": None, "rate_bp": 10_001}, "rate_bp"), ({"document": None}, "basis"),
        ({"valid_to": FROM}, "valid_to"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused(add_norm: AddNorm, values: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        add_norm(**values)
    assert refused.value.field == field


def test_two_of_one_code_on_a_day_are_impossible(cast: Cast, add_norm: AddNorm) -> None:
    first = add_norm(valid_to=JULY)
    with pytest.raises(DomainError) as refused:
        add_norm(dt.date(2026, 6, 30))
    assert refused.value.code == "known"
    add_norm(JULY)
    with cast.acting(cast.officer), pytest.raises(IntegrityError), transaction.atomic():
        SpendingNorm.objects.filter(pk=first.pk).update(valid_to=dt.date(2026, 8, 1))


@pytest.mark.parametrize(
    ("day", "values"), [(FROM, {"amount_vnd": 2}), (JULY, {"amount_vnd": 1_000_000}), (JULY, {"amount_vnd": -5})]
)
def test_an_amendment_that_cannot_be(cast: Cast, add_norm: AddNorm, day: dt.date, values: dict[str, Any]) -> None:
    norm = add_norm()
    with pytest.raises(DomainError):
        amend(norm, cast, day, **values)
    assert amount_on(cast, JULY) == 1_000_000


def test_ended_it_holds_no_more(cast: Cast, add_norm: AddNorm) -> None:
    norm = add_norm()
    with cast.acting(cast.officer):
        with pytest.raises(DomainError) as refused:
            actions.end_norm(norm=norm, version=norm.version, valid_to=JULY, basis=" ", by=cast.officer)
        assert refused.value.field == "basis"
        actions.end_norm(norm=norm, version=norm.version, valid_to=JULY, basis="Bãi bỏ", by=cast.officer)
    assert (amount_on(cast, dt.date(2026, 6, 30)), amount_on(cast, JULY)) == (1_000_000, None)


def test_voiding_a_version_gives_the_one_before_back(cast: Cast, add_norm: AddNorm) -> None:
    first = add_norm()
    second = amend(first, cast)
    with cast.acting(cast.officer):
        first.refresh_from_db()
        with pytest.raises(DomainError):
            actions.void_norm(norm=first, version=first.version, reason="Nhầm", by=cast.officer)
        actions.void_norm(norm=second, version=second.version, reason="Nhầm", by=cast.officer)
    assert amount_on(cast, JULY) == 1_000_000
    amend(SpendingNorm(pk=first.pk, version=first.version + 1), cast, JULY)
    assert amount_on(cast, JULY) == 1_200_000


def test_whoever_comes_second_is_told(cast: Cast, add_norm: AddNorm) -> None:
    norm = add_norm()
    seen = SpendingNorm(pk=norm.pk, version=norm.version)
    amend(norm, cast)
    with pytest.raises(actions.Changed):
        amend(seen, cast, dt.date(2026, 10, 1))


def test_the_basis_is_of_the_register(cast: Cast, add_norm: AddNorm, resolution: Document) -> None:
    theirs = registered(cast, cast.stranger, "7/NQ-HĐND")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_norm(document=theirs)
    add_norm()
    with cast.acting(cast.officer), pytest.raises(DomainError) as refused:
        documents.void(document=resolution, version=resolution.version, reason="Nhầm", by=cast.officer)
    assert refused.value.code == "in_use"


@pytest.mark.parametrize("part", ["head", "cooperating"])
def test_only_keepers_write(cast: Cast, resolution: Document, part: str) -> None:
    person = getattr(cast, part)
    values = {"name": "x y", "group": "other", "unit": "lần", "amount_vnd": 1, "document": resolution}
    with cast.acting(person), pytest.raises(DomainError) as refused:
        actions.add_norm(province=cast.province, values=values, valid_from=FROM, by=person)
    assert refused.value.code == "forbidden"


def norm_of_kon_tum(cast: Cast, amount: int) -> SpendingNorm:
    """A norm of the province that came into Quảng Ngãi, in force still."""
    before = Province.objects.get(name="Kon Tum")
    values = {"name": "Thù lao Chủ tịch hội đồng", "group": "council", "unit": "buổi", "amount_vnd": amount}
    with cast.acting(cast.officer) as by:
        text = documents.add(
            province=before, by=by,
            values={"kind": "resolution", "subject": "finance", "number": "9/2020/NQ-HĐND", "issuer": "HĐND Kon Tum",
                    "title": "Mức chi"},
        )  # fmt: skip
        return actions.add_norm(
            province=before, values=values | {"document": text, "clause": "Điều 2"}, valid_from=FROM, by=by
        )


def test_a_norm_of_the_province_before_applies_until_there_is_an_own_one(cast: Cast, add_norm: AddNorm) -> None:
    inherited = norm_of_kon_tum(cast, 700_000)
    assert inherited.code == CODE
    assert amount_on(cast, JULY) == 700_000
    page = browser(cast.officer).get(f"/dinh-muc/?ma={CODE}&ngay=2026-07-01&tien=800000&sl=1").content.decode()
    assert "áp dụng định mức của Tỉnh Kon Tum trước khi hợp nhất" in page
    add_norm()
    assert amount_on(cast, JULY) == 1_000_000
    page = browser(cast.officer).get(f"/dinh-muc/?ma={CODE}&ngay=2026-07-01&tien=800000&sl=1").content.decode()
    assert "trước khi hợp nhất" not in page


def test_where_two_apply_the_place_decides(cast: Cast) -> None:
    first = norm_of_kon_tum(cast, 700_000)
    old = Province.objects.get(name="Quảng Ngãi", valid_to__isnull=False)
    with cast.acting(cast.officer) as by:
        text = documents.add(
            province=old, by=by,
            values={"kind": "resolution", "subject": "finance", "number": "8/2020/NQ-HĐND", "issuer": "HĐND Quảng Ngãi",
                    "title": "Mức chi"},
        )  # fmt: skip
        values = {"name": first.name, "group": "council", "unit": "buổi", "amount_vnd": 900_000, "document": text}
        second = actions.add_norm(province=old, values=values | {"clause": "Điều 2"}, valid_from=FROM, by=by)
        assert set(queries.norms_applying(cast.province, CODE, JULY)) == {first, second}
        assert queries.norm_in_force(cast.province, CODE, JULY) is None
    page = browser(cast.officer).get(f"/dinh-muc/?ma={CODE}&ngay=2026-07-01&tien=800000&sl=1").content.decode()
    assert page.count("trước khi hợp nhất") == 2
