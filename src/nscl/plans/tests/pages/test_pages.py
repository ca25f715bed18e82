"""What the pages of a plan say."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.actions import confirm, edit, upload
from nscl.plans.models import AgencyMention, Plan, Target
from nscl.plans.tests.conftest import MakeDraft, reading
from nscl.plans.tests.pages.conftest import PAGES, MakePlan, Open, without_items, words_of

NOON = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_and_obeys_the_policy(plan: Plan, screen: Client, page: str) -> None:
    html = screen.get(f"/ke-hoach/{plan.pk}/{page}").content.decode()
    assert html.count("<h1") == 1
    assert "Kế hoạch làm tốt hơn" in html
    assert not re.search(r"\sstyle=|\son\w+=|<script>", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(plan: Plan, screen: Client, page: str) -> None:
    url = f"/ke-hoach/{plan.pk}/{page}"
    html = screen.get(url).content.decode()
    main = html.split('<main id="noi-dung"', 1)[1].split("</main>", 1)[0]
    for href in {h.replace("&amp;", "&") for h in re.findall(r'href="([^"]+)"', main)}:
        path, _, mark = href.partition("#")
        target = path if path.startswith("/") else url.split("?")[0] + path
        answer = screen.get(target)
        assert answer.status_code == 200, href
        if mark:
            assert f'id="{mark}"' in answer.content.decode(), href


def test_the_overview(plan: Plan, screen: Client) -> None:
    with clock.at(NOON):
        said = words_of(screen, f"/ke-hoach/{plan.pk}/")
    for words in (
        "Đang có hiệu lực Số 12/KH-UBND ngày 15/01/2026 UBND tỉnh Quảng Ngãi 2026–2028",
        "Chỉ tiêu 2 Nhiệm vụ 1 Cơ quan tham gia 2 Mức hỗ trợ 1 Tổng dự toán 21 triệu",
        "Nguyễn Văn A, Chủ tịch",
        "1322/QĐ-TTg Quyết định ngày 31/08/2020",
        "30/11/2026 còn 8 ngày Sở Khoa học và Công nghệ gửi Ủy ban nhân dân tỉnh",
    ):
        assert words in said


def test_a_legal_basis_that_is_not_known_says_so(make_plan: MakePlan, screen: Client) -> None:
    plan = make_plan(legal_basis=["77/QĐ-LẠ"])
    assert "77/QĐ-LẠ chưa có trong danh mục văn bản" in words_of(screen, f"/ke-hoach/{plan.pk}/")


def test_plans_that_replace_one_another_are_tied(make_plan: MakePlan, screen: Client) -> None:
    old = make_plan()
    new = make_plan(number="90/KH-UBND", issued_on="2026-05-05", supersedes=["12/KH-UBND"], content=b"y")
    assert "Thay thế 12/KH-UBND" in words_of(screen, f"/ke-hoach/{new.pk}/")
    said = words_of(screen, f"/ke-hoach/{old.pk}/")
    assert "Đã được thay thế" in said
    assert "Được thay thế bởi 90/KH-UBND" in said


def test_targets_stand_by_period_with_their_sentence(plan: Plan, screen: Client) -> None:
    said = words_of(screen, f"/ke-hoach/{plan.pk}/chi-tieu/")
    assert "Hằng năm 1 từ 10 đến 20 doanh nghiệp Mỗi năm giúp từ 10 đến 20 doanh nghiệp. Mục I.1" in said
    assert "Giai đoạn 2026–2028 1 ít nhất 5 chuyên gia Ít nhất 05 chuyên gia; mở 02 lớp." in said


def test_the_sentence_is_one_click_away(plan: Plan, screen: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        target = Target.objects.filter(plan=plan).order_by("id")[0]
    html = screen.get(f"/ke-hoach/{plan.pk}/chi-tieu/").content.decode()
    assert f'href="/ke-hoach/{plan.pk}/van-ban/#s-target-{target.pk}"' in html
    text = screen.get(f"/ke-hoach/{plan.pk}/van-ban/").content.decode()
    back = f'id="s-target-{target.pk}" href="/ke-hoach/{plan.pk}/chi-tieu/#target-{target.pk}"'
    assert back in text
    assert 'class="add"' not in text


def test_tasks_by_agency(plan: Plan, screen: Client) -> None:
    said = words_of(screen, f"/ke-hoach/{plan.pk}/nhiem-vu/")
    assert "Sở Khoa học và Công nghệ Chủ trì 1 Điều tra nhu cầu" in said
    assert "Sở Tài chính Phối hợp 1 Điều tra nhu cầu" in said
    assert "Trung tâm Lạ Phối hợp 1" in said


def test_tasks_by_year(make_plan: MakePlan, screen: Client) -> None:
    whole = reading()
    whole["tasks"] = [
        {**whole["tasks"][0], "title": title, "when": when, "when_text": ""}
        for title, when in (("Một năm", "2027"), ("Mãi", "yearly"), ("Đến", "by-2027"), ("Không rõ", None))
    ]
    plan = make_plan(whole=whole)
    html = screen.get(f"/ke-hoach/{plan.pk}/nhiem-vu/?xem=nam").content.decode()
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html, re.DOTALL)
    marked = {}
    for row in rows:
        title = next(t for t in ("Một năm", "Mãi", "Đến") if t in row)
        marked[title] = re.findall(r"có trong năm (\d+)", row)
    assert marked == {"Một năm": ["2027"], "Mãi": ["2026", "2027", "2028"], "Đến": ["2026", "2027"]}
    assert "Không nêu thời gian 1" in words_of(screen, f"/ke-hoach/{plan.pk}/nhiem-vu/?xem=nam")


@pytest.fixture
def three_tasks(make_plan: MakePlan) -> str:
    whole = reading()
    one = whole["tasks"][0]
    whole["tasks"] = [
        {**one, "title": "Ở xa", "text": "Ở xa", "when": "2028", "lead": ["Sở Tài chính"], "cooperating": []},
        {**one, "title": "Ấm áp", "text": "Ấm áp", "when": "2026", "cooperating": []},
        {**one, "title": "Ăn uống", "text": "Ăn uống", "when": None, "when_text": "", "cooperating": []},
    ]
    return f"/ke-hoach/{make_plan(whole=whole).pk}/nhiem-vu/?xem=bang"


def shown(client: Client, url: str) -> list[str]:
    html = client.get(url).content.decode()
    return [found.strip() for found in re.findall(r'<th scope="row"><div>(?:<a [^>]*>)?([^<]+)', html)]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", ["Ở xa", "Ấm áp", "Ăn uống"]),
        ("&sap=ten", ["Ăn uống", "Ấm áp", "Ở xa"]),
        ("&sap=thoi-gian", ["Ấm áp", "Ở xa", "Ăn uống"]),
        ("&sap=co-quan", ["Ấm áp", "Ăn uống", "Ở xa"]),
        ("&tim=am ap", ["Ấm áp"]),
        ("&chu_tri=Sở Tài chính", ["Ở xa"]),
        ("&sap=../../x&chu_tri=Không có", ["Ở xa", "Ấm áp", "Ăn uống"]),
    ],
)
def test_the_table_of_tasks_is_filtered_and_sorted(
    three_tasks: str, screen: Client, asked: str, titles: list[str]
) -> None:
    assert shown(screen, three_tasks + asked) == titles


def test_a_search_without_result_leads_back(three_tasks: str, screen: Client) -> None:
    assert "Không có nhiệm vụ nào khớp Xem cả 3 nhiệm vụ" in words_of(screen, three_tasks + "&tim=zzz")


def test_support_rules_and_conditions(plan: Plan, screen: Client) -> None:
    said = words_of(screen, f"/ke-hoach/{plan.pk}/muc-ho-tro/")
    assert "Chi phí tư vấn 50 % 45.000.000 đ/hệ thống Hỗ trợ 50% chi phí" in said
    assert "Điều kiện, nguyên tắc hỗ trợ 1 Doanh nghiệp có phần vốn góp." in said


def test_who_does_what(plan: Plan, screen: Client) -> None:
    said = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/")
    assert "Sở Khoa học và Công nghệ 0 1 0 Sở Tài chính 1 0 1 Trung tâm Lạ 0 0 1" in said
    assert "Trung tâm Lạ Tên này chưa gắn với cơ quan nào trong danh bạ." in said


def test_tasks_of_nobody_are_said_to_be_so(make_plan: MakePlan, screen: Client) -> None:
    whole = reading()
    whole["tasks"][0] |= {"lead": [], "cooperating": []}
    plan = make_plan(whole=whole)
    said = words_of(screen, f"/ke-hoach/{plan.pk}/nhiem-vu/")
    assert "Không nêu cơ quan Kế hoạch không ghi cơ quan nào chủ trì 1 nhiệm vụ này. Điều tra nhu cầu" in said
    assert "Chủ trì 1" not in said
    said = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/")
    assert "Phối hợp Sở Tài chính 1 0 0 Không nêu cơ quan" in said
    assert "chưa gắn với cơ quan nào" not in said


def test_an_agency_has_its_page(plan: Plan, screen: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        lead = AgencyMention.objects.get(plan=plan, role="lead")
        charged = AgencyMention.objects.get(plan=plan, role="charged")
    said = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/{lead.agency_id}/")
    assert "Hạn báo cáo 1 30/11 hằng năm" in said
    assert "Nhiệm vụ chủ trì 1 Điều tra nhu cầu" in said
    said = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/{charged.agency_id}/")
    assert "Trách nhiệm 1 Xem dự toán hướng dẫn thanh toán" in said
    assert "Nhiệm vụ phối hợp 1 Điều tra nhu cầu" in said


def test_work_is_seen_from_the_agency_of_today(make_plan: MakePlan, screen: Client, cast: Cast) -> None:
    whole = reading()
    whole["tasks"][0]["cooperating"] = ["Sở Kế hoạch và Đầu tư"]
    plan = make_plan(whole=whole, issued_on="2025-01-15")
    with cast.acting(cast.officer):
        old = AgencyMention.objects.get(plan=plan, role="cooperating").agency
        today = AgencyMention.objects.get(plan=plan, role="charged").agency
    assert old is not None
    assert today is not None
    assert old.valid_to is not None
    before = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/{old.pk}/")
    assert f"Từ ngày {old.valid_to:%d/%m/%Y} là Sở Tài chính" in before
    now = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/{today.pk}/")
    assert "Việc của Sở Kế hoạch và Đầu tư trước đây" in now


def test_an_agency_of_a_merged_province_is_told_with_its_province(make_plan: MakePlan, screen: Client) -> None:
    plan = make_plan(issuer="UBND tỉnh Kon Tum", issued_on="2021-06-01", period=[2021, 2025])
    said = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/")
    assert "Sở Tài chính nay là Sở Tài chính, Tỉnh Quảng Ngãi" in said


def test_an_agency_that_kept_its_name_is_not_said_to_have_become_it(make_plan: MakePlan, screen: Client) -> None:
    plan = make_plan(issued_on="2021-06-01", period=[2021, 2025])
    said = words_of(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/")
    assert "Sở Tài chính" in said
    assert "nay là Sở Tài chính" not in said


def test_deadlines_and_the_month(plan: Plan, screen: Client) -> None:
    url = f"/ke-hoach/{plan.pk}/thoi-han/"
    with clock.at(NOON):
        said = words_of(screen, url)
        assert "30/11 hằng năm Sở Khoa học và Công nghệ Ủy ban nhân dân tỉnh Trước ngày 30 tháng 11" in said
        assert "Lịch tháng 11/2026" in said
        assert "30/11/2026 Thứ hai còn 8 ngày" in said
        html = screen.get(url).content.decode()
        assert len(re.findall(r'class="[^"]*falls[^"]*"', html)) == 1
        other = screen.get(url + "?thang=2027-02").content.decode()
    assert "Lịch tháng 2/2027" in other
    assert 'href="?thang=2027-01#lich"' in other
    assert 'href="?thang=2027-03#lich"' in other


@pytest.mark.parametrize("asked", ["2026-13", "abcd-ef", "٢٠٢٦-11", "0000-01", "2026-1", "-"])
def test_a_month_that_is_none_is_the_usual_one(plan: Plan, screen: Client, asked: str) -> None:
    with clock.at(NOON):
        assert "Lịch tháng 11/2026" in words_of(screen, f"/ke-hoach/{plan.pk}/thoi-han/?thang={asked}")


def test_after_its_period_a_plan_says_so(plan: Plan, cast: Cast, sign_in: Open) -> None:
    with clock.at(dt.datetime(2031, 5, 5, tzinfo=dt.UTC)):
        screen = sign_in(cast.officer)
        said = words_of(screen, f"/ke-hoach/{plan.pk}/thoi-han/")
        assert "đã hết giai đoạn" in said
        assert "Lịch tháng 11/2028" in said
        assert "đã hết nên không còn hạn nào sắp tới" in words_of(screen, f"/ke-hoach/{plan.pk}/")


def test_the_budget_as_the_document_has_it(plan: Plan, screen: Client) -> None:
    said = words_of(screen, f"/ke-hoach/{plan.pk}/du-toan/")
    assert "Tổng dự toán 21.000.000 đ Hai mươi mốt triệu đồng" in said
    assert "Các dòng cộng lại là 20.000.000 đ, tổng ghi 21.000.000 đ." in said
    assert "1 Mở lớp lớp 2 10.000.000 đ 20.000.000 đ" in said


def test_a_plan_without_items_says_what_is_missing(make_plan: MakePlan, screen: Client) -> None:
    plan = make_plan(whole=without_items())
    for page in ("chi-tieu", "nhiem-vu", "muc-ho-tro", "ai-lam-gi", "thoi-han", "du-toan"):
        assert "Kế hoạch này không" in words_of(screen, f"/ke-hoach/{plan.pk}/{page}/")
    assert "Tổng dự toán" not in words_of(screen, f"/ke-hoach/{plan.pk}/")


def test_a_plan_written_by_hand_has_no_document(cast: Cast, screen: Client) -> None:
    with cast.acting(cast.officer) as by:
        plan = upload.new_by_hand(membership=cast.membership(by), by=by, title="Kế hoạch viết tay")
        values = {"qualifier": "at_least", "minimum": 3, "unit": "lớp", "period": "2026", "text": ""}
        edit.add_item(plan=plan, kind="chi-tieu", values=values, span=None, by=by)
        head = {"issuer": "UBND tỉnh Quảng Ngãi", "period_from": 2026, "period_to": 2026}
        edit.edit_head(plan=plan, version=1, values=head, by=by)
        plan.refresh_from_db()
        confirm.confirm(plan=plan, version=plan.version, by=by)
    said = words_of(screen, f"/ke-hoach/{plan.pk}/chi-tieu/")
    assert "ít nhất 3 lớp" in said
    assert "Xem trong văn bản" not in said
    assert "Văn bản gốc" not in said
    assert "được viết tay" in words_of(screen, f"/ke-hoach/{plan.pk}/van-ban/")
    assert screen.get(f"/ke-hoach/{plan.pk}/tep/").status_code == 404


def test_what_was_discarded_is_not_shown(make_draft: MakeDraft, cast: Cast, screen: Client) -> None:
    with cast.acting(cast.officer) as by:
        draft = make_draft()
        target = Target.objects.filter(plan=draft).order_by("id")[0]
        edit.discard_item(item=target, version=target.version, reason="Đọc nhầm", by=by)
    said = words_of(screen, f"/ke-hoach/{draft.pk}/chi-tieu/")
    assert "Đây là bản thảo, chưa có hiệu lực" in said
    assert "từ 10 đến 20 doanh nghiệp" not in said
    assert "chuyên gia" in said


def test_what_a_plan_says_is_text(make_plan: MakePlan, screen: Client) -> None:
    whole = reading(title="<b>Đậm</b> <script>alert(1)</script>")
    whole["targets"][0]["text"] = whole["targets"][0]["unit"] = "<img src=x onerror=alert(1)>"
    whole["tasks"][0]["title"] = "<i>nghiêng</i>"
    plan = make_plan(whole=whole)
    for page in PAGES:
        html = screen.get(f"/ke-hoach/{plan.pk}/{page}").content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<i>nghiêng" not in html
