"""Filters kept under a name: one's own, bounded, leading nowhere but to our pages."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from nscl.accounts.actions.save_view import MOST, filters_of, save_view
from nscl.accounts.models import SavedView
from nscl.config.testing.cast import Cast
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db
LIST = "/ke-hoach/"


def kept(cast: Cast, name: str = "Gạo", query: str = "tim=gao&nam=2026") -> SavedView:
    return save_view(by=cast.officer, path=LIST, query=query, name=name)


def test_the_filters_are_kept_without_the_place_in_the_list(cast: Cast) -> None:
    assert kept(cast, query="tim=gao&sau=41&nam=2026").query == "nam=2026&tim=gao"
    assert filters_of("a=&b=1&truoc=3") == "b=1"


def test_the_same_name_is_replaced(cast: Cast) -> None:
    first, second = kept(cast), kept(cast, query="tim=che")
    assert (first.pk, second.query, SavedView.objects.count()) == (second.pk, "tim=che", 1)


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        (LIST, "tim=gao", " "),
        (LIST, "tim=gao", "x" * 81),
        (LIST, "sau=3", "Gạo"),
        (LIST, "tim=" + "x" * 1000, "Gạo"),
        ("//example.com/", "tim=gao", "Gạo"),
        ("https://example.com/", "tim=gao", "Gạo"),
        ("/khong-co-trang-nay/", "tim=gao", "Gạo"),
    ],
)
def test_what_cannot_be_kept_is_refused(cast: Cast, path: str, query: str, name: str) -> None:
    with pytest.raises(DomainError):
        save_view(by=cast.officer, path=path, query=query, name=name)


def test_a_page_has_so_many_and_no_more(cast: Cast) -> None:
    for number in range(MOST):
        kept(cast, name=f"Bộ {number}")
    with pytest.raises(DomainError, match="bỏ bớt"):
        kept(cast, name="Một nữa")
    kept(cast, name="Bộ 3", query="tim=che")


def test_the_database_keeps_an_address_of_ours(cast: Cast) -> None:
    view = kept(cast)
    for path in ("//example.com", "example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(path=path)


def test_from_the_list_and_back(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        from nscl.plans.models import Plan

        Plan.objects.create(province=cast.province, title="Gạo", created_at="2026-01-01T00:00Z", status="draft")
    client.force_login(cast.officer)
    assert "Lưu bộ lọc này" in client.get(f"{LIST}?tim=gao").content.decode()
    answer = client.post("/bo-loc/", {"path": LIST, "query": "tim=gao", "name": "Gạo sạch"})
    assert answer.headers["Location"] == f"{LIST}?tim=gao"
    page = client.get(f"{LIST}?tim=gao").content.decode()
    assert 'aria-current="true"' in page
    assert "Gạo sạch" in page
    assert "Lưu bộ lọc này" not in page
    client.force_login(cast.second_officer)
    assert "Gạo sạch" not in client.get(f"{LIST}?tim=gao").content.decode()


def test_a_refused_name_is_not_lost(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    answer = client.post("/bo-loc/", {"path": LIST, "query": "tim=gao", "name": "Tên dài " * 20})
    assert answer.status_code == 422
    assert "Tên dài Tên dài" in answer.content.decode()
    assert 'value="tim=gao"' in answer.content.decode()
