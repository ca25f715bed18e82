"""A list as a workbook: any order of columns, mended row by row, nothing half taken, the same file once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions.needs import bring
from nscl.plans.actions.needs.common import Conflict
from nscl.plans.exports.needs_sheets import write
from nscl.plans.models import HeadingMemory, Need, NeedsImport, NeedsRound, Proposal
from nscl.plans.rules import needs_headings, needs_rows
from nscl.plans.tests.pages.conftest import Open, words_of
from nscl.shared.errors import DomainError

HEADS = ["Ghi chú", "Kinh phí dự kiến (triệu đồng)", "Nội dung đề nghị hỗ trợ", "Tên cơ sở", "MST", "STT"]
GOOD = ["", "80", "Chứng nhận VietGAP", "HTX Chè", "", "1"]
WRONG = ["gấp", "tám mươi", "Mua xe", "HTX Lúa", "12", "2"]
SENDER = {"kind": "commune", "name": "Xã A", "number": "5/UBND", "dated_on": None, "note": ""}


def sheet(*rows: list[str], heads: list[str] | None = None) -> bytes:
    return write(heads or HEADS, rows)


@pytest.fixture
def receive(survey: NeedsRound, officer: User) -> Any:
    def make(content: bytes) -> NeedsImport:
        return bring.receive(round=survey, content=BytesIO(content), name="a.xlsx", sender=SENDER, by=officer)

    return make


def test_columns_in_any_order_and_the_unit_of_money(receive: Any, officer: User) -> None:
    waiting = receive(sheet(GOOD, ["", "", "", "Tổng cộng", "", ""]))
    proposal = bring.accept(waiting=waiting, version=waiting.version, by=officer)
    need = Need.objects.get()
    assert (need.raw_name, need.expected_cost_vnd, need.group.code, need.source_row) == (
        "HTX Chè",
        80_000_000,
        "gap",
        2,
    )
    assert (proposal.sender, proposal.number, proposal.channel, proposal.on_behalf) == ("Xã A", "5/UBND", "list", True)


def test_one_wrong_row_takes_nothing_until_it_is_mended(receive: Any, officer: User) -> None:
    waiting = receive(sheet(GOOD, WRONG))
    (wrong,) = [r for r in bring.checked(waiting) if not r.is_good]
    assert set(wrong.problems) == {"cost", "group", "tax_code"}
    with pytest.raises(DomainError, match="Còn 1 dòng"):
        bring.accept(waiting=waiting, version=waiting.version, by=officer)
    assert not Need.objects.exists()
    fixes = {3: {"cost": "45 triệu", "group": "digital", "tax_code": ""}}
    waiting = bring.mend(waiting=waiting, version=waiting.version, by=officer, fixes=fixes)
    bring.accept(waiting=waiting, version=waiting.version, by=officer)
    assert list(Need.objects.order_by("id").values_list("expected_cost_vnd", flat=True)) == [80_000_000, 45_000_000]


def test_a_row_may_be_left_out(receive: Any, officer: User) -> None:
    waiting = receive(sheet(GOOD, WRONG))
    waiting = bring.mend(waiting=waiting, version=waiting.version, by=officer, dropped=[3])
    bring.accept(waiting=waiting, version=waiting.version, by=officer)
    assert Need.objects.count() == 1


def test_the_same_file_twice_is_one_list(receive: Any, officer: User) -> None:
    content = sheet(GOOD)
    first = receive(content)
    bring.accept(waiting=first, version=first.version, by=officer)
    again = receive(content)
    assert again == first
    with pytest.raises(DomainError, match="đã nhận rồi"):
        bring.accept(waiting=again, version=again.version, by=officer)
    assert Proposal.objects.count() == 1


def test_two_people_at_once(receive: Any, officer: User) -> None:
    waiting = receive(sheet(GOOD, WRONG))
    bring.mend(waiting=waiting, version=waiting.version, by=officer, dropped=[3])
    with pytest.raises(Conflict):
        bring.mend(waiting=waiting, version=waiting.version, by=officer, dropped=[2])


def test_what_a_heading_meant_is_remembered(receive: Any, officer: User) -> None:
    heads = ["Ghi chú", "Kinh phí dự kiến (triệu đồng)", "Mặt hàng", "Tên cơ sở", "MST", "STT"]
    waiting = receive(sheet(GOOD, heads=heads))
    assert waiting.mapping.get("2") is None
    mapping = {int(at): field for at, field in waiting.mapping.items()} | {2: "text"}
    waiting = bring.mend(waiting=waiting, version=waiting.version, by=officer, mapping=mapping)
    bring.accept(waiting=waiting, version=waiting.version, by=officer)
    assert HeadingMemory.objects.get(heading="mat hang").field == "text"
    assert receive(sheet(["", "9", "GlobalGAP", "HTX Mới", "", "1"], heads=heads)).mapping["2"] == "text"
    other = receive(sheet(WRONG))
    with pytest.raises(DomainError, match="Hai cột"):
        bring.mend(waiting=other, version=other.version, by=officer, mapping={0: "name", 1: "name"})


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"khong phai", "nhận"), (b"", "rỗng"), (sheet(GOOD, heads=list("abcdef")), "tiêu đề")],
)
def test_what_is_no_list_is_refused(receive: Any, content: bytes, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        receive(content)
    assert not NeedsImport.objects.exists()


def test_a_dropped_list_may_come_again(receive: Any, officer: User) -> None:
    content = sheet(GOOD)
    bring.drop(waiting=receive(content), reason="Nhầm xã", by=officer)
    assert receive(content).voided_at is None
    assert NeedsImport.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"cost": "45 triệu"}, "cost", 45_000_000), ({"cost": "45.000.000 đ"}, "cost", 45_000_000),
        ({"cost": "0,5 tỷ đồng"}, "cost", 500_000_000), ({"quantity": "02 sản phẩm"}, "quantity", 2),
        ({"quantity": "1.200"}, "quantity", 1200), ({"year": "Quý II/2028"}, "year", 2028), ({}, "year", 2027),
        ({"text": "Đăng ký nhãn hiệu"}, "group", "ip"), ({"group": "chuyển đổi số"}, "group", "digital"),
    ],
)  # fmt: skip
def test_a_cell_as_people_write_it(given: dict[str, str], field: str, value: Any) -> None:
    names = {"gap": "GAP", "ip": "Sở hữu trí tuệ", "digital": "Chuyển đổi số"}
    base = {"name": "HTX", **({} if {"text", "group"} & set(given) else {"group": "gap"})}
    row = needs_rows.clean(1, {**base, **given}, groups=names, year=2027)
    assert row.is_good
    assert row.values[field] == value


def test_heads_are_found_below_a_title() -> None:
    rows = [["UBND XÃ A"], ["DANH SÁCH ĐỀ NGHỊ"], ["TT", "Đơn vị", "Nội dung", "Kinh phí"], ["1", "HTX", "GAP", "9"]]
    heads = needs_headings.find(rows, {})
    assert heads is not None
    assert (heads.row, heads.mapping) == (2, {0: "-", 1: "name", 2: "text", 3: "cost"})


def test_on_the_pages(survey: NeedsRound, cast: Cast, sign_in: Open) -> None:
    screen: Client = sign_in(cast.officer)
    sent = {**{k: v or "" for k, v in SENDER.items()}, "files": SimpleUploadedFile("a.xlsx", sheet(GOOD, WRONG))}
    answer = screen.post(f"/nhu-cau/{survey.pk}/danh-sach/", sent)
    assert answer.status_code == 302
    said = words_of(screen, answer["Location"])
    assert "Dòng cần sửa" in said
    assert "Hãy ghi số tiền" in said
    book = screen.get(answer["Location"] + "can-sua.xlsx")
    assert book.content[:2] == b"PK"
    waiting = NeedsImport.objects.get()
    still = screen.post(answer["Location"], {"version": waiting.version, "nhan": "1"})
    assert still.status_code == 422
    assert not Need.objects.exists()
    version = NeedsImport.objects.get().version
    taken = screen.post(answer["Location"], {"version": version, "dong": ["3"], "bo": ["3"], "nhan": "1"})
    assert taken.status_code == 302
    assert Need.objects.count() == 1
    bad = screen.post(f"/nhu-cau/{survey.pk}/danh-sach/", {**sent, "files": SimpleUploadedFile("a.xlsx", b"MZ")})
    assert bad.status_code == 422
    assert 'value="Xã A"' in bad.content.decode()
