"""The list of plans: drafts first, then those in force, filtered and paged."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.plans.actions import closing
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.pages.conftest import MakePlan, Open, words_of
from nscl.plans.views import pages_list


def numbers(client: Client, asked: str = "") -> list[str]:
    html = client.get("/ke-hoach/" + asked).content.decode()
    return re.findall(r"<span>(\d+/KH-UBND)<span", html)


def test_nothing_yet_invites_the_first_upload(cast: Cast, screen: Client, sign_in: Open) -> None:
    html = screen.get("/ke-hoach/").content.decode()
    assert "Chưa có kế hoạch nào có hiệu lực" in html
    assert html.count('href="/ke-hoach/tai-len/"') == 2
    for part in (cast.cooperating, cast.ministry):
        html = sign_in(part).get("/ke-hoach/").content.decode()
        assert "Chưa có kế hoạch nào có hiệu lực" in html
        assert "/ke-hoach/tai-len/" not in html


def test_drafts_are_for_their_editors(make_draft: MakeDraft, cast: Cast, screen: Client, sign_in: Open) -> None:
    with cast.acting(cast.officer):
        draft = make_draft()
    said = words_of(screen, "/ke-hoach/")
    assert "Bản thảo chờ rà soát 1 Kế hoạch làm tốt hơn" in said
    assert "2 chỉ tiêu · 1 nhiệm vụ" in said
    assert re.search(r"\d+ điểm nghi vấn", said)
    assert f'href="/ke-hoach/{draft.pk}/ra-soat/"' in screen.get("/ke-hoach/").content.decode()
    for part in (cast.cooperating, cast.ministry, cast.stranger):
        assert "làm tốt hơn" not in words_of(sign_in(part), "/ke-hoach/")


@pytest.fixture
def four(make_plan: MakePlan, cast: Cast) -> dict[str, Plan]:
    """In force until 2028 and 2025, superseded, ended."""
    plans = {
        "21": make_plan(number="21/KH-UBND", content=b"1", title="Kế hoạch Đất Đỏ"),
        "22": make_plan(number="22/KH-UBND", content=b"2", period=[2021, 2025]),
        "23": make_plan(number="23/KH-UBND", content=b"3"),
        "24": make_plan(number="24/KH-UBND", content=b"4", period=[2026, 2040]),
    }
    with cast.acting(cast.officer) as by:
        closing.end(plan=plans["24"], reason="Thôi", by=by)
    make_plan(number="25/KH-UBND", issued_on="2026-06-06", supersedes=["23/KH-UBND"], content=b"5")
    return plans


def test_in_force_stands_first(four: dict[str, Plan], screen: Client) -> None:
    assert numbers(screen) == [f"{n}/KH-UBND" for n in (25, 21, 22, 24, 23)]
    said = words_of(screen, "/ke-hoach/")
    assert "2021–2025 đã hết giai đoạn" in said
    assert "Đã được thay thế" in said
    assert "Đã kết thúc" in said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?trang_thai=ended", [24]),
        ("?trang_thai=superseded", [23]),
        ("?trang_thai=in_force", [25, 21, 22]),
        ("?trang_thai=draft", [25, 21, 22, 24, 23]),
        ("?tim=dat do", [21]),
        ("?tim=22/kh", [22]),
        ("?tim=không có đâu", []),
        ("?tinh=999999", [25, 21, 22, 24, 23]),
        ("?tinh=1' OR 1=1", [25, 21, 22, 24, 23]),
        ("?sau=x-y&truoc=٣-٣", [25, 21, 22, 24, 23]),
    ],
)
def test_it_is_filtered(four: dict[str, Plan], screen: Client, asked: str, found: list[int]) -> None:
    assert numbers(screen, asked) == [f"{n}/KH-UBND" for n in found]


def test_a_plan_of_a_province_that_came_in_is_told_apart(make_plan: MakePlan, screen: Client) -> None:
    plan = make_plan(issuer="UBND tỉnh Kon Tum", issued_on="2021-06-01", period=[2021, 2025])
    assert plan.province.name == "Kon Tum"
    assert "Tỉnh Kon Tum, nay thuộc Tỉnh Quảng Ngãi" in words_of(screen, "/ke-hoach/")
    make_plan(content=b"y")
    assert numbers(screen, f"?tinh={plan.province_id}") == ["12/KH-UBND"]
    said = words_of(screen, f"/ke-hoach/{plan.pk}/")
    assert "Tỉnh Kon Tum Đơn vị hành chính trước ngày 01/07/2025, nay thuộc Tỉnh Quảng Ngãi." in said


def test_pages_lead_on_and_back(make_plan: MakePlan, screen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_list, "PAGE", 2)
    for number in range(1, 6):
        make_plan(number=f"{number}/KH-UBND", content=str(number).encode())
    forth = walk(screen, "next", "")
    assert [page for _, page in forth] == [["5/KH-UBND", "4/KH-UBND"], ["3/KH-UBND", "2/KH-UBND"], ["1/KH-UBND"]]
    back = walk(screen, "prev", forth[-1][0])
    assert [page for _, page in back] == [page for _, page in forth[::-1]]


def walk(client: Client, direction: str, asked: str) -> list[tuple[str, list[str]]]:
    """The pages from `asked` on in one direction, each with its address."""
    pages = []
    while True:
        pages.append((asked, numbers(client, asked)))
        html = client.get("/ke-hoach/" + asked).content.decode()
        found = re.search(rf'rel="{direction}" href="([^"]+)"', html)
        if found is None:
            return pages
        asked = found[1].replace("&amp;", "&")
