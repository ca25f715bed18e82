"""What the words of a row mean."""

from __future__ import annotations

import datetime as dt

import pytest

from nscl.organisations.rules.entity_kinds import kind_of
from nscl.plans.rules.guidance_rows import COLUMNS, NAMED, Words, contents_in, day_of, read_row

TODAY = dt.date(2026, 11, 22)
CONTENTS = {
    "system": "he thong quan ly",
    "tool": "cong cu cai tien nang suat, chat luong",
    "gap": "thuc hanh nong nghiep tot (gap)",
    "guidance": "huong dan, tu van",
    "training": "dao tao, tap huan",
    "barcode": "ma so, ma vach",
    "ip": "so huu tri tue",
    "traceability": "truy xuat nguon goc",
}
WORDS = Words(CONTENTS, {"visit": "den co so", "phone": "dien thoai", "message": "zalo, tin nhan"}, {"informed": "x"})


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hướng dẫn, tư vấn", ["guidance"]), ("system; tool", ["system", "tool"]), ("Áp dụng ISO 22000", ["system"]),
        ("Gặp trực tiếp trao đổi", []), ("VietGAP và truy xuất", ["traceability", "gap"]),
        ("Mã số, mã vạch + sở hữu trí tuệ", ["barcode", "ip"]), ("Công cụ cải tiến năng suất, chất lượng", ["tool"]),
        ("", []),
    ],
)  # fmt: skip
def test_contents(text: str, codes: list[str]) -> None:
    assert sorted(contents_in(text, CONTENTS)) == sorted(codes)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/11/2026", (2026, 11, 5)), ("05-11-2026", (2026, 11, 5)), ("2026-11-05", (2026, 11, 5)),
        ("2026-11-05 00:00:00", (2026, 11, 5)), ("46331", (2026, 11, 5)), ("5/11", None), ("31/02/2026", None),
        ("tháng 11", None), ("", None),
    ],
)  # fmt: skip
def test_days(text: str, day: tuple[int, int, int] | None) -> None:
    assert day_of(text) == (dt.date(*day) if day else None)


@pytest.mark.parametrize(
    ("text", "how"),
    [("Gọi điện", "phone"), ("qua Zalo", "message"), ("Trực tiếp tại cơ sở", "visit"), ("zalo, tin nhan", "message")],
)
def test_ways(text: str, how: str) -> None:
    assert read_row({"entity_name": "A B", "how": text}, WORDS, TODAY).values["how"] == how


def test_kinds_by_name() -> None:
    assert kind_of("HTX Rau") == kind_of("Hợp tác xã Rau") == "cooperative"
    assert kind_of("Hộ kinh doanh Nguyễn Văn A") == "household"
    assert kind_of("Công ty Rau") == "enterprise"
    assert kind_of("Tổ hợp tác Rau") == "cooperative"
    assert kind_of("Cơ sở sản xuất Nấm A") == "facility"
    assert kind_of("Chi nhánh Công ty Rau") == "branch"


def test_columns() -> None:
    assert COLUMNS.propose(["TT", "Tên doanh nghiệp (theo ĐKKD)", "Ngày:", "Ngày"], {}) == [
        "",
        "entity_name",
        "guided_on",
        "",
    ]
    assert COLUMNS.propose(["Đơn vị", "Buổi"], {"buoi": "guided_on", "don vi": "place"}) == ["place", "guided_on"]


def test_a_standard_named_in_the_content() -> None:
    assert [NAMED.search(text) is not None for text in ("làm ISO 9001:2015", "5S", "không có")] == [True, True, False]
