"""A list of acts: any order of columns, wrong rows mended on the page or in the file, nothing recorded twice."""

from __future__ import annotations

import datetime as dt
import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry, Job
from nscl.plans.actions import guidance as actions
from nscl.plans.jobs import guidance as guidance_jobs
from nscl.plans.models import Guidance, GuidanceSheet
from nscl.plans.queries.guidance_sheets import examine, tally
from nscl.plans.tests.guidance.conftest import Act
from nscl.plans.views import guidance_sheets
from nscl.shared.errors import DomainError

HEADS = ["STT", "Hình thức", "Nội dung", "Tên doanh nghiệp", "Ngày tháng", "MST", "Kết quả"]
GOOD = ["1", "Gọi điện", "Hướng dẫn 5S, ISO 9001", "Công ty TNHH Tốt", "5/11/2026", "0000000091", "Sẽ làm thử"]
OTHER = ["2", "Đến cơ sở", "Truy xuất nguồn gốc", "Hợp tác xã Tốt", "2026-03-04", "", "Đã nắm thông tin"]
WRONG = ["3", "Bằng tay", "Việc lạ", "", "32/13/2026", "12", ""]


WHERE = ("Xã Đăk Pxi", "Nguyễn Văn A")


def book(*rows: list[Any], title: str = "") -> SimpleUploadedFile:
    made = Workbook()
    sheet = made.active
    if title:
        sheet.append([title])
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("so-huong-dan.xlsx", out.getvalue())


def brought(browser: Client, **sent: Any) -> GuidanceSheet:
    answer = browser.post(reverse("guidance_sheets"), sent)
    assert answer.status_code == 302, unescape(answer.content.decode())
    return GuidanceSheet.objects.latest("id")


def states(sheet: GuidanceSheet) -> list[str]:
    sheet.refresh_from_db()
    return [row.state for row in examine(sheet)]


def go(browser: Client, verb: str, sheet: GuidanceSheet, **sent: Any) -> Any:
    sheet.refresh_from_db()
    address = reverse(f"guidance_sheet_{verb}", args=[sheet.pk])
    return browser.post(address, {"version": sheet.version, **sent})


def test_a_workbook_in_any_order_of_columns(browser: Client) -> None:
    sheet = brought(browser, file=book(HEADS, GOOD, OTHER, WRONG, title="SỔ THEO DÕI"))
    assert sheet.columns == ["", "how", "contents", "entity_name", "guided_on", "tax_code", "outcome"]
    assert states(sheet) == ["ready", "ready", "wrong"]
    page = unescape(browser.get(reverse("guidance_sheet", args=[sheet.pk])).content.decode())
    for told in ("Chưa có tên doanh nghiệp", "Ngày ghi như 05/11/2026", "Mã số thuế không đúng", "Chưa rõ hình thức"):
        assert told in page
    go(browser, "record", sheet)
    assert states(sheet) == ["recorded", "recorded", "wrong"]
    first, second = Guidance.objects.order_by("id")
    assert (first.entity.tax_code, first.how, first.contents, first.standard, first.result) == (
        "0000000091", "phone", ["system", "tool"], "5S", "Sẽ làm thử",
    )  # fmt: skip
    assert (second.entity.kind, second.guided_on, second.outcome) == ("cooperative", dt.date(2026, 3, 4), "informed")
    assert AuditEntry.objects.filter(code="guidance.list_recorded").count() == 1
    assert AuditEntry.objects.filter(code="guidance.recorded").count() == 0


def test_the_same_file_again_records_nothing_twice(browser: Client) -> None:
    file = book(HEADS, GOOD, OTHER)
    sheet = brought(browser, file=file)
    go(browser, "record", sheet)
    file.seek(0)
    again = brought(browser, file=file)
    assert again == sheet
    go(browser, "record", again)
    assert Guidance.objects.count() == 2
    assert "Mọi dòng đã được ghi" in unescape(browser.get(reverse("guidance_sheet", args=[sheet.pk])).content.decode())


def test_a_wrong_row_is_mended_on_the_page(browser: Client) -> None:
    sheet = brought(browser, file=book(HEADS, WRONG))
    typed = {"entity_name": "Công ty Mới", "guided_on": "01/02/2026", "contents": "gap", "how": "phone", "tax_code": ""}
    go(browser, "mend", sheet, dong="0", **{f"o-0-{name}": value for name, value in typed.items()})
    assert states(sheet) == ["ready"]
    go(browser, "record", sheet)
    assert Guidance.objects.get().entity.name == "Công ty Mới"


def test_wrong_rows_as_a_workbook_mended_and_brought_again(browser: Client) -> None:
    sheet = brought(browser, file=book(HEADS, GOOD, WRONG))
    go(browser, "record", sheet)
    content = browser.get(reverse("guidance_sheet_wrong", args=[sheet.pk])).content
    made = load_workbook(io.BytesIO(content))
    rows = list(made.active.iter_rows(values_only=True))
    assert rows[0][:7] == tuple(HEADS)
    assert "Chưa có tên doanh nghiệp" in rows[1][7]
    assert rows[1][8] == 2
    for column, value in ((2, "Zalo"), (3, "VietGAP"), (4, "Hợp tác xã Ba"), (5, dt.date(2026, 5, 6)), (6, None)):
        made.active.cell(2, column).value = value
    out = io.BytesIO()
    made.save(out)
    again = brought(browser, file=SimpleUploadedFile("sua.xlsx", out.getvalue()))
    assert again != sheet
    assert states(again) == ["ready"]
    go(browser, "record", again)
    assert Guidance.objects.count() == 2


def test_pasted_lines_and_what_holds_for_all(browser: Client, officer: User) -> None:
    sheet = brought(browser, text="Tên cơ sở\tXã\nHợp tác xã Một\tXã Măng Bút\nHợp tác xã Hai\t")
    assert states(sheet) == ["wrong", "wrong"]
    rest = {"chung-guided_on": "2026-06-01", "chung-contents": "gap", "chung-how": "visit"}
    go(browser, "columns", sheet, **{"cot-0": "entity_name", "cot-1": "place"}, **rest)
    assert states(sheet) == ["ready", "ready"]
    go(browser, "record", sheet)
    first = Guidance.objects.order_by("id")[0]
    assert (first.guided_on, first.contents, first.guide) == (dt.date(2026, 6, 1), ["gap"], officer)
    assert first.commune is not None


def test_headings_are_remembered_in_the_province(browser: Client, cast: Cast) -> None:
    text = "Đối tượng\tBuổi\nCông ty A\t01/02/2026"
    sheet = brought(browser, text=text)
    assert sheet.headings == ["", ""], "no heading is known: the first line may be a row"
    sheet = brought(browser, text="Tên doanh nghiệp\tBuổi\nCông ty A\t01/02/2026")
    assert sheet.columns == ["entity_name", ""]
    go(browser, "columns", sheet, **{"cot-0": "entity_name", "cot-1": "guided_on"})
    again = brought(browser, text="Buổi\tTên doanh nghiệp\n01/02/2026\tCông ty B")
    assert again.columns == ["guided_on", "entity_name"]


def test_one_column_for_each_field(browser: Client) -> None:
    sheet = brought(browser, file=book(HEADS, GOOD))
    twice = go(browser, "columns", sheet, **{"cot-0": "entity_name", "cot-1": "entity_name"})
    assert twice.status_code == 422
    assert "Hai cột cùng là" in unescape(twice.content.decode())
    none = go(browser, "columns", sheet)
    assert "Hãy chọn cột nào là tên doanh nghiệp" in unescape(none.content.decode())


def test_probable_doubles_wait_for_a_yes(browser: Client, make: Act) -> None:
    make("Hợp tác xã Tốt", guided_on=dt.date(2026, 3, 4), contents=["traceability"])
    sheet = brought(browser, file=book(HEADS, OTHER, GOOD, GOOD))
    assert states(sheet) == ["double", "ready", "double"]
    go(browser, "record", sheet)
    assert states(sheet) == ["double", "recorded", "double"]
    go(browser, "record", sheet, trung="1")
    assert states(sheet) == ["recorded"] * 3
    assert Guidance.objects.count() == 4


def test_rows_left_out(browser: Client) -> None:
    sheet = brought(browser, file=book(HEADS, GOOD, OTHER))
    go(browser, "mend", sheet, dong=["0", "1"], bo="1")
    assert states(sheet) == ["ready", "skipped"]
    go(browser, "record", sheet)
    assert Guidance.objects.count() == 1
    go(browser, "mend", sheet, dong="1")
    assert states(sheet) == ["recorded", "ready"]


def test_two_people_at_one_list(browser: Client) -> None:
    sheet = brought(browser, file=book(HEADS, WRONG))
    go(browser, "mend", sheet, dong="0", **{"o-0-entity_name": "Công ty Của Người Kia"})
    late = go(browser, "mend", sheet, version=1, dong="0", **{"o-0-entity_name": "Công ty Của Tôi"})
    assert late.status_code == 409
    page = unescape(late.content.decode())
    assert "vừa được sửa ở nơi khác" in page
    assert "Công ty Của Tôi" in page


def test_a_whole_list_is_voided_and_recorded_anew(browser: Client, officer: User) -> None:
    sheet = brought(browser, file=book(HEADS, GOOD, OTHER))
    go(browser, "record", sheet)
    assert go(browser, "void", sheet, reason="").status_code == 422
    go(browser, "void", sheet, reason="Nhầm cột")
    assert Guidance.objects.filter(voided_at__isnull=True).count() == 0
    assert states(sheet) == ["ready", "ready"]
    go(browser, "record", sheet)
    assert Guidance.objects.filter(voided_at__isnull=True).count() == 2
    with pytest.raises(DomainError):
        actions.void_all(sheet=sheet, reason="", by=officer)


def test_a_long_list_is_a_job(browser: Client, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from nscl.foundation.jobs.testing import run_queued

    monkeypatch.setattr(guidance_sheets, "IN_PLACE", 1)
    sheet = brought(browser, file=book(HEADS, GOOD, OTHER))
    answer = go(browser, "record", sheet)
    job = Job.objects.get(kind="guidance.record_list")
    assert answer["Location"] == reverse("job", args=[job.pk])
    run_queued()
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"recorded": 2, "left": 0})
    assert Guidance.objects.count() == 2


def test_a_long_export_is_a_job(browser: Client, make: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    from nscl.foundation.jobs.testing import run_queued
    from nscl.plans.views import guidance_log

    make()
    make("Công ty Khác Năm", guided_on=dt.date(2025, 1, 1))
    monkeypatch.setattr(guidance_log, "IN_PLACE", 0)
    assert "chạy phía sau" in unescape(browser.get(reverse("guidance_export")).content.decode())
    browser.post(reverse("guidance_export_later") + "?nam=2025")
    run_queued()
    job = Job.objects.get(kind="guidance.export")
    assert job.state == "done"
    assert job.total == 1
    assert guidance_jobs.IN_PLACE == 5000


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Hãy chọn một tệp hoặc dán danh sách"), ({"text": "\n \n"}, "Hãy chọn một tệp hoặc dán"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04hong")}, "tệp"),
        ({"file": SimpleUploadedFile("a.csv", b"\xff\xfe\x00")}, "tệp"),
        ({"text": "Tên doanh nghiệp\tNgày"}, "Danh sách chỉ có dòng tiêu đề"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(browser: Client, sent: dict[str, Any], told: str) -> None:
    answer = browser.post(reverse("guidance_sheets"), sent)
    assert answer.status_code == 422
    assert told in unescape(answer.content.decode())
    assert not GuidanceSheet.objects.exists()


def test_only_who_brought_it_or_corrects_uses_a_list(browser: Client, cast: Cast) -> None:
    sheet = brought(browser, file=book(HEADS, GOOD))
    client = Client()
    address = reverse("guidance_sheet", args=[sheet.pk])
    for person, status in ((cast.cooperating, 403), (cast.stranger, 404), (cast.second_officer, 200)):
        client.force_login(person, backend="nscl.accounts.backends.RoleBackend")
        assert client.get(address).status_code == status


@pytest.mark.parametrize("state", ["ready", "wrong", "double"])
def test_few_queries_however_many_rows(browser: Client, make: Act, officer: User, state: str) -> None:
    """Rows that name an enterprise by code and by name, a commune and a person, of which some are mended."""
    make("Hợp tác xã Số 2", guided_on=dt.date(2026, 2, 1), contents=["gap"])
    counted = []
    for rows in (4, 300):
        lines = [
            ["x", "Zalo", "VietGAP", f"Hợp tác xã Số {n}", "01/02/2026", "0000000091" if n % 2 else "", "", *WHERE]
            for n in range(rows)
        ]
        sheet = brought(browser, file=book([*HEADS, "Xã", "Người hướng dẫn"], *lines))
        assert {"place", "guide_name"} <= set(sheet.columns)
        go(browser, "mend", sheet, dong="0", **{"o-0-guided_on": "chưa rõ"})
        address = reverse("guidance_sheet", args=[sheet.pk])
        browser.get(address, {"xem": state})
        with CaptureQueriesContext(connection) as seen:
            browser.get(address, {"xem": state})
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 12
    sheet.refresh_from_db()
    assert tally(examine(sheet))["wrong"] == 1


def test_the_sample_is_understood(browser: Client) -> None:
    content = browser.get(reverse("guidance_sample")).content
    sheet = brought(browser, file=SimpleUploadedFile("mau.xlsx", content))
    assert states(sheet) == ["ready"]


def test_a_column_that_is_not_known_opens_the_choice_of_columns(browser: Client, cast: Cast) -> None:
    text = "Ngày\tTên đơn vị\tBàn chuyện gì\n05/11/2026\tHTX Rau\tTruy xuất nguồn gốc"
    answer = browser.post(reverse("guidance_sheets"), {"text": text}, follow=True)
    page = answer.content.decode()
    assert "Chưa có cột nào, cũng chưa có giá trị chung nào cho: Nội dung, Hình thức" in page
    assert '<details class="more-fields columns" open>' in page
