"""The pages of supports from elsewhere: entry, list, export, a list brought in with bad rows."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from nscl.config.testing.cast import Cast
from nscl.support.actions import received_lists as lists
from nscl.support.models import OtherSupport, OtherSupportList
from nscl.support.tests.received.test_flags import made
from nscl.support.tests.test_pages import signed_in

pytestmark = pytest.mark.django_db
TYPED = {
    "entity_name": "Hợp tác xã Ví Dụ", "entity_kind": "cooperative", "content": "gap", "subject": "VietGAP",
    "programme": "agriculture", "agency_name": "Sở Nông nghiệp và Môi trường", "amount_vnd": "25 triệu",
    "from_on": "2025-03-01", "to_on": "2025-10-31", "document_number": "12/QĐ-SNNMT", "source": "declared",
    "khoa": "k1",
}  # fmt: skip
PASTED = (
    "STT\tĐơn vị được hỗ trợ\tMST\tNội dung hỗ trợ\tKinh phí (triệu đồng)\tNăm\n"
    "1\tCông ty Ví Dụ Một\t0100109106\tChứng nhận hệ thống quản lý ISO 9001:2015\t45\t2025\n"
    "2\tCông ty Ví Dụ Hai\t12345\tMã số, mã vạch\t8,5\t2025\n"
    "3\t\t\tMã số, mã vạch\t8\t2025\n"
    "4\tHTX Ví Dụ Ba\t\tViệc khác\t=1+1\t2035\n"
    "5\tCông ty Ví Dụ Một\t0100109106\tChứng nhận hệ thống quản lý ISO 9001:2015\t45\t2025\n"
)


def rows(cast: Cast) -> list[OtherSupport]:
    with cast.acting(cast.officer):
        return list(OtherSupport.objects.select_related("entity").order_by("id"))


def test_an_officer_enters_one_looks_it_up_and_voids_it(client: Client, cast: Cast) -> None:
    signed_in(client, cast.officer)
    assert "Chưa ghi khoản hỗ trợ nào" in client.get("/ho-tro-noi-khac/").content.decode()
    assert client.get("/ho-tro-noi-khac/ghi/").status_code == 200
    sent = client.post("/ho-tro-noi-khac/ghi/", TYPED)
    [row] = rows(cast)
    assert sent.headers["Location"] == f"/ho-tro-noi-khac/{row.pk}/"
    assert (row.amount_vnd, row.entity.kind, row.recorded_by_id) == (25_000_000, "cooperative", cast.officer.pk)
    client.post("/ho-tro-noi-khac/ghi/", TYPED)
    assert len(rows(cast)) == 1
    listed = client.get("/ho-tro-noi-khac/?tim=hop+tac+xa+vi+du+snnmt&chuong_trinh=agriculture&nam_ho_tro=2025")
    assert "25.000.000\xa0đ" in listed.content.decode()
    for nothing in ("nam_ho_tro=2024", "noi_dung=ip", "tim=khong-co", "nguon=list", "huy=on"):
        assert "Không có khoản nào khớp" in client.get(f"/ho-tro-noi-khac/?{nothing}").content.decode()
    page = client.get(f"/ho-tro-noi-khac/{row.pk}/").content.decode()
    assert "Sở Nông nghiệp và Môi trường" in page
    fixed = {**TYPED, "amount_vnd": "20.000.000", "reason": "Theo quyết định"}
    assert client.post(f"/ho-tro-noi-khac/{row.pk}/sua/", fixed).status_code == 302
    new = rows(cast)[1]
    assert "Xem bản thay thế" in client.get(f"/ho-tro-noi-khac/{row.pk}/").content.decode()
    assert client.post(f"/ho-tro-noi-khac/{new.pk}/huy/", {"reason": ""}).status_code == 422
    assert client.post(f"/ho-tro-noi-khac/{new.pk}/huy/", {"reason": "Ghi nhầm"}).status_code == 302
    assert "Khoản này đã hủy" in client.get(f"/ho-tro-noi-khac/{new.pk}/").content.decode()


def test_from_a_profile_the_entity_itself_is_proposed(client: Client, cast: Cast) -> None:
    """Of two places with one name, the one whose page it was."""
    with cast.acting(cast.officer):
        first = made(cast, name="Hộ kinh doanh Ví Dụ").entity
    signed_in(client, cast.officer)
    form = client.get(f"/ho-tro-noi-khac/ghi/?dn={first.pk}&ten=khac").context["form"]
    told = {name: form.initial[name] for name in ("entity", "entity_name", "entity_tax_code", "entity_kind")}
    assert (told["entity"], told["entity_name"]) == (first.pk, first.name)
    client.post("/ho-tro-noi-khac/ghi/", {**TYPED, **told})
    assert rows(cast)[-1].entity_id == first.pk
    for wrong in ("dn=0", "dn=x", "dn=" + "9" * 30):
        assert client.get(f"/ho-tro-noi-khac/ghi/?{wrong}&ten=Ai").context["form"].initial["entity_name"] == "Ai"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("entity_name", "", "Hãy ghi tên doanh nghiệp"), ("content", "", "Hãy chọn nhóm nội dung"),
        ("agency_name", "", "Hãy ghi cơ quan"), ("amount_vnd", "nhiều", "Hãy ghi số tiền"),
        ("from_on", "mai", "Ngày chưa đúng"), ("to_on", "2025-01-01", "không thể trước ngày bắt đầu"),
        ("entity_tax_code", "12", "Mã số thuế gồm"),
    ],
)  # fmt: skip
def test_what_is_refused_keeps_what_was_typed(client: Client, cast: Cast, name: str, value: str, words: str) -> None:
    answer = signed_in(client, cast.officer).post("/ho-tro-noi-khac/ghi/", {**TYPED, name: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="12/QĐ-SNNMT"' in answer.content.decode()
    assert rows(cast) == []


def test_a_list_with_bad_rows_is_mended_and_recorded_once(client: Client, cast: Cast) -> None:
    signed_in(client, cast.officer)
    url = client.post("/ho-tro-noi-khac/nhap/", {"text": PASTED}).headers["Location"]
    page = client.get(url)
    assert page.context["counted"]["wrong"] == 5  # without an agency no row is whole yet
    columns = {f"cot-{at}": column.field for at, column in enumerate(page.context["columns"])}
    assert list(columns.values()) == ["", "entity_name", "tax_code", "content", "amount", "from_on"]
    version = page.context["sheet"].version
    sent = {**columns, "agency_name": "Trung tâm Khuyến công", "programme": "industry-promotion", "version": version}
    assert client.post(f"{url}cot/", sent).status_code == 302
    page = client.get(url)
    assert page.context["counted"] == {"wrong": 3, "double": 1, "ready": 1, "recorded": 0, "skipped": 0}
    text = page.content.decode()
    for words in ("Mã số thuế không đúng", "Chưa có tên doanh nghiệp", "Chưa rõ thuộc nhóm", "Số tiền ghi như"):
        assert words in text
    assert "Số tiền hỗ trợ (triệu đồng)</label>" in text
    wrong = load_workbook(io.BytesIO(client.get(f"{url}loi.xlsx").content))
    assert wrong.active.max_row == 4
    assert client.post(f"{url}ghi/").status_code == 302
    mended = {
        "version": page.context["sheet"].version + 1, "xem": "wrong", "dong": ["1", "2", "3"], "o-1-tax_code": "",
        "bo": ["2"], "o-3-content": "ip", "o-3-amount": "10", "o-3-from_on": "2025",
    }  # fmt: skip
    assert client.post(f"{url}sua/", mended).status_code == 302
    assert client.post(f"{url}ghi/").status_code == 302
    assert client.get(url).context["counted"] == {"wrong": 0, "double": 1, "ready": 0, "recorded": 3, "skipped": 1}
    assert client.post(f"{url}ghi/").status_code == 302
    told = [(row.entity.name, row.content, row.subject, row.amount_vnd) for row in rows(cast)]
    assert told == [
        ("Công ty Ví Dụ Một", "system-certification", "ISO 9001:2015", 45_000_000),
        ("Công ty Ví Dụ Hai", "barcode", "", 8_500_000),
        ("HTX Ví Dụ Ba", "ip", "", 10_000_000),
    ]  # fmt: skip
    assert client.post("/ho-tro-noi-khac/nhap/", {"text": PASTED}).headers["Location"] == url
    assert client.post(f"{url}huy/", {"reason": "Sai năm"}).status_code == 302
    assert client.get(url).context["counted"]["ready"] == 3


@pytest.mark.parametrize(("heading", "unit"), [("Kinh phí (nghìn đồng)", "nghìn đồng"), ("Kinh phí", "đồng")])
def test_an_amount_is_mended_in_the_unit_of_its_column(client: Client, cast: Cast, heading: str, unit: str) -> None:
    signed_in(client, cast.officer)
    pasted = PASTED.replace("Kinh phí (triệu đồng)", heading)
    url = client.post("/ho-tro-noi-khac/nhap/", {"text": pasted}).headers["Location"]
    assert f"Số tiền hỗ trợ ({unit})</label>" in client.get(url).content.decode()


def test_two_people_mend_the_same_list(client: Client, cast: Cast) -> None:
    signed_in(client, cast.officer)
    url = client.post("/ho-tro-noi-khac/nhap/", {"text": PASTED}).headers["Location"]
    answer = client.post(f"{url}sua/", {"version": "99", "dong": ["2"], "o-2-entity_name": "Công ty Vừa Gõ"})
    assert answer.status_code == 409
    assert "vừa được sửa ở nơi khác" in answer.content.decode()
    assert "Công ty Vừa Gõ" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"text": ""}, "Hãy chọn một tệp hoặc dán"), ({"text": "Tên doanh nghiệp\tNăm"}, "chỉ có dòng tiêu đề")],
)
def test_an_empty_list_is_sent_back(client: Client, cast: Cast, sent: dict[str, str], words: str) -> None:
    answer = signed_in(client, cast.officer).post("/ho-tro-noi-khac/nhap/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_file_of_headings_alone_leaves_nothing_behind(client: Client, cast: Cast) -> None:
    signed_in(client, cast.officer)
    sample = client.get("/ho-tro-noi-khac/nhap/mau.xlsx").content
    book = load_workbook(io.BytesIO(sample))
    assert book.active["A2"].value == "Hợp tác xã Ví Dụ A"


def test_the_workbook_holds_what_the_list_shows_and_no_formula(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        made(cast, agency_name="=HYPERLINK(1)")
        made(cast, name="Công ty Kia", content="ip", subject="")
    answer = signed_in(client, cast.officer).get("/ho-tro-noi-khac/xuat.xlsx?noi_dung=system-certification")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [sheet["B2"].value, sheet["G2"].value, sheet["H2"].value] == ["Công ty Ví Dụ", "=HYPERLINK(1)", 30_000_000]
    assert sheet["G2"].data_type == "s"
    assert sheet.max_row == 2


def test_pages_cost_few_queries_however_many_rows(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with cast.acting(cast.officer):
        for number in range(60):
            row = made(cast, name=f"Công ty Số {number}", from_on=dt.date(2025, 1, 1))
        lines = [["Tên doanh nghiệp", "Nội dung", "Cơ quan", "Năm"]]
        lines += [[f"Công ty Số {n}", "Mã số, mã vạch", "Sở Ví Dụ", "2025"] for n in range(60)]
        sheet = lists.bring(province=cast.province, name="Dài", lines=lines, digest="d", by=cast.officer)
    signed_in(client, cast.officer)
    for address in ("/ho-tro-noi-khac/", f"/ho-tro-noi-khac/{row.pk}/", f"/ho-tro-noi-khac/nhap/{sheet.pk}/"):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    first = client.get("/ho-tro-noi-khac/")
    second = client.get("/ho-tro-noi-khac/" + first.context["pages"].next_url)
    assert "Công ty Số 59" in first.content.decode()
    assert "Công ty Số 30" in second.content.decode()


def test_ten_thousand_rows_are_recorded_in_a_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.acting(cast.officer):
        lines = [["Tên doanh nghiệp", "Nội dung", "Cơ quan", "Năm"]]
        lines += [["Công ty Nhiều Dòng", "Mã số, mã vạch", "Sở Ví Dụ", f"{1 + n % 28:02}/01/2025"] for n in range(3000)]
        sheet = lists.bring(province=cast.province, name="Rất dài", lines=lines, digest="e", by=cast.officer)
        with django_assert_max_num_queries(40):
            outcome = lists.record_rows(sheet=sheet, by=cast.officer, doubles=True)
        assert (outcome.recorded, outcome.left) == (3000, 0)
        assert OtherSupportList.objects.get().version == 2
