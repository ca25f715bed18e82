"""The log on the screen: quick entry, the list and its filters, one act, figures that open to exactly their rows."""

from __future__ import annotations

import datetime as dt
import io
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.actions.guidance import void
from nscl.plans.models import Guidance, GuidanceFile
from nscl.plans.queries.guidance import distinct_enterprises
from nscl.plans.tests.guidance.conftest import NOW, Act
from nscl.plans.tests.guidance.test_record import kon_tum

TYPED: dict[str, Any] = {
    "entity_name": "Hợp tác xã Gõ Tay", "contents": ["traceability"], "how": "phone", "outcome": "informed",
    "result": "Hẹn gặp lại", "guided_on": "20/11/2026", "khoa": "mot-lan",
}  # fmt: skip


def shown(browser: Client, route: str = "guidance_log", **query: Any) -> str:
    answer = browser.get(reverse(route), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_quick_entry(browser: Client, officer: User) -> None:
    page = shown(browser, "guidance_add")
    assert f"Tôi ({officer.full_name})" in page
    assert 'value="22/11/2026"' in page
    answer = browser.post(reverse("guidance_add"), TYPED)
    act = Guidance.objects.get()
    assert answer["Location"] == f"{reverse('guidance_act', args=[act.pk])}?xong=mot-lan"
    assert (act.entity.name, act.entity.kind, act.how, act.guide) == (
        "Hợp tác xã Gõ Tay", "cooperative", "phone", officer,
    )  # fmt: skip
    assert "Hẹn gặp lại" in unescape(browser.get(answer["Location"]).content.decode())
    browser.post(reverse("guidance_add"), TYPED)
    assert Guidance.objects.count() == 1, "sent twice, recorded once"


def test_save_and_go_on_keeps_day_and_way(browser: Client) -> None:
    answer = browser.post(reverse("guidance_add"), {**TYPED, "tiep": "1"})
    assert "/ghi/?" in answer["Location"]
    page = unescape(browser.get(answer["Location"]).content.decode())
    assert 'value="20/11/2026"' in page
    assert re.search(r'value="phone"[^>]*checked', page)
    assert "Hợp tác xã Gõ Tay" in page.split("Bạn vừa ghi")[1]
    assert "Hợp tác xã Gõ Tay" not in page.split("Bạn vừa ghi")[0].split("<form class=")[1]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"entity_name": ""}, "Hãy ghi tên doanh nghiệp"), ({"contents": []}, "Hãy chọn ít nhất một nội dung"),
        ({"guided_on": "23/11/2026"}, "Ngày này chưa tới"), ({"guided_on": "hôm qua"}, "Ngày ghi như"),
        ({"entity_tax_code": "123"}, "Mã số thuế gồm"), ({"how": ""}, "Hãy chọn hình thức"),
        ({"minutes": "lâu"}, "Số phút là số"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do_and_keeps_all(browser: Client, wrong: dict[str, Any], told: str) -> None:
    answer = browser.post(reverse("guidance_add"), {**TYPED, **wrong})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert told in page
    assert "Hẹn gặp lại" in page
    assert not Guidance.objects.exists()


def test_a_double_is_warned_of_and_then_recorded(browser: Client, make: Act) -> None:
    make("Hợp tác xã Gõ Tay", guided_on=dt.date(2026, 11, 20), contents=["traceability"])
    answer = browser.post(reverse("guidance_add"), TYPED)
    assert answer.status_code == 422
    assert "Vẫn ghi thêm" in unescape(answer.content.decode())
    assert Guidance.objects.count() == 1
    browser.post(reverse("guidance_add"), {**TYPED, "chac": "1"})
    assert Guidance.objects.count() == 2


def test_a_file_comes_with_the_act_and_only_readers_get_it(browser: Client, cast: Cast, client: Client) -> None:
    from nscl.documents.tests.conftest import body, pdf

    paper = io.BytesIO(pdf("Bien ban"))
    paper.name = "biên bản.pdf"
    browser.post(reverse("guidance_add"), {**TYPED, "tep": paper})
    file = GuidanceFile.objects.get()
    address = reverse("guidance_file", args=[file.guidance_id, file.pk])
    assert body(browser.get(address)).startswith(b"%PDF")
    client.force_login(cast.stranger, backend="nscl.accounts.backends.RoleBackend")
    assert client.get(address).status_code == 404


def test_many_at_once_on_the_screen(browser: Client, make: Act) -> None:
    known = make("Công ty TNHH Đã Biết", guided_on=dt.date(2026, 1, 1))
    assert "Công ty TNHH Đã Biết" in shown(browser, "guidance_many")
    typed = {
        **{name: value for name, value in TYPED.items() if name != "entity_name"},
        "known": [str(known.entity_id)], "entities": "Công ty A; 0000000091\n\nHợp tác xã B\nHợp tác xã B",
    }  # fmt: skip
    answer = browser.post(reverse("guidance_many"), typed)
    assert answer.status_code == 302
    made = Guidance.objects.filter(guided_on=dt.date(2026, 11, 20)).order_by("id")
    assert [act.entity.name for act in made] == ["Công ty TNHH Đã Biết", "Công ty A", "Hợp tác xã B"]
    assert made[1].entity.tax_code == "0000000091"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, True), ({"tim": "go TAY"}, True), ({"tim": "khong co"}, False), ({"nam": "2025"}, False),
        ({"nam": "tat-ca"}, True), ({"noi_dung": "traceability"}, True), ({"noi_dung": "gap"}, False),
        ({"hinh_thuc": "phone"}, True), ({"hinh_thuc": "visit"}, False), ({"ket_qua": "declined"}, False),
        ({"nguoi": "nguyen van a"}, True), ({"nguoi": "pham"}, False), ({"xa": "mang but"}, True),
        ({"xa": "kon tum"}, False), ({"thang": "11"}, True), ({"thang": "10"}, False), ({"huy": "on"}, False),
        ({"biet": "2026-11-21"}, False), ({"biet": "2026-11-22"}, True), ({"dn": "999999999"}, False),
        ({"tim": "100%"}, False),
    ],
)  # fmt: skip
def test_filters(browser: Client, make: Act, query: dict[str, str], found: bool) -> None:
    make(
        "Hợp tác xã Gõ Tay", contents=["traceability"], how="phone", place="Xã Măng Bút",
        guided_on=dt.date(2026, 11, 20),
    )  # fmt: skip
    assert ("Hợp tác xã Gõ Tay" in shown(browser, **query)) == found


def test_the_year_in_force_is_the_list_s(browser: Client, make: Act) -> None:
    make("Hợp tác xã Năm Ngoái", guided_on=dt.date(2025, 5, 5))
    assert "Hợp tác xã Năm Ngoái" not in shown(browser)
    browser.post(reverse("year"), {"year": "2025"})
    assert "Hợp tác xã Năm Ngoái" in shown(browser)


def test_every_act_comes_once_forwards_and_back(browser: Client, make: Act) -> None:
    for at in range(95):
        make(f"Công ty Số {at:03}", guided_on=dt.date(2026, 1, 1 + at % 7))
    seen, pages, address = [], [], reverse("guidance_log")
    while address:
        page = unescape(browser.get(address).content.decode())
        pages.append(re.findall(r"Công ty Số \d{3}", page))
        seen += pages[-1]
        following = re.search(r'rel="next" href="([^"]+)"', page)
        previous = re.search(r'rel="prev" href="([^"]+)"', page)
        address = reverse("guidance_log") + following[1] if following else ""
    assert len(seen) == len(set(seen)) == 95
    assert previous
    back = unescape(browser.get(reverse("guidance_log") + previous[1]).content.decode())
    assert re.findall(r"Công ty Số \d{3}", back) == pages[-2]


def test_figures_open_to_exactly_their_rows(make: Act, officer: User) -> None:
    """Each address behind a figure leads to a list that says the same two numbers."""
    for at, (name, code, year) in enumerate(
        [("A", "gap", 2024), ("A", "gap", 2024), ("B", "gap", 2024), ("A", "tool", 2026), ("C", "gap", 2026)]
    ):
        make(f"Công ty {name} Ví Dụ", contents=[code], guided_on=dt.date(year, 3, 1 + at))
    make("Công ty D Ví Dụ", guide=None, guide_name="Hội Nông dân", contents=["gap", "tool"])
    make("Hợp tác xã Kon Tum", guided_on=dt.date(2024, 4, 1), contents=["gap"], province=kon_tum())
    gone = make("Công ty E Ví Dụ", contents=["gap"])
    with clock.at(NOW + dt.timedelta(days=3)):
        void(guidance=gone, reason="Nhầm", by=officer)
        browser = Client()
        browser.force_login(officer, backend="nscl.accounts.backends.RoleBackend")
        for query in ({}, {"biet": "2026-11-22"}, {"tu": "2024", "den": "2024"}):
            page = shown(browser, "guidance_counts", **query)
            figures = re.findall(
                r'<a href="([^"]+)"><strong>([\d.]+)</strong></a><span class="sub">([\d.]+) lượt', page
            )
            assert len(figures) > 4
            for address, enterprises, acts in figures:
                rows = unescape(browser.get(address).content.decode())
                assert f"<strong>{acts}</strong> lượt hướng dẫn <strong>{enterprises}</strong> nơi" in rows, address
    assert distinct_enterprises(2024, "gap") == 3
    assert distinct_enterprises(2024) == 3
    assert distinct_enterprises(2026) == 3
    assert distinct_enterprises(2026, as_known_at=NOW + dt.timedelta(days=1)) == 4
    assert distinct_enterprises(2026, as_known_at=NOW - dt.timedelta(days=1)) == 0


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_figures_on_paper(browser: Client, make: Act, ending: str) -> None:
    make(guided_on=dt.date(2025, 2, 2))
    make("Công ty Hai", contents=["gap", "tool"])
    answer = browser.get(reverse("guidance_counts_paper", args=[ending]))
    assert answer.status_code == 200
    assert len(answer.content) > 2000


def test_the_list_as_a_workbook(browser: Client, make: Act) -> None:
    from openpyxl import load_workbook

    make("=HYPERLINK(1) Công ty", result="-1+2")
    make("Công ty Khác Năm", guided_on=dt.date(2025, 1, 1))
    book = load_workbook(io.BytesIO(browser.get(reverse("guidance_export")).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][1] == dt.datetime(2026, 11, 5)
    assert rows[1][2] == "=HYPERLINK(1) Công ty"
    assert book.active["C2"].data_type == "s"
    assert rows[1][8] == "-1+2"


def test_correcting_on_the_screen(browser: Client, make: Act) -> None:
    act = make()
    address = reverse("guidance_correct", args=[act.pk])
    assert "Công ty TNHH Một" in unescape(browser.get(address).content.decode())
    assert browser.post(address, {**TYPED, "reason": ""}).status_code == 422
    answer = browser.post(address, {**TYPED, "reason": "Nhầm nơi"})
    new = Guidance.objects.get(replaces=act)
    assert answer["Location"] == reverse("guidance_act", args=[new.pk])
    old = unescape(browser.get(reverse("guidance_act", args=[act.pk])).content.decode())
    assert "Lượt này đã hủy, không được tính" in old
    assert reverse("guidance_act", args=[new.pk]) in old


def test_another_province_sees_nothing(make: Act, cast: Cast, client: Client) -> None:
    act = make("Hợp tác xã Kín")
    client.force_login(cast.stranger, backend="nscl.accounts.backends.RoleBackend")
    assert client.get(reverse("guidance_act", args=[act.pk])).status_code == 404
    assert "Hợp tác xã Kín" not in shown(client, nam="tat-ca")
    assert "Các năm này chưa có lượt hướng dẫn nào" in shown(client, "guidance_counts")
    client.force_login(cast.ministry, backend="nscl.accounts.backends.RoleBackend")
    assert "Hợp tác xã Kín" in shown(client)
    assert "Ghi một lượt" not in shown(client)


def test_queries_stay_few(browser: Client, make: Act) -> None:
    counted: dict[str, list[int]] = {}
    for rows in (1, 60):
        for at in range(rows):
            make(f"Công ty Lần {rows} Số {at}", guided_on=dt.date(2026, 2, 1 + at % 20), sure=True)
        for route in ("guidance_log", "guidance_counts", "guidance_add", "guidance_many"):
            shown(browser, route)
            with CaptureQueriesContext(connection) as seen:
                shown(browser, route)
            counted.setdefault(route, []).append(len(seen))
    assert all(few == many for few, many in counted.values()), counted
    assert max(max(each) for each in counted.values()) <= 12, counted
