"""Duties of agencies, deadlines of reports, and that nothing is lost."""

from __future__ import annotations

import pytest

from nscl.plans.importer.tests.parse import told

ORGANISATION = """I. TỔ CHỨC THỰC HIỆN
1. Giao Sở Khoa học và Công nghệ
a) Chủ trì triển khai Kế hoạch.
b) Trước ngày 15 tháng 12 hằng năm, báo cáo Ủy ban nhân dân tỉnh và Bộ Khoa học và Công nghệ.
2. Các sở: Công Thương, Y tế: rà soát nhu cầu; trước ngày 05/11 hằng năm gửi về Sở Khoa học và Công nghệ để tổng hợp.
3. Đề nghị Báo Sơn La, Đài Phát thanh và Truyền hình tỉnh
Tuyên truyền về Kế hoạch.
4. Các sở, ban, ngành có liên quan
a) Sở Nội vụ: bố trí nhân lực.
b) Sở Tài chính: bố trí kinh phí.
"""


def test_duties_by_agency() -> None:
    found = told.reading(ORGANISATION).agency_duties
    assert [(d.ref, d.agencies, len(d.duties)) for d in found] == [
        ("I.1", ["Sở Khoa học và Công nghệ"], 2),
        ("I.2", ["Công Thương", "Y tế"], 1),
        ("I.3", ["Báo Sơn La", "Đài Phát thanh và Truyền hình tỉnh"], 1),
        ("I.4.a", ["Sở Nội vụ"], 1),
        ("I.4.b", ["Sở Tài chính"], 1),
    ]


def test_deadlines_say_who_and_to_whom() -> None:
    found = told.reading(ORGANISATION).deadlines
    assert [(d.month, d.day, d.recurs, d.by, d.to) for d in found] == [
        (12, 15, "yearly", "Sở Khoa học và Công nghệ", ["Ủy ban nhân dân tỉnh", "Bộ Khoa học và Công nghệ"]),
        (11, 5, "yearly", "Công Thương, Y tế", ["Sở Khoa học và Công nghệ"]),
    ]


@pytest.mark.parametrize(
    ("sentence", "told_"),
    [
        ("định kỳ 06 tháng (trước ngày 15/6) và năm (trước ngày 15/12) báo cáo UBND tỉnh", [(6, 15, "half-yearly"),
        (12, 15, "yearly")]),
        ("hằng quý, trước ngày 20 của tháng cuối quý, báo cáo UBND tỉnh", [(None, 20, "quarterly")]),
        ("đăng ký sản phẩm tham gia trước ngày 25/12/2026", [(12, 25, "once")]),
        ("báo cáo trước ngày 20 tháng 3, 20 tháng 6 và 20 tháng 9 hằng năm", [(3, 20, "yearly"), (6, 20, "yearly"),
        (9, 20, "yearly")]),
        ("thực hiện từ ngày 01/01/2026", []),
    ],
)  # fmt: skip
def test_forms_of_deadlines(sentence: str, told_: list[tuple[int | None, int, str]]) -> None:
    found = told.reading(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương: {sentence}.\n").deadlines
    assert [(d.month, d.day, d.recurs) for d in found] == told_


def test_nothing_of_the_text_is_lost() -> None:
    text = told.HEAD + ORGANISATION
    found = told.reading(ORGANISATION)
    covered = [False] * len(text)
    for facts in (found.targets, found.tasks, found.agency_duties, found.deadlines, found.unread):
        for fact in facts:
            covered[slice(*fact.source)] = [True] * (fact.source[1] - fact.source[0])
    assert not [c for c, read in zip(text, covered, strict=True) if not read and not c.isspace()]
    assert all(text[slice(*u.source)] == u.text for u in found.unread)


def test_sections_without_headings_are_told_by_what_they_hold() -> None:
    found = told.reading(
        "1. Mục tiêu chung\nNâng cao năng suất.\n2. Mục tiêu cụ thể\nHỗ trợ 20 doanh nghiệp.\n"
        "1. Đào tạo\na) Mở lớp cho cán bộ.\nb) Mở lớp cho doanh nghiệp.\n1. Sở Nội vụ: bố trí nhân lực.\n2. Sở Tài"
        " chính: bố trí kinh phí.\n"
    )
    assert [t.ref for t in found.tasks] == ["1.a", "1.b"]
    assert [d.agencies for d in found.agency_duties] == [["Sở Nội vụ"], ["Sở Tài chính"]]
