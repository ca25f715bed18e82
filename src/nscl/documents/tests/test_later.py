"""Papers too long to wait for are offered behind the page, to this person alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from nscl.config.testing.cast import Cast
from nscl.documents import later
from nscl.documents.later import Wanted


@pytest.fixture
def wanted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Wanted:
    def made(*, ending: str, by: Any, told: str) -> bytes:
        return f"{told} {ending} {by.full_name}".encode()

    monkeypatch.setattr(later, "_maker", lambda code: made)
    return Wanted("x", {"told": "Bảng"}, "xlsx", "bang", "Bảng dài", cast.province.pk)


def asked(cast: Cast, person: Any, wanted: Wanted, rows: int) -> Any:
    request = RequestFactory().get("/x/")
    request.user = person
    with cast.acting(person):
        return later.answer(request, wanted, rows=rows, most=10, back="/")


def test_a_short_one_comes_at_once(cast: Cast, wanted: Wanted) -> None:
    answer = asked(cast, cast.officer, wanted, 10)
    assert answer.content.decode() == f"Bảng xlsx {cast.officer.full_name}"
    assert 'filename="bang.xlsx"' in answer["Content-Disposition"]


def test_a_long_one_is_offered_to_who_may_begin_work_here(cast: Cast, wanted: Wanted) -> None:
    assert "Bắt đầu xuất" in asked(cast, cast.officer, wanted, 11).content.decode()
    assert asked(cast, cast.ministry, wanted, 11).content.decode().startswith("Bảng xlsx")


def test_the_offer_is_for_one_person_and_cannot_be_changed(cast: Cast, wanted: Wanted) -> None:
    page = asked(cast, cast.officer, wanted, 11).content.decode()
    signed = page.split('name="giay" value="', 1)[1].split('"', 1)[0]
    assert later.read(signed, cast.officer) == wanted
    assert later.read(signed, cast.head) is None
    assert later.read(signed[:-2] + "xx", cast.officer) is None


def test_every_paper_that_is_named_can_be_made() -> None:
    from django.apps import apps

    names = {name for config in apps.get_app_configs() for name in getattr(config, "papers_later", {})}
    assert names >= {"plans.compare", "plans.official", "plans.rollup", "needs.wish_list", "plans.woven"}
    for name in names:
        assert callable(later._maker(name))
