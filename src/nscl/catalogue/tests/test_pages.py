"""The pages of norms and regulations: the list on a day, the checker, versions, the import, forms of a regulation."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from nscl.catalogue import actions
from nscl.catalogue.models import Regulation, RegulationForm, SpendingNorm
from nscl.catalogue.tests.conftest import FROM, AddNorm, browser, registered
from nscl.config.testing.cast import Cast
from nscl.documents.models import Document

HEAD = ["Khoản chi", "Nhóm", "Đơn vị tính", "Mức tối đa (đồng)", "Tỷ lệ (%)", "Số văn bản căn cứ", "Từ ngày"]
BASIS = "41/2022/NQ-HĐND"


@pytest.fixture
def screen(cast: Cast) -> Client:
    return browser(cast.officer)


def seen(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def typed(**more: Any) -> dict[str, Any]:
    return {"name": "Báo cáo viên", "group": "training", "unit": "buổi", "amount_vnd": "800.000", "basis": BASIS,
            "clause": "Phụ lục", "valid_from": "01/01/2026", **more}  # fmt: skip


def sheet(*rows: list[Any], head: list[str] | None = None) -> SimpleUploadedFile:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in [head or HEAD, *rows]:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("dinh-muc.xlsx", out.getvalue())


def test_empty_says_what_to_do(screen: Client) -> None:
    assert "Thêm định mức đầu tiên" in seen(screen, "norms")


def test_the_list_is_of_the_day_asked(screen: Client, cast: Cast, add_norm: AddNorm) -> None:
    norm = add_norm()
    with cast.acting(cast.officer):
        actions.amend_norm(
            norm=norm, version=norm.version, values={"amount_vnd": 1_200_000}, valid_from=dt.date(2026, 7, 1),
            by=cast.officer,
        )  # fmt: skip
    assert "1.200.000 đ" in seen(screen, "norms")
    assert "1.000.000 đ" in seen(screen, "norms", ngay="30/06/2026")
    assert "Không có định mức nào" in seen(screen, "norms", ngay="31/12/2025")
    assert "Thù lao" in seen(screen, "norms", tim="chu tich")
    assert "Không có định mức nào" in seen(screen, "norms", nhom="survey")
    assert screen.get(reverse("norms"), {"ngay": "30/02/2026"}).status_code == 422
    page = seen(screen, "norm", norm.pk)
    assert "Đã hết hiệu lực" in page
    assert "1.200.000 đ" in page


@pytest.mark.parametrize(
    ("money", "day", "words"),
    [
        ("1.200.000", "22/11/2026", "khoản 2 Điều 3: tối đa 1.000.000 đồng/buổi; vượt 200.000 đồng."),
        ("1 triệu", "22/11/2026", "trong định mức."),
        ("1.200.000", "31/12/2025", "Ngày ấy không có định mức nào"),
    ],
)
def test_the_checker_answers_with_the_clause(
    screen: Client, add_norm: AddNorm, money: str, day: str, words: str
) -> None:
    norm = add_norm()
    assert words in seen(screen, "norms", ma=norm.code, tien=money, sl="1", ngay=day)


@pytest.mark.parametrize(("money", "quantity"), [("abc", "1"), ("-5", "1"), ("1.000", "0"), ("1.000", "x")])
def test_the_checker_asks_again(screen: Client, add_norm: AddNorm, money: str, quantity: str) -> None:
    norm = add_norm()
    answer = screen.get(reverse("norms"), {"ma": norm.code, "tien": money, "sl": quantity, "ngay": "22/11/2026"})
    assert answer.status_code == 200
    assert answer.context["checked"]["form"].errors
    assert "verdicts" not in answer.context["checked"]


def test_entered_on_the_page_with_what_is_wrong_said(screen: Client, cast: Cast, resolution: Document) -> None:
    for wrong, words in (
        ({"basis": "99/NQ-HĐND"}, "Sổ văn bản chưa có 99/NQ-HĐND"), ({"amount_vnd": ""}, "một trong hai"),
        ({"rate_bp": "50"}, "một trong hai"), ({"amount_vnd": "nhiều"}, "Không đọc được số tiền"),
        ({"valid_from": "hôm qua"}, "Ngày ghi như"),
    ):  # fmt: skip
        answer = screen.post(reverse("norm_add"), typed(**wrong))
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Phụ lục" in answer.content.decode()
    assert screen.post(reverse("norm_add"), typed()).status_code == 302
    with cast.acting(cast.officer):
        norm = SpendingNorm.objects.get()
    assert (norm.code, norm.amount_vnd, norm.document_id) == ("bao-cao-vien", 800_000, resolution.pk)
    assert screen.post(reverse("norm_add"), typed()).status_code == 422


def test_two_at_once_the_second_keeps_what_was_typed(screen: Client, cast: Cast, add_norm: AddNorm) -> None:
    norm = add_norm()
    with cast.acting(cast.officer):
        actions.end_norm(norm=norm, version=norm.version, valid_to=dt.date(2026, 12, 1), basis="Hết", by=cast.officer)
    sent = typed(amount_vnd="1.500.000", valid_from="01/08/2026", version=norm.version)
    answer = screen.post(reverse("norm_amend", args=[norm.pk]), sent)
    assert answer.status_code == 409
    assert "1.500.000" in answer.content.decode()


def test_an_import_shows_first_and_enters_all_or_nothing(
    screen: Client, cast: Cast, add_norm: AddNorm, tmp_path: Any
) -> None:
    add_norm()
    good = ["Thù lao Chủ tịch hội đồng", "Thù lao hội đồng", "buổi", 1_300_000, None, BASIS, dt.date(2026, 9, 1)]
    new = ["Phiếu khảo sát", "survey", "phiếu", "50.000", None, BASIS, "01/01/2026"]
    bad = ["Khoản lạ", "", "lần", 1, 5, "0/NQ", "31/02/2026"]
    with override_settings(FILES_ROOT=tmp_path):
        answer = screen.post(reverse("norms_import"), {"tep": sheet(good, bad, new), "ghi": "1"})
        assert answer.status_code == 422
        assert "1 dòng chưa đúng" in answer.content.decode()
        with cast.acting(cast.officer):
            assert SpendingNorm.objects.count() == 1
        shown = screen.post(reverse("norms_import"), {"tep": sheet(good, new)})
        assert shown.status_code == 200
        token = shown.context["received"].kept[0].token
        done = screen.post(reverse("norms_import"), {"tep_cho": token, "ghi": "1"})
        assert done.status_code == 302
    with cast.acting(cast.officer):
        found = {n.code: n.amount_vnd for n in SpendingNorm.objects.filter(valid_to=None)}
    assert found == {"thu-lao-chu-tich-hoi-dong": 1_300_000, "phieu-khao-sat": 50_000}


def test_rows_that_clash_with_each_other_enter_nothing(
    screen: Client, cast: Cast, resolution: Document, tmp_path: Any
) -> None:
    row = ["Phiếu khảo sát", "survey", "phiếu", 50_000, None, BASIS, "01/01/2026"]
    with override_settings(FILES_ROOT=tmp_path):
        answer = screen.post(reverse("norms_import"), {"tep": sheet(row, row), "ghi": "1"})
    assert answer.status_code == 422
    assert "Bản mới phải có hiệu lực sau ngày" in answer.content.decode()
    with cast.acting(cast.officer):
        assert not SpendingNorm.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Hãy chọn tệp Excel"), (sheet(head=["A", "B"]), "còn thiếu cột"), (sheet(), "chỉ có dòng tiêu đề"),
        (SimpleUploadedFile("x.xlsx", b"khong phai"), "x.xlsx"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_are_told(screen: Client, file: Any, words: str, tmp_path: Any) -> None:
    with override_settings(FILES_ROOT=tmp_path):
        answer = screen.post(reverse("norms_import"), {"tep": file} if file else {})
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("ending", ["xlsx", "pdf", "docx"])
def test_the_list_can_be_taken_away(screen: Client, add_norm: AddNorm, ending: str) -> None:
    add_norm()
    answer = screen.get(reverse("norms_export", args=[ending]))
    assert answer.status_code == 200
    assert answer.content[:2] in (b"PK", b"%P")


def test_the_empty_workbook_is_what_the_reader_wants(screen: Client, tmp_path: Any) -> None:
    made = screen.get(reverse("norms_import_template"))
    with override_settings(FILES_ROOT=tmp_path):
        answer = screen.post(reverse("norms_import"), {"tep": SimpleUploadedFile("mau.xlsx", made.content)})
    assert "chỉ có dòng tiêu đề" in answer.content.decode()


def test_a_regulation_on_a_day_with_its_forms(screen: Client, cast: Cast, tmp_path: Any, add_norm: AddNorm) -> None:
    registered(cast, cast.officer, "11/QĐ-UBND", kind="decision")
    missing = screen.post(
        reverse("regulation_add"), {"number": "12/QĐ-UBND", "name": "Quy định", "valid_from": "01/02/2026"}
    )
    assert missing.status_code == 422
    assert "chưa có 12/QĐ-UBND" in missing.content.decode()
    sent = {"number": "11/QĐ-UBND", "name": "Quy định 2026", "valid_from": "01/02/2026"}
    assert screen.post(reverse("regulation_add"), sent).status_code == 302
    assert screen.post(reverse("regulation_add"), sent).status_code == 422
    with cast.acting(cast.officer):
        regulation = Regulation.objects.get()
    add_norm(name="Của quy định", regulation=regulation)
    url = reverse("regulation_form_add", args=[regulation.pk])
    form = {"code": "Mẫu 01", "name": "Phiếu đăng ký", "serves": "registration", "valid_from": "01/02/2026"}
    with override_settings(FILES_ROOT=tmp_path):
        assert screen.post(url, form).status_code == 422
        pdf = SimpleUploadedFile(
            "mau.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
        )
        assert screen.post(url, {**form, "tep": pdf}).status_code == 302
        later = {**form, "name": "Phiếu mới", "template": "letter", "valid_from": "01/01/2027"}
        assert screen.post(url, later).status_code == 302
    page = seen(screen, "regulation", regulation.pk)
    assert "Phiếu đăng ký" in page
    assert "Của quy định" in page
    assert "Không có mẫu nào" in seen(screen, "regulation", regulation.pk, ngay="31/12/2025")
    assert "Mẫu của hệ thống" in seen(screen, "regulation", regulation.pk, ngay="01/01/2027")
    with cast.acting(cast.officer):
        assert RegulationForm.objects.get(name="Phiếu đăng ký").valid_to == dt.date(2027, 1, 1)


def test_a_later_regulation_ends_the_one_before(cast: Cast, screen: Client) -> None:
    with cast.acting(cast.officer):
        first, second = (
            registered(cast, cast.officer, number, kind="decision") for number in ("11/QĐ-UBND", "12/QĐ-UBND")
        )
        old = actions.add_regulation(
            province=cast.province, document=first, name="Cũ", valid_from=FROM, by=cast.officer
        )
        actions.add_regulation(
            province=cast.province, document=second, name="Mới", valid_from=dt.date(2026, 7, 1), by=cast.officer,
            replaces=old,
        )  # fmt: skip
        old.refresh_from_db()
    assert old.valid_to == dt.date(2026, 7, 1)
    page = seen(screen, "regulation", old.pk)
    assert "Được thay thế bởi" in page
    assert "Đã hết hiệu lực" in page


@pytest.mark.parametrize("many", [1, 30])
def test_queries_are_flat(screen: Client, add_norm: AddNorm, many: int, django_assert_max_num_queries: Any) -> None:
    for at in range(many):
        norm = add_norm(name=f"Khoản {at}")
    with django_assert_max_num_queries(12):
        screen.get(reverse("norms"))
    with django_assert_max_num_queries(12):
        screen.get(reverse("norm", args=[norm.pk]))
    with django_assert_max_num_queries(12):
        screen.get(reverse("regulations"))
