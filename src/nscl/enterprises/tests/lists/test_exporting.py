"""The register as a file: what the list shows; brought in again, nothing changes; contacts only for who keeps it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import files
from nscl.documents.models import Attachment
from nscl.documents.rendering import long_sheets
from nscl.enterprises import actions
from nscl.enterprises.actions import importing, lists
from nscl.enterprises.models import Enterprise, ListFault, YearFigures
from nscl.enterprises.queries import exporting as everything
from nscl.enterprises.queries import lists as reading
from nscl.enterprises.queries import register as queries
from nscl.enterprises.queries.profile import communes
from nscl.enterprises.rules.list_fields import field_of, year_of
from nscl.enterprises.tests.lists.conftest import Bring, code
from nscl.enterprises.views import exporting
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import Job

FACTS = (
    "name", "tax_code", "kind", "other_names", "address", "commune_id", "phone", "email", "website", "representative",
    "contact_name", "industry_version", "industry_code", "sector", "founded_on", "status", "women_owned", "social",
    "note", "size", "size_year", "search", "version",
)  # fmt: skip


@pytest.fixture
def register(cast: Cast, officer: User, bring: Bring) -> None:
    """One of every kind, with everything a list can say, and some that say little."""
    heads = ["Tên", "Mã số thuế", "Loại hình", "Xã", "Điện thoại", "Email", "Mã ngành", "Ngày thành lập", "Tình trạng",
             "Phụ nữ làm chủ", "Người đại diện", "Ghi chú", "Lao động", "Nguồn vốn", "Tên khác",
             "Doanh thu 2023 (triệu đồng)", "Lao động 2023"]  # fmt: skip
    kinds = ["Doanh nghiệp", "Hợp tác xã", "Hộ kinh doanh", "Chi nhánh", "Cơ sở sản xuất", "Trung tâm giống",
             "Tổ chức khác"]  # fmt: skip
    states = ["Đang hoạt động", "Tạm ngừng", "Đã giải thể", "Chuyển tỉnh khác"]
    commune = communes(cast.province.pk)[0]
    rows: list[list[Any]] = [
        [f"Nơi thứ {n}", code(n * 100 + 3) if n % 3 else "", kind, commune.title, "+84 255 000", "a@example.vn",
         "10790", "15/03/2019", states[n % 4], "x" if n % 2 else "", "Nguyễn Văn A",
         "-không gọi buổi trưa", 12, 900_000_000, f"NT{n}", "1.500,5", 8]
        for n, kind in enumerate(kinds, start=1)
    ]  # fmt: skip
    bring([heads, *rows, ["Công ty Ít Lời", code(9_000), *[""] * 15]], year=2025)
    assert Enterprise.objects.filter(commune=commune, email="a@example.vn", industry_code="10790").count() == 7
    one = Enterprise.objects.get(name="Nơi thứ 1")
    actions.edit_enterprise(
        enterprise=one, version=one.version, values={"other_names": ["NT1", "Nơi Một"]}, by=officer
    )  # fmt: skip


def stand() -> tuple[list[Any], list[Any]]:
    figures = YearFigures.objects.order_by("id").values_list("enterprise", "year", "labour", "revenue_vnd", "voided_at")
    return [*Enterprise.objects.order_by("id").values_list(*FACTS)], [*figures]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_brought_in_again_nothing_changes(
    register: None, browser: Client, bring: Bring, ending: str, overwrite: bool
) -> None:
    before = stand()
    assert len(before[1]) == 14
    answer = browser.get("/doanh-nghiep/xuat/", {"dang": ending})
    assert answer.status_code == 200
    assert f".{ending}" in answer["Content-Disposition"]
    found = bring(answer.content, overwrite=overwrite)
    assert stand() == before
    tally = reading.tally(found)
    told = [*ListFault.objects.filter(list=found).values_list("line", "reasons")]
    assert (tally.rows, tally.same, told) == (8, 8, [])


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_only_what_the_list_shows(register: None, browser: Client) -> None:
    rows = rows_of(browser.get("/doanh-nghiep/xuat/", {"dang": "csv", "loai": "household"}))
    assert [row["Tên doanh nghiệp, hợp tác xã, cơ sở"] for row in rows] == ["Nơi thứ 3"]
    assert rows_of(browser.get("/doanh-nghiep/xuat/", {"dang": "csv", "tim": "không có nơi nào"})) == []


def test_what_an_import_does_not_take_means_nothing_to_it(register: None, browser: Client) -> None:
    answer = browser.get("/doanh-nghiep/xuat/")
    sheet = load_workbook(io.BytesIO(answer.content), read_only=True).active
    heads = [str(cell.value) for cell in next(sheet.rows)]
    beside = heads[heads.index("Tỉnh") :]
    assert [field_of(words) for words in beside[:-1]] == [""] * (len(beside) - 1)
    fields = [(field_of(words), year_of(words)) for words in heads[: heads.index("Tỉnh")]]
    assert len(set(fields)) == len(fields) == 17 + 2 * 3
    assert fields[17:] == [(name, year) for year in (2023, 2025) for name in ("labour", "revenue", "capital")]


def test_figures_go_into_another_register(register: None, cast: Cast, browser: Client, client: Client) -> None:
    """Read by who has none of these enterprises: each figure comes to its year, in đồng."""
    content = browser.get("/doanh-nghiep/xuat/").content
    with cast.acting(cast.stranger) as stranger:
        with files.staged(io.BytesIO(content), name="so.xlsx") as file:
            found = lists.bring(province=cast.other_province, file=file, by=stranger)
        lists.start(found=found, version=found.version, by=stranger)
        importing.run(found, by=stranger)
        told = YearFigures.objects.order_by("id").values_list("year", "labour", "revenue_vnd", "capital_vnd")
        assert sorted({*told}) == [(2023, 8, 1_500_500_000, None), (2025, 12, None, 900_000_000)]
        assert len(told) == 14


def test_all_that_have_the_words(register: None, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a page of the list looks only at the first of them."""
    monkeypatch.setattr(queries, "MOST_HITS", 2)
    monkeypatch.setattr(everything, "CHUNK", 3)
    rows = rows_of(browser.get("/doanh-nghiep/xuat/", {"dang": "csv", "tim": "noi thu"}))
    assert [row["Tên doanh nghiệp, hợp tác xã, cơ sở"] for row in rows] == [f"Nơi thứ {n}" for n in range(1, 8)]
    monkeypatch.setattr(exporting, "IN_PLACE", 1)
    assert "Bắt đầu xuất" in browser.get("/doanh-nghiep/xuat/", {"tim": "noi thu"}).content.decode()
    browser.post("/doanh-nghiep/xuat/phia-sau/?tim=noi+thu", {"dang": "csv"})
    run_queued()
    kept = Attachment.objects.get(pk=Job.objects.get(kind="enterprises.export").result["attachment"])
    with files.open_file(kept) as file:
        assert len(list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))) == 7


def test_contacts_are_for_who_keeps_the_register(register: None, cast: Cast, client: Client) -> None:
    client.force_login(cast.ministry)
    rows = rows_of(client.get("/doanh-nghiep/xuat/", {"dang": "csv"}))
    assert len(rows) == 8
    assert not {"Điện thoại", "Thư điện tử", "Người đại diện", "Người liên hệ"} & set(rows[0])
    assert not any("Nguyễn Văn A" in str(row) for row in rows)


def test_what_a_spreadsheet_takes_for_a_formula_is_text(register: None, browser: Client) -> None:
    rows = rows_of(browser.get("/doanh-nghiep/xuat/", {"dang": "csv"}))
    assert {row["Ghi chú"] for row in rows} == {"'-không gọi buổi trưa", ""}


def test_a_long_list_is_written_behind_the_page(
    register: None, cast: Cast, browser: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "IN_PLACE", 3)
    page = browser.get("/doanh-nghiep/xuat/", {"dang": "csv", "loai": "cooperative"})
    assert page["Content-Type"].startswith("text/csv")
    assert "Bắt đầu xuất" in browser.get("/doanh-nghiep/xuat/", {"dang": "csv"}).content.decode()
    answer = browser.post("/doanh-nghiep/xuat/phia-sau/?dac-diem=nu", {"dang": "csv"})
    job = Job.objects.get(kind="enterprises.export")
    assert (answer.status_code, answer["Location"]) == (302, f"/viec-nen/{job.pk}/")
    assert job.arguments == {"women": True, "ending": "csv"}
    run_queued()
    job.refresh_from_db()
    kept = Attachment.objects.get(pk=job.result["attachment"])
    with files.open_file(kept) as file:
        rows = list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))
    assert [row["Tên doanh nghiệp, hợp tác xã, cơ sở"] for row in rows] == [f"Nơi thứ {n}" for n in (1, 3, 5, 7)]
    assert {row["Người đại diện"] for row in rows} == {"Nguyễn Văn A"}


def test_a_file_larger_than_what_people_may_bring(register: None, browser: Client, settings: Any) -> None:
    settings.TABLE_LIMIT_BYTES = settings.UPLOAD_LIMIT_BYTES = 100
    browser.post("/doanh-nghiep/xuat/phia-sau/", {"dang": "csv"})
    run_queued()
    kept = Attachment.objects.get(pk=Job.objects.get(kind="enterprises.export").result["attachment"])
    assert kept.size_bytes > 1000


def test_more_rows_than_a_sheet_holds(register: None, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "IN_PLACE", 3)
    monkeypatch.setattr(long_sheets, "BATCH", 2)
    monkeypatch.setattr(long_sheets, "MOST_ROWS", 5)
    assert "1.048.576 dòng" in browser.get("/doanh-nghiep/xuat/").content.decode()
    assert "1.048.576 dòng" not in browser.get("/doanh-nghiep/xuat/", {"dang": "csv"}).content.decode()
    browser.post("/doanh-nghiep/xuat/phia-sau/", {"dang": "xlsx"})
    run_queued()
    job = Job.objects.get(kind="enterprises.export")
    assert (job.total, job.done) == (8, 8)
    assert "tệp có 2 trang tính" in browser.get(f"/viec-nen/{job.pk}/").content.decode()
    with files.open_file(Attachment.objects.get(pk=job.result["attachment"])) as file:
        book = load_workbook(io.BytesIO(file.read()))
    names = [row[0] for sheet in book.worksheets for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(names) == len(set(names)) == 8


def test_who_has_no_province_narrows_a_long_list(
    register: None, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "IN_PLACE", 3)
    client.force_login(cast.ministry)
    told = client.get("/doanh-nghiep/xuat/").content.decode()
    assert "Hãy chọn một tỉnh" in told
    assert "Bắt đầu xuất" not in told
    assert client.post("/doanh-nghiep/xuat/phia-sau/").status_code == 403
