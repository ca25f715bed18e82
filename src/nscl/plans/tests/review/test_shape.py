"""Adding, splitting, joining, setting aside, taking back; matching agencies."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.organisations.models import Agency
from nscl.plans.models import AgencyMention, Plan, Target, Task
from nscl.plans.tests.conftest import LINES, TEXT, span
from nscl.plans.tests.review.test_edit import HTMX, first
from nscl.plans.tests.review.test_page import text_of


def test_add_from_a_stretch_of_the_text(at_screen: Client, base: str, draft: Plan) -> None:
    start, end = span(10)
    kinds = text_of(at_screen.get(base + "them/", {"tu": start, "den": end}))
    assert LINES[10] in kinds
    assert f"them/?loai=nhiem-vu&amp;tu={start}&amp;den={end}" in kinds
    form = text_of(at_screen.get(f"{base}them/?loai=nhiem-vu&tu={start}&den={end}"))
    assert LINES[10] in form
    sent = {"title": "Việc mới", "text": LINES[10], "tu": start, "den": end}
    answer = at_screen.post(base + "nhiem-vu/them/", sent)
    task = Task.objects.get(title="Việc mới")
    assert answer["Location"] == f"{base}#task-{task.pk}"
    assert (task.source_start, task.source_end) == (start, end)
    assert task.by_hand
    page = text_of(at_screen.get(base))
    assert f'id="s-task-{task.pk}"' in page
    assert f'id="unread-{start}"' not in page


def test_a_target_is_guessed_from_its_sentence(at_screen: Client, base: str, draft: Plan) -> None:
    start, end = span(3)
    form = text_of(at_screen.get(f"{base}them/?loai=chi-tieu&tu={start}&den={end}"))
    assert 'name="minimum" value="05"' in form
    assert 'value="giai đoạn 2026-2028"' in form


def test_for_htmx_the_new_card_goes_where_it_belongs(at_screen: Client, base: str, draft: Plan) -> None:
    start, end = span(10)
    sent = {"qualifier": "exactly", "minimum": "3", "unit": "lớp", "period": "2026", "tu": start, "den": end}
    answer = text_of(at_screen.post(base + "chi-tieu/them/", sent, headers=HTMX))
    before = Target.objects.order_by("position")[1]
    assert f'hx-swap-oob="afterend:#target-{before.pk}"' in answer
    assert f'<template><p id="d{start}"' in answer
    assert '<span class="tab-count" id="so-target" hx-swap-oob="true">3</span>' in answer


def test_a_refused_addition_keeps_what_was_typed(at_screen: Client, base: str, draft: Plan) -> None:
    answer = at_screen.post(base + "chi-tieu/them/", {"qualifier": "exactly", "unit": "lớp", "period": "2026"})
    assert answer.status_code == 422
    assert "Hãy ghi con số" in text_of(answer)
    assert 'value="lớp"' in text_of(answer)


NONE = ({"tu": "5", "den": str(len(TEXT) + 9)}, {"tu": "9", "den": "3"}, {"tu": "", "den": "4"})


@pytest.mark.parametrize("wanted", NONE)
def test_a_span_that_is_none_is_left_out(at_screen: Client, base: str, draft: Plan, wanted: dict[str, str]) -> None:
    form = at_screen.get(base + "them/", {"loai": "dieu-kien", **wanted})
    assert form.status_code == 200
    assert 'name="tu"' not in text_of(form)


def test_nonsense_in_the_address_is_not_there(at_screen: Client, base: str, draft: Plan) -> None:
    assert at_screen.get(base + "them/", {"tu": "abc", "den": "4"}).status_code == 404
    assert at_screen.get(base + "them/", {"loai": "khong-co"}).status_code == 404


def test_split_in_two(at_screen: Client, base: str, draft: Plan) -> None:
    target = Target.objects.order_by("position")[1]
    form = text_of(at_screen.get(f"{base}chi-tieu/{target.pk}/tach/"))
    assert "Ít nhất 05 chuyên gia;</textarea>" in form
    assert "mở 02 lớp.</textarea>" in form
    sent = {"version": target.version, "first": "Ít nhất 05 chuyên gia;", "second": "mở 02 lớp."}
    at_screen.post(f"{base}chi-tieu/{target.pk}/tach/", sent)
    texts = list(Target.objects.order_by("position").values_list("text", flat=True))
    assert texts[1:] == ["Ít nhất 05 chuyên gia;", "mở 02 lớp."]


def test_join_with_the_next(at_screen: Client, base: str, draft: Plan) -> None:
    one, two = Target.objects.order_by("position")
    page = text_of(at_screen.get(f"{base}chi-tieu/{one.pk}/gop/"))
    assert two.text in page
    sent = {"version": one.version, "second": two.pk, "second_version": two.version}
    answer = text_of(at_screen.post(f"{base}chi-tieu/{one.pk}/gop/", sent, headers=HTMX))
    assert f'<article id="target-{two.pk}" hx-swap-oob="delete">' in answer
    left = Target.objects.get()
    assert left.text == f"{one.text}\n{two.text}"
    assert at_screen.get(f"{base}chi-tieu/{one.pk}/gop/").status_code == 404


def test_set_aside_with_a_reason_and_take_back(at_screen: Client, base: str, draft: Plan) -> None:
    target = first(Target)
    address = f"{base}chi-tieu/{target.pk}/bo/"
    assert "khôi phục được" in text_of(at_screen.get(address))
    assert at_screen.post(address, {"version": target.version, "reason": "  "}).status_code == 422
    at_screen.post(address, {"version": target.version, "reason": "Trùng mục trên"})
    target.refresh_from_db()
    assert target.is_discarded
    page = text_of(at_screen.get(base))
    assert "Trùng mục trên" in page
    assert "1 chỉ tiêu" in page
    assert f'id="s-target-{target.pk}"' not in page
    at_screen.post(f"{base}chi-tieu/{target.pk}/khoi-phuc/", {"version": target.version})
    target.refresh_from_db()
    assert not target.is_discarded


def test_an_agency_is_chosen_from_the_register(at_screen: Client, base: str, draft: Plan) -> None:
    mention = AgencyMention.objects.get(name="Trung tâm Lạ")
    address = f"{base}co-quan/{mention.pk}/"
    page = text_of(at_screen.get(address))
    known = Agency.objects.filter(province=draft.province).order_by("id").first()
    assert known
    assert f'<option value="{known.name}">' in page
    assert at_screen.post(address, {"named": "Không có trong danh bạ"}).status_code == 422
    assert at_screen.post(address, {"named": known.name.upper()}).status_code == 302
    mention.refresh_from_db()
    assert mention.agency is not None
    assert mention.agency.name == known.name
    assert not first(Task).doubts


def test_an_agency_is_added_to_the_register(at_screen: Client, base: str, draft: Plan) -> None:
    mention = AgencyMention.objects.get(name="Trung tâm Lạ")
    answer = at_screen.post(f"{base}co-quan/{mention.pk}/them/", {"name": "Trung tâm Lạ", "kind": "unit"})
    assert answer.status_code == 302, text_of(answer)
    mention.refresh_from_db()
    assert mention.agency is not None
    assert mention.agency.province_id == draft.province_id


def test_every_card_with_the_name_shows_the_choice(at_screen: Client, base: str, draft: Plan) -> None:
    mention = AgencyMention.objects.filter(name="Sở Tài chính", task__isnull=False).get()
    known = Agency.objects.filter(province=draft.province).order_by("id").first()
    duty = AgencyMention.objects.filter(name="Sở Tài chính", duty__isnull=False).get().duty_id
    assert known
    answer = text_of(at_screen.post(f"{base}co-quan/{mention.pk}/", {"agency": known.pk}, headers=HTMX))
    assert re.search(rf'<article class="item duty" id="duty-{duty}" tabindex="-1" hx-swap-oob="true">', answer)
    assert answer.count(f'title="Danh bạ: {known.name}"') == 2


def test_an_agency_that_is_not_in_reach_cannot_be_chosen(at_screen: Client, base: str, draft: Plan, cast: Cast) -> None:
    mention = AgencyMention.objects.get(name="Trung tâm Lạ")
    foreign = Agency.objects.filter(province=cast.other_province).order_by("id").first()
    for pk in ("999999999", "x", str(foreign.pk) if foreign else "0"):
        assert at_screen.post(f"{base}co-quan/{mention.pk}/", {"agency": pk}).status_code == 422
    mention.refresh_from_db()
    assert mention.agency is None
