"""Lists of agencies: every name whole, as written, and no name that names nobody."""

from __future__ import annotations

import pytest

from nscl.plans.importer.parse.agencies import agency_list, leading
from nscl.plans.importer.tests.parse import told

LISTS = [
    ("Sở Nội vụ, Sở Lao động, Thương binh và Xã hội và các cơ quan, đơn vị có liên quan.", ["Sở Nội vụ",
    "Sở Lao động, Thương binh và Xã"
            " hội"]),
    ("Các cơ quan, đơn vị có liên quan.", []),
    ("Các trường đại học, cao đẳng, trung cấp nghề", ["Các trường đại học, cao đẳng, trung cấp nghề"]),
    ("Các sở: Công Thương, Y tế, Kế hoạch và Đầu tư", ["Công Thương", "Y tế", "Kế hoạch và Đầu tư"]),
    ("Sở Tài chính, Công Thương và Nội vụ", ["Sở Tài chính", "Công Thương", "Nội vụ"]),
    ("Các sở, ban, ngành tỉnh; UBND các huyện, thị xã, thành phố", ["Các sở, ban, ngành tỉnh",
    "UBND các huyện, thị xã, thành"
            " phố"]),
    ("Giao Sở Tài chính; Sở Kế hoạch và Đầu tư", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
    ("Báo và Đài Phát thanh, Truyền hình tỉnh, Hội Nông dân tỉnh", ["Báo và Đài Phát thanh, Truyền hình tỉnh",
    "Hội Nông dân tỉnh"]),
    ("Sở Văn hoá, Thể thao và Du lịch, Công an tỉnh", ["Sở Văn hoá, Thể thao và Du lịch", "Công an tỉnh"]),
    ("Sở KH&CN, Sở NN&PTNT, VASEP", ["Sở KH&CN", "Sở NN&PTNT", "VASEP"]),
    ("Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh", ["Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh"]),
    ("Các Hội, Hiệp hội ngành nghề; Liên hiệp hợp tác xã", ["Các Hội, Hiệp hội ngành nghề",
    "Liên hiệp hợp tác xã"]),
    ("Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh", ["Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh"]),
    ("Các sở, ban, ngành, đoàn thể, Hội Nông dân tỉnh", ["Các sở, ban, ngành, đoàn thể", "Hội Nông dân tỉnh"]),
    ("các tổ chức tư vấn, đào tạo,...", ["các tổ chức tư vấn, đào tạo"]),
    ("", []),
]  # fmt: skip
SENTENCES = [
    ("Sở Tài chính chủ trì, phối hợp với Sở Nội vụ thực hiện", ["Sở Tài chính"], "chủ trì"),
    ("Sở Kế hoạch và Đầu tư, Sở Tài chính: Phối hợp bố trí vốn", ["Sở Kế hoạch và Đầu tư", "Sở Tài chính"], ":"),
    ("Doanh nghiệp tham gia Chương trình: bố trí vốn đối ứng", ["Doanh nghiệp tham gia Chương trình"], ":"),
    ("Đề nghị Báo Sơn La tuyên truyền về Kế hoạch", ["Báo Sơn La"], "tuyên truyền"),
]
NO_AGENCY = [
    "Ban hành cơ chế mới",
    "Tổ chức hội nghị tổng kết",
    "Báo cáo kết quả",
    "Hội nghị phổ biến",
    "Phòng ngừa vi phạm",
    "Nâng cao nhận thức",
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_lists(text: str, names: list[str]) -> None:
    found = agency_list(told.passage(text))
    assert [name.text for name in found] == names
    assert [text[slice(*name.whole)] for name in found] == names


@pytest.mark.parametrize(("text", "names", "rest"), SENTENCES)
def test_sentences_that_begin_with_agencies(text: str, names: list[str], rest: str) -> None:
    found, end = leading(told.passage(text))
    assert [name.text for name in found] == names
    assert text[end:].strip().startswith(rest)


@pytest.mark.parametrize("text", NO_AGENCY)
def test_verbs_that_look_like_agencies(text: str) -> None:
    assert leading(told.passage(text)) == ([], 0)
