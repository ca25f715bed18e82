"""The comparison and the roll-up as Word, PDF and Excel."""

from __future__ import annotations

import copy
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents.tests.templating.making import text_of
from nscl.foundation.language import COOKIE
from nscl.interfaces import compare_papers
from nscl.plans.actions import confirm, upload
from nscl.plans.importer import isolated
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import reading


@pytest.fixture(autouse=True)
def files_root(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def made(cast: Cast, monkeypatch: pytest.MonkeyPatch, whole: dict[str, Any]) -> Plan:
    monkeypatch.setattr(isolated, "read_plan", lambda path: whole)
    with cast.acting(cast.officer) as officer:
        content = BytesIO(whole["document"]["number"].encode())
        draft = upload.open_draft(membership=cast.membership(officer), name="k.txt", content=content, by=officer)
        return confirm.confirm(plan=draft, version=draft.version, by=officer)


@pytest.fixture
def two(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> tuple[Plan, Plan]:
    newer = copy.deepcopy(reading(number="20/KH-UBND"))
    newer["support_rules"][0] |= {"cap_vnd": 60_000_000, "text": "Hỗ trợ 50% chi phí, tối đa 60 triệu đồng/hệ thống."}
    newer["eligibility"] = []
    return made(cast, monkeypatch, reading()), made(cast, monkeypatch, newer)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def paper(client: Client, two: tuple[Plan, Plan], ending: str, **asked: str) -> Any:
    query: dict[str, str | int] = {"a": two[0].pk, "b": two[1].pk, **asked}
    return client.get(reverse("plan_compare_paper", args=[ending]), query)


def test_word(officer: Client, two: tuple[Plan, Plan]) -> None:
    answer = paper(officer, two, "docx")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="so-sanh-ke-hoach-12-kh-ubnd-2026')
    said = text_of(answer.content)
    for words in (
        "BẢNG SO SÁNH", "Kế hoạch số 12/KH-UBND và Kế hoạch số 20/KH-UBND", "1 mức hỗ trợ: 1 sửa.",
        "1 điều kiện: 1 bỏ.",
        "[45.000.000", "60.000.000", "giữ nguyên", "Doanh nghiệp có phần vốn góp.",
    ):  # fmt: skip
        assert words in said, words


def test_only_what_differs_and_one_part(officer: Client, two: tuple[Plan, Plan]) -> None:
    assert "Điều tra nhu cầu" not in text_of(paper(officer, two, "docx", chi="khac").content)
    rules = text_of(paper(officer, two, "docx", phan="muc-ho-tro").content)
    assert "Chi phí tư vấn" in rules
    assert "Điều tra nhu cầu" not in rules


def test_pdf_has_its_table_across_the_page(officer: Client, two: tuple[Plan, Plan]) -> None:
    pages = pypdfium2.PdfDocument(paper(officer, two, "pdf").content)
    assert pages[0].get_width() < pages[0].get_height()
    assert pages[1].get_width() > pages[1].get_height()


def test_excel(officer: Client, two: tuple[Plan, Plan]) -> None:
    book = openpyxl.load_workbook(BytesIO(paper(officer, two, "xlsx").content))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert "sửa" in cells
    assert any("60.000.000" in cell for cell in cells)


def test_in_vietnamese_whoever_makes_it(officer: Client, two: tuple[Plan, Plan]) -> None:
    told = text_of(paper(officer, two, "docx").content)
    officer.cookies[COOKIE] = "en"
    assert text_of(paper(officer, two, "docx").content) == told


def test_unknown_formats_and_other_peoples_plans(officer: Client, two: tuple[Plan, Plan], client: Client,
                                                 cast: Cast) -> None:  # fmt: skip
    assert paper(officer, two, "odt").status_code == 404
    assert officer.get(reverse("plan_compare_paper", args=["docx"]), {"a": two[0].pk}).status_code == 404
    client.force_login(cast.stranger)
    assert paper(client, two, "docx").status_code == 404


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx"])
def test_roll_up(officer: Client, two: tuple[Plan, Plan], ending: str) -> None:
    answer = officer.get(reverse("plan_rollup_paper", args=[ending]))
    assert answer.status_code == 200
    if ending == "docx":
        said = text_of(answer.content)
        assert "Các kế hoạch của tỉnh Quảng Ngãi trong năm 2026" in said
        assert "tối đa 60.000.000 đ/hệ thống" in said
        assert "khác nhau" in said


def test_no_roll_up_without_plans(officer: Client) -> None:
    assert officer.get(reverse("plan_rollup_paper", args=["docx"])).status_code == 404


def test_a_long_comparison_is_written_behind_the_page(
    officer: Client, cast: Cast, two: tuple[Plan, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    from nscl.documents import later
    from nscl.foundation.models import Job

    monkeypatch.setattr(compare_papers, "MOST", 1)
    offered = paper(officer, two, "xlsx").content.decode()
    assert "nằm ở mục Việc nền" in offered
    signed = offered.split('name="giay" value="', 1)[1].split('"', 1)[0]
    assert officer.post(reverse("paper_later"), {"giay": signed}).status_code == 302
    with cast.acting(cast.officer):
        job = Job.objects.get()
        wanted = later.Wanted(**job.arguments)
        assert wanted.content(cast.officer).startswith(b"PK")
    assert officer.post(reverse("paper_later"), {"giay": "x"}).status_code == 404
