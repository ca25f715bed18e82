"""Names of the content groups that are delivered with the system, for pages in another language than Vietnamese.

The name is data; these are its words. A group that the reference data adds later shows its own name until it is here.
"""

from django.utils.translation import gettext_lazy as _

CONTENT_NAMES = (
    _("Thông tin, truyền thông"),
    _("Quản lý chương trình"),
    _("Đào tạo, tập huấn"),
    _("Hướng dẫn, tư vấn"),
    _("Hệ thống quản lý"),
    _("Công cụ cải tiến năng suất, chất lượng"),
    _("Gói giải pháp tổng thể"),
    _("Truy xuất nguồn gốc"),
    _("Thực hành nông nghiệp tốt (GAP)"),
    _("Nông nghiệp hữu cơ"),
    _("Năng suất xanh"),
    _("Chuyển đổi số, công nghệ số"),
    _("Sản xuất thông minh"),
    _("Đổi mới sáng tạo"),
    _("Nghiên cứu, công nghệ mới"),
    _("Thử nghiệm"),
    _("Tiêu chuẩn cơ sở"),
    _("Chứng nhận sản phẩm, hàng hóa"),
    _("Chứng nhận hệ thống quản lý"),
    _("Sở hữu trí tuệ"),
    _("Mã số, mã vạch"),
    _("Giải thưởng chất lượng"),
)
