"""Files come in by the page: each tried by itself, refused with a sentence, offered again where it is no plan."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.models import Plan
from nscl.plans.tests.review.test_page import text_of

ADDRESS = "/ke-hoach/tai-len/"
PLAN = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI

Số: 12/KH-UBND
Quảng Ngãi, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Nâng cao năng suất trên địa bàn tỉnh giai đoạn 2026 - 2028

I. MỤC TIÊU
1. Mục tiêu cụ thể
- Mỗi năm hỗ trợ ít nhất 25 doanh nghiệp áp dụng công cụ cải tiến năng suất.
- Đào tạo 40 chuyên gia năng suất.

II. NHIỆM VỤ
1. Tổ chức tập huấn cho doanh nghiệp
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Thời gian thực hiện: hằng năm.

III. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ: theo dõi, tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 11 hằng năm.
"""
STORY = "Đội bóng của huyện thắng hai bàn trong trận chung kết chiều qua. Khán giả ra về rất vui.\n"


def file(name: str, text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_one_file_leads_straight_to_its_review(at_screen: Client, officer: User) -> None:
    answer = at_screen.post(ADDRESS, {"files": file("ke-hoach.txt", PLAN)})
    plan = Plan.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/ra-soat/"
    assert plan.number == "12/KH-UBND"
    assert plan.attachment is not None
    assert plan.attachment.name == "ke-hoach.txt"


def test_a_refused_file_does_not_stop_the_others(at_screen: Client, officer: User) -> None:
    files = [file("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(200)), file("ke-hoach.txt", PLAN), file("rong.txt", "")]
    page = text_of(at_screen.post(ADDRESS, {"files": files}))
    assert "Tệp là hình ảnh" in page
    assert "Tệp rỗng" in page
    assert f"/ke-hoach/{Plan.objects.get().pk}/ra-soat/" in page


def test_no_plan_is_offered_to_be_made_all_the_same(at_screen: Client, officer: User) -> None:
    page = text_of(at_screen.post(ADDRESS, {"files": file("bong-da.txt", STORY)}))
    assert "Vẫn tạo bản thảo" in page
    assert not Plan.objects.exists()
    at_screen.post(ADDRESS, {"files": file("bong-da.txt", STORY), "force": "1"})
    assert Plan.objects.get().is_draft


def test_with_a_script_each_file_has_its_answer(at_screen: Client, officer: User) -> None:
    json = {"Accept": "application/json"}
    told = at_screen.post(ADDRESS, {"files": file("ke-hoach.txt", PLAN)}, headers=json).json()["files"]
    assert told[0]["url"] == f"/ke-hoach/{Plan.objects.get().pk}/ra-soat/"
    told = at_screen.post(ADDRESS, {"files": file("bong-da.txt", STORY)}, headers=json).json()["files"]
    assert told[0]["force"]
    assert not told[0]["url"]
    assert told[0]["message"]


def test_no_file_is_asked_for_again(at_screen: Client) -> None:
    answer = at_screen.post(ADDRESS)
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một tệp" in text_of(answer)


def test_a_name_is_never_markup(at_screen: Client) -> None:
    page = text_of(at_screen.post(ADDRESS, {"files": file("<img src=x onerror=alert(1)>.txt", "")}))
    assert "<img src=x" not in page


@pytest.mark.parametrize("part", ["ministry", "cooperating", "nobody"])
@pytest.mark.parametrize("address", [ADDRESS, "/ke-hoach/viet-tay/"])
def test_who_may_not_make_plans_is_told_so(client: Client, cast: Cast, part: str, address: str) -> None:
    client.force_login(getattr(cast, part))
    assert client.get(address).status_code == 403
    assert client.post(address, {"title": "X"}).status_code == 403
    assert client.post(ADDRESS, {"files": file("ke-hoach.txt", PLAN)}).status_code == 403


def test_by_hand(at_screen: Client, cast: Cast) -> None:
    assert at_screen.post("/ke-hoach/viet-tay/", {"title": " "}).status_code == 422
    answer = at_screen.post("/ke-hoach/viet-tay/", {"title": "Kế hoạch viết tay"})
    with cast.acting(cast.officer):
        plan = Plan.objects.get()
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/ra-soat/"
    page = text_of(at_screen.get(answer["Location"]))
    assert "Kế hoạch viết tay" in page
    assert 'id="van-ban"' not in page
