"""Support rules and conditions of support."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.plans.importer.facts import SupportRule
from nscl.plans.importer.parse.eligibility import eligibility
from nscl.plans.importer.parse.support_rules import support_rules
from nscl.plans.importer.tests.quantity.documents import plan, tree

Figures = tuple[float | None, int | None, str | None]


def rules(folder: Path, body: str, suffix: str = "txt") -> list[SupportRule]:
    return support_rules(tree(folder, body, suffix=suffix), plan())


SENTENCES: list[tuple[str, list[Figures]]] = [
    ("Hỗ trợ 50% chi phí tư vấn, tối đa 45 triệu đồng/hệ thống.", [(50, 45_000_000, "hệ thống")]),
    (
        "Hỗ trợ tối đa 50% giá trị hợp đồng tư vấn nhưng không quá 100 triệu đồng/hợp đồng/năm.",
        [(50, 100_000_000, "hợp đồng")],
    ),
    (
        "Hỗ trợ tối đa 50% giá trị hợp đồng nhưng không quá 50 triệu đồng/hợp đồng/năm đối với cơ sở nhỏ và không quá "
        "100 triệu "
        "đồng/hợp đồng/năm đối với cơ sở vừa.",
        [(50, 50_000_000, "hợp đồng"), (50, 100_000_000, "hợp đồng")],
    ),
    ("Hỗ trợ 100% chi phí thuê gian hàng.", [(100, None, None)]),
    ("Hỗ trợ không quá 30% tổng kinh phí đầu tư thiết bị.", [(30, None, None)]),
    ("Đăng ký nhãn hiệu: mức hỗ trợ 10 triệu đồng/nhãn hiệu.", [(None, 10_000_000, "nhãn hiệu")]),
    ("Đăng ký sáng chế: 30 triệu đồng/văn bằng bảo hộ;", [(None, 30_000_000, "văn bằng bảo hộ")]),
    ("Hỗ trợ 0,07 tỷ đồng cho một dự án.", [(None, 70_000_000, "dự án")]),
    (
        "Hỗ trợ 70% kinh phí mua máy (đơn vị đối ứng tối thiểu 30%), không vượt quá 1,5 tỷ đồng/dự án.",
        [(70, 1_500_000_000, "dự án")],
    ),
    (
        "Thưởng 50 triệu đồng/sản phẩm đạt 3 sao, 150 triệu đồng/sản phẩm đạt 4 sao.",
        [(None, 50_000_000, "sản phẩm"), (None, 150_000_000, "sản phẩm")],
    ),
    (
        "Hỗ trợ 60% chi phí thử nghiệm, tối đa 15 triệu đồng/sản phẩm và không quá 45 triệu đồng/doanh nghiệp.",
        [(60, 15_000_000, "sản phẩm")],
    ),
    ("Hỗ trợ 50% chi phí, không quá 20.000.000 đồng/năm.", [(50, 20_000_000, "năm")]),
    ("Áp dụng cho cơ sở có doanh thu trên 3 tỷ đồng.", []),
    ("Hỗ trợ hướng dẫn thủ tục cho các cơ sở.", []),
]


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES)
def test_figures_of_a_sentence(sentence: str, wanted: list[Figures], tmp_path: Path) -> None:
    found = rules(tmp_path, f"I. NỘI DUNG VÀ MỨC HỖ TRỢ\n1. {sentence}\n")
    assert [(r.rate_percent, r.cap_vnd, r.per) for r in found] == wanted
    assert all(r.ref == "I.1" and r.content for r in found)


def test_a_heading_gives_its_rate(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        """\
        I. CHÍNH SÁCH HỖ TRỢ
        1. Ngân sách nhà nước hỗ trợ 50% kinh phí cho các hoạt động sau:
        - Xây dựng hệ thống truy xuất, tối đa không quá 45 triệu đồng/hệ thống.
        - In tài liệu.
        2. Ngân sách hỗ trợ 100% kinh phí cho các hoạt động sau:
        - Tuyên truyền.
        """,
    )
    assert [(r.rate_percent, r.cap_vnd, r.ref) for r in found] == [
        (50, 45_000_000, "I.1"),
        (50, None, "I.1"),
        (100, None, "I.2"),
    ]
    assert found[0].content == "Xây dựng hệ thống truy xuất"


def test_level_below_its_content(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        """\
        I. NỘI DUNG VÀ MỨC HỖ TRỢ
        1. Đổi mới thiết bị
        a) Nội dung hỗ trợ: mua mới dây chuyền.
        b) Mức hỗ trợ: 30% giá trị thiết bị, tối đa 1.500 triệu đồng/dự án.
        """,
    )
    assert [(r.rate_percent, r.cap_vnd, r.ref) for r in found] == [(30, 1_500_000_000, "I.1.b")]


def test_table_of_levels(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        """\
        I. NỘI DUNG VÀ MỨC HỖ TRỢ

        | Mức tối đa (triệu đồng) | TT | Nội dung hỗ trợ | Tỷ lệ hỗ trợ (%) |
        | --- | --- | --- | --- |
        | 60 | 1 | Chứng nhận hữu cơ | 50 |
        | 12,5 | 2 | Thử nghiệm thành thạo | 100 |
        """,
        "md",
    )
    assert [(r.content, r.rate_percent, r.cap_vnd) for r in found] == [
        ("Chứng nhận hữu cơ", 50, 60_000_000),
        ("Thử nghiệm thành thạo", 100, 12_500_000),
    ]


def test_numbered_conditions(tmp_path: Path) -> None:
    found = eligibility(
        tree(
            tmp_path,
            """\
            I. ĐỐI TƯỢNG
            1. Đối tượng
            a) Hợp tác xã có sản phẩm đăng ký tham gia.
            b) Cơ quan có liên quan: Sở A, Sở B.
            2. Điều kiện, nguyên tắc hỗ trợ
            a) Hoạt động đúng ngành nghề đăng ký.
            b) Ưu tiên cơ sở dùng nguyên liệu trong tỉnh.
            II. TỔ CHỨC THỰC HIỆN
            1. Sở A: chủ trì.
            """,
            suffix="txt",
        ),
        plan(),
    )
    assert [e.ref for e in found] == ["I.1.a", "I.2.a", "I.2.b"]


def test_an_amount_left_out_is_a_doubt(tmp_path: Path) -> None:
    (found,) = rules(
        tmp_path,
        """\
        I. NỘI DUNG VÀ MỨC HỖ TRỢ
        1. Hỗ trợ 60% chi phí thử nghiệm, tối đa 15 triệu đồng/sản phẩm và không quá 45 triệu đồng/doanh nghiệp.
        """,
    )
    assert found.doubts == ["Câu còn nêu mức 45.000.000 đ chưa được ghi nhận."]
