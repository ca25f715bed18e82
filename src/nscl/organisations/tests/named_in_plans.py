"""The agencies that five real plans name: our own labels, measured in the tests and in the benchmark.

Names of public bodies are facts; no sentence of a plan stands here. The plans themselves lie outside the project.
"""

from __future__ import annotations

import datetime as dt

DEPARTMENTS = "Các sở, ban, ngành tỉnh"
DISTRICTS = "Ủy ban nhân dân các huyện, thị xã, thành phố"

# File → the day of the plan, and each agency as the plan writes it → the register's name (`=`: the same words).
NAMED: dict[str, tuple[dt.date, dict[str, str]]] = {
    "can-tho-134-kh-ubnd-2021": (
        dt.date(2021, 6, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Sở Tài chính": "=",
            "Sở Kế hoạch và Đầu tư": "=",
            "Sở Công Thương": "=",
            "Sở Nông nghiệp và Phát triển nông thôn": "=",
            "Sở Y tế": "=",
            "Sở Thông tin và Truyền thông": "=",
            "Sở Tài nguyên và Môi trường": "=",
            "Sở Xây dựng": "=",
            "Sở Giao thông vận tải": "=",
            "Sở Nội vụ": "=",
            "Sở, Ban ngành thành phố có liên quan": "Các sở, ban, ngành thành phố",
            "Sở, ngành thành phố": "Các sở, ban, ngành thành phố",
            "Ban Quản lý các Khu Chế xuất và Công nghiệp Cần Thơ": "=",
            "Báo Cần Thơ": "=",
            "Đài Phát thanh và Truyền hình thành phố": "=",
            "Ủy ban nhân dân thành phố": "Ủy ban nhân dân thành phố Cần Thơ",
            "Bộ Khoa học và Công nghệ": "=",
            "Tổ chức Năng suất Châu Á": "=",
        },
    ),
    "kon-tum-2021-2025": (
        dt.date(2021, 6, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Sở Tài chính": "=",
            "Sở Kế hoạch và Đầu tư": "=",
            "Các Sở, ban ngành liên quan": DEPARTMENTS,
            "Các Sở, ban ngành, đơn vị thuộc tỉnh": DEPARTMENTS,
            "Ủy ban nhân dân các huyện, thành phố": DISTRICTS,
            "UBND các huyện, thành phố": DISTRICTS,
            "Đài phát thanh và truyền hình tỉnh": "=",
            "Báo Kon Tum": "=",
            "UBND tỉnh": "Ủy ban nhân dân tỉnh Kon Tum",
            "HĐND tỉnh": "Hội đồng nhân dân tỉnh Kon Tum",
            "Tỉnh ủy": "Tỉnh ủy Kon Tum",
            "Văn phòng UBND tỉnh": "Văn phòng Ủy ban nhân dân tỉnh",
            "Tổ chức Năng suất Châu Á": "=",
        },
    ),
    "nghe-an-683-kh-ubnd-2021": (
        dt.date(2021, 12, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Sở Nông nghiệp và Phát triển nông thôn": "=",
            "Sở Công thương": "Sở Công Thương",
            "Sở Lao động, Thương binh và Xã hội": "Sở Lao động - Thương binh và Xã hội",
            "Sở Kế hoạch và Đầu tư": "=",
            "Sở Thông tin và Truyền thông": "=",
            "Sở Y tế": "=",
            "Sở Tài nguyên và Môi trường": "=",
            "Sở Xây dựng": "=",
            "Sở Tài chính": "=",
            "Sở Nội vụ": "=",
            "Ban Thi đua khen thưởng tỉnh": "Ban Thi đua - Khen thưởng",
            "Báo Nghệ An": "=",
            "Đài Phát thanh truyền hình tỉnh": "Đài Phát thanh và Truyền hình tỉnh",
            "Ban quản lý Khu kinh tế Đông Nam": "=",
            "UBND các huyện, thành phố, thị xã": DISTRICTS,
            "Các Sở, ban, ngành cấp tỉnh": DEPARTMENTS,
            "Hội Doanh nghiệp": "Hiệp hội Doanh nghiệp tỉnh",
            "Chi cục Tiêu chuẩn Đo lường Chất lượng trực thuộc Sở Khoa học và Công nghệ": (
                "Chi cục Tiêu chuẩn Đo lường Chất lượng"
            ),
            "Tổng cục TCĐLCL": "Tổng cục Tiêu chuẩn Đo lường Chất lượng",
            "UBND tỉnh": "Ủy ban nhân dân tỉnh Nghệ An",
            "Bộ Khoa học và Công nghệ": "=",
            "Văn hóa và Thể thao": "Sở Văn hóa và Thể thao",
        },
    ),
    "son-la-2022-news": (
        dt.date(2022, 6, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Các Sở, ban, ngành": DEPARTMENTS,
            "UBND các huyện, thành phố": DISTRICTS,
            "Hiệp Hội doanh nghiệp tỉnh": "Hiệp hội Doanh nghiệp tỉnh",
            "UBND tỉnh": "Ủy ban nhân dân tỉnh Sơn La",
        },
    ),
    "tay-ninh-1500-kh-ubnd-2024": (
        dt.date(2024, 5, 7),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Các sở, ngành tỉnh": DEPARTMENTS,
            "Các Sở, ban, ngành tỉnh": DEPARTMENTS,
            "UBND các huyện, thị xã, thành phố": DISTRICTS,
            "Ủy ban nhân dân các huyện, thị xã, thành phố": DISTRICTS,
            "Hiệp hội doanh nghiệp": "Hiệp hội Doanh nghiệp tỉnh",
            "Hội doanh nghiệp trẻ": "Hội Doanh nhân trẻ tỉnh",
            "Các Hội, Hiệp hội doanh nghiệp": "Các hội, hiệp hội",
            "Liên minh hợp tác xã": "Liên minh Hợp tác xã tỉnh",
            "các doanh nghiệp trên địa bàn tỉnh": "Các doanh nghiệp, hợp tác xã, cơ sở sản xuất",
            "HĐND tỉnh": "Hội đồng nhân dân tỉnh Tây Ninh",
            "Tỉnh ủy": "Tỉnh ủy Tây Ninh",
        },
    ),
}
