"""Documents that the tests print: a plan with annexes, a letter, a decision, minutes. People and matters invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from nscl.documents.rendering.model import (
    Annex,
    By,
    Column,
    Dashes,
    HeadCell,
    Headed,
    Level,
    Official,
    Paragraph,
    Row,
    Signature,
    Table,
)  # fmt: skip

LONG = "Hỗ trợ doanh nghiệp nhỏ và vừa áp dụng hệ thống quản lý, công cụ cải tiến năng suất và truy xuất nguồn gốc. "

BUDGET = Table(
    columns=(Column("STT", 1, "center"), Column("Nội dung", 6), Column("SL", 2, "number"), Column("Tiền", 3, "number")),
    rows=(
        Row(("I", "Hội nghị", None, 25_000_000), bold=True),
        Row((1, 'Thuê hội trường <&> "x"', 1, Decimal("2500000.50"))),
        Row(("Cộng hai dòng",), whole=True),
    ),
    unit="Đơn vị tính: đồng",
)
TARGETS = Table(
    columns=(Column("STT", 1, "center"), Column("Mục tiêu", 8, "justify"), Column("Từ", 2, "number"),
             Column("Đến", 2, "number")),
    rows=tuple(Row((n, f"Mục tiêu thứ {n} của kế hoạch", n, n * 1000)) for n in range(1, 61)),
    head=(
        (HeadCell("STT", rows=2), HeadCell("Mục tiêu", rows=2), HeadCell("Giá trị", columns=2)),
        (HeadCell("Từ"), HeadCell("Đến")),
    ),
)  # fmt: skip

PLAN = Official(
    parent="Ủy ban nhân dân\ntỉnh Quảng Ngãi",
    issuer="Sở Khoa học và Công nghệ",
    number=5,
    symbol="KH-SKHCN",
    place="Quảng Ngãi",
    issued_on=dt.date(2026, 2, 5),
    kind="Kế hoạch",
    subject="Hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa trên địa bàn tỉnh năm 2026",
    bases=("Căn cứ Luật A", "Căn cứ Quyết định B;", "Theo đề nghị của Chi cục trưởng C."),
    body=(
        Headed(
            Level.ROMAN,
            "Mục đích, yêu cầu",
            body=(
                Headed(Level.CLAUSE, "Mục đích", body=(Paragraph(LONG * 4), Dashes(("Một", "Hai")))),
                Headed(
                    Level.CLAUSE,
                    "Yêu cầu",
                    body=tuple(Headed(Level.POINT, text=f"Yêu cầu thứ {n}.") for n in range(1, 8)),
                ),
            ),
        ),
        Headed(
            Level.ROMAN, "Nhiệm vụ", body=tuple(Headed(Level.CLAUSE, text=LONG + f"Việc {n}.") for n in range(1, 13))
        ),
        Headed(Level.ROMAN, "Kinh phí", body=(BUDGET,)),
    ),
    signatures=(Signature("Phó Giám đốc", "TS. Nguyễn Văn A", behalf=((By.FOR, "Giám đốc"),)),),
    recipients=("UBND tỉnh (b/c)", "Các sở, ban, ngành;", "Lưu: VT, TĐC."),
    annexes=(
        Annex("Mục tiêu của kế hoạch", (TARGETS,)),
        Annex("Kinh phí", (BUDGET,), landscape=True),
    ),
)

LETTER = Official(
    parent="UBND tỉnh Quảng Ngãi",
    issuer="Sở Khoa học và Công nghệ",
    symbol="SKHCN-TĐC",
    place="Quảng Ngãi",
    year=2026,
    subject="triển khai kế hoạch năm 2026",
    addressees=("Các sở, ban, ngành", "UBND các xã, phường, đặc khu"),
    body=(Paragraph("Sở đề nghị các cơ quan thực hiện."),),
    signatures=(Signature("Giám đốc", "Lê Thị C"),),
    recipients=("Như trên", "Lưu: VT"),
)

DECISION = Official(
    parent="Ủy ban nhân dân tỉnh Quảng Ngãi",
    issuer="Sở Khoa học và Công nghệ",
    number="120",
    symbol="QĐ-SKHCN",
    place="Quảng Ngãi",
    issued_on=dt.date(2026, 11, 12),
    kind="Quyết định",
    subject="Về việc thành lập Hội đồng thẩm định",
    authority="Giám đốc Sở Khoa học và Công nghệ",
    bases=("Căn cứ Nghị định A",),
    resolves="QUYẾT ĐỊNH:",
    body=(
        Headed(Level.ARTICLE, text="Thành lập Hội đồng gồm các ông, bà sau:", body=(Dashes(("Ông A", "Bà B")),)),
        Headed(Level.ARTICLE, text="Hội đồng tự giải thể sau khi hoàn thành nhiệm vụ."),
    ),
    signatures=(Signature("Giám đốc", "Lê Thị C", acting=True),),
    recipients=("Như Điều 1", "Lưu: VT"),
)

MINUTES = Official(
    parent="UBND tỉnh Quảng Ngãi",
    issuer="Sở Khoa học và Công nghệ",
    symbol="BB-SKHCN",
    place="Quảng Ngãi",
    issued_on=dt.date(2026, 3, 9),
    kind="Biên bản",
    subject="Họp Hội đồng thẩm định",
    body=(Paragraph("Thời gian bắt đầu: 8 giờ 00."),),
    signatures=(Signature("Thư ký", "Trần Văn B"), Signature("Chủ tọa", "Lê Thị C")),
    recipients=("Thành viên Hội đồng", "Lưu hồ sơ"),
)
