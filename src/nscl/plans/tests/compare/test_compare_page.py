"""Two plans beside each other on a page: choosing them, what differs, what nobody else may see."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import MakeDraft, reading
from nscl.plans.tests.pages.conftest import MakePlan, make_plan, screen, sign_in, times, words_of
from nscl.plans.tests.pages.test_speed import queries

__all__ = ["make_plan", "screen", "sign_in"]
COMPARE = "/ke-hoach/so-sanh/"


def changed() -> dict[str, Any]:
    """The small plan as next year's: one target more, one changed, the rule's cap raised, no condition."""
    whole = copy.deepcopy(reading(number="20/KH-UBND", title="Kế hoạch làm tốt hơn nữa"))
    whole["targets"][0] |= {"min": 15, "max": 25, "text": "Mỗi năm giúp từ 15 đến 25 doanh nghiệp."}
    whole["targets"].append({**whole["targets"][0], "min": 3, "max": 3, "qualifier": "exactly", "unit": "giải thưởng",
                             "text": "Có 3 giải thưởng chất lượng.", "ref": "I.9"})  # fmt: skip
    whole["support_rules"][0] |= {
        "cap_vnd": 60_000_000,
        "text": "Hỗ trợ 50% chi phí, không quá 60 triệu đồng/hệ thống.",
    }
    whole["eligibility"] = []
    return whole


@pytest.fixture
def two(make_plan: MakePlan) -> tuple[Plan, Plan]:
    return make_plan(), make_plan(whole=changed(), content=b"y")


def between(left: Plan, right: Plan, **more: str) -> str:
    return f"{COMPARE}?a={left.pk}&b={right.pk}" + "".join(f"&{key}={value}" for key, value in more.items())


def test_what_became_of_each_item(two: tuple[Plan, Plan], screen: Client) -> None:
    said = words_of(screen, between(*two))
    assert "3 chỉ tiêu: 1 giữ nguyên, 1 sửa, 1 thêm" in said
    assert "1 nhiệm vụ: 1 giữ nguyên" in said
    assert "1 mức hỗ trợ: 1 sửa" in said
    assert "1 điều kiện: 1 bỏ" in said
    assert "[bỏ] 45.000.000" in said
    assert "[thêm] 60.000.000" in said


def test_with_itself_nothing_differs(two: tuple[Plan, Plan], screen: Client) -> None:
    said = words_of(screen, between(two[0], two[0]))
    assert "Hai kế hoạch giống nhau từng chữ" in said
    assert " sửa" not in said.split("Thông tin chung", 1)[0]


def test_exchanged_sides_exchange_added_and_left_out(two: tuple[Plan, Plan], screen: Client) -> None:
    said = words_of(screen, between(two[1], two[0]))
    assert "3 chỉ tiêu: 1 giữ nguyên, 1 sửa, 1 bỏ" in said
    assert "1 điều kiện: 1 thêm" in said


def test_only_what_differs(two: tuple[Plan, Plan], screen: Client) -> None:
    said = words_of(screen, between(*two, chi="khac"))
    assert "Có 3 giải thưởng chất lượng" in said
    assert "Điều tra nhu cầu" not in said
    assert "Hiện cả phần giống nhau" in said


def test_one_part_alone(two: tuple[Plan, Plan], screen: Client) -> None:
    said = words_of(screen, between(*two, phan="chi-tieu"))
    assert "Có 3 giải thưởng chất lượng" in said
    assert "Điều tra nhu cầu" not in said


def test_a_part_without_any_difference_says_so(two: tuple[Plan, Plan], screen: Client) -> None:
    assert "Phần này không có chỗ nào khác nhau" in words_of(screen, between(*two, phan="nhiem-vu", chi="khac"))


def test_marks_are_read_without_colour(two: tuple[Plan, Plan], screen: Client) -> None:
    answer = screen.get(between(*two)).content.decode()
    assert '<del><span class="visually-hidden">[bỏ] </span>' in answer
    assert '<ins><span class="visually-hidden">[thêm] </span>' in answer


# -- choosing ------------------------------------------------------------------------------------------------------
def test_it_asks_which(screen: Client) -> None:
    said = words_of(screen, COMPARE)
    assert "Kế hoạch bên trái" in said
    assert "Chưa có hai kế hoạch để so" in said


def test_typed_numbers_lead_to_the_plans(two: tuple[Plan, Plan], screen: Client) -> None:
    answer = screen.get(COMPARE, {"ta": "12/KH-UBND", "tb": "20/KH-UBND"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == between(*two)


def test_the_names_in_the_list_lead_there_too(two: tuple[Plan, Plan], screen: Client) -> None:
    from nscl.plans.queries.choosing import name

    names = [name(plan) for plan in two]
    page = screen.get(COMPARE).content.decode()
    assert all(f'<option value="{each}">' in page for each in names)
    assert screen.get(COMPARE, {"ta": names[0], "tb": names[1]}).headers["Location"] == between(*two)


def test_words_of_several_plans_offer_them(two: tuple[Plan, Plan], screen: Client) -> None:
    answer = screen.get(COMPARE, {"ta": "làm tốt hơn", "tb": "20/KH-UBND"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "có nhiều kế hoạch khớp với “làm tốt hơn”" in said
    assert f"?a={two[0].pk}&amp;b={two[1].pk}" in said


def test_words_of_no_plan_are_kept_and_explained(two: tuple[Plan, Plan], screen: Client) -> None:
    answer = screen.get(COMPARE, {"ta": "xyz", "tb": ""})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "không có kế hoạch nào là “xyz”" in said
    assert "Kế hoạch bên phải: hãy chọn một kế hoạch" in said
    assert 'value="xyz"' in said


def test_one_known_plan_suggests_its_kin(two: tuple[Plan, Plan], screen: Client) -> None:
    said = screen.get(f"{COMPARE}?a={two[1].pk}").content.decode()
    assert f"?a={two[1].pk}&amp;b={two[0].pk}" in said
    assert f"so-sanh/?a={two[0].pk}" in screen.get(f"/ke-hoach/{two[0].pk}/").content.decode()


# -- whose ---------------------------------------------------------------------------------------------------------
def test_another_provinces_plan_is_not_there(two: tuple[Plan, Plan], make_plan: MakePlan, cast: Cast,
                                             screen: Client) -> None:  # fmt: skip
    theirs = make_plan(cast.stranger, issuer="UBND tỉnh Nghệ An", content=b"z")
    assert screen.get(between(two[0], theirs)).status_code == 404
    assert screen.get(COMPARE, {"ta": "12/KH-UBND", "tb": str(theirs.pk)}).status_code == 422


def test_the_ministry_compares_provinces_in_other_words(two: tuple[Plan, Plan], make_plan: MakePlan, cast: Cast,
                                                        sign_in: Any) -> None:  # fmt: skip
    theirs = make_plan(cast.stranger, whole=changed() | {
        "document": changed()["document"] | {"issuer": "UBND tỉnh Nghệ An"}}, content=b"z")  # fmt: skip
    said = words_of(sign_in(cast.ministry), between(two[0], theirs))
    assert "3 chỉ tiêu: 1 giống nhau, 1 khác nhau, 1 chỉ bên phải có" in said


def test_a_draft_is_compared_by_its_editors_alone(two: tuple[Plan, Plan], make_draft: MakeDraft, cast: Cast,
                                                  screen: Client, sign_in: Any) -> None:  # fmt: skip
    with cast.acting(cast.officer):
        draft = make_draft(number="21/KH-UBND", content=b"w")
    assert screen.get(between(two[0], draft)).status_code == 200
    assert sign_in(cast.cooperating).get(between(two[0], draft)).status_code == 404


@pytest.mark.parametrize("asked", ["a=abc&b=1", "a=999999&b=999999", "a=-1", "a=9" + "9" * 40])
def test_no_such_plan(asked: str, screen: Client) -> None:
    assert screen.get(f"{COMPARE}?{asked}").status_code == 404


# -- many ----------------------------------------------------------------------------------------------------------
def test_many_rows(make_plan: MakePlan, screen: Client) -> None:
    """500 of each kind a side: a few queries, a part by pages, in little time of the processor."""
    left = make_plan(whole=_numbered(500, "12/KH-UBND"))
    right = make_plan(whole=_numbered(500, "13/KH-UBND", "mới"), content=b"y")
    assert queries(screen, between(left, right)) <= 12
    start = time.process_time()
    said = words_of(screen, between(left, right))
    assert time.process_time() - start < 4
    assert "500 nhiệm vụ: 500 sửa" in said
    assert "Xem đủ 500 dòng của phần này" in said
    part = words_of(screen, between(left, right, phan="nhiem-vu", tu="450"))
    assert "401–500 trong 500 dòng" in part


def _numbered(count: int, number: str, word: str = "cũ") -> dict[str, Any]:
    whole = times(count, number=number)
    for at, task in enumerate(whole["tasks"]):
        task["title"] = f"Điều tra nhu cầu {word} của nhóm doanh nghiệp số {at}"
    return whole


def test_the_list_leads_to_it(two: tuple[Plan, Plan], screen: Client) -> None:
    page = screen.get("/ke-hoach/").content.decode()
    assert reverse("plan_compare") in page
    assert reverse("plan_rollup") in page


def test_an_amended_item_is_paired_with_itself_whatever_it_says_now(two: tuple[Plan, Plan], screen: Client,
                                                                    cast: Cast) -> None:  # fmt: skip
    from nscl.plans.actions import amendments, edit
    from nscl.plans.models import SupportRule

    with cast.acting(cast.officer) as officer:
        draft = amendments.open_amendment(plan=two[0], kind="amendment", reason="Đổi mức", by=officer)
        rule = SupportRule.objects.get(plan=draft)
        assert rule.root_pk != rule.pk
        edit.edit_item(item=rule, version=rule.version, values={"content": "Thuê máy đo", "text": "Thuê."}, by=officer)
    said = words_of(screen, between(two[0], draft, phan="muc-ho-tro"))
    assert "1 mức hỗ trợ: 1 sửa" in said
    assert "Thuê máy đo" in said
    assert f"a={two[0].pk}&amp;b={draft.pk}" in screen.get(f"{COMPARE}?a={two[0].pk}").content.decode()
