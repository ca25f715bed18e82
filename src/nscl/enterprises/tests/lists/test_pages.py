"""The way of a list through the pages: brought, its columns named, written, what was wrong mended and brought again."""

from __future__ import annotations

import io
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from nscl.config.testing.cast import Cast
from nscl.documents import storage
from nscl.documents.models import Attachment
from nscl.enterprises import exports
from nscl.enterprises.actions import lists as actions
from nscl.enterprises.models import Enterprise, EnterpriseList, YearFigures
from nscl.enterprises.tests.lists.conftest import HEADS, book, code
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import Job
from nscl.organisations.models import LegalEntity

pytestmark = pytest.mark.django_db


def sent(rows: list[list[Any]] | bytes, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, rows if isinstance(rows, bytes) else book(rows))


def brought(browser: Client, rows: list[list[Any]] | bytes) -> EnterpriseList:
    answer = browser.post(reverse("enterprise_lists"), {"file": sent(rows)})
    assert answer.status_code == 302, unescape(answer.content.decode())
    return EnterpriseList.objects.latest("id")


def page(browser: Client, found: EnterpriseList) -> str:
    return unescape(browser.get(reverse("enterprise_list", args=[found.pk])).content.decode())


def go(browser: Client, verb: str, found: EnterpriseList, **given: Any) -> Any:
    found.refresh_from_db()
    return browser.post(reverse(f"enterprise_list_{verb}", args=[found.pk]), {"version": found.version} | given)


def written(browser: Client, found: EnterpriseList) -> str:
    assert go(browser, "start", found).status_code == 302
    run_queued()
    found.refresh_from_db()
    return page(browser, found)


def test_from_file_to_mended_rows(cast: Cast, browser: Client) -> None:
    with cast.acting(cast.officer):
        rows = [
            HEADS,
            ["1", "Công ty Tốt", code(610300001), "", "", ""],
            ["2", "", code(610300020), "", "", ""],
            ["3", "Công ty Sai", "12", "", "", ""],
        ]
        found = brought(browser, rows)
        shown = page(browser, found)
        assert "Tiêu đề ở dòng 1" in shown
        assert "chưa có tên" in shown
        assert not Enterprise.objects.exists()
        shown = written(browser, found)
        assert "Đã ghi vào sổ" in shown
        assert Enterprise.objects.count() == 1
        answer = browser.get(reverse("enterprise_list_wrong", args=[found.pk]))
        book_back = load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
        sheet = book_back.active
        assert [cell.value for cell in sheet[1]][-2:] == ["Lý do cần sửa", "Dòng số"]
        assert (sheet.max_row, sheet["H2"].value) == (3, 3)
        sheet["B2"], sheet["C3"] = "Công ty Có Tên", code(610300033)
        out = io.BytesIO()
        book_back.save(out)
        again = brought(browser, out.getvalue())
        assert again.columns[:3] == ["", "name", "tax_code"]
        assert "Mọi dòng đã được ghi" in written(browser, again)
        assert Enterprise.objects.count() == 3


def test_columns_are_remembered(cast: Cast, browser: Client) -> None:
    heads = ["Cột lạ", "Tên doanh nghiệp", "Mã số"]
    with cast.acting(cast.officer):
        first = brought(browser, [heads, ["0260", "Công ty A", ""]])
        assert first.columns == ["", "name", "tax_code"]
        given = {"cot-0": "phone", "cot-1": "name", "cot-2": "tax_code", "ghi": "de", "vsic": "2018"}
        assert go(browser, "columns", first, **given).status_code == 302
        first.refresh_from_db()
        assert (first.columns[0], first.overwrite, first.industry_version) == ("phone", True, 2018)
        assert brought(browser, [heads, ["1", "Công ty B", ""]]).columns == ["phone", "name", "tax_code"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"cot-1": "tax_code", "cot-2": "tax_code"}, "Hai cột cùng là"),
        ({"cot-1": ""}, "Hãy chọn cột nào là tên"),
        ({"cot-1": "name", "cot-5": "labour"}, "năm nào"),
        ({"cot-1": "name", "version": 99}, "Có người vừa đổi"),
    ],
)
def test_refused_columns_keep_what_was_chosen(cast: Cast, browser: Client, given: dict[str, Any], told: str) -> None:
    with cast.acting(cast.officer):
        found = brought(browser, [HEADS, ["1", "Công ty A", "", "", "", ""]])
        answer = go(browser, "columns", found, **given)
        assert answer.status_code == (409 if "version" in given else 422)
        assert told in unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "Tệp rỗng"), (b"a;b\r\n1;2\r\n", "Không thấy dòng tiêu đề"), (b"%PDF-1.4\n%%EOF", "chỉ nhận")],
)
def test_files_that_are_no_list(cast: Cast, browser: Client, content: bytes, told: str) -> None:
    with cast.acting(cast.officer):
        answer = browser.post(reverse("enterprise_lists"), {"file": sent(content)})
        assert answer.status_code == 422
        assert told in unescape(answer.content.decode())
        assert not EnterpriseList.objects.exists()


def test_a_list_begins_once(cast: Cast, browser: Client) -> None:
    with cast.acting(cast.officer):
        found = brought(browser, [HEADS, ["1", "Công ty A", "", "", "", ""]])
        version = found.version
        for _ in range(2):
            assert go(browser, "start", found, version=version).status_code == 302
        assert Job.objects.filter(kind="enterprises.import").count() == 1
        assert go(browser, "columns", found, **{"cot-1": "name"}).status_code == 409
        run_queued()
        run_queued()
        assert Enterprise.objects.count() == 1


def test_another_sheet(cast: Cast, browser: Client) -> None:
    from openpyxl import Workbook

    made = Workbook()
    made.active.append(["Bìa"])
    made.create_sheet("Số liệu").append(HEADS)
    made["Số liệu"].append(["1", "Công ty A", "", "", "", ""])
    other = made.create_sheet("Năm ngoái")
    other.append(["Tên DN", "MST"])
    other.append(["Công ty B", ""])
    out = io.BytesIO()
    made.save(out)
    with cast.acting(cast.officer):
        found = brought(browser, out.getvalue())
        assert found.sheet == "Số liệu"
        assert go(browser, "sheet", found, trang="Năm ngoái").status_code == 302
        found.refresh_from_db()
        assert (found.sheet, found.columns) == ("Năm ngoái", ["name", "tax_code"])


def test_the_row_of_the_heading_is_chosen(cast: Cast, browser: Client) -> None:
    """Where what is found is not it; another row of the same sheet, never a blank one."""
    rows = [["Danh sách đơn vị", ""], ["Đơn vị", "Mã số"], ["A", "B"], ["Công ty A", code(610300001)]]
    with cast.acting(cast.officer):
        found = brought(browser, rows)
        assert (found.head_line, found.columns) == (2, ["name", "tax_code"])
        assert go(browser, "sheet", found, trang=found.sheet, dong="3").status_code == 302
        found.refresh_from_db()
        assert (found.head_line, found.headings, found.columns) == (3, ["A", "B"], ["", ""])
        answer = go(browser, "sheet", found, trang=found.sheet, dong="30")
        assert (answer.status_code, found.head_line) == (422, 3)
        assert "Dòng 30 trống" in unescape(answer.content.decode())
        assert go(browser, "columns", found, **{"cot-0": "name", "cot-1": "tax_code"}).status_code == 302
        assert "Đã ghi vào sổ" in written(browser, found)
        assert Enterprise.objects.get().name == "Công ty A"


def test_the_whole_list_is_looked_through_before_it_is_written(cast: Cast, browser: Client) -> None:
    """Every row's fate is told and its reasons come as a workbook; nothing of it is kept."""
    heads = ["Tên doanh nghiệp", "Mã số thuế", "Lao động 2024"]
    known: list[Any] = ["Công ty Đã Có", code(610300500), 5]
    with cast.acting(cast.officer):
        written(browser, brought(browser, [heads, known]))
        before = (Enterprise.objects.count(), LegalEntity.objects.count(), YearFigures.objects.count())
        rows = [
            [*known[:2], 7], ["Công ty Mới", code(610300001), ""], ["", code(610300020), ""], ["Công ty Sai", "12", ""],
            ["Công ty Mới", code(610300001), ""], ["HTX Không Mã", "", ""],
        ]  # fmt: skip
        found = brought(browser, [heads, *rows])
        given = {"cot-0": "name", "cot-1": "tax_code", "cot-2": "labour", "ghi": "de"}
        assert go(browser, "columns", found, **given).status_code == 302
        assert go(browser, "check", found).status_code == 302
        assert "Đang chờ đến lượt" in page(browser, found)
        run_queued()
        shown = page(browser, found)
        assert "2 hồ sơ mới, 1 hồ sơ được cập nhật, 0 đã có và không đổi, 2 dòng cần sửa, 1 dòng trùng" in shown
        assert "Số liệu năm được thay: 1" in shown
        assert "mã số thuế đã có trong sổ" in shown
        job = Job.objects.get(kind="enterprises.check")
        answer = browser.get(reverse("job_result", args=[job.pk]))
        sheet = load_workbook(io.BytesIO(b"".join(answer))).active
        assert [sheet.cell(n, 5).value for n in range(2, 5)] == [4, 5, 6]
        assert "Trùng với dòng 3" in sheet["D4"].value
        assert (Enterprise.objects.count(), LegalEntity.objects.count(), YearFigures.objects.count()) == before
        assert not found.parts.exists()
        assert YearFigures.objects.get().labour == 5
        told = written(browser, found)
        assert "Số liệu năm được thay" in told
        assert Enterprise.objects.count() == 3
        assert go(browser, "check", found).status_code == 409


def test_what_was_chosen_counts_without_a_button_of_its_own(cast: Cast, browser: Client) -> None:
    """Who changes a column and then writes the list at once loses no choice."""
    with cast.acting(cast.officer):
        found = brought(browser, [["Tên doanh nghiệp", "Cột lạ"], ["Công ty A", "0260 000"]])
        given = {"cot-0": "name", "cot-1": "phone", "vsic": "2025"}
        answer = go(browser, "start", found, **given, version=found.version + 5)
        assert (answer.status_code, Job.objects.filter(kind="enterprises.import").exists()) == (409, False)
        assert go(browser, "start", found, **given).status_code == 302
        run_queued()
        assert Enterprise.objects.get().phone == "0260 000"
        found = brought(browser, [["Tên doanh nghiệp", "Lao động"], ["Công ty A", 3]])
        answer = go(browser, "start", found, **{"cot-0": "name", "cot-1": "labour"})
        assert "năm nào" in unescape(answer.content.decode())
        assert "Cần ghi: có cột số liệu" in page(browser, found)


def test_a_check_is_of_the_columns_as_they_were(cast: Cast, browser: Client) -> None:
    with cast.acting(cast.officer):
        found = brought(browser, [HEADS, ["1", "Công ty A", "", "", "", ""]])
        for _ in range(2):
            go(browser, "check", found)
        assert Job.objects.filter(kind="enterprises.check").count() == 1
        run_queued()
        assert "1 hồ sơ mới" in page(browser, found)
        go(browser, "columns", found, **{"cot-2": "name"})
        assert "Đã kiểm tra mọi dòng" not in page(browser, found)
        go(browser, "check", found)
        run_queued()
        assert "0 hồ sơ mới" in page(browser, found)


def test_a_file_that_is_too_large_leaves_nothing(cast: Cast, browser: Client, settings: Any, tmp_path: Path) -> None:
    settings.TABLE_LIMIT_BYTES = settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    rows = ("Tên doanh nghiệp;Mã số thuế\r\n" + f"{'Công ty A' * 20};\r\n" * 12_000).encode()
    with cast.acting(cast.officer):
        answer = browser.post(reverse("enterprise_lists"), {"file": sent(rows, "dai.csv")})
        assert answer.status_code == 422
        assert "Tệp quá lớn (giới hạn 1 MB); hãy tách tệp" in unescape(answer.content.decode())
        assert not EnterpriseList.objects.exists()
        assert not Attachment.objects.exists()
        assert [*(storage.root() / "tmp").iterdir()] == []


def test_fates_of_every_row_and_the_sample(cast: Cast, browser: Client) -> None:
    with cast.acting(cast.officer):
        found = brought(browser, [HEADS, ["1", "Công ty A", "", "", "", ""], ["2", "Công ty A", "", "", "", ""]])
        written(browser, found)
        answer = browser.get(reverse("enterprise_list_fates", args=[found.pk]))
        sheet = load_workbook(io.BytesIO(answer.content)).active
        told = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
        assert told == [(2, "Đã ghi mới", None), (3, "Trùng dòng trên", "Trùng với dòng 2 của tệp")]
        sample = browser.get(reverse("enterprise_list_sample"))
        tried = brought(browser, sample.content)
        assert [name for name in tried.columns if not name] == []
        assert go(browser, "columns", tried, nam="2025", **{f"cot-{n}": name for n, name in enumerate(tried.columns)})
        assert "Không ghi được</" not in written(browser, tried).split("list-stats")[0]
        assert Enterprise.objects.filter(tax_code="0000000091").exists()


def test_the_sample_is_the_same_in_english(tmp_path: Path) -> None:
    """Its headings are what an import reads, whoever asks for it."""
    with translation.override("en"):
        exports.sample(tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet["A1"].value == "Tên doanh nghiệp, hợp tác xã, cơ sở"


def test_pages_cost_few_queries_however_many_rows(
    cast: Cast, browser: Client, django_assert_max_num_queries: Any
) -> None:
    with cast.acting(cast.officer):
        rows = [[str(n), "", "12", "", "", ""] for n in range(300)]
        found = brought(browser, [HEADS, *rows])
        with django_assert_max_num_queries(12):
            page(browser, found)
        written(browser, found)
        with django_assert_max_num_queries(12):
            page(browser, found)
        with django_assert_max_num_queries(12):
            browser.get(reverse("enterprise_lists"))


def test_who_may_not(cast: Cast, client: Client) -> None:
    with cast.acting(cast.officer):
        from nscl.documents import files

        with files.staged(io.BytesIO(book([HEADS, ["1", "Công ty A", "", "", "", ""]])), name="a.xlsx") as file:
            found = actions.bring(province=cast.province, file=file, by=cast.officer)
    for person, status in ((cast.cooperating, 403), (cast.stranger, 404), (cast.ministry, 403), (cast.nobody, 404)):
        client.force_login(person)
        assert client.get(reverse("enterprise_list", args=[found.pk])).status_code == status, person
        if status == 403:
            assert client.get(reverse("enterprise_lists")).status_code == 403
