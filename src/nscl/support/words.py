"""Names that the system brings with it as files, for pages in another language than Vietnamese.

The names are data; these are their words. A row that is added later shows its own name until it is here.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.support.reference import criteria, programmes

PROGRAMME_NAMES = (
    _("Chương trình năng suất chất lượng của tỉnh khác, của bộ"),
    _("Khuyến công"),
    _("Hỗ trợ doanh nghiệp nhỏ và vừa"),
    _("Chương trình mỗi xã một sản phẩm (OCOP)"),
    _("Khuyến nông, phát triển nông nghiệp"),
    _("Xúc tiến thương mại"),
    _("Nhiệm vụ khoa học và công nghệ, đổi mới sáng tạo"),
    _("Phát triển tài sản trí tuệ"),
    _("Chuyển đổi số"),
    _("Nông thôn mới, giảm nghèo, vùng dân tộc thiểu số và miền núi"),
    _("Hỗ trợ hợp tác xã"),
    _("Chương trình khác"),
)
WISH_NAMES = (
    _("ISO 9001 (chất lượng)"),
    _("ISO 22000 (an toàn thực phẩm)"),
    _("ISO 14001 (môi trường)"),
    _("Sản xuất hữu cơ"),
    _("Truy xuất nguồn gốc"),
    _("Mã số, mã vạch"),
    _("Nhãn hiệu, sở hữu trí tuệ"),
    _("Chuyển đổi số"),
    _("5S, Kaizen, Lean, công cụ cải tiến"),
)
PAPER_NAMES = (
    _("Phiếu đăng ký hoặc tờ khai tham gia theo mẫu của thông báo"),
    _("Giấy đăng ký doanh nghiệp, đăng ký hợp tác xã hoặc hộ kinh doanh"),
    _("Bản cam kết chưa được nguồn ngân sách khác hỗ trợ cùng nội dung"),
    _("Hợp đồng hoặc báo giá của đơn vị tư vấn, thực hiện, chứng nhận"),
    _("Giấy chứng nhận (khi thanh toán)"),
    _("Giấy chứng nhận quyền sử dụng mã số mã vạch (khi thanh toán)"),
    _("Đơn đăng ký hoặc văn bằng bảo hộ (khi thanh toán)"),
)
CRITERIA_NAMES = (
    _("Chất lượng kết quả"),
    _("Đúng tiến độ"),
    _("Năng lực chuyên môn"),
    _("Phối hợp với doanh nghiệp, cơ quan"),
    _("Hồ sơ, chứng từ đầy đủ"),
)


def programme_choices() -> list[tuple[str, str]]:
    """Code and name of the programmes that support comes from, in the reader's language."""
    return [(code, gettext(name)) for code, name in programmes().items()]


def criterion_choices() -> list[tuple[str, str]]:
    """Code and name of what work is looked at for, in the reader's language."""
    return [(code, gettext(name)) for code, name in criteria().items()]
