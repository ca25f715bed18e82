"""Items of two plans with the pairs a person would make: what the pairing rule is measured on. All words are our own.

A row is (words, unit, period, place in the plan's own time, who). `pairs` are indices of left and right; whatever is
not in it has no partner. Thresholds and weights were chosen on the cases that are not `held`; `held` ones were written
before and looked at only for the figures in ADR 0017.
"""

# ruff: noqa: E501
from __future__ import annotations

from dataclasses import dataclass

from nscl.plans.rules.pairing import Item

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Case:
    name: str
    held: bool
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    pairs: tuple[tuple[int, int], ...]

    def items(self) -> tuple[list[Item], list[Item]]:
        return [_item(row) for row in self.left], [_item(row) for row in self.right]


def _item(row: Row) -> Item:
    words, unit, period, place, who = row
    return Item(values=row, words=words, unit=unit, period=period, place=place, who=who)


def said(*texts: str) -> tuple[Row, ...]:
    """Rows that have nothing but words."""
    return tuple((text, "", "", "", "") for text in texts)


CASES = (
    Case(
        "chỉ tiêu: năm trước và năm nay", False,
        (
            ("Hướng dẫn ít nhất 30 doanh nghiệp áp dụng công cụ cải tiến năng suất.", "doanh nghiệp", "2025", "year", ""),
            ("Hỗ trợ 10 doanh nghiệp xây dựng và được chứng nhận hệ thống quản lý chất lượng.", "doanh nghiệp", "2025", "year", ""),
            ("Đào tạo 100 lượt cán bộ quản lý doanh nghiệp.", "lượt", "2025", "year", ""),
            ("Phát 12 chuyên mục truyền hình về năng suất chất lượng.", "chuyên mục", "2025", "year", ""),
            ("Hỗ trợ 05 hợp tác xã truy xuất nguồn gốc sản phẩm.", "hợp tác xã", "2025", "year", ""),
        ),
        (
            ("Hướng dẫn ít nhất 45 doanh nghiệp áp dụng công cụ cải tiến năng suất.", "doanh nghiệp", "2026", "year", ""),
            ("Đào tạo 150 lượt cán bộ quản lý, kỹ thuật của doanh nghiệp.", "lượt", "2026", "year", ""),
            ("Hỗ trợ 12 doanh nghiệp xây dựng, chứng nhận hệ thống quản lý chất lượng.", "doanh nghiệp", "2026", "year", ""),
            ("Hỗ trợ 08 hợp tác xã, cơ sở sản xuất truy xuất nguồn gốc sản phẩm.", "hợp tác xã", "2026", "year", ""),
            ("Đánh giá mức độ sẵn sàng sản xuất thông minh của 05 doanh nghiệp.", "doanh nghiệp", "2026", "year", ""),
        ),
        ((0, 0), (1, 2), (2, 1), (4, 3)),
    ),
    Case(
        "chỉ tiêu: hai thành phố viết khác nhau", False,
        (
            ("Mở lớp cho khoảng 500 lượt cán bộ quản lý của sở, ngành và doanh nghiệp.", "lượt cán bộ quản lý", "2021-2025", "whole", ""),
            ("Có khoảng 20 chuyên gia đủ sức đi tư vấn cho doanh nghiệp.", "chuyên gia", "2021-2025", "whole", ""),
            ("Đưa kiến thức đến không dưới 1.500 doanh nghiệp, hợp tác xã, cơ sở sản xuất kinh doanh.", "doanh nghiệp, hợp tác xã, cơ sở", "2021-2025", "whole", ""),
            ("Giúp ít nhất 50 doanh nghiệp, hợp tác xã, cơ sở sản xuất dựng hệ thống quản lý.", "doanh nghiệp, hợp tác xã, cơ sở", "2021-2025", "whole", ""),
            ("Ít nhất 10 nhóm sản phẩm có mã truy xuất nguồn gốc.", "nhóm sản phẩm", "by-2025", "end", ""),
            ("Làm điểm khoảng 05 doanh nghiệp dùng trọn bộ giải pháp.", "doanh nghiệp", "2021-2025", "whole", ""),
        ),
        (
            ("Bồi dưỡng kiến thức cho khoảng 200 lượt cán bộ quản lý.", "lượt cán bộ quản lý", "2021-2025", "whole", ""),
            ("Tỷ lệ hồ sơ được trả lời đúng hẹn đạt 95 %.", "%", "yearly", "yearly", ""),
            ("Hỗ trợ 20 doanh nghiệp, hợp tác xã dựng và vận hành hệ thống quản lý tiên tiến.", "doanh nghiệp, hợp tác xã", "2021-2025", "whole", ""),
            ("Đào tạo 08 chuyên gia tư vấn năng suất tại chỗ.", "chuyên gia", "2021-2025", "whole", ""),
            ("Có 05 nhóm sản phẩm chủ lực được gắn mã truy xuất nguồn gốc.", "nhóm sản phẩm", "by-2025", "end", ""),
        ),
        ((0, 0), (1, 3), (3, 2), (4, 4)),
    ),
    Case(
        "chỉ tiêu: hai mốc cùng lời", True,
        (
            ("Khoảng 500 lượt cán bộ được học về năng suất.", "lượt cán bộ", "by-2025", "end", ""),
            ("Khoảng 1.000 lượt cán bộ được học về năng suất.", "lượt cán bộ", "by-2030", "later", ""),
            ("Ít nhất 10 nhóm sản phẩm truy xuất được nguồn gốc.", "nhóm sản phẩm", "by-2025", "end", ""),
            ("Ít nhất 20 nhóm sản phẩm truy xuất được nguồn gốc.", "nhóm sản phẩm", "by-2030", "later", ""),
            ("Năng suất lao động tăng bình quân 6,5 %.", "%/năm", "yearly", "yearly", ""),
        ),
        (
            ("Khoảng 600 lượt cán bộ được học về năng suất.", "lượt cán bộ", "by-2025", "end", ""),
            ("Ít nhất 12 nhóm sản phẩm truy xuất được nguồn gốc.", "nhóm sản phẩm", "by-2025", "end", ""),
            ("Năng suất lao động tăng bình quân 7 %.", "%/năm", "yearly", "yearly", ""),
            ("Ít nhất 25 nhóm sản phẩm truy xuất được nguồn gốc.", "nhóm sản phẩm", "by-2030", "later", ""),
            ("Có 03 phòng thử nghiệm được chỉ định.", "phòng thử nghiệm", "by-2030", "later", ""),
        ),
        ((0, 0), (2, 1), (3, 3), (4, 2)),
    ),
    Case(
        "chỉ tiêu: hai tỉnh miền núi", True,
        (
            ("Mỗi năm tuyên truyền cho 10-20 doanh nghiệp về tiêu chuẩn, quy chuẩn kỹ thuật.", "doanh nghiệp", "yearly", "yearly", ""),
            ("Mỗi năm có từ 5 đến 10 doanh nghiệp nhỏ và vừa được giúp áp dụng truy xuất nguồn gốc, VietGAP, hữu cơ.", "doanh nghiệp", "yearly", "yearly", ""),
            ("Mỗi năm có từ 3 đến 5 doanh nghiệp được giúp đăng ký mã số mã vạch.", "doanh nghiệp", "yearly", "yearly", ""),
            ("Mỗi năm có 2 doanh nghiệp được giúp bảo hộ nhãn hiệu.", "doanh nghiệp", "yearly", "yearly", ""),
        ),
        (
            ("Hằng năm phổ biến tiêu chuẩn, quy chuẩn kỹ thuật cho tối thiểu 50 doanh nghiệp, hợp tác xã.", "doanh nghiệp, hợp tác xã", "yearly", "yearly", ""),
            ("Hằng năm giúp 05 cơ sở đăng ký sử dụng mã số, mã vạch.", "cơ sở", "yearly", "yearly", ""),
            ("Hằng năm giúp 10 cơ sở nông nghiệp áp dụng VietGAP, hữu cơ hoặc truy xuất nguồn gốc.", "cơ sở", "yearly", "yearly", ""),
            ("Hằng năm tổ chức 02 hội nghị kết nối cung cầu công nghệ.", "hội nghị", "yearly", "yearly", ""),
        ),
        ((0, 0), (1, 2), (2, 1)),
    ),
    Case(
        "nhiệm vụ: năm trước và năm nay", False,
        (
            ("Điều tra nhu cầu nâng cao năng suất, chất lượng của doanh nghiệp", "", "2025", "year", "Sở Khoa học và Công nghệ"),
            ("Tổ chức lớp đào tạo về 5S, Kaizen cho công nhân", "", "2025", "year", "Sở Khoa học và Công nghệ"),
            ("Tổ chức lớp đào tạo về tiêu chuẩn ISO 9001 cho cán bộ quản lý", "", "2025", "year", "Sở Khoa học và Công nghệ"),
            ("Xây dựng chuyên mục năng suất chất lượng trên sóng truyền hình", "", "2025", "year", "Đài Phát thanh và Truyền hình tỉnh"),
            ("Hỗ trợ doanh nghiệp tham gia Giải thưởng Chất lượng Quốc gia", "", "2025", "year", "Sở Khoa học và Công nghệ"),
            ("Khảo sát năng lực các phòng thử nghiệm trên địa bàn", "", "2025", "year", "Sở Khoa học và Công nghệ"),
        ),
        (
            ("Điều tra nhu cầu nâng cao năng suất, chất lượng của doanh nghiệp, hợp tác xã", "", "2026", "year", "Sở Khoa học và Công nghệ"),
            ("Tổ chức lớp đào tạo về tiêu chuẩn ISO 9001, ISO 22000 cho cán bộ quản lý", "", "2026", "year", "Sở Khoa học và Công nghệ"),
            ("Tổ chức lớp đào tạo về 5S, Kaizen cho công nhân", "", "2026", "year", "Sở Khoa học và Công nghệ"),
            ("Xây dựng chuyên mục năng suất chất lượng trên báo và phát thanh, truyền hình", "", "2026", "year", "Báo và Phát thanh, truyền hình tỉnh"),
            ("Vận động, hỗ trợ doanh nghiệp tham gia Giải thưởng Chất lượng Quốc gia", "", "2026", "year", "Sở Khoa học và Công nghệ"),
            ("Thí điểm quản trị đổi mới sáng tạo tại doanh nghiệp", "", "2026", "year", "Sở Khoa học và Công nghệ"),
        ),
        ((0, 0), (1, 2), (2, 1), (3, 3), (4, 4)),
    ),
    Case(
        "nhiệm vụ: hai tỉnh viết khác nhau", True,
        (
            ("Xem lại các quy định của thành phố để bỏ chỗ vướng cho doanh nghiệp", "", "", "", ""),
            ("Làm chuyên mục về năng suất trên báo và đài thành phố", "", "", "", "Báo Cần Thơ"),
            ("Dựng kho tài liệu điện tử cho doanh nghiệp tra cứu", "", "", "", ""),
            ("Vận động doanh nghiệp dự giải thưởng chất lượng quốc gia", "", "", "", ""),
            ("Kèm doanh nghiệp dựng hệ thống quản lý và công cụ cải tiến", "", "", "", ""),
            ("Giúp doanh nghiệp gắn mã số mã vạch và truy xuất nguồn gốc", "", "", "", ""),
            ("Đưa môn năng suất chất lượng vào trường đại học, cao đẳng", "", "", "", ""),
            ("Nâng tay nghề cho phòng thử nghiệm của thành phố", "", "", "", ""),
        ),
        (
            ("Rà soát, sửa các quy định của tỉnh đang gây vướng cho doanh nghiệp", "", "", "", ""),
            ("Mở chuyên mục năng suất trên báo, đài của tỉnh", "", "", "", "Báo Hậu Giang"),
            ("Giới thiệu doanh nghiệp tham dự giải thưởng chất lượng quốc gia", "", "", "", ""),
            ("Hỗ trợ truy xuất nguồn gốc, mã số mã vạch cho doanh nghiệp và hợp tác xã", "", "", "", ""),
            ("Trang bị máy đo cho phòng thử nghiệm của tỉnh", "", "", "", ""),
            ("Tham quan mô hình điểm ở tỉnh bạn", "", "", "", ""),
            ("Hướng dẫn doanh nghiệp áp dụng hệ thống quản lý, công cụ cải tiến", "", "", "", ""),
        ),
        ((0, 0), (1, 1), (3, 2), (4, 6), (5, 3)),
    ),
    Case(
        "mức hỗ trợ: Cần Thơ và Hậu Giang", False,
        (
            ("Hỗ trợ 50% chi phí tư vấn và chứng nhận hệ thống quản lý ISO 9001, không quá 45 triệu đồng/hệ thống", "", "", "", ""),
            ("Hỗ trợ 50% chi phí tư vấn và chứng nhận hệ thống quản lý ISO 22000, HACCP, không quá 60 triệu đồng/hệ thống", "", "", "", ""),
            ("Hỗ trợ 100% phí đăng ký mã số mã vạch, không quá 3 triệu đồng/doanh nghiệp", "", "", "", ""),
            ("Hỗ trợ 50% chi phí áp dụng truy xuất nguồn gốc, không quá 40 triệu đồng/doanh nghiệp", "", "", "", ""),
            ("Thưởng 30 triệu đồng cho doanh nghiệp đạt Giải vàng Chất lượng Quốc gia", "", "", "", ""),
        ),
        (
            ("Hỗ trợ 40% chi phí tư vấn, chứng nhận hệ thống quản lý HACCP, ISO 22000, tối đa 50 triệu đồng/hệ thống", "", "", "", ""),
            ("Hỗ trợ 40% chi phí tư vấn, chứng nhận hệ thống quản lý ISO 9001, tối đa 40 triệu đồng/hệ thống", "", "", "", ""),
            ("Hỗ trợ 70% chi phí truy xuất nguồn gốc, tối đa 30 triệu đồng/cơ sở", "", "", "", ""),
            ("Hỗ trợ phí đăng ký mã số mã vạch năm đầu, tối đa 2 triệu đồng/cơ sở", "", "", "", ""),
            ("Hỗ trợ 50% chi phí thử nghiệm mẫu sản phẩm, tối đa 10 triệu đồng/sản phẩm", "", "", "", ""),
        ),
        ((0, 1), (1, 0), (2, 3), (3, 2)),
    ),
    Case(
        "mức hỗ trợ: bản sửa đổi", True,
        (
            ("Chi phí tư vấn áp dụng VietGAP", "", "", "", ""),
            ("Chi phí chứng nhận VietGAP", "", "", "", ""),
            ("Chi phí chứng nhận hữu cơ", "", "", "", ""),
            ("Chi phí ứng dụng công nghệ số trong quản trị doanh nghiệp", "", "", "", ""),
            ("Chi phí đăng ký bảo hộ nhãn hiệu trong nước", "", "", "", ""),
            ("Chi phí chứng nhận hợp chuẩn sản phẩm", "", "", "", ""),
        ),
        (
            ("Chi phí tư vấn áp dụng VietGAP, GlobalGAP", "", "", "", ""),
            ("Chi phí chứng nhận VietGAP, GlobalGAP", "", "", "", ""),
            ("Chi phí chứng nhận hữu cơ", "", "", "", ""),
            ("Chi phí ứng dụng công nghệ số vào quản trị, sản xuất", "", "", "", ""),
            ("Chi phí đăng ký bảo hộ nhãn hiệu ở nước ngoài", "", "", "", ""),
            ("Chi phí đăng ký bảo hộ nhãn hiệu trong nước", "", "", "", ""),
        ),
        ((0, 0), (1, 1), (2, 2), (3, 3), (4, 5)),
    ),
    Case(
        "điều kiện: hai nơi", False,
        said(
            "Có giấy đăng ký kinh doanh và đang hoạt động tại thành phố.",
            "Có người theo dõi việc áp dụng và có phần vốn góp của mình.",
            "Chưa nhận tiền từ nguồn nhà nước khác cho cùng một việc.",
            "Chịu sự kiểm tra của cơ quan quản lý trong lúc làm và sau khi xong.",
        ),
        said(
            "Chưa được nguồn nhà nước khác hỗ trợ cho cùng một việc.",
            "Có trụ sở, giấy đăng ký kinh doanh và đang hoạt động tại tỉnh.",
            "Cam kết góp đủ phần vốn của mình và cử người theo dõi việc áp dụng.",
            "Không nợ thuế quá hạn.",
        ),
        ((0, 1), (1, 2), (2, 0)),
    ),
    Case(
        "điều kiện: câu dài", True,
        said(
            "Doanh nghiệp nhỏ và vừa theo quy định của pháp luật, có trụ sở chính trên địa bàn tỉnh, có sản phẩm thuộc danh mục sản phẩm chủ lực.",
            "Việc hỗ trợ thực hiện một lần cho một nội dung, sau khi doanh nghiệp hoàn thành và có kết quả được chứng nhận.",
            "Trường hợp cùng một nội dung có nhiều chính sách thì doanh nghiệp được chọn mức có lợi nhất.",
            "Hồ sơ nộp trước ngày 31 tháng 3; hồ sơ nộp sau được xét vào năm sau.",
        ),
        said(
            "Doanh nghiệp nhỏ và vừa, hợp tác xã có trụ sở chính trên địa bàn tỉnh và có sản phẩm thuộc danh mục chủ lực.",
            "Hồ sơ nộp trước ngày 30 tháng 4; nộp sau thì xét vào năm sau.",
            "Mỗi nội dung được hỗ trợ một lần, sau khi hoàn thành và có kết quả chứng nhận.",
            "Ưu tiên doanh nghiệp do phụ nữ làm chủ.",
        ),
        ((0, 0), (1, 2), (3, 1)),
    ),
    Case(
        "trách nhiệm: tên cơ quan đổi", False,
        (
            ("Đứng đầu mối, lên lịch từng năm và lo toàn bộ công việc; tổng hợp kết quả, báo cáo Ủy ban nhân dân.", "", "", "", "Sở Khoa học và Công nghệ"),
            ("Xem dự toán hằng năm và hướng dẫn thanh toán.", "", "", "", "Sở Tài chính"),
            ("Lồng ghép kế hoạch với chương trình giúp doanh nghiệp nhỏ và vừa.", "", "", "", "Sở Kế hoạch và Đầu tư"),
            ("Giữ chuyên mục đều đặn về năng suất và chất lượng.", "", "", "", "Báo Cần Thơ; Đài Phát thanh và Truyền hình"),
            ("Giới thiệu doanh nghiệp của ngành mình tham gia.", "", "", "", "Sở, ban ngành có liên quan"),
        ),
        (
            ("Đầu mối của kế hoạch; lên lịch từng năm, tổng hợp kết quả, báo cáo Ủy ban nhân dân.", "", "", "", "Sở Khoa học và Công nghệ"),
            ("Xem dự toán, hướng dẫn thanh toán; lồng ghép với chương trình giúp doanh nghiệp nhỏ và vừa.", "", "", "", "Sở Tài chính"),
            ("Mở chuyên mục về năng suất và chất lượng.", "", "", "", "Báo và Phát thanh, truyền hình Cần Thơ"),
            ("Báo cho cơ sở trên địa bàn biết để đăng ký.", "", "", "", "Ủy ban nhân dân các xã, phường"),
        ),
        ((0, 0), (1, 1), (3, 2)),
    ),
    Case(
        "trách nhiệm: hai tỉnh", True,
        (
            ("Chủ trì, theo dõi, đôn đốc việc thực hiện; trước ngày 30 tháng 11 tổng hợp báo cáo.", "", "", "", "Sở Khoa học và Công nghệ"),
            ("Tham mưu bố trí kinh phí trong dự toán hằng năm.", "", "", "", "Sở Tài chính"),
            ("Hướng dẫn doanh nghiệp công nghiệp áp dụng công cụ cải tiến.", "", "", "", "Sở Công Thương"),
            ("Hướng dẫn cơ sở nông nghiệp áp dụng VietGAP và truy xuất nguồn gốc.", "", "", "", "Sở Nông nghiệp và Phát triển nông thôn"),
            ("Tuyên truyền đến hội viên.", "", "", "", "Hiệp hội Doanh nghiệp"),
        ),
        (
            ("Là cơ quan thường trực: theo dõi, đôn đốc, tổng hợp báo cáo trước ngày 30 tháng 11.", "", "", "", "Sở Khoa học và Công nghệ"),
            ("Hướng dẫn cơ sở nông nghiệp áp dụng quy trình VietGAP, hữu cơ, truy xuất nguồn gốc.", "", "", "", "Sở Nông nghiệp và Môi trường"),
            ("Hướng dẫn doanh nghiệp công nghiệp đổi mới công nghệ.", "", "", "", "Sở Công Thương"),
            ("Cân đối, bố trí kinh phí hằng năm.", "", "", "", "Sở Tài chính"),
            ("Kiểm tra nhãn hàng hóa trên thị trường.", "", "", "", "Cục Quản lý thị trường"),
        ),
        ((0, 0), (1, 3), (2, 2), (3, 1)),
    ),
    Case(
        "thời hạn", True,
        (
            ("Trước ngày 30 tháng 11 hằng năm báo cáo Ủy ban nhân dân tỉnh và Bộ Khoa học và Công nghệ.", "", "yearly", "30/11", "Sở Khoa học và Công nghệ"),
            ("Trước ngày 15 tháng 11 hằng năm gửi báo cáo kết quả về Sở Khoa học và Công nghệ.", "", "yearly", "15/11", "các sở, ngành"),
            ("Sơ kết giữa kỳ vào năm 2023.", "", "once", "2023", "Sở Khoa học và Công nghệ"),
        ),
        (
            ("Các sở, ngành gửi báo cáo kết quả về Sở Khoa học và Công nghệ trước ngày 20 tháng 11 hằng năm.", "", "yearly", "20/11", "các sở, ngành"),
            ("Báo cáo Ủy ban nhân dân tỉnh, Bộ Khoa học và Công nghệ trước ngày 30 tháng 11 hằng năm.", "", "yearly", "30/11", "Sở Khoa học và Công nghệ"),
            ("Lập dự toán năm sau trước ngày 15 tháng 7.", "", "yearly", "15/7", "Sở Khoa học và Công nghệ"),
        ),
        ((0, 1), (1, 0)),
    ),
    Case(
        "dự toán: năm trước và năm nay", False,
        (
            ("Hội nghị phổ biến tiêu chuẩn, quy chuẩn", "", "", "", ""),
            ("Mở lớp tại tỉnh", "", "", "", ""),
            ("In tài liệu cho lớp học", "", "", "", ""),
            ("Gửi cán bộ đi học ngoài tỉnh", "", "", "", ""),
            ("Hỗ trợ doanh nghiệp xây dựng hệ thống quản lý", "", "", "", ""),
            ("Chi quản lý, kiểm tra", "", "", "", ""),
        ),
        (
            ("Hội nghị phổ biến tiêu chuẩn, quy chuẩn kỹ thuật", "", "", "", ""),
            ("Mở lớp đào tạo tại tỉnh", "", "", "", ""),
            ("Hỗ trợ doanh nghiệp xây dựng hệ thống quản lý", "", "", "", ""),
            ("Hỗ trợ doanh nghiệp truy xuất nguồn gốc", "", "", "", ""),
            ("Chi quản lý, kiểm tra, giám sát", "", "", "", ""),
        ),
        ((0, 0), (1, 1), (4, 2), (5, 4)),
    ),
    Case(
        "dự toán: hai tỉnh", True,
        (
            ("Truyền thông trên báo, đài", "", "", "", ""),
            ("Đào tạo chuyên gia năng suất chất lượng", "", "", "", ""),
            ("Thuê chuyên gia tư vấn tại doanh nghiệp", "", "", "", ""),
            ("Thẩm định hồ sơ hỗ trợ", "", "", "", ""),
            ("Văn phòng phẩm, in ấn", "", "", "", ""),
        ),
        (
            ("Đào tạo đội ngũ chuyên gia năng suất, chất lượng", "", "", "", ""),
            ("Hội đồng thẩm định hồ sơ hỗ trợ", "", "", "", ""),
            ("Truyền thông trên báo và truyền hình", "", "", "", ""),
            ("Mua máy chiếu", "", "", "", ""),
            ("In ấn, văn phòng phẩm", "", "", "", ""),
        ),
        ((0, 2), (1, 0), (3, 1), (4, 4)),
    ),
    Case(
        "nhiệm vụ: hai chương trình khác nhau", False,
        said(
            "Tổ chức hội nghị triển khai kế hoạch năng suất chất lượng",
            "Hỗ trợ doanh nghiệp xây dựng hệ thống quản lý chất lượng",
            "Đào tạo chuyên gia năng suất chất lượng",
            "Xây dựng cơ sở dữ liệu về tiêu chuẩn, quy chuẩn kỹ thuật",
            "Kiểm tra, đánh giá kết quả thực hiện của doanh nghiệp được hỗ trợ",
            "Tuyên truyền trên báo, đài về năng suất chất lượng",
        ),
        said(
            "Tổ chức hội chợ thương mại, kết nối cung cầu hàng hóa",
            "Hỗ trợ doanh nghiệp tham gia sàn giao dịch điện tử",
            "Đào tạo lao động nông thôn học nghề dệt may",
            "Xây dựng bản đồ số các điểm du lịch của tỉnh",
            "Kiểm tra an toàn lao động tại các mỏ khai thác đá",
            "Quảng bá ẩm thực địa phương ở nước ngoài",
        ),
        (),
    ),
    Case(
        "mức hỗ trợ: hai chương trình khác nhau", True,
        said(
            "Hỗ trợ 50% chi phí chứng nhận sản phẩm, không quá 30 triệu đồng/sản phẩm",
            "Hỗ trợ 100% phí mã số mã vạch năm đầu, không quá 2 triệu đồng/doanh nghiệp",
            "Hỗ trợ 50% chi phí tư vấn công cụ cải tiến năng suất, không quá 40 triệu đồng/doanh nghiệp",
            "Hỗ trợ 30% chi phí thử nghiệm hàng xuất khẩu, không quá 40 triệu đồng/doanh nghiệp",
        ),
        said(
            "Hỗ trợ 50% chi phí thuê gian hàng hội chợ, không quá 30 triệu đồng/gian hàng",
            "Hỗ trợ 100% tiền vé máy bay cho đoàn khảo sát, không quá 2 người/doanh nghiệp",
            "Hỗ trợ 50% lãi suất vay vốn mua máy nông nghiệp, không quá 40 triệu đồng/hộ",
            "Hỗ trợ 30% giá trị giống cây ăn quả, không quá 40 triệu đồng/hộ",
        ),
        (),
    ),
)  # fmt: skip
