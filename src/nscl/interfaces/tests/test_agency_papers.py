"""Letters to agencies: what they say, in which formats, for whom; the report form on paper."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.models import AgencyReport, ReportRound
from nscl.plans.tests.conftest import file_store, make_draft
from nscl.plans.tests.reports.conftest import (
    FINANCE,
    TRADE,
    agency_named,
    make_member,
    plan,
    report,
    report_of,
    round_,
    sent_by,
    sign_in,
    trade,
)

__all__ = ["file_store", "make_draft", "make_member", "plan", "report", "round_", "sign_in", "trade"]
SENDER = {"co_quan": "Sở Khoa học và Công nghệ", "chu_quan": "UBND tỉnh Quảng Ngãi", "dia_danh": "Quảng Ngãi",
          "chuc_vu": "Giám đốc", "tra_loi": "15/11/2026"}  # fmt: skip


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.officer)
    return client


def words_of(content: bytes) -> str:
    found = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return " ".join([*(p.text for p in found.paragraphs), *cells])


def test_the_letter_names_the_agencys_tasks_alone(cast: Cast, report: AgencyReport, desk: Client) -> None:
    pk = agency_named(cast, FINANCE).pk
    assert desk.get(reverse("agency_letter", args=[pk]) + "?nam=2026").status_code == 200
    answer = desk.get(reverse("agency_letter_file", args=[pk, "docx"]), {**SENDER, "nam": "2026"})
    words = words_of(answer.content)
    for expected in (FINANCE, "12/KH-UBND", "Bố trí vốn", "Điều tra nhu cầu", "trước ngày 15 tháng 11 năm 2026",
                     "Xem dự toán; hướng dẫn thanh toán"):  # fmt: skip
        assert expected in words
    assert "Tập huấn thương mại" not in words
    pdf = desk.get(reverse("agency_letter_file", args=[pk, "pdf"]), {**SENDER, "nam": "2026"})
    assert pdf.content.startswith(b"%PDF")


def test_gaps_are_asked_for_again(cast: Cast, report: AgencyReport, desk: Client) -> None:
    pk = agency_named(cast, FINANCE).pk
    answer = desk.get(reverse("agency_letter_file", args=[pk, "docx"]), {"nam": "2026", "co_quan": ""})
    assert answer.status_code == 422
    assert desk.get(reverse("agency_letter_file", args=[pk, "xlsx"]), SENDER).status_code == 404


def test_one_letter_for_each_that_has_not_sent(
    cast: Cast, round_: ReportRound, report: AgencyReport, trade: User, desk: Client
) -> None:
    sent_by(trade, cast, report)
    answer = desk.get(reverse("round_letters_zip", args=[round_.pk]), SENDER)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == ["001-so-khoa-hoc-va-cong-nghe.docx", "002-so-tai-chinh.docx"]
    words = words_of(archive.read("002-so-tai-chinh.docx"))
    assert "Báo cáo năm 2026" in words
    assert "Bố trí vốn" in words
    assert "Tập huấn thương mại" not in words


def test_very_many_letters_are_a_job(cast: Cast, round_: ReportRound, desk: Client, monkeypatch: Any) -> None:
    from nscl.foundation.jobs import testing
    from nscl.foundation.models import Job
    from nscl.interfaces.views import agency_papers

    monkeypatch.setattr(agency_papers, "IN_PLACE", 1)
    page = desk.get(reverse("round_letters", args=[round_.pk])).content.decode()
    assert reverse("round_letters_later", args=[round_.pk]) in page
    assert desk.get(reverse("round_letters_zip", args=[round_.pk]), SENDER).status_code == 422
    desk.post(reverse("round_letters_later", args=[round_.pk]), SENDER)
    testing.run_queued()
    with cast.acting(cast.officer):
        job = Job.objects.get(kind="agencies.letters")
        assert (job.state, job.error) == ("done", "")


def test_the_blank_form_holds_the_tasks(cast: Cast, round_: ReportRound, desk: Client) -> None:
    found = report_of(cast, round_, TRADE)
    words = words_of(desk.get(reverse("agency_report_blank", args=[found.pk])).content)
    assert "Tập huấn thương mại" in words
    assert "Khó khăn, kiến nghị" in words


def test_home_tells_the_agency_and_the_officer(
    cast: Cast, report: AgencyReport, trade: User, desk: Client, client: Client
) -> None:
    home = desk.get("/").content.decode()
    assert "còn thiếu 3 cơ quan" in home
    own = Client()
    own.force_login(trade)
    page = own.get("/").content.decode()
    assert "Gửi Báo cáo năm 2026" in page
    assert reverse("agency_report", args=[report.pk]) in page
    sent_by(trade, cast, report)
    assert "Nhận báo cáo: Báo cáo năm 2026" in desk.get("/").content.decode()
    assert "Gửi Báo cáo năm 2026" not in own.get("/").content.decode()
