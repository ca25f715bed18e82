"""What a profile said before: every way of changing it leaves what it said, who changed it and when."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from nscl.config.testing.cast import Cast
from nscl.enterprises import actions
from nscl.enterprises.models import Enterprise, PastProfile
from nscl.enterprises.queries.history import Change, history_of
from nscl.enterprises.tests.conftest import Make
from nscl.foundation import clock

pytestmark = pytest.mark.django_db


def said(change: Change) -> list[tuple[str, str, str]]:
    return [(field.label, field.before, field.after) for field in change.fields]


def told(found: Enterprise, cast: Cast) -> list[Change]:
    with cast.acting(cast.officer):
        found.refresh_from_db()
        return history_of(found)


def edit(found: Enterprise, cast: Cast, **values: object) -> Enterprise:
    with cast.acting(cast.officer):
        found.refresh_from_db()
        edited = actions.edit_enterprise(enterprise=found, version=found.version, values=values, by=cast.officer)
        found.refresh_from_db()
    return edited


def test_a_new_profile_has_none(make: Make, cast: Cast) -> None:
    assert told(make(), cast) == []


def test_each_edit_tells_before_after_and_who(make: Make, cast: Cast) -> None:
    found = make(address="Thôn 1", website="")
    edit(found, cast, address="Thôn 2", women_owned=True)
    edit(found, cast, website="https://vidu.example.vn")

    newest, first = told(found, cast)

    assert said(newest) == [("Trang mạng", "", "https://vidu.example.vn")]
    assert said(first) == [("Địa chỉ", "Thôn 1", "Thôn 2"), ("Phụ nữ làm chủ", "không", "có")]
    assert (newest.by, first.by) == (cast.officer, cast.officer)
    assert newest.at >= first.at


def test_what_can_be_erased_is_not_kept(make: Make, cast: Cast) -> None:
    found = make(representative="Nguyễn Văn A", phone="0900000001")
    edit(found, cast, representative="Trần Thị B", phone="0900000002", email="a@example.vn", note="Gọi buổi sáng")
    assert told(found, cast) == []


def test_a_corrected_tax_code_and_the_rest_are_one_change(make: Make, cast: Cast) -> None:
    found = make(tax_code="0100000001", address="Thôn 1")
    edit(found, cast, tax_code="0100000019", address="Thôn 2")
    (change,) = told(found, cast)

    assert said(change) == [("Mã số thuế", "0100000001", "0100000019"), ("Địa chỉ", "Thôn 1", "Thôn 2")]
    assert change.by == cast.officer


def test_status_tells_the_day(make: Make, cast: Cast) -> None:
    found = make()
    day = clock.today() - dt.timedelta(days=3)
    with cast.acting(cast.officer):
        actions.change_status(enterprise=found, version=found.version, status="paused", status_on=day, by=cast.officer)
    (change,) = told(found, cast)
    assert said(change) == [
        ("Tình trạng", "Đang hoạt động", "Tạm ngừng"),
        ("Tình trạng từ ngày", "", f"{day:%d/%m/%Y}"),
    ]


def test_the_past_is_written_once(make: Make, cast: Cast) -> None:
    edit(make(address="Thôn 1"), cast, address="Thôn 2")
    with cast.acting(cast.officer):
        past = PastProfile.objects.get()
        for change in (past.delete, lambda: PastProfile.objects.update(address="Thôn 9")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_another_province_sees_none_of_it(make: Make, cast: Cast) -> None:
    edit(make(address="Thôn 1"), cast, address="Thôn 2")
    with cast.acting(cast.stranger):
        assert not PastProfile.objects.exists()


def test_an_entity_corrected_elsewhere_is_told_of_nobody(make: Make, cast: Cast) -> None:
    there = make(tax_code="0100000001", by=cast.stranger)
    here = make(tax_code="0100000001")
    assert here.entity_id == there.entity_id
    with cast.acting(cast.stranger):
        actions.edit_enterprise(
            enterprise=there, version=there.version, values={"tax_code": "0100000019"}, by=cast.stranger
        )
    (change,) = told(here, cast)
    assert said(change) == [("Mã số thuế", "0100000001", "0100000019")]
    assert change.by is None


def test_the_page(
    screen: Client, make: Make, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    found = make(address="Thôn 1")
    address = reverse("enterprise_history", args=[found.pk])
    assert "Hồ sơ chưa sửa lần nào" in screen.get(address).content.decode()
    for number in range(2, 30):
        edit(found, cast, address=f"Thôn {number}")
    with django_assert_max_num_queries(12):
        page = screen.get(address).content.decode()
    assert "<del>Thôn 28</del>" in page
    assert "<ins>Thôn 29</ins>" in page
    assert page.count("<ins>") == 28
