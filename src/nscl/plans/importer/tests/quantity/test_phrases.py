"""Phrases of many plans: which numbers count something, how firmly, in what unit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.plans.importer.parse import quantities

N = None
COUNTED = [
    ("Hằng năm hỗ trợ từ 10 đến 20 doanh nghiệp áp dụng công cụ cải tiến", [(10, 20, "range", "doanh nghiệp")]),
    ("đào tạo cho khoảng từ 10 cán bộ, công chức trở lên", [(10, N, "at_least", "cán bộ, công chức")]),
    ("khoảng 10 đến 20 cơ sở được khảo sát", [(10, 20, "range", "cơ sở")]),
    ("khoảng 200 lượt người tham dự", [(200, 200, "about", "lượt người")]),
    ("dự kiến 05 lượt người/2 lần/năm", [(5, 5, "about", "lượt người")]),
    ("dự kiến 05 đến 10 cá nhân, tổ chức/kỳ kế hoạch", [(5, 10, "range", "cá nhân, tổ chức")]),
    ("dự kiến tổ chức 02 lớp", [(2, 2, "about", "lớp")]),
    ("Tổ chức 01 hội nghị tuyên truyền", [(1, 1, "exactly", "hội nghị")]),
    ("mở 03 khóa đào tạo, tập huấn cho doanh nghiệp", [(3, 3, "exactly", "khóa đào tạo, tập huấn")]),
    ("ít nhất có 02 doanh nghiệp trở thành mô hình điểm", [(2, N, "at_least", "doanh nghiệp")]),
    ("Tối thiểu có 10 doanh nghiệp được hướng dẫn", [(10, N, "at_least", "doanh nghiệp")]),
    ("không dưới 60% cơ sở duy trì được hệ thống", [(60, N, "at_least", "%")]),
    ("không thấp hơn 75% hộ kinh doanh", [(75, N, "at_least", "%")]),
    ("không ít hơn 12 phiên chợ", [(12, N, "at_least", "phiên chợ")]),
    ("trên 300 lượt cán bộ quản lý được bồi dưỡng", [(300, N, "at_least", "lượt cán bộ quản lý")]),
    ("hơn 50 gian hàng được dựng", [(50, N, "at_least", "gian hàng")]),
    ("phấn đấu đạt 95% hồ sơ đúng hạn", [(95, 95, "exactly", "%")]),
    ("phấn đấu ít nhất 01 đơn vị đạt giải/năm", [(1, N, "at_least", "đơn vị")]),
    ("đạt từ 80% trở lên", [(80, N, "at_least", "%")]),
    ("50% đơn vị sử dụng mã số, mã vạch có truy xuất nguồn gốc trở lên", [(50, N, "at_least", "%")]),
    ("đấu giá từ 05 mỏ đá được quy hoạch trở lên", [(5, N, "at_least", "mỏ đá")]),
    ("từ 03 hộ trở xuống", [(N, 3, "at_most", "hộ")]),
    ("không quá 5% hồ sơ bị trả lại", [(N, 5, "at_most", "%")]),
    ("không để quá 1% phương tiện đo quá hạn", [(N, 1, "at_most", "%")]),
    ("không vượt quá 90% mức năm 2025", [(N, 90, "at_most", "%")]),
    ("tỷ lệ hộ nghèo còn dưới 1,5%", [(N, 1.5, "at_most", "%")]),
    ("khảo sát nhu cầu cơ khí hóa tại 14 xã, phường", [(14, 14, "exactly", "xã, phường")]),
    ("Chương trình phát triển chợ giai đoạn 2026 - 2031 kèm theo Quyết định", []),
    ("Một phần ba cơ sở có nhãn hiệu, hai phần ba tổ chức tham gia", []),
    ("thuộc nhóm 15 tỉnh dẫn đầu về chợ nông thôn", []),
    ("lọt vào 12 địa phương có chỉ số tốt nhất", []),
    ("mở đợt 2 trước ngày khai giảng", []),
    ("công suất không vượt 120 tấn", [(N, 120, "at_most", "tấn")]),
    ("không cao hơn 4% hộ", [(N, 4, "at_most", "%")]),
    ("tư vấn cho trên dưới 30 cơ sở", [(30, 30, "about", "cơ sở")]),
    ("hướng dẫn 03 doanh nghiệp", [(3, 3, "exactly", "doanh nghiệp")]),
    ("ban hành 02 Nghị quyết", [(2, 2, "exactly", "Nghị quyết")]),
    ("tối đa 03 nhãn hiệu cho một đơn vị", [(N, 3, "at_most", "nhãn hiệu")]),
    ("tỷ lệ đạt ≥ 80%", [(80, N, "at_least", "%")]),
    ("tỷ lệ đạt >= 30%", [(30, N, "at_least", "%")]),
    ("tỷ lệ đạt > 60%", [(60, N, "at_least", "%")]),
    ("tỷ lệ lỗi ≤ 3%", [(N, 3, "at_most", "%")]),
    ("tăng từ 10 - 15%", [(10, 15, "range", "%")]),
    ("tăng 16-18%/năm", [(16, 18, "range", "%")]),
    ("hỗ trợ 05-07 mô hình chuyển đổi số", [(5, 7, "range", "mô hình")]),
    ("từ 10 hộ đến 20 hộ tham gia", [(10, 20, "range", "hộ")]),
    ("1.500 doanh nghiệp, hợp tác xã, cơ sở sản xuất kinh doanh được phổ biến",
     [(1500, 1500, "exactly", "doanh nghiệp, hợp tác xã, cơ sở sản xuất kinh doanh")]),
    ("Ít nhất 3.000 các cơ sở được phổ biến", [(3000, N, "at_least", "cơ sở")]),
    ("đạt 7,5%", [(7.5, 7.5, "exactly", "%")]),
    ("diện tích 1.250,5 ha", [(1250.5, 1250.5, "exactly", "ha")]),
    ("mỗi xã 01 mô hình", [(1, 1, "exactly", "mô hình")]),
    ("xây dựng 05 chuỗi liên kết sản xuất", [(5, 5, "exactly", "chuỗi liên kết")]),
    ("10 văn bằng bảo hộ", [(10, 10, "exactly", "văn bằng bảo hộ")]),
    ("cấp 20 giấy chứng nhận", [(20, 20, "exactly", "giấy chứng nhận")]),
    ("nâng tổng số hợp tác xã kiểu mới lên 37.", [(37, 37, "exactly", "hợp tác xã kiểu mới")]),
    ("nâng tổng số sản phẩm lên 37 sản phẩm", [(37, 37, "exactly", "sản phẩm")]),
    ("tổ chức hai hội nghị", [(2, 2, "exactly", "hội nghị")]),
    ("tổ chức ít nhất một lớp tập huấn", [(1, N, "at_least", "lớp tập huấn")]),
    ("mở mười lăm lớp", [(15, 15, "exactly", "lớp")]),
    ("có 05 (năm) cơ sở đạt giải", [(5, 5, "exactly", "cơ sở")]),
    ("có 8/11 huyện đạt chuẩn", [(8, 8, "exactly", "huyện")]),
    ("100% sở, ban, ngành được tập huấn", [(100, 100, "exactly", "%")]),
    ("doanh thu đạt 500 tỷ đồng", [(500, 500, "exactly", "tỷ đồng")]),
    ("đạt 2 triệu USD", [(2, 2, "exactly", "triệu USD")]),
    ("hỗ trợ 20 cơ sở, trong đó có ít nhất 06 cơ sở do nữ làm chủ",
     [(20, 20, "exactly", "cơ sở"), (6, N, "at_least", "cơ sở do nữ làm chủ")]),
    ("12 phóng sự, 24 tin bài trên Đài", [(12, 12, "exactly", "phóng sự"), (24, 24, "exactly", "tin bài")]),
    ("xấp xỉ 40 đơn vị", [(40, 40, "about", "đơn vị")]),
    ("gần 100 hộ tham gia", [(100, 100, "about", "hộ")]),
    ("1,000 lượt người", [(1000, 1000, "exactly", "lượt người")]),
    ("Đào tạo 20 chuyên gia tại các cơ quan", [(20, 20, "exactly", "chuyên gia")]),
    ("nhóm 10 sản phẩm chủ lực", []),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "wanted"), COUNTED, ids=[p for p, _ in COUNTED])
def test_counts(phrase: str, wanted: list[tuple[float | None, float | None, str, str]]) -> None:
    found = [(q.min, q.max, q.qualifier, q.unit) for q in quantities.find(phrase)]
    assert found == wanted


NOTHING = [
    "Quyết định số 1322/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ",
    "Nghị quyết số 41/2022/NQ-HĐND ngày 09 tháng 12 năm 2022",
    "Chỉ thị số 11-CT/TU ngày 04/01/2026 của Ban Thường vụ Tỉnh ủy",
    "Luật số 04/2017/QH14; Nghị định số 80/2021/NĐ-CP",
    "theo Điều 5, khoản 2 Thông tư số 12",
    "giai đoạn 2021 - 2025, định hướng đến năm 2030",
    "từ năm 2026 đến năm 2030",
    "áp dụng ISO 9001, ISO 14001:2015, TCVN 11041-1:2017, QCVN 01:2009/BYT",
    "các tiêu chuẩn ISO 9001, 14001, 22000",
    "công cụ 5S, mạng 5G, cách mạng công nghiệp 4.0",
    "chương trình mỗi xã một sản phẩm",
    "sản phẩm đạt từ 3 sao trở lên",
    "dịch vụ công mức độ 3, mức độ 4",
    "điện thoại 0255.3822.000 và 1900 1234",
    "trước ngày 30 tháng 11 hằng năm",
    "chậm nhất 30/6/2025, trước 10/12 hằng năm",
    "trong vòng 05 ngày làm việc, lúc 8 giờ 30",
    "theo Phụ lục 01, Biểu số 02, Mẫu số 3",
    "tại 10 xã, phường trên địa bàn 05 huyện",
    "chia thành 3 nhóm theo 02 tiêu chí",
    "khu vực 3, nhóm 2, hạng 1, thứ 3",
    "một số doanh nghiệp, một cách hiệu quả, một trong những giải pháp",
    "01 bản chính, 02 bản sao, 01 bộ hồ sơ",
    "Tiểu dự án 2 thuộc Dự án 3",
    "hỗ trợ 24/7",
    "Kết luận 91 của Bộ Chính trị, Đề án 06, Nghị định 80/2021/NĐ-CP",
    "tháng 6/2026, quý II/2026, tháng 3 đến tháng 5 năm 2026",
    "dự án “Hỗ trợ 500 doanh nghiệp”",
    "",
]


@pytest.mark.parametrize("phrase", NOTHING)
def test_counts_nothing(phrase: str) -> None:
    assert [(q.min, q.max, q.unit) for q in quantities.find(phrase)] == []


GROWTH = [
    ("góp phần tăng năng suất của đội tàu bình quân trên 4%/năm", True, None),
    ("tăng lượng khách đến chợ ít nhất 9%", True, None),
    ("tăng cường kiểm tra, mỗi quý đạt 20%", False, None),
    ("tăng tỷ lệ hộ dùng nước sạch đạt 80%", False, None),
    ("tăng ít nhất 10% so với giai đoạn 2011-2020", True, "2011-2020"),
    ("tăng bình quân 12%/năm", True, None),
    ("tốc độ tăng năng suất lao động bình quân đạt 7%/năm", True, None),
    ("doanh nghiệp tham gia tăng 20%/năm", True, None),
    ("Giải thưởng Chất lượng Quốc gia tăng 50% so với năm 2020", True, "2020"),
    ("tăng số doanh nghiệp thành lập mới thêm 15%", True, None),
    ("tổng mức bán lẻ tăng trên 13% so với cùng kỳ", True, "cùng kỳ"),
    ("tốc độ tăng trưởng GRDP đạt 8,0 - 8,5%", True, None),
    ("tỷ trọng đóng góp vào tăng trưởng kinh tế đạt trên 45%", False, None),
    ("tỷ lệ cơ sở đạt chuẩn lên 60%", False, None),
    ("giá trị gia tăng đạt 20%", False, None),
    ("giảm ít nhất 30% thời gian", False, None),
]


@pytest.mark.parametrize(("phrase", "growth", "baseline"), GROWTH)
def test_growth_and_baseline(phrase: str, growth: bool, baseline: str | None) -> None:
    found = quantities.find(phrase)
    assert [(q.growth, q.baseline) for q in found] == [(growth, baseline)]


@given(st.integers(2, 9999), st.sampled_from(["doanh nghiệp", "hợp tác xã", "lớp tập huấn", "mô hình"]))
def test_any_number_is_read_back(number: int, noun: str) -> None:
    written = f"{number:,}".replace(",", ".")
    (found,) = quantities.find(f"Hỗ trợ {written} {noun} được chọn")
    assert (found.min, found.max, found.unit) == (number, number, noun)


@given(st.text(alphabet="0123456789.,-/% ()“”ít nhấtđếntừkhoảngtrởlênnămSỐQĐ", max_size=120))
@settings(max_examples=200, deadline=None)
def test_positions_lie_inside(text: str) -> None:
    for q in quantities.find(text):
        assert 0 <= q.start < q.end <= len(text)
        assert q.min is None or q.max is None or q.min <= q.max
        assert q.unit.strip()


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1-", "1.", "ít nhất ", "từ 1 đến ", "không ", "a ", "tăng ", "(", "số ", "1/2 ", "so với "]
)
def test_long_repetitions_come_to_an_end(piece: str) -> None:
    quantities.find(piece * 3000)
