"""The pages of rounds and reports, as a person uses them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.models import AgencyReport, AskedTask, Plan, ReportFile, ReportRound
from nscl.plans.tests.pages.conftest import words_of
from nscl.plans.tests.reports.conftest import (
    PDF,
    TRADE,
    Open,
    agency_named,
    asked,
    open_round,
    report_of,
    said,
    sent_by,
)


@pytest.fixture
def own(trade: User, sign_in: Open) -> Client:
    return sign_in(trade)


@pytest.fixture
def desk(cast: Cast, sign_in: Open) -> Client:
    return sign_in(cast.officer)


def typed(cast: Cast, report: AgencyReport, **changed: str) -> dict[str, Any]:
    """What the whole form sends when the first task is filled in."""
    with cast.acting(cast.officer):
        rows = asked(report)
        version = AgencyReport.objects.get(pk=report.pk).version
    data: dict[str, Any] = {"summary": "", "summary_version": version}
    for row in rows:
        data |= {f"t{row.pk}-version": row.version, f"t{row.pk}-state": "", f"t{row.pk}-result": ""}
    first = rows[0].pk
    return data | {f"t{first}-state": "done", f"t{first}-result": "Đã mở 2 lớp"} | changed


def test_opening_a_round_takes_one_step(cast: Cast, plan: Plan, desk: Client) -> None:
    page = desk.get(reverse("report_round_open") + "?nam=2026").content.decode()
    assert "Báo cáo năm 2026" in page
    assert "15/11/2026" in page
    proposed = dict(re.findall(r'name="(name|opens_on|due_on)" value="([^"]*)"', page))
    boxes = re.findall(r'name="agencies" value="(\d+)"', page)
    assert len(boxes) == 3
    data = {**proposed, "half": "year", "year": "2026", "plans": [plan.pk], "agencies": boxes, "invite": "on"}
    answer = desk.post(reverse("report_round_open"), data, follow=True)
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert "Đã mở “Báo cáo năm 2026”" in words
    assert "3 cơ quan chưa có tài khoản" in words
    assert TRADE in words


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(plan: Plan, desk: Client) -> None:
    data = {"half": "year", "year": "2026", "name": "Tên tôi gõ", "opens_on": "20/10/2026", "due_on": "1/1/2026",
            "plans": [plan.pk], "agencies": []}  # fmt: skip
    answer = desk.post(reverse("report_round_open"), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tên tôi gõ" in page
    assert "Hạn gửi không thể đứng trước ngày mở." in page


def test_write_look_send(cast: Cast, report: AgencyReport, own: Client) -> None:
    url = reverse("agency_report", args=[report.pk])
    files = {"tep": SimpleUploadedFile("phu-luc.pdf", PDF), "gui": "1"}
    answer = own.post(url, {**typed(cast, report), **files}, follow=True)
    page = answer.content.decode()
    assert "Đã mở 2 lớp" in page
    assert "phu-luc.pdf" in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    answer = own.post(reverse("agency_report_send", args=[report.pk]), {"seen": seen[1]}, follow=True)
    assert "Đã gửi báo cáo (bản 1)" in answer.content.decode()
    with cast.acting(cast.officer):
        file = ReportFile.objects.get()
    assert own.get(reverse("agency_report_file", args=[report.pk, file.pk])).status_code == 200


def test_tasks_led_and_not_told_of_are_named_before_sending(cast: Cast, report: AgencyReport, own: Client) -> None:
    with cast.acting(cast.officer):
        second = asked(report)[1].pk
    data = {**typed(cast, report), "gui": "1"}
    first = next(key for key in data if key.endswith("-state") and data[key] == "done")
    data |= {first: "", first.replace("state", "result"): "", f"t{second}-result": "Phối hợp"}
    page = own.post(reverse("agency_report", args=[report.pk]), data, follow=True).content.decode()
    assert "Còn nhiệm vụ chủ trì chưa ghi gì" in page
    assert "Tập huấn thương mại" in page


def test_autosave_answers_with_the_time_and_the_next_version(cast: Cast, report: AgencyReport, own: Client) -> None:
    with cast.acting(cast.officer):
        row = asked(report)[0]
    url = reverse("agency_report_save", args=[report.pk, row.pk])
    sent = {f"t{row.pk}-version": 1, f"t{row.pk}-state": "done", f"t{row.pk}-result": "Một"}
    page = own.post(url, sent).content.decode()
    assert "Đã lưu lúc" in page
    assert f'name="t{row.pk}-version" value="2"' in page
    again = own.post(url, {**sent, f"t{row.pk}-result": "Hai"}).content.decode()
    assert "Người khác vừa sửa" in again
    with cast.acting(cast.officer):
        assert AskedTask.objects.get(pk=row.pk).result == "Một"


def test_both_texts_are_shown_where_two_wrote(cast: Cast, report: AgencyReport, trade: User, own: Client) -> None:
    from nscl.plans.actions import reports as actions

    data = typed(cast, report)
    with cast.acting(trade):
        actions.save_draft(report=report, answers=said(asked(report)[0], result="Bản của đồng nghiệp"), by=trade)
    answer = own.post(reverse("agency_report", args=[report.pk]), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Bản của đồng nghiệp" in page
    assert "Đã mở 2 lớp" in page
    again = dict(re.findall(r'name="(t\d+-version)" value="(\d+)"', page))
    answer = own.post(reverse("agency_report", args=[report.pk]), {**data, **again})
    assert answer.status_code == 302, "the second time it is knowing"


def test_entering_for_an_agency_needs_the_scan(cast: Cast, report: AgencyReport, desk: Client) -> None:
    url = reverse("agency_report_enter", args=[report.pk])
    data = {**typed(cast, report), "letter_number": "45/SCT", "letter_on": "10/11/2026"}
    answer = desk.post(url, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy chọn bản quét có chữ ký" in page
    assert "Đã mở 2 lớp" in page
    answer = desk.post(url, {**data, "tep": SimpleUploadedFile("quet.pdf", PDF)}, follow=True)
    board = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert "Đã nhập thay báo cáo của Sở Công Thương." in board
    page = desk.get(reverse("agency_report", args=[report.pk])).content.decode()
    assert "Nhập thay" in page
    assert "45/SCT" in page
    assert desk.get(reverse("agency_report_scan", args=[report.pk, 1])).status_code == 200


def test_the_board_accepts_returns_and_notes_silence(
    cast: Cast, round_: ReportRound, report: AgencyReport, trade: User, desk: Client
) -> None:
    other = report_of(cast, round_, "Sở Tài chính")
    desk.post(reverse("agency_report_silent", args=[other.pk]))
    assert "Ghi nhận không gửi" in words_of(desk, reverse("report_round", args=[round_.pk]))
    sent_by(trade, cast, report)
    url = reverse("agency_report_return", args=[report.pk])
    assert desk.post(url, {"number": 1, "reason": ""}).status_code == 422
    desk.post(url, {"number": 1, "reason": "Thiếu số liệu"})
    assert "Thiếu số liệu" in words_of(desk, reverse("report_round", args=[round_.pk]))
    sent_by(trade, cast, report, result="Đủ rồi")
    desk.post(reverse("agency_report_accept", args=[report.pk]), {"number": 2})
    assert "Đã nhận" in words_of(desk, reverse("report_round", args=[round_.pk]) + "?trang_thai=accepted")


def test_the_workbook_holds_what_was_sent(
    cast: Cast, round_: ReportRound, report: AgencyReport, trade: User, desk: Client
) -> None:
    sent_by(trade, cast, report, result="=1+1")
    answer = desk.get(reverse("report_round_export", args=[round_.pk]))
    book = openpyxl.load_workbook(BytesIO(answer.content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert TRADE in cells
    assert "=1+1" in cells
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_an_agencys_page_tells_what_is_asked_and_what_is_missing(
    cast: Cast, report: AgencyReport, trade: User, own: Client
) -> None:
    url = reverse("agency_work", args=[agency_named(cast, TRADE).pk]) + "?nam=2026"
    words = words_of(own, url)
    assert "Tập huấn thương mại" in words
    assert "Chưa báo cáo trong năm" in words
    assert "Chủ trì chưa báo cáo 1" in words
    sent_by(trade, cast, report)
    words = words_of(own, url)
    assert "Đã mở 2 lớp" in words
    assert "Chủ trì chưa báo cáo 0" in words
    assert "Không kế hoạch nào giao việc" in words_of(own, url.replace("2026", "2030"))


def test_work_of_an_agency_that_is_no_more_is_that_of_its_successor(
    cast: Cast, report: AgencyReport, desk: Client
) -> None:
    words = words_of(desk, reverse("agency_work", args=[agency_named(cast, "Sở Tài chính").pk]) + "?nam=2026")
    assert "Bố trí vốn" in words
    assert "giao cho Sở Kế hoạch và Đầu tư" in words
    assert "Gồm cả việc trước đây giao cho" in words


def test_queries_do_not_grow(
    cast: Cast, plan: Plan, round_: ReportRound, report: AgencyReport, trade: User, own: Client, desk: Client,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    sent_by(trade, cast, report)
    with cast.acting(cast.officer):
        other = report_of(cast, open_round(cast, plan, half="half"), TRADE)
    for client, url in (
        (desk, reverse("report_rounds")), (desk, reverse("report_round", args=[round_.pk])),
        (desk, reverse("agency_report", args=[report.pk])), (own, reverse("agency_report", args=[report.pk])),
        (own, reverse("agency_report", args=[other.pk])), (own, reverse("agency_report_send", args=[other.pk])),
        (own, reverse("agency_work", args=[report.agency_id])), (desk, reverse("agency_work", args=[report.agency_id])),
        (own, reverse("report_rounds")), (desk, reverse("agency_report_enter", args=[other.pk])),
    ):  # fmt: skip
        with django_assert_max_num_queries(12, info=url):
            assert client.get(url).status_code == 200, url
