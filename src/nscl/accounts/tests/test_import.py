"""Inviting a whole list: the file is read whatever its form, rows are mended where they stand, all go or none."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from openpyxl import Workbook

from nscl.accounts import importing
from nscl.accounts.models import Invitation, Membership
from nscl.accounts.tests.conftest import Open
from nscl.accounts.tests.test_invite import send
from nscl.config.testing.cast import Cast
from nscl.foundation.models import OutboxMessage
from nscl.shared.errors import DomainError

URL = "/nguoi-dung/nhap-danh-sach/"
LINES = [
    ["Họ và tên", "Thư điện tử", "Cơ quan", "Vai trò"],
    ["Ngô Thị K", "k@example.vn", "Sở KH&CN", "Chuyên viên"],
    ["Đặng Văn M", "M@Example.vn", "", "lanh dao so"],
]


def csv_of(lines: list[list[str]], separator: str = ",") -> bytes:
    return "\n".join(separator.join(line) for line in lines).encode()


def xlsx_of(lines: list[list[Any]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    book.save(out)
    return out.getvalue()


def rows_of(content: bytes) -> list[tuple[str, str, str, str]]:
    return [(row.full_name, row.email, row.agency, row.role) for row in importing.read(io.BytesIO(content))]


READ = [("Ngô Thị K", "k@example.vn", "Sở KH&CN", "officer"), ("Đặng Văn M", "M@Example.vn", "", "head")]


@pytest.mark.parametrize(
    "content",
    [
        csv_of(LINES),
        csv_of(LINES, ";"),
        csv_of(LINES, "\t"),
        b"\xef\xbb\xbf" + csv_of(LINES),
        csv_of(LINES).decode().encode("utf-16"),
        xlsx_of(LINES),
        xlsx_of([[], *LINES, [None, ""]]),
        csv_of([["Vai trò", "Email", "Họ tên", "STT", "Đơn vị"], *([r[3], r[1], r[0], "1", r[2]] for r in LINES[1:])]),
    ],
    ids=["comma", "semicolon", "tab", "bom", "utf-16", "xlsx", "xlsx with empty lines", "other order"],
)
def test_a_file_is_read_whatever_its_form(content: bytes) -> None:
    assert rows_of(content) == READ


def test_without_heads_the_columns_stand_in_order() -> None:
    assert rows_of(csv_of([["Ngô K", "k@example.vn", "Sở X", "head"]])) == [("Ngô K", "k@example.vn", "Sở X", "head")]


def test_rows_keep_the_numbers_of_the_file() -> None:
    assert [row.number for row in importing.read(io.BytesIO(csv_of([LINES[0], [""], LINES[1]])))] == [3]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (csv_of(LINES[:1]), "empty"),
        (b"PK\x03\x04 broken", "unreadable"),
        (b"\xff\x00\x80\x81 not text", "unreadable"),
        (csv_of([["A B", f"{n}@example.vn"] for n in range(301)]), "many"),
        (b"x" * (2 * 1024 * 1024 + 1), "large"),
    ],
)
def test_a_file_refused_says_what_to_do(content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        importing.read(io.BytesIO(content))
    assert caught.value.code == code


@pytest.fixture
def office(cast: Cast, browser_of: Open) -> Client:
    return browser_of(cast.administrator)


def upload(client: Client, content: bytes, name: str = "danh-sach.csv") -> Any:
    return client.post(URL, {"file": SimpleUploadedFile(name, content)})


def sent(rows: list[dict[str, str]]) -> dict[str, str]:
    data = {"dong-TOTAL_FORMS": str(len(rows)), "dong-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        full = {"number": str(at + 2), "full_name": "Ngô K", "agency": "", "role": "officer", **row}
        data |= {f"dong-{at}-{name}": value for name, value in full.items()}
    return data


def test_a_file_is_shown_before_anybody_is_invited(office: Client) -> None:
    html = upload(office, xlsx_of(LINES), "danh-sach.xlsx").content.decode()
    assert "2 dòng" in html
    assert "Mọi dòng đều ổn" in html
    assert 'value="k@example.vn"' in html
    assert "Sở Khoa học và Công nghệ" in html
    assert not Invitation.objects.exists()


def test_wrong_rows_are_told_each_with_its_reason(office: Client, cast: Cast) -> None:
    send(cast, email="moi@example.vn")
    lines = [
        LINES[0],
        ["", "khong phai thu", "Sở Không Có Thật", "vua"],
        ["Ngô K", "k@example.vn", "", "Chuyên viên"],
        ["Ngô K", "K@example.vn", "", "Chuyên viên"],
        ["Trần Thị B", cast.stranger.email, "", "Cơ quan phối hợp"],
    ]
    html = upload(office, csv_of(lines)).content.decode()
    assert "2 dòng cần sửa" in html
    for words in ("Cần điền ô này.", "chưa đúng dạng", "Dòng này lặp lại", "đã có tài khoản", "Chọn vai trò."):
        assert words in html
    assert 'value="khong phai thu"' in html


def test_the_list_is_invited(office: Client, cast: Cast) -> None:
    rows = [{"email": "k@example.vn", "agency": "Sở KH&CN"}, {"email": cast.stranger.email, "role": "cooperating"}]
    html = office.post(URL, sent(rows), follow=True).content.decode()
    assert "Đã gửi 1 thư mời; 1 người đã có tài khoản" in html
    invitation = Invitation.objects.get()
    assert invitation.agency is not None
    assert invitation.agency.name == "Sở Khoa học và Công nghệ"
    assert len(mail.outbox) == 2
    assert Membership.objects.filter(user=cast.stranger, province=cast.province).exists()


@override_settings(EMAIL_BACKEND="nscl.foundation.outbox.backend.OutboxBackend")
def test_one_row_refused_holds_back_all_and_loses_nothing(office: Client, cast: Cast) -> None:
    send(cast, email="moi@example.vn")
    rows = [{"email": "k@example.vn"}, {"email": "moi@example.vn"}, {"email": cast.officer.email}]
    answer = office.post(URL, sent(rows))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Đã có lời mời đang chờ" in html
    assert "đã giữ vai trò đó" in html
    assert 'value="k@example.vn"' in html
    assert Invitation.objects.count() == 1
    assert OutboxMessage.objects.count() == 1
    rows[1]["skip"] = rows[2]["skip"] = "on"
    assert office.post(URL, sent(rows)).status_code == 302
    assert Invitation.objects.count() == 2


def test_all_skipped_invites_nobody(office: Client) -> None:
    answer = office.post(URL, sent([{"email": "sai", "skip": "on"}]))
    assert answer.status_code == 422
    assert "Mọi dòng đều bỏ qua" in answer.content.decode()


def test_a_file_that_cannot_be_read_is_told(office: Client) -> None:
    answer = upload(office, b"PK\x03\x04 broken", "x.xlsx")
    assert answer.status_code == 422
    assert "Không đọc được tệp" in answer.content.decode()
    assert office.post(URL, {}).status_code == 422


def test_the_page_is_whole_with_many_rows(office: Client, django_assert_max_num_queries: Any) -> None:
    lines = [LINES[0], *(["Ngô Thị K", f"k{n}@example.vn", "Sở KH&CN", "Chuyên viên"] for n in range(300))]
    content = csv_of(lines)
    with django_assert_max_num_queries(20):
        html = upload(office, content).content.decode()
    assert html.count('name="dong-') > 1500
    rows = [{"email": f"k{n}@example.vn"} for n in range(300)]
    assert office.post(URL, sent(rows)).status_code == 302
    assert Invitation.objects.count() == 300


@pytest.mark.parametrize("part", ["officer", "head", "stranger", "nobody"])
def test_only_administrators_import(cast: Cast, browser_of: Open, part: str) -> None:
    assert browser_of(getattr(cast, part)).get(URL).status_code == 403
