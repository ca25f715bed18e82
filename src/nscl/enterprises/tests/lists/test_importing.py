"""Rows of a list into the register: the fate of each is told, nothing is written by half."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.enterprises.actions import importing
from nscl.enterprises.models import Enterprise, ListFault, ListPart, YearFigures
from nscl.enterprises.queries import lists as queries
from nscl.enterprises.queries import places
from nscl.enterprises.tests.conftest import Make
from nscl.enterprises.tests.lists.conftest import HEADS, Bring, book, code, text
from nscl.foundation.models import AuditEntry
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.queries.communes import communes
from nscl.shared.errors import DomainError

A, B, C = (code(n) for n in (610100001, 610100020, 610100033))
pytestmark = pytest.mark.django_db


def row(number: int, name: str, tax_code: str = "", commune: str = "", phone: str = "", note: str = "") -> list[Any]:
    return [number, name, tax_code, commune, phone, note]


def test_new_changed_same_refused_repeated(bring: Bring) -> None:
    first = bring([HEADS, row(1, "Công ty TNHH Măng Đen", A, phone="0260 3862 000"), row(2, "HTX Kon Plông")])
    assert queries.tally(first).added == 2
    again = bring(
        [
            HEADS,
            row(1, "Công ty TNHH Măng Đen", A, phone="0999"),
            row(2, "Hợp tác xã Kon Plong", note="đã khảo sát"),
            row(3, "Cty Mới", B),
            row(4, "", C),
            row(5, "Cty Sai", "12"),
            row(6, "Cty Mới", B),
        ]
    )
    told = queries.tally(again)
    assert (told.added, told.changed, told.same, told.refused, told.repeated) == (1, 1, 1, 2, 1)
    assert again.parts.get().fates == "sunrrd"
    assert Enterprise.objects.count() == LegalEntity.objects.count() == 3
    kept = Enterprise.objects.get(tax_code=A)
    assert (kept.phone, kept.version) == ("0260 3862 000", 1)
    assert Enterprise.objects.get(kind="cooperative").note == "đã khảo sát"
    faults = {fault.line: fault.reasons for fault in ListFault.objects.filter(list=again)}
    assert "chưa có tên" in faults[5][0]
    assert "không phải mã số thuế" in faults[6][0]
    assert faults[7] == ["Trùng với dòng 4 của tệp"]


def test_the_list_goes_before_the_register_when_asked(bring: Bring) -> None:
    bring([HEADS, row(1, "Công ty Măng Đen", A, phone="0260 3862 000", note="cũ")])
    bring([HEADS, row(1, "Công ty Măng Đen", A, phone="0999 000 000")], overwrite=True)
    kept = Enterprise.objects.get()
    assert (kept.phone, kept.note, kept.version) == ("0999 000 000", "cũ", 2)


def test_titles_above_and_any_order_of_columns(bring: Bring) -> None:
    found = bring(book([["Mã số", "Loại", "Tên DN"], [A, "Hộ cá thể", "Nhà An"]], titles=3))
    kept = Enterprise.objects.get()
    assert (found.head_line, kept.kind, kept.tax_code, kept.name) == (4, "household", A, "Nhà An")


def test_what_a_spreadsheet_spoils_is_told(bring: Bring) -> None:
    heads = ["Tên doanh nghiệp", "Mã số thuế", "Ngày thành lập", "Email"]
    found = bring(
        [
            heads,
            ["Cty Một", 1234567890123456, "", ""],
            ["Cty Hai", 100109106, "2019-03-15", ""],
            ["Cty Ba", A, "31/02/2020", ""],
            ["Cty Bốn", B, "", "không có"],
            ["#REF!", C, "", ""],
        ]
    )
    faults = {fault.line: (fault.refused, fault.reasons[0]) for fault in ListFault.objects.filter(list=found)}
    assert faults[2][0]
    assert "Excel đã làm hỏng số (1.23457E+15)" in faults[2][1]
    assert faults[3] == (False, "Mã số thuế: đã thêm số 0 bị Excel bỏ ở đầu (0100109106)")
    assert "không phải một ngày" in faults[4][1]
    assert "không phải một địa chỉ thư" in faults[5][1]
    assert "công thức hỏng" in faults[6][1]
    kept = Enterprise.objects.get()
    assert (kept.tax_code, kept.founded_on) == ("0100109106", dt.date(2019, 3, 15))


def test_a_code_that_fails_its_check_digit_is_only_remarked_on(bring: Bring) -> None:
    wrong = A[:9] + str((int(A[9]) + 1) % 10)
    found = bring([HEADS, row(1, "Cty Một", wrong)])
    assert Enterprise.objects.get().tax_code == wrong
    assert "không khớp số kiểm tra" in ListFault.objects.get(list=found, refused=False).reasons[0]


def test_without_a_code_name_and_commune_tell(bring: Bring, cast: Cast) -> None:
    one, two = communes(cast.province)[:2]
    bring([HEADS, row(1, "Hộ kinh doanh An", commune=one.title)])
    found = bring([HEADS, row(1, "HKD An", commune=one.title), row(2, "Hộ kinh doanh An", commune=two.title)])
    assert found.parts.get().fates == "sr"
    assert "cùng tên" in ListFault.objects.get(list=found, line=3).reasons[0]
    assert Enterprise.objects.get().commune_id == one.pk


def test_of_namesakes_the_one_written_alike_is_meant(bring: Bring, make: Make, cast: Cast) -> None:
    """A register that was taken away and is brought in again changes nothing, whatever it holds twice."""
    place = communes(cast.province)[0]
    for name in ("Hộ kinh doanh An", "HKD An"):
        make(name=name, kind="household", commune=place)
    rows = [row(1, "Hộ kinh doanh An", commune=place.title), row(2, "HKD An", commune=place.title)]
    assert bring([HEADS, *rows]).parts.get().fates == "ss"
    found = bring([HEADS, row(1, "hkd  an", commune=place.title), row(2, 'Hộ kinh doanh "An"', commune=place.title)])
    assert found.parts.get().fates == "sr"
    assert "Có nhiều hồ sơ cùng tên" in ListFault.objects.get(list=found, refused=True).reasons[0]


def test_the_planner_hears_of_a_long_list(bring: Bring) -> None:
    """Else the next one compares each of its rows with each of these."""
    rows = [row(n, f"Công ty Số {n}", code(610_200_000 + n * 7)) for n in range(1_500)]
    bring([HEADS, *rows])
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'enterprises_enterprise'")
        assert cursor.fetchone()[0] >= 1_000


def test_an_unknown_commune_leaves_the_row(bring: Bring) -> None:
    found = bring([HEADS, row(1, "Cty Một", A, commune="Xã Không Đâu Cả")])
    assert Enterprise.objects.get().commune is None
    assert "không có “Xã Không Đâu Cả”" in ListFault.objects.get(list=found).reasons[0]


def test_a_commune_that_may_be_two_is_left_open_and_said_so(bring: Bring) -> None:
    found = bring([HEADS, row(1, "Cty Một", A, commune="xa Ba To"), row(2, "Cty Hai", B, commune="Xã Ba Tô")])
    assert Enterprise.objects.get(tax_code=A).commune is None
    assert "có thể là 2 nơi" in ListFault.objects.get(list=found).reasons[0]
    assert str(Enterprise.objects.get(tax_code=B).commune) == "xã Ba Tô"


def test_every_commune_of_today_is_found_by_its_title() -> None:
    missed = []
    for province in Province.objects.filter(valid_to=None):
        find = places.communes_by_words(province)
        missed += [str(one) for one in communes(province) if find(one.title) != {one.pk}]
    assert missed == []


def test_figures_of_a_year(bring: Bring) -> None:
    heads = [
        "Tên doanh nghiệp",
        "Mã số thuế",
        "Số lao động (người)",
        "Doanh thu (triệu đồng)",
        "Tổng nguồn vốn (tỷ đồng)",
    ]
    found = bring([heads, ["Cty Một", A, 12, "1.500,5", "2"]], year=2025)
    figures = YearFigures.objects.get()
    assert (figures.labour, figures.revenue_vnd, figures.capital_vnd) == (12, 1_500_500_000, 2_000_000_000)
    assert (figures.year, figures.source) == (2025, "list")
    again = bring([heads, ["Cty Một", A, 15, "", ""]], year=2025)
    assert (found.parts.get().fates, again.parts.get().fates) == ("n", "s")
    assert YearFigures.objects.count() == 1


def test_figures_need_their_year(bring: Bring) -> None:
    with pytest.raises(DomainError, match="năm nào"):
        bring([["Tên doanh nghiệp", "Lao động"], ["Cty Một", 3]])


def test_a_stop_in_the_middle_goes_on_where_it_was(
    bring: Bring, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [HEADS, *(row(n, f"Công ty Số {n}", code(610200000 + 17 * n)) for n in range(1, 26))]
    found = bring(text(lines), go=False)
    whole = importing._write
    calls = []

    def breaking(*arguments: Any) -> None:
        calls.append(arguments)
        whole(*arguments)
        if len(calls) == 3:
            raise RuntimeError("the power went")

    monkeypatch.setattr(importing, "_write", breaking)
    with pytest.raises(RuntimeError):
        importing.run(found, by=officer, size=10)
    monkeypatch.setattr(importing, "_write", whole)
    assert (Enterprise.objects.count(), ListPart.objects.count()) == (20, 2)
    assert queries.tally(found).last_line == 21
    importing.run(found, by=officer, size=10)
    found.refresh_from_db()
    told = queries.tally(found)
    assert (told.added, told.same, told.parts, Enterprise.objects.count()) == (25, 0, 3, 25)
    assert found.ended_at is not None
    assert AuditEntry.objects.filter(code="enterprise_list.part").count() == 3
    assert AuditEntry.objects.filter(code="enterprise_list.ended").count() == 1


def test_an_entity_of_another_province_is_the_same_one(bring: Bring, cast: Cast) -> None:
    with cast.acting(cast.stranger):
        from nscl.organisations.actions.record_entity import record_entity

        theirs = record_entity(name="Tập đoàn A", tax_code=A, province_id=cast.other_province.pk, by=cast.stranger)
    bring([HEADS, row(1, "Cty A tại tỉnh", A)])
    mine = Enterprise.objects.get()
    assert (mine.entity_id, mine.name) == (theirs.pk, "Cty A tại tỉnh")
    with cast.acting(cast.stranger):
        assert not Enterprise.objects.exists()


@pytest.mark.parametrize("rows", [[["a", "b"], ["1", "2"]], [["Danh sách"]]])
def test_no_heading_is_refused_with_what_to_do(bring: Bring, rows: list[list[Any]]) -> None:
    with pytest.raises(DomainError, match="Không thấy dòng tiêu đề"):
        bring(rows)
