"""The pages: the list with its filters and search, one enterprise, forms that keep what was typed."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from nscl.config.testing.cast import TODAY, Cast
from nscl.enterprises import actions
from nscl.enterprises.models import Enterprise
from nscl.enterprises.queries import ordered, register
from nscl.enterprises.tests.conftest import Make, browser
from nscl.foundation import tenancy
from nscl.foundation.tenancy import Scope

pytestmark = pytest.mark.django_db
FOOD = {"industry_code": "1077", "industry_version": 2025}


def seen(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def shown(client: Client, **query: Any) -> list[str]:
    answer = client.get(reverse("enterprises"), query)
    assert answer.status_code == 200
    return [row.name for row in answer.context["found"].rows]


def test_empty_says_what_to_do(screen: Client) -> None:
    assert "Ghi hồ sơ đầu tiên" in seen(screen, "enterprises")


def test_search_without_marks_over_names_and_tax_code(screen: Client, make: Make) -> None:
    make("Công ty TNHH Cà phê Đắk Hà", "0100109106", other_names=["Dak Ha Coffee"])
    make("Hợp tác xã Sâm dây", kind="cooperative")
    make("Công ty cổ phần Phê duyệt")
    for words in ("ca phe dak ha", "CÀ PHÊ", "coffee", "0100109106", "01001", "cong ty ca", "phe ca dak"):
        assert shown(screen, tim=words) == ["Công ty TNHH Cà phê Đắk Hà"], words
    assert shown(screen, tim="cong ty") == ["Công ty cổ phần Phê duyệt", "Công ty TNHH Cà phê Đắk Hà"]
    assert shown(screen, tim="hop tac xa s") == ["Hợp tác xã Sâm dây"]
    assert shown(screen, tim="khong co") == shown(screen, tim="x' & !'a") == []
    assert "Không có hồ sơ nào khớp" in seen(screen, "enterprises", tim="khong co")


def test_other_provinces_are_not_found(screen: Client, cast: Cast, make: Make) -> None:
    make("Công ty Chè Nghệ", by=cast.stranger)
    assert shown(screen, tim="che nghe") == shown(screen) == []
    assert shown(browser(cast.ministry), tim="che nghe") == ["Công ty Chè Nghệ"]


def test_filters(screen: Client, cast: Cast, make: Make) -> None:
    one = make("Công ty Một", women_owned=True, **FOOD)
    make("Hợp tác xã Hai", kind="cooperative", industry_code="0127", industry_version=2018)
    with cast.acting(cast.officer):
        group = actions.add_group(
            province=cast.province, by=cast.officer,
            values={"name": "Cà phê", "basis": "Quyết định", "valid_from": dt.date(2025, 1, 1)},
        )  # fmt: skip
        actions.record_figures(
            enterprise=one, year=2025, source="declared", by=cast.officer,
            values={"labour": 5, "revenue_vnd": 10**9, "capital_vnd": 10**9},
        )  # fmt: skip
        product = {"name": "Cà phê bột", "group": group, "ocop_stars": 4, "exported": True}
        actions.add_product(enterprise=one, values=product, by=cast.officer)
        for standard, days in (("ISO 22000:2018", 20), ("HACCP", 60), ("VietGAP", -10)):
            values = {"standard": standard, "issued_on": dt.date(2024, 1, 1),
                      "expires_on": TODAY + dt.timedelta(days=days)}  # fmt: skip
            actions.add_certificate(enterprise=one, values=values, by=cast.officer)
    ours, theirs = ["Công ty Một"], ["Hợp tác xã Hai"]
    for query, rows in (
        ({"loai": "cooperative"}, theirs), ({"quy-mo": "micro"}, ours), ({"quy-mo": "none"}, theirs),
        ({"linh-vuc": "agriculture"}, theirs), ({"nganh": "10"}, ours), ({"nganh": "C1077"}, ours),
        ({"tinh-trang": "closed"}, []), ({"dac-diem": "nu"}, ours), ({"dac-diem": "xa-hoi"}, []),
        ({"chung-nhan": "tcvn iso 22000"}, ours), ({"chung-nhan": "VietGAP"}, []),
        ({"chung-nhan": "vietgap", "han": "0"}, ours), ({"han": "30"}, ours),
        ({"han": "30", "chung-nhan": "haccp"}, []),
        ({"han": "90", "chung-nhan": "haccp"}, ours), ({"nhom": group.pk}, ours), ({"ocop": "4"}, ours),
        ({"ocop": "5"}, []), ({"xuat-khau": "co"}, ours), ({"loai": "nonsense"}, ours + theirs),
        ({"xa": "abc"}, ours + theirs),
    ):  # fmt: skip
        assert shown(screen, **query) == rows, query
        assert screen.get(reverse("enterprises"), query).context["found"].total == len(rows), query


def test_pages_walk_in_vietnamese_order(screen: Client, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Công ty An B", "Công ty Ân C", "Công ty Đào", "Công ty Dâu", "Công ty Ấn D"]
    for name in names:
        make(name)
    expected = ["Công ty An B", "Công ty Ân C", "Công ty Ấn D", "Công ty Dâu", "Công ty Đào"]
    assert shown(screen) == expected
    usual = register.page.__kwdefaults__ or {}
    monkeypatch.setattr(register.page, "__kwdefaults__", {**usual, "size": 2})
    first = screen.get(reverse("enterprises")).context
    second = screen.get(first["pages"].next_url and reverse("enterprises") + first["pages"].next_url).context
    back = screen.get(reverse("enterprises") + second["pages"].previous_url).context
    assert [[row.name for row in page["found"].rows] for page in (first, second, back)] == [
        expected[:2], expected[2:4], expected[:2],
    ]  # fmt: skip


@pytest.mark.parametrize("few", [8, 0])
def test_pages_go_through_several_provinces_and_kinds_in_one_order(
    cast: Cast, make: Make, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(ordered, "FEW_PROVINCES", few)
    for name, kind, by in (
        ("Hộ A", "household", cast.officer), ("Công ty C", "enterprise", cast.officer),
        ("Công ty B", "enterprise", cast.stranger), ("Tổ D", "household", cast.stranger),
        ("Công ty A", "enterprise", cast.officer), ("Cơ sở E", "facility", cast.officer),
    ):  # fmt: skip
        make(name, kind=kind, by=by)
    ours, theirs = cast.province.pk, cast.other_province.pk
    with tenancy.scope(Scope.of(read=[ours, theirs])):
        scope = register.scope_now()

        def names(asked: register.Asked, **place: int) -> tuple[list[str], register.Found]:
            found = register.page(scope, asked, size=2, **place)
            return [row.name for row in found.rows], found

        every = register.Asked(status="active")
        first, found = names(every)
        second, beyond = names(every, after=found.rows[-1].pk)
        third, last = names(every, after=beyond.rows[-1].pk)
        assert first + second + third == ["Công ty A", "Công ty B", "Công ty C", "Cơ sở E", "Hộ A", "Tổ D"]
        assert names(every, before=last.rows[0].pk)[0] == second
        assert (found.total, found.has_after, last.has_after) == (6, True, False)
        assert names(register.Asked(kind="household"))[0] == ["Hộ A", "Tổ D"]
        assert names(register.Asked(kind="household", province=theirs))[0] == ["Tổ D"]
        assert register.by_province(scope, register.Asked(kind="enterprise")) == {ours: 2, theirs: 1}


def test_counts_are_capped_and_many_hits_told(screen: Client, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        make(f"Công ty Số {number}")
    monkeypatch.setattr(register, "MOST_COUNTED", 2)
    assert "2+ hồ sơ" in seen(screen, "enterprises")
    monkeypatch.setattr(register, "MOST_HITS", 2)
    monkeypatch.setattr(register.find, "__defaults__", (3,))
    assert "Có hơn 2 hồ sơ chứa chữ này" in seen(screen, "enterprises", tim="cong ty so")


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(
    screen: Client, make: Make, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        make(f"Công ty Số {number}")
    with django_assert_max_num_queries(12):
        shown(screen, tim="cong ty")


def test_one_enterprise_whole(
    screen: Client, cast: Cast, make: Make, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = make("Công ty Một", "0100109107", phone="0255 0000 111", **FOOD)
    with cast.acting(cast.officer):
        values = {"labour": 8, "revenue_vnd": 2 * 10**9, "capital_vnd": 10**9}
        actions.record_figures(enterprise=made, year=2025, values=values, source="declared", by=cast.officer)
        for number in range(3):
            actions.add_product(enterprise=made, values={"name": f"Cà phê {number}"}, by=cast.officer)
            told = {"standard": f"TCVN {1000 + number}:2020", "issued_on": dt.date(2024, 1, 1),
                    "expires_on": TODAY + dt.timedelta(days=20 + 40 * number)}  # fmt: skip
            actions.add_certificate(enterprise=made, values=told, by=cast.officer)
    screen.get(reverse("enterprise", args=[made.pk]))
    with django_assert_max_num_queries(12):
        page = seen(screen, "enterprise", made.pk)
    for words in ("số kiểm tra không đúng", "Siêu nhỏ", "quy mô năm 2026", "lao động 8 ≤ 10 người",
                  "TCVN 1000:2020 còn 20 ngày",
                  "TCVN 1001:2020 còn 60 ngày", "Cà phê 2", "0255 0000 111",
                  "Sản xuất, chế biến thực phẩm"):  # fmt: skip
        assert words in page, words
    assert "TCVN 1002:2020 còn" not in page
    ministry = seen(browser(cast.ministry), "enterprise", made.pk)
    assert "0255 0000 111" not in ministry
    assert "Sửa hồ sơ" not in ministry


def test_a_code_of_another_country_is_pointed_out(screen: Client, cast: Cast, make: Make) -> None:
    made = make()
    with cast.acting(cast.officer):
        values = {"name": "Cà phê rang", "gtins": ["8930000000019", "4006381333931"]}
        actions.add_product(enterprise=made, values=values, by=cast.officer)
    assert "không có đầu số 893 của Việt Nam: 4006381333931" in seen(screen, "enterprise", made.pk)
    with cast.acting(cast.officer):
        product = made.products.get()
        actions.edit_product(product=product, version=1, values={"gtins": ["8930000000019"]}, by=cast.officer)
    assert "đầu số 893" not in seen(screen, "enterprise", made.pk)


def test_a_profile_is_entered_through_the_form(screen: Client, cast: Cast, make: Make) -> None:
    known = make("Công ty Đang có", "0100109106")
    told = {
        "entity_name": "Công ty Đang có",
        "entity_tax_code": "0100109106",
        "entity_kind": "enterprise",
        "note": "Giữ lại",
    }
    refused = screen.post(reverse("enterprise_add"), told)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert reverse("enterprise", args=[known.pk]) in page
    assert "Giữ lại" in page
    wrong = screen.post(reverse("enterprise_add"), {**told, "entity_tax_code": "12"})
    assert "Mã số thuế gồm 10 chữ số" in wrong.content.decode()
    made = screen.post(
        reverse("enterprise_add"),
        {"entity_name": "Hợp tác xã Mới", "entity_kind": "cooperative", "industry_code": "C10.77",
         "industry_version": "2025", "other_names": "HTX Mới\n\nMoi Coop"},
    )  # fmt: skip
    assert made.status_code == 302
    with cast.acting(cast.officer):
        found = Enterprise.objects.get(name="Hợp tác xã Mới")
    assert (found.kind, found.industry_code, found.other_names) == ("cooperative", "1077", ["HTX Mới", "Moi Coop"])


def test_both_texts_are_shown_when_two_mend(screen: Client, cast: Cast, make: Make) -> None:
    made = make("Công ty Một", note="Cũ")
    with cast.acting(cast.officer):
        actions.edit_enterprise(enterprise=made, version=1, values={"note": "Của người kia"}, by=cast.officer)
    told = {"name": "Công ty Một", "kind": "enterprise", "note": "Của tôi", "version": 1}
    conflict = screen.post(reverse("enterprise_edit", args=[made.pk]), told)
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Của người kia" in page
    assert "Của tôi" in page
    again = screen.post(reverse("enterprise_edit", args=[made.pk]), {**told, "version": 2, "lay_note": "theirs"})
    assert again.status_code == 302
    with cast.acting(cast.officer):
        made.refresh_from_db()
    assert made.note == "Của người kia"


def test_figures_with_the_signed_paper(screen: Client, cast: Cast, make: Make) -> None:
    made = make("Công ty Một", **FOOD)
    paper = SimpleUploadedFile("ke-khai.pdf", _pdf())
    told = {"year": "2025", "labour": "8", "revenue_vnd": "2 tỷ", "capital_vnd": "1.000.000.000", "source": "declared"}
    answer = screen.post(reverse("figures_add", args=[made.pk]), {**told, "tep": paper})
    assert answer.status_code == 302, answer.content.decode()
    with cast.acting(cast.officer):
        row = made.figures.select_related("evidence").get()
    assert row.evidence is not None
    assert (row.revenue_vnd, row.size, row.evidence.name) == (2 * 10**9, "micro", "ke-khai.pdf")
    file = screen.get(reverse("enterprise_evidence", args=[made.pk, row.evidence_id]))
    assert file.status_code == 200
    other = make("Công ty Hai")
    assert screen.get(reverse("enterprise_evidence", args=[other.pk, row.evidence_id])).status_code == 404
    again = screen.post(reverse("figures_add", args=[made.pk]), told)
    assert "Năm 2025 đã có số liệu" in again.content.decode()
    assert "2 tỷ" in again.content.decode()


def test_where_they_are(screen: Client, cast: Cast, make: Make) -> None:
    from nscl.organisations.models import Commune

    commune = Commune.objects.filter(province=cast.province, valid_to__isnull=True).order_by("id").first()
    make("Công ty Một", commune=commune)
    make("Công ty Hai")
    page = seen(screen, "enterprises_where")
    assert str(commune.title) in page  # type: ignore[union-attr]
    assert "Chưa rõ xã, phường" in page
    national = browser(cast.ministry).get(reverse("enterprises_where"))
    tiles = {tile["province"].code: tile["count"] for tile in national.context["tiles"]}
    assert (len(tiles), tiles["51"], tiles["40"]) == (34, 2, 0)


def test_groups_page(screen: Client) -> None:
    assert "Thêm nhóm đầu tiên" in seen(screen, "product_groups")
    told = {"name": "Sâm", "is_key": "on", "basis": "Quyết định mẫu", "valid_from": "01/01/2025"}
    assert screen.post(reverse("product_group_add"), told).status_code == 302
    assert "Chủ lực" in seen(screen, "product_groups")


def _pdf() -> bytes:
    import pypdfium2

    out, document = io.BytesIO(), pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(out)
    return out.getvalue()
