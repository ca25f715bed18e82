"""Names as documents write them against names of the register: surely the same, worth proposing, or not the same."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.organisations.reference.files import agency_templates, central_bodies, places
from nscl.organisations.rules.agency_names import POSSIBLE, SURE, expand, normal, score

# What the document writes | what the register calls it. The document is one of tỉnh Kon Tum.
SAME = """
Sở KH&CN | Sở Khoa học và Công nghệ
Sở KHCN | Sở Khoa học và Công nghệ
Sở KH & CN | Sở Khoa học và Công nghệ
Sở KH-CN | Sở Khoa học và Công nghệ
Sở Khoa học & Công nghệ | Sở Khoa học và Công nghệ
sở khoa học và công nghệ | Sở Khoa học và Công nghệ
SỞ KHOA HỌC VÀ CÔNG NGHỆ | Sở Khoa học và Công nghệ
Sở Khoa học và Công nghệ tỉnh | Sở Khoa học và Công nghệ
Sở Khoa học và Công nghệ tỉnh Kon Tum | Sở Khoa học và Công nghệ
Sở Khoa học và Công nghệ Kon Tum | Sở Khoa học và Công nghệ
Sở Khoa học và Công nghệ (cơ quan thường trực) | Sở Khoa học và Công nghệ
Giám đốc Sở Khoa học và Công nghệ | Sở Khoa học và Công nghệ
- Sở Khoa học và Công nghệ: | Sở Khoa học và Công nghệ
Sở NN&PTNT | Sở Nông nghiệp và Phát triển nông thôn
Sở Nông nghiệp và PTNT | Sở Nông nghiệp và Phát triển nông thôn
Sở Nông nghiệp & Phát triển Nông thôn | Sở Nông nghiệp và Phát triển nông thôn
Sở NN&MT | Sở Nông nghiệp và Môi trường
Sở TN&MT | Sở Tài nguyên và Môi trường
Sở TT&TT | Sở Thông tin và Truyền thông
Sở TTTT | Sở Thông tin và Truyền thông
Sở KH&ĐT | Sở Kế hoạch và Đầu tư
Sở KHĐT | Sở Kế hoạch và Đầu tư
SKHCN | Sở Khoa học và Công nghệ
SKHĐT | Sở Kế hoạch và Đầu tư
SNN&MT | Sở Nông nghiệp và Môi trường
SCT | Sở Công Thương
Chi cục TĐC | Chi cục Tiêu chuẩn Đo lường Chất lượng
Sở LĐTBXH | Sở Lao động - Thương binh và Xã hội
Sở LĐ-TB&XH | Sở Lao động - Thương binh và Xã hội
Sở Lao động, Thương binh và Xã hội | Sở Lao động - Thương binh và Xã hội
Sở Lao động – Thương binh & Xã hội | Sở Lao động - Thương binh và Xã hội
Sở VH,TT&DL | Sở Văn hóa, Thể thao và Du lịch
Sở VHTTDL | Sở Văn hóa, Thể thao và Du lịch
Sở Văn hoá, Thể thao và Du lịch | Sở Văn hóa, Thể thao và Du lịch
Sở GD&ĐT | Sở Giáo dục và Đào tạo
Sở GTVT | Sở Giao thông vận tải
Sở Công thương | Sở Công Thương
Sở CT | Sở Công Thương
Sở TC | Sở Tài chính
Sở Tài Chính | Sở Tài chính
Nông nghiệp và Phát triển Nông thôn | Sở Nông nghiệp và Phát triển nông thôn
Y tế | Sở Y tế
Sở Y Tế | Sở Y tế
UBND tỉnh | Ủy ban nhân dân tỉnh Kon Tum
Uỷ ban nhân dân tỉnh | Ủy ban nhân dân tỉnh Kon Tum
UBND tỉnh Kon Tum | Ủy ban nhân dân tỉnh Kon Tum
Chủ tịch UBND tỉnh | Ủy ban nhân dân tỉnh Kon Tum
Chủ tịch, các Phó Chủ tịch UBND tỉnh | Ủy ban nhân dân tỉnh Kon Tum
HĐND tỉnh | Hội đồng nhân dân tỉnh Kon Tum
TT HĐND tỉnh | Hội đồng nhân dân tỉnh Kon Tum
Thường trực HĐND tỉnh | Hội đồng nhân dân tỉnh Kon Tum
TT. Tỉnh ủy | Tỉnh ủy Kon Tum
Văn phòng Uỷ ban nhân dân tỉnh | Văn phòng Ủy ban nhân dân tỉnh
VP UBND tỉnh | Văn phòng Ủy ban nhân dân tỉnh
Chi cục TCĐLCL | Chi cục Tiêu chuẩn Đo lường Chất lượng
Chi cục Tiêu chuẩn - Đo lường - Chất lượng | Chi cục Tiêu chuẩn Đo lường Chất lượng
Chi cục Tiêu chuẩn Đo lường Chất lượng trực thuộc Sở Khoa học và Công nghệ | Chi cục Tiêu chuẩn Đo lường Chất lượng
Tổng cục TCĐLCL | Tổng cục Tiêu chuẩn Đo lường Chất lượng
Đài PT-TH tỉnh | Đài Phát thanh và Truyền hình tỉnh
Đài PTTH Kon Tum | Đài Phát thanh và Truyền hình tỉnh
Đài Phát thanh - Truyền hình tỉnh | Đài Phát thanh và Truyền hình tỉnh
Báo Kon Tum | Báo Kon Tum
Báo Kontum | Báo Kon Tum
Hiệp Hội doanh nghiệp tỉnh | Hiệp hội Doanh nghiệp tỉnh
Hiệp hội DN tỉnh | Hiệp hội Doanh nghiệp tỉnh
Liên minh HTX tỉnh | Liên minh Hợp tác xã tỉnh
Liên minh hợp tác xã | Liên minh Hợp tác xã tỉnh
Tỉnh đoàn | Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh
Đoàn TNCS Hồ Chí Minh tỉnh | Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh
UB MTTQ Việt Nam tỉnh | Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh
UBMTTQVN tỉnh | Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh
Hội LHPN tỉnh | Hội Liên hiệp Phụ nữ tỉnh
LĐLĐ tỉnh | Liên đoàn Lao động tỉnh
Liên hiệp các Hội KH&KT tỉnh | Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh
BQL các KCN tỉnh | Ban Quản lý các Khu công nghiệp
Bộ CHQS tỉnh | Bộ Chỉ huy quân sự tỉnh
Bộ KH&CN | Bộ Khoa học và Công nghệ
Các Sở, ban, ngành | Các sở, ban, ngành tỉnh
các sở, ngành tỉnh | Các sở, ban, ngành tỉnh
Các sở, ban ngành, đơn vị thuộc tỉnh | Các sở, ban, ngành tỉnh
Sở, Ban ngành tỉnh có liên quan | Các sở, ban, ngành tỉnh
Thủ trưởng các sở, ban, ngành | Các sở, ban, ngành tỉnh
Các sở, ban, ngành, đoàn thể cấp tỉnh | Các sở, ban, ngành tỉnh
các sở, ngành liên quan | Các sở, ban, ngành tỉnh
UBND các huyện, thành phố | Ủy ban nhân dân các huyện, thị xã, thành phố
Ủy ban nhân dân các huyện, thành phố, thị xã | Ủy ban nhân dân các huyện, thị xã, thành phố
Chủ tịch UBND các huyện, thành phố | Ủy ban nhân dân các huyện, thị xã, thành phố
UBND cấp huyện | Ủy ban nhân dân các huyện, thị xã, thành phố
UBND các xã, phường, đặc khu | Ủy ban nhân dân các xã, phường
UBND cấp xã | Ủy ban nhân dân các xã, phường
Các Hội, Hiệp hội doanh nghiệp | Các hội, hiệp hội
các trường đại học, cao đẳng, trung cấp nghề và dạy nghề | Các trường đại học, cao đẳng, viện nghiên cứu
các tổ chức tư vấn, đào tạo | Các tổ chức tư vấn, chuyên gia
các Hội Doanh nghiệp | Các hội, hiệp hội
các trường đại học, cao đẳng trên địa bàn tỉnh | Các trường đại học, cao đẳng, viện nghiên cứu
các tổ chức chính trị - xã hội | Mặt trận và các đoàn thể
Kho bạc Nhà nước khu vực XV | Kho bạc Nhà nước khu vực
Ngân hàng Nhà nước Khu vực 11 | Ngân hàng Nhà nước khu vực
Các doanh nghiệp trong các khu công nghiệp | Các doanh nghiệp, hợp tác xã, cơ sở sản xuất
Các doanh nghiệp trên địa bàn tỉnh | Các doanh nghiệp, hợp tác xã, cơ sở sản xuất
Doanh nghiệp, HTX, cơ sở sản xuất | Các doanh nghiệp, hợp tác xã, cơ sở sản xuất
Các cơ quan thông tin đại chúng | Các cơ quan báo chí, truyền thông
Ban Tuyên giáo Tỉnh ủy Kon Tum | Ban Tuyên giáo Tỉnh ủy
"""
# Alike, but a person must decide.
ALIKE = """
Sở Khoa học | Sở Khoa học và Công nghệ
Sở Khoa học và Công ngệ | Sở Khoa học và Công nghệ
Sở Văn hóa và Thể thao | Sở Văn hóa, Thể thao và Du lịch
Ban Quản lý Khu kinh tế | Ban Quản lý Khu kinh tế Đông Nam
Ủy ban Tiêu chuẩn Đo lường Chất lượng | Ủy ban Tiêu chuẩn Đo lường Chất lượng Quốc gia
Hiệp hội Doanh nghiệp nhỏ và vừa | Hiệp hội Doanh nghiệp tỉnh
các địa phương | Ủy ban nhân dân các huyện, thị xã, thành phố
Trung tâm Khuyến nông | Trung tâm Khuyến công
"""
# Must never be taken for each other, nor proposed.
DIFFERENT = """
Sở Công Thương | Công an tỉnh
Sở Công Thương | Sở Công an
Sở Tài chính | Sở Tài nguyên và Môi trường
Sở Tài chính | Bộ Tài chính
Sở KH&CN | Sở KH&ĐT
Sở KH&CN | Bộ Khoa học và Công nghệ
Sở KH&CN | Sở Thông tin và Truyền thông
Sở NN&PTNT | Sở Nông nghiệp và Môi trường
Sở TN&MT | Sở Nông nghiệp và Môi trường
Sở TT&TT | Sở Văn hóa, Thể thao và Du lịch
Sở Du lịch | Sở Văn hóa, Thể thao và Du lịch
Sở Xây dựng | Sở Y tế
Sở Nội vụ | Sở Ngoại vụ
Sở Tư pháp | Sở Tài chính
UBND tỉnh | Hội đồng nhân dân tỉnh
UBND tỉnh | Văn phòng Ủy ban nhân dân tỉnh
UBND tỉnh | Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh
UBND tỉnh | Ủy ban nhân dân các huyện, thị xã, thành phố
UBND huyện Đăk Hà | Ủy ban nhân dân tỉnh Kon Tum
UBND thành phố Kon Tum | Ủy ban nhân dân tỉnh Kon Tum
UBND tỉnh Hà Tĩnh | Ủy ban nhân dân tỉnh Kon Tum
Sở Khoa học và Công nghệ tỉnh Gia Lai | Sở Khoa học và Công nghệ
Báo Gia Lai | Báo Kon Tum
Báo Nhân dân | Báo Kon Tum
Báo Kon Tum | Đài Phát thanh và Truyền hình tỉnh
Chi cục TCĐLCL | Tổng cục Tiêu chuẩn Đo lường Chất lượng
Chi cục TCĐLCL | Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng
Công an huyện | Công an tỉnh
Hội Nông dân | Hội Liên hiệp Phụ nữ tỉnh
Hội Nông dân xã Đăk Mar | Hội Nông dân tỉnh
Hội Doanh nhân trẻ tỉnh | Hội Nông dân tỉnh
Liên minh Hợp tác xã | Liên đoàn Lao động tỉnh
Ban Dân tộc | Ban Thi đua - Khen thưởng
Ban Quản lý Dự án | Ban Quản lý các Khu công nghiệp
UBND các xã, phường | Ủy ban nhân dân các huyện, thị xã, thành phố
Các sở, ban, ngành | Các hội, hiệp hội
Các doanh nghiệp | Hiệp hội Doanh nghiệp tỉnh
các cơ quan, đơn vị có liên quan | Các sở, ban, ngành tỉnh
Trường Đại học Cần Thơ | Các trường đại học, cao đẳng, viện nghiên cứu
Trường Đại học Vinh | Trường Đại học Cần Thơ
Hội đồng thẩm định | Hội đồng nhân dân tỉnh
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [(one.strip(), other.strip()) for one, other in (line.split("|") for line in table.strip().splitlines())]


def likeness(written: str, registered: str) -> float:
    """As the register compares them: one of tỉnh Kon Tum, unless it is central."""
    other = normal(registered, places())
    central = registered.startswith(("Bộ Khoa", "Bộ Tài", "Tổng cục", "Ủy ban Tiêu chuẩn"))
    return score(normal(written, places()), other if central else other.at("kon tum", "tinh"))


@pytest.mark.parametrize(("written", "registered"), pairs(SAME))
def test_surely_the_same(written: str, registered: str) -> None:
    assert likeness(written, registered) >= SURE


@pytest.mark.parametrize(("written", "registered"), pairs(ALIKE))
def test_alike_is_proposed_but_never_sure(written: str, registered: str) -> None:
    assert POSSIBLE <= likeness(written, registered) < SURE


@pytest.mark.parametrize(("written", "registered"), pairs(DIFFERENT))
def test_another_agency_is_not_even_proposed(written: str, registered: str) -> None:
    assert likeness(written, registered) < POSSIBLE


@pytest.mark.parametrize(("written", "registered"), pairs(SAME))
def test_the_form_of_the_letters_does_not_matter(written: str, registered: str) -> None:
    for form in (unicodedata.normalize("NFD", written), written.upper(), written.replace(" ", "  ")):
        assert likeness(form, registered) >= SURE


def test_no_two_agencies_of_the_reference_files_are_surely_the_same() -> None:
    for templates in (agency_templates(), central_bodies()):
        normals = [
            (t, normal(t.name.replace("{cap}", "tỉnh").replace("{CAP}", "Tỉnh").replace("{ten}", "Kon Tum"), places()))
            for t in templates
        ]
        for i, (one, first) in enumerate(normals):
            for other, second in normals[i + 1 :]:
                apart_in_time = (one.valid_to and one.valid_to == other.valid_from) or (
                    one.valid_from and one.valid_from == other.valid_to
                )
                together = not (one.only or other.only) and not apart_in_time
                if together:
                    same_group = first.group is not None and first.group == second.group
                    assert score(first, second) < SURE or same_group, (one.name, other.name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Các sở: Nông nghiệp và PTNT, Công Thương, Y tế",
            ["Sở Nông nghiệp và PTNT", "Sở Công Thương", "Sở Y tế"],
        ),
        (
            "Các Sở Tài chính, Kế hoạch và Đầu tư và Khoa học và Công nghệ",
            ["Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Khoa học và Công nghệ"],
        ),
        (
            "các sở: Lao động, Thương binh và Xã hội; Văn hóa, Thể thao và Du lịch",
            ["Sở Lao động, Thương binh và Xã hội", "Sở Văn hóa, Thể thao và Du lịch"],
        ),
        ("Các sở, ban, ngành: Tài chính, LĐ-TB&XH, VH,TT&DL", ["Sở Tài chính", "Sở LĐ-TB&XH", "Sở VH,TT&DL"]),
        ("Sở Tài chính, Sở Công Thương và Sở Y tế", ["Sở Tài chính", "Sở Công Thương", "Sở Y tế"]),
        ("Sở Tài chính; UBND các huyện, thành phố", ["Sở Tài chính", "UBND các huyện, thành phố"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Lao động, Thương binh và Xã hội", ["Sở Lao động, Thương binh và Xã hội"]),
        ("Các sở, ban, ngành tỉnh", ["Các sở, ban, ngành tỉnh"]),
        ("Hội Nông dân tỉnh", ["Hội Nông dân tỉnh"]),
    ],
)
def test_an_enumeration_of_departments_is_cut_where_bodies_end(text: str, names: list[str]) -> None:
    assert expand(text) == names


@given(st.text(max_size=80))
def test_any_text_has_a_form_that_is_like_itself(text: str) -> None:
    form = normal(text, places())
    if form.words and form.group is None:
        assert score(form, form) == 1.0
    assert expand(text)


WORDS = st.sampled_from(
    re.findall(r"\S+", "các Sở Tài chính Khoa học và Công nghệ , ; : - & UBND huyện tỉnh Kon Tum ( ) TT CT xã")
)


@given(st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=12).map(" ".join))
def test_likeness_is_the_same_both_ways_and_between_0_and_1(one: str, other: str) -> None:
    first, second = normal(one, places()), normal(other, places())
    assert score(first, second) == pytest.approx(score(second, first))
    assert 0 <= score(first, second) <= 1
    assert "".join(expand(one)) or not one.strip(" ;")
