"""The register of agencies as a person reads it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from nscl.interfaces.tests.test_shell import page, sign_in
from nscl.organisations.models import Agency

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row">([^<]+)</th>', html)


@pytest.fixture
def register(cast: Cast) -> Cast:
    """One agency more in each of two provinces, as their officers would add them."""
    for user, province in ((cast.officer, cast.province), (cast.stranger, cast.other_province)):
        with cast.acting(user):
            name = f"Trung tâm Thử nghiệm {province.name}"
            Agency.objects.create(name=name, kind="unit", province=province, valid_from=dt.date(2025, 7, 1))
    return cast


def test_ones_own_province_and_no_other(client: Client, register: Cast) -> None:
    shown = names(page(sign_in(client, register.officer), "/co-quan/"))
    assert "Trung tâm Thử nghiệm Quảng Ngãi" in shown
    assert "Trung tâm Thử nghiệm Nghệ An" not in shown
    assert "Bộ Khoa học và Công nghệ" in shown


@pytest.mark.parametrize("words", ["thử nghiệm", "THU NGHIEM", "thu nghiem quang"])
def test_looking_without_accents(client: Client, register: Cast, words: str) -> None:
    html = sign_in(client, register.officer).get("/co-quan/", {"tim": words}).content.decode()
    assert names(html) == ["Trung tâm Thử nghiệm Quảng Ngãi"]


def test_an_old_name_finds_what_took_over(client: Client, register: Cast) -> None:
    html = sign_in(client, register.officer).get("/co-quan/", {"tim": "thông tin và truyền thông"}).content.decode()
    assert "Sở Khoa học và Công nghệ" in " ".join(names(html))
    assert "Sở Thông tin và Truyền thông" in html


def test_nothing_found_says_what_to_try(client: Client, register: Cast) -> None:
    html = sign_in(client, register.officer).get("/co-quan/", {"tim": "không có đâu"}).content.decode()
    assert names(html) == []
    assert "Thử bớt chữ" in html


def test_it_costs_the_same_however_long(client: Client, register: Cast, django_assert_max_num_queries: Any) -> None:
    sign_in(client, register.officer).get("/co-quan/")
    with django_assert_max_num_queries(12):
        client.get("/co-quan/")


def test_someone_without_a_role_may_not(client: Client, register: Cast) -> None:
    assert sign_in(client, register.nobody).get("/co-quan/").status_code == 403
    assert "Danh bạ cơ quan" not in page(client, "/")
