"""The forms that come with the system: the papers every office writes. Samples are invented."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nscl.documents.rendering.wording import BLANK_DAY, BLANK_NUMBER
from nscl.documents.templating.registry import AnyField, Field, Form, Lines, Rows
from nscl.documents.templating.standard import addressees, each, lead, line, table

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PARAGRAPHS = (
    "Thực hiện kế hoạch năm 2026, Sở Khoa học và Công nghệ đề nghị các cơ quan triển khai nhiệm vụ được giao.",
    "Kết quả gửi về Sở trước ngày 15 tháng 11 năm 2026 để tổng hợp, báo cáo.",
)


def _head(subject: str, symbol: str) -> tuple[AnyField, ...]:
    """The fields of every head; `subject` and `symbol` are samples."""
    return (
        Field("co_quan_chu_quan", _("Cơ quan chủ quản; viết thường, mẫu tự đổi thành chữ hoa"), "UBND tỉnh Quảng Ngãi",
              needed=False),
        Field("co_quan", _("Cơ quan ban hành; viết thường, mẫu tự đổi thành chữ hoa"), "Sở Khoa học và Công nghệ"),
        Field("so", _("Số văn bản; để trống khi văn thư chưa cho số"), BLANK_NUMBER),
        Field("ky_hieu", _("Ký hiệu: tên loại viết tắt, cơ quan viết tắt"), symbol),
        Field("dia_danh", _("Địa danh trước ngày tháng"), "Quảng Ngãi"),
        Field("thoi_gian", _("Ngày, tháng, năm đã viết thành chữ; để trống chỗ khi chưa có ngày"),
              f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm 2026"),
        Field("trich_yeu", _("Trích yếu nội dung"), subject),
    )  # fmt: skip


SIGNATURE: tuple[AnyField, ...] = (
    Field("chuc_vu_ky", _("Quyền hạn, chức vụ người ký, đã viết hoa; mỗi dòng một ý"), "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"),
    Field("nguoi_ky", _("Họ tên người ký"), "Nguyễn Văn A"),
)


def _recipients(first: str) -> Lines:
    """Where the paper goes; `first` of the sample is what this kind of paper names above."""
    return Lines("noi_nhan", _("Nơi nhận; mỗi nơi đã có dấu chấm phẩy, nơi cuối có dấu chấm"),
                 (first, "UBND tỉnh (b/c)", "Lưu: VT, TĐC"), ends=True)  # fmt: skip


AS_ABOVE = _recipients("Như trên")
OFFICES = _recipients("Các sở, ban, ngành")
TO = Lines("kinh_gui", _("Nơi được kính gửi"), ("Các sở, ban, ngành", "UBND các xã, phường, đặc khu"), ends=True)
BASES = Lines("can_cu", _("Căn cứ ban hành; mỗi căn cứ đã có dấu chấm phẩy, căn cứ cuối có dấu chấm"),
              ("Căn cứ Quyết định số 1322/QĐ-TTg ngày 31 tháng 8 năm 2020 của Thủ tướng Chính phủ",
               "Theo đề nghị của Chi cục trưởng Chi cục Tiêu chuẩn Đo lường Chất lượng"), ends=True)  # fmt: skip


CONTENT = _("Nội dung; mỗi mục là một đoạn")


def _content(name: str = "noi_dung", label: StrOrPromise = CONTENT) -> Lines:
    return Lines(name, label, PARAGRAPHS)


LETTER = Form(
    "letter",
    _("Công văn"),
    _("Thư của cơ quan gửi nơi khác: có V/v và Kính gửi, không có tên loại."),
    (
        *_head("triển khai kế hoạch nâng cao năng suất, chất lượng năm 2026", "SKHCN-TĐC"),
        TO,
        _content(),
        *SIGNATURE,
        AS_ABOVE,
    ),
    (*addressees("kinh_gui"), *each("noi_dung")),
    letter=True,
)
PROPOSAL = Form(
    "proposal",
    _("Tờ trình"),
    _("Trình cấp trên xem xét, quyết định."),
    (*_head("Về việc phê duyệt kế hoạch nâng cao năng suất, chất lượng năm 2026", "TTr-SKHCN"),
     TO, _content("su_can_thiet", _("Sự cần thiết; mỗi mục là một đoạn")), BASES,
     _content("noi_dung", _("Nội dung trình; mỗi mục là một đoạn")),
     Field("kinh_phi", _("Kinh phí đề nghị, đồng"), 140_000_000, "money", needed=False),
     _content("kien_nghi", _("Kiến nghị; mỗi mục là một đoạn")), *SIGNATURE, AS_ABOVE),
    (*addressees("kinh_gui"), line("roman", "I. SỰ CẦN THIẾT"), *each("su_can_thiet"),
     line("roman", "II. CĂN CỨ"), *each("can_cu"), line("roman", "III. NỘI DUNG"), *each("noi_dung"),
     line("text", "{%p if kinh_phi %}"),
     line("text", "Kinh phí: {{ kinh_phi }} đồng (Bằng chữ: {{ kinh_phi|bang_chu }})."),
     line("text", "{%p endif %}"), line("roman", "IV. KIẾN NGHỊ"), *each("kien_nghi")),
)  # fmt: skip
DECISION = Form(
    "decision",
    _("Quyết định"),
    _("Quyết định của người đứng đầu: căn cứ, rồi từng điều."),
    (*_head("Về việc thành lập Hội đồng thẩm định hồ sơ hỗ trợ năm 2026", "QĐ-SKHCN"),
     Field("tham_quyen", _("Thẩm quyền ban hành; mẫu tự đổi thành chữ hoa"),
                  "Giám đốc Sở Khoa học và Công nghệ"), BASES,
     Rows("dieu", _("Các điều, tự đánh số từ 1"), (Field("noi_dung", _("Lời của điều"), ""),),
          ({"noi_dung": "Thành lập Hội đồng thẩm định hồ sơ hỗ trợ năm 2026."},
           {"noi_dung": "Quyết định này có hiệu lực kể từ ngày ký."},
           {"noi_dung": "Chánh Văn phòng Sở và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành."})),
     *SIGNATURE, _recipients("Như Điều 3")),
    (line("authority", "{{ tham_quyen|hoa }}"), *each("can_cu", "basis"), line("resolves", "QUYẾT ĐỊNH:"),
     line("text", "{%p for d in dieu %}"), lead("Điều {{ loop.index }}.", "{{ d.noi_dung }}"),
     line("text", "{%p endfor %}")),
)  # fmt: skip
NOTICE = Form(
    "notice",
    _("Thông báo"),
    _("Báo tin, mời nộp hồ sơ, truyền đạt kết luận."),
    (*_head("Về việc tiếp nhận hồ sơ đề nghị hỗ trợ năm 2026", "TB-SKHCN"), _content(), *SIGNATURE, OFFICES),
    each("noi_dung"),
)
MINUTES = Form(
    "minutes",
    _("Biên bản họp"),
    _("Ghi lại một cuộc họp: thời gian, địa điểm, thành phần, nội dung, kết luận; thư ký và chủ tọa cùng ký."),
    (*_head("Họp Hội đồng thẩm định hồ sơ hỗ trợ năm 2026", "BB-SKHCN"),
     Field("bat_dau", _("Giờ, ngày bắt đầu"), "8 giờ 00, ngày 22 tháng 3 năm 2026"),
     Field("dia_diem", _("Địa điểm"), "Phòng họp số 1"), Field("chu_tri", _("Người chủ trì"), "Lê Thị C"),
     Field("thu_ky", _("Thư ký"), "Trần Văn B"),
     Lines("thanh_phan", _("Thành phần dự họp"), ("Ông Nguyễn Văn A, Ủy viên", "Bà Lê Thị C, Chủ tịch Hội đồng")),
     _content("noi_dung", _("Diễn biến cuộc họp; mỗi mục là một đoạn")),
     _content("ket_luan", _("Kết luận; mỗi mục là một đoạn")),
     Field("ket_thuc", _("Giờ, ngày kết thúc"), "11 giờ 30 cùng ngày"), _recipients("Thành viên Hội đồng")),
    (line("text", "Thời gian bắt đầu: {{ bat_dau }}."), line("text", "Địa điểm: {{ dia_diem }}."),
     line("text", "Chủ trì: {{ chu_tri }}."), line("text", "Thư ký: {{ thu_ky }}."),
     line("text", "Thành phần tham dự:"), *each("thanh_phan", before="- "),
     line("clause", "1. Nội dung"), *each("noi_dung"), line("clause", "2. Kết luận"), *each("ket_luan"),
     line("text", "Cuộc họp kết thúc vào {{ ket_thuc }}. Biên bản đã được đọc cho những người dự họp cùng nghe.")),
    heading="Biên bản",
    two_signatures=True,
)  # fmt: skip
INVITATION = Form(
    "invitation",
    _("Giấy mời"),
    _("Mời dự họp, hội nghị, lớp tập huấn."),
    (*_head("Dự hội nghị triển khai kế hoạch năm 2026", "GM-SKHCN"),
     Lines("kinh_moi", _("Người, cơ quan được mời"), ("Đại diện Sở Công Thương", "Ông Nguyễn Văn A"), ends=True),
     Field("toi_du", _("Việc được mời dự"), "Hội nghị triển khai kế hoạch năm 2026"),
     Field("chu_tri", _("Người chủ trì"), "Bà Lê Thị C, Giám đốc Sở"),
     Field("ngay_hop", _("Ngày họp"), dt.date(2026, 3, 22), "day"), Field("gio_hop", _("Giờ họp"), "8 giờ 00"),
     Field("dia_diem", _("Địa điểm"), "Hội trường Sở Khoa học và Công nghệ"),
     Field("luu_y", _("Điều cần lưu ý"), "Đề nghị đại biểu đến đúng giờ.", needed=False), *SIGNATURE, AS_ABOVE),
    (line("text", "{{ co_quan }} trân trọng kính mời:"), *each("kinh_moi", before="- "),
     line("text", "Tới dự: {{ toi_du }}."), line("text", "Chủ trì: {{ chu_tri }}."),
     line("text", "Thời gian: {{ gio_hop }}, {{ ngay_hop|ngay_chu }}."), line("text", "Địa điểm: {{ dia_diem }}."),
     line("text", "{%p if luu_y %}"), line("text", "{{ luu_y }}"), line("text", "{%p endif %}")),
)  # fmt: skip
REPORT = Form(
    "report",
    _("Báo cáo"),
    _("Kết quả thực hiện: chỉ đạo, kết quả theo bảng, đánh giá, phương hướng."),
    (*_head("Kết quả nâng cao năng suất, chất lượng năm 2026", "BC-SKHCN"),
     TO, _content("chi_dao", _("Công tác chỉ đạo; mỗi mục là một đoạn")),
     Rows("ket_qua", _("Kết quả từng chỉ tiêu"),
          (Field("noi_dung", _("Nội dung"), ""), Field("ke_hoach", _("Theo kế hoạch"), 0, "number"),
           Field("thuc_hien", _("Thực hiện"), 0, "number"), Field("ghi_chu", _("Ghi chú"), "")),
          ({"noi_dung": "Doanh nghiệp được hướng dẫn, hỗ trợ", "ke_hoach": 10, "thuc_hien": 13, "ghi_chu": ""},
           {"noi_dung": "Lượt người được đào tạo", "ke_hoach": 100, "thuc_hien": 105, "ghi_chu": "Hai lớp"})),
     _content("danh_gia", _("Đánh giá: ưu điểm, hạn chế, nguyên nhân")),
     _content("phuong_huong", _("Phương hướng, đề xuất")), *SIGNATURE, AS_ABOVE),
    (*addressees("kinh_gui"), line("roman", "I. CÔNG TÁC CHỈ ĐẠO"), *each("chi_dao"),
     line("roman", "II. KẾT QUẢ THỰC HIỆN"),
     table("ket_qua", (("Nội dung", "noi_dung", 6, "left"), ("Kế hoạch", "ke_hoach", 2, "right"),
                       ("Thực hiện", "thuc_hien", 2, "right"), ("Ghi chú", "ghi_chu", 3, "left"))),
     line("roman", "III. ĐÁNH GIÁ"), *each("danh_gia"), line("roman", "IV. PHƯƠNG HƯỚNG, ĐỀ XUẤT"),
     *each("phuong_huong")),
)  # fmt: skip
PLAN = Form(
    "plan",
    pgettext_lazy("kind of document", "Kế hoạch"),
    _("Kế hoạch của cơ quan: mục đích, nhiệm vụ theo bảng, kinh phí, tổ chức thực hiện."),
    (*_head("Hỗ trợ doanh nghiệp nâng cao năng suất, chất lượng năm 2026", "KH-SKHCN"),
     BASES, _content("muc_dich", _("Mục đích, yêu cầu; mỗi mục là một đoạn")),
     Rows("nhiem_vu", _("Nhiệm vụ"),
          (Field("noi_dung", _("Nội dung"), ""), Field("chu_tri", _("Cơ quan chủ trì"), ""),
           Field("phoi_hop", _("Cơ quan phối hợp"), ""), Field("thoi_gian", _("Thời gian"), "")),
          ({"noi_dung": "Hỗ trợ doanh nghiệp áp dụng VietGAP", "chu_tri": "Sở Khoa học và Công nghệ",
            "phoi_hop": "Sở Nông nghiệp và Môi trường", "thoi_gian": "Năm 2026"},)),
     Field("kinh_phi", _("Kinh phí, đồng"), 140_000_000, "money"),
     _content("to_chuc", _("Tổ chức thực hiện; mỗi mục là một đoạn")), *SIGNATURE, OFFICES),
    (*each("can_cu", "basis"), line("roman", "I. MỤC ĐÍCH, YÊU CẦU"), *each("muc_dich"),
     line("roman", "II. NHIỆM VỤ"),
     table("nhiem_vu", (("Nội dung", "noi_dung", 6, "left"), ("Chủ trì", "chu_tri", 3, "left"),
                        ("Phối hợp", "phoi_hop", 3, "left"), ("Thời gian", "thoi_gian", 2, "left"))),
     line("roman", "III. KINH PHÍ"),
     line("text", "Kinh phí thực hiện: {{ kinh_phi }} đồng (Bằng chữ: {{ kinh_phi|bang_chu }})."),
     line("roman", "IV. TỔ CHỨC THỰC HIỆN"), *each("to_chuc")),
)  # fmt: skip
FORMS = (LETTER, PROPOSAL, DECISION, NOTICE, MINUTES, INVITATION, REPORT, PLAN)
