"""The letter that sets a plan to work: its words, its annexes, its formats, and who gets it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents.templating import actions as templates
from nscl.documents.templating import shipped
from nscl.documents.tests.templating.making import text_of, written
from nscl.foundation.language import COOKIE
from nscl.plans.actions import confirm, upload
from nscl.plans.importer import isolated
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import reading

ASKED = {
    "chu_quan": "UBND tỉnh Quảng Ngãi",
    "co_quan": "Sở Khoa học và Công nghệ",
    "ky_hieu": "SKHCN-TĐC",
    "dia_danh": "Quảng Ngãi",
    "chuc_vu": "Giám đốc",
    "nguoi_ky": "TS. Lê Thị C",
    "tra_loi": "05/02/2027",
}


@pytest.fixture(autouse=True)
def files_root(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(isolated, "read_plan", lambda path: reading())
    with cast.acting(cast.officer) as officer:
        return upload.open_draft(membership=cast.membership(officer), name="k.txt", content=BytesIO(b"x"), by=officer)


@pytest.fixture
def plan(draft: Plan, cast: Cast) -> Plan:
    with cast.acting(cast.officer):
        return confirm.confirm(plan=draft, version=draft.version, by=cast.officer)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def paper(client: Client, plan: Plan, ending: str, **asked: str) -> Any:
    return client.get(reverse("plan_paper", args=[plan.pk, ending]), {**ASKED, **asked})


def test_the_plan_leads_to_it_and_the_form_proposes(officer: Client, plan: Plan) -> None:
    url = reverse("plan_papers", args=[plan.pk])
    assert url in officer.get(reverse("plan_overview", args=[plan.pk])).content.decode()
    said = officer.get(url).content.decode()
    assert 'value="UBND tỉnh Quảng Ngãi"' in said
    assert 'value="Sở Khoa học và Công nghệ"' in said


@pytest.mark.parametrize("ending", ["docx", "mau"])
def test_it_is_in_vietnamese_whoever_makes_it(officer: Client, plan: Plan, ending: str) -> None:
    told = paper(officer, plan, ending)
    officer.cookies[COOKIE] = "en"
    again = paper(officer, plan, ending)
    assert again.headers["Content-Language"] == "en"
    assert again.headers["Content-Disposition"] == told.headers["Content-Disposition"]
    assert text_of(again.content) == text_of(told.content)


def test_word(officer: Client, plan: Plan) -> None:
    answer = paper(officer, plan, "docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cong-van-ke-hoach-12-kh-ubnd-2026.docx"'
    said = text_of(answer.content)
    for words in (
        "V/v triển khai thực hiện Kế hoạch số 12/KH-UBND",
        "- Trung tâm Lạ.",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2026 của UBND tỉnh Quảng Ngãi",
        "trước ngày 05 tháng 02 năm 2027",
        "CHỈ TIÊU CỦA KẾ HOẠCH",
        "từ 10 đến 20 doanh nghiệp",
        "NHIỆM VỤ VÀ CƠ QUAN THỰC HIỆN",
        "Điều tra nhu cầu",
        "Sở Tài chính; Trung tâm Lạ",
        "DỰ TOÁN KINH PHÍ",
        "21.000.000",
        "Lê Thị C",
    ):
        assert words in said, words
    assert "TS." not in said
    sections = docx.Document(BytesIO(answer.content)).sections
    assert [section.orientation for section in sections] == [0, 0, 1, 0]


def test_pdf(officer: Client, plan: Plan) -> None:
    answer = paper(officer, plan, "pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(answer.content)
    said = "".join(page.get_textpage().get_text_range() for page in pdf)
    count = len(pdf)
    pdf.close()
    assert count == 4
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Phụ lục III" in said


def test_excel_holds_the_annexes(officer: Client, plan: Plan) -> None:
    book = openpyxl.load_workbook(BytesIO(paper(officer, plan, "xlsx").content))
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert 21_000_000 in [cell.value for row in book["Phụ lục III"].iter_rows() for cell in row]


def test_the_provinces_own_template_is_used(officer: Client, plan: Plan, cast: Cast) -> None:
    assert "Kính gửi" in text_of(paper(officer, plan, "mau").content)
    with cast.acting(cast.officer):
        made = templates.upload(
            membership=cast.membership(cast.officer), form=shipped.LETTER, name="m.docx", note="", by=cast.officer,
            content=BytesIO(
                written("MẪU RIÊNG: {{ trich_yeu }}", "{%p for d in noi_dung %}", "{{ d }}", "{%p endfor %}")
            ),
        )  # fmt: skip
        templates.put_in_use(template=made, form=shipped.LETTER, by=cast.officer)
    said = text_of(paper(officer, plan, "mau").content)
    assert said.startswith("MẪU RIÊNG: triển khai thực hiện Kế hoạch số 12/KH-UBND")
    assert "Tổ chức thực hiện các nhiệm vụ" in said


def test_gaps_and_nonsense_are_asked_again_and_nothing_is_lost(officer: Client, plan: Plan) -> None:
    answer = paper(officer, plan, "docx", co_quan="", tra_loi="hôm qua", nguoi_ky="Lê Thị C")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Viết ngày như 15/11/2026." in said
    assert 'value="Lê Thị C"' in said
    assert 'value="hôm qua"' in said


def test_awkward_words_stay_words(officer: Client, plan: Plan) -> None:
    for ending in ("docx", "pdf", "xlsx", "mau"):
        answer = paper(officer, plan, ending, co_quan="<b>#panic()</b> {{ x }} 😀", nguoi_ky="a\x0bb")
        assert answer.status_code == 200, ending


def test_no_draft_no_stranger_no_other_format(officer: Client, draft: Plan, cast: Cast) -> None:
    assert officer.get(reverse("plan_papers", args=[draft.pk])).status_code == 404
    with cast.acting(cast.officer):
        made = confirm.confirm(plan=draft, version=draft.version, by=cast.officer)
    assert paper(officer, made, "exe").status_code == 404
    officer.force_login(cast.stranger)
    assert paper(officer, made, "docx").status_code == 404


def test_queries(officer: Client, plan: Plan, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        officer.get(reverse("plan_papers", args=[plan.pk]))
    with django_assert_max_num_queries(12):
        paper(officer, plan, "docx")
