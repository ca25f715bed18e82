"""Roles as code: what each is called, what it is for, what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Role:
    """`second_factor`: whoever holds it signs in with a second factor, too."""

    code: str
    name: StrOrPromise
    description: StrOrPromise
    permissions: frozenset[str]
    second_factor: bool = False


# What a permission lets one do, in words for the page "Ai được làm gì". The part before the dot names its group.
PERMISSIONS: dict[str, StrOrPromise] = {
    "plans.view": _("Xem kế hoạch của tỉnh"),
    "plans.edit": _("Tải lên, rà soát và sửa bản thảo kế hoạch"),
    "plans.confirm": _("Xác nhận kế hoạch có hiệu lực"),
    "products.edit": _("Ghi sản phẩm, cơ chế chính sách, hợp tác, kinh phí lồng ghép"),
    "products.report": _("Ghi sản phẩm của cơ quan mình"),
    "guidance.view": _("Xem nhật ký hướng dẫn doanh nghiệp"),
    "guidance.edit": _("Ghi lượt hướng dẫn; sửa, hủy lượt mình ghi"),
    "guidance.correct": _("Sửa, hủy lượt hướng dẫn người khác ghi"),
    "difficulties.view": _("Xem khó khăn, kiến nghị do mình hoặc cơ quan mình nêu"),
    "difficulties.all": _("Xem khó khăn, kiến nghị của mọi cơ quan, doanh nghiệp trong tỉnh"),
    "difficulties.report": _("Gửi khó khăn, kiến nghị"),
    "difficulties.edit": _("Tiếp nhận, trả lời, kiến nghị cấp trên và kết thúc khó khăn, kiến nghị"),
    "policies.view": _("Xem mức hỗ trợ của tỉnh và tính thử"),
    "policies.edit": _("Đặt, sửa, kết thúc mức hỗ trợ của tỉnh"),
    "other_support.view": _("Xem doanh nghiệp được nơi khác hỗ trợ gì, văn bản hỏi các nơi"),
    "other_support.edit": _("Ghi, nhập danh sách, hủy hỗ trợ từ nơi khác; hỏi các nơi và ghi trả lời"),
    "providers.view": _("Xem sổ tổ chức tư vấn, đào tạo, chứng nhận"),
    "providers.edit": _("Ghi tổ chức tư vấn, đào tạo, chứng nhận; lựa chọn, hợp đồng, đánh giá"),
    "norms.view": _("Xem định mức chi và quy định hỗ trợ của tỉnh"),
    "norms.edit": _("Ghi, sửa đổi, kết thúc định mức chi và quy định hỗ trợ"),
    "tasks.report": _("Báo cáo nhiệm vụ của cơ quan mình"),
    "agency_reports.view": _("Xem báo cáo nhiệm vụ của mọi cơ quan"),
    "agency_reports.receive": _("Mở đợt báo cáo; nhận, trả lại, nhập thay báo cáo của cơ quan"),
    "tasks.follow": _("Giao, theo dõi nhiệm vụ của từng năm"),
    "documents.view": _("Xem văn bản và tệp của tỉnh"),
    "documents.edit": _("Thêm, sửa văn bản trong sổ văn bản"),
    "documents.sensitive": _("Mở tệp có dữ liệu cá nhân (mỗi lần mở được ghi lại)"),
    "templates.edit": _("Tải lên và đổi mẫu văn bản của tỉnh"),
    "agencies.view": _("Xem danh bạ cơ quan"),
    "agencies.edit": _("Thêm, sửa, sáp nhập, kết thúc cơ quan trong danh bạ của tỉnh"),
    "entities.view": _("Tìm doanh nghiệp, hợp tác xã theo tên, mã số thuế"),
    "entities.record": _("Ghi doanh nghiệp, hợp tác xã mới khi nhập liệu"),
    "enterprises.view": _("Xem sổ doanh nghiệp của tỉnh"),
    "enterprises.edit": _("Ghi, sửa hồ sơ doanh nghiệp, số liệu năm, sản phẩm, chứng nhận"),
    "enterprises.import": _("Nhập danh sách doanh nghiệp, gộp hồ sơ trùng"),
    "needs.view": _("Xem nhu cầu, đề xuất của tỉnh trước khi lập dự toán"),
    "needs.edit": _("Mở đợt khảo sát nhu cầu, nhập thay, gộp và xếp hạng nhu cầu"),
    "needs.decide": _("Quyết định nhu cầu nào đưa vào kế hoạch, dự toán; đặt cách tính điểm"),
    "absence.delegate": _("Giao việc của mình cho người khác khi vắng mặt"),
    "accounts.view": _("Xem người dùng của tỉnh và vai trò của họ"),
    "accounts.edit": _("Mời, giao vai trò, tạm khóa người dùng của tỉnh"),
    "audit.view": _("Xem và xuất nhật ký của tỉnh"),
    "outbox.view": _("Xem thư điện tử hệ thống gửi đi"),
    "outbox.edit": _("Quyết định gửi lại thư chưa đến"),
}
GROUPS: dict[str, StrOrPromise] = {
    "plans": _("Kế hoạch"),
    "products": _("Sản phẩm của kế hoạch"),
    "guidance": _("Hướng dẫn doanh nghiệp"),
    "difficulties": _("Khó khăn, kiến nghị"),
    "policies": _("Mức hỗ trợ"),
    "other_support": _("Hỗ trợ từ nơi khác"),
    "providers": _("Tổ chức thực hiện"),
    "norms": _("Định mức, quy định hỗ trợ"),
    "tasks": _("Nhiệm vụ"),
    "agency_reports": _("Báo cáo của cơ quan"),
    "documents": _("Văn bản"),
    "templates": _("Mẫu văn bản"),
    "agencies": _("Cơ quan"),
    "entities": _("Doanh nghiệp"),
    "enterprises": _("Sổ doanh nghiệp"),
    "needs": _("Nhu cầu hỗ trợ"),
    "absence": _("Vắng mặt"),
    "accounts": _("Người dùng"),
    "audit": _("Nhật ký"),
    "outbox": _("Thư đi"),
}
NOT_DELEGABLE = frozenset({"accounts.edit", "absence.delegate"})
"""What nobody hands on during an absence: who may do what, and handing on itself."""

ROLES = (
    Role(
        "officer",
        _("Chuyên viên"),
        _("Làm việc hằng ngày với chương trình: tải kế hoạch lên, rà soát, theo dõi."),
        frozenset(
            {
                "plans.view", "plans.edit", "plans.confirm", "documents.view", "documents.edit", "documents.sensitive",
                "guidance.view", "guidance.edit", "guidance.correct",
                "templates.edit",
                "products.edit",
                "agencies.view", "agencies.edit", "entities.view", "entities.record", "absence.delegate",
                "enterprises.view", "enterprises.edit", "enterprises.import",
                "needs.view", "needs.edit", "needs.decide",
                "difficulties.view", "difficulties.all", "difficulties.report", "difficulties.edit",
                "norms.view", "norms.edit", "policies.view", "policies.edit",
                "other_support.view", "other_support.edit", "providers.view", "providers.edit",
                "tasks.report", "agency_reports.view", "agency_reports.receive",
                "tasks.follow",
            }
        ),
    ),
    Role(
        "head",
        _("Lãnh đạo sở"),
        _("Xem mọi việc của tỉnh, ký và xác nhận."),
        frozenset(
            {
                "guidance.view", "guidance.edit", "guidance.correct",
                "plans.view", "plans.edit", "plans.confirm", "documents.view", "documents.sensitive", "agencies.view",
                "entities.view", "entities.record", "absence.delegate", "audit.view", "accounts.view",
                "enterprises.view", "enterprises.edit", "enterprises.import",
                "needs.view", "needs.edit", "needs.decide",
                "products.edit",
                "difficulties.view", "difficulties.all", "difficulties.report", "difficulties.edit", "norms.view",
                "tasks.report", "agency_reports.view", "agency_reports.receive", "policies.view", "policies.edit",
                "other_support.view", "other_support.edit", "providers.view", "providers.edit",
                "tasks.follow",
            }
        ),
        second_factor=True,
    ),
    Role(
        "administrator",
        _("Quản trị hệ thống"),
        _("Quản lý người dùng, danh bạ cơ quan và mẫu văn bản của tỉnh. Không đọc hồ sơ, kế hoạch."),
        frozenset(
            {
                "accounts.view", "accounts.edit", "agencies.view", "agencies.edit", "audit.view", "templates.edit",
                "absence.delegate", "outbox.view", "outbox.edit",
            }
        ),
        second_factor=True,
    ),
    Role(
        "cooperating",
        _("Cơ quan phối hợp"),
        _("Xem kế hoạch và phần việc của cơ quan mình, báo cáo phần việc ấy."),
        frozenset(
            {
                "guidance.view", "guidance.edit",
                "plans.view", "documents.view", "agencies.view", "entities.view", "entities.record", "absence.delegate",
                "products.report",
                "difficulties.view", "difficulties.report", "norms.view", "policies.view", "providers.view",
                "tasks.report",
            }
        ),
    ),
    Role(
        "ministry_viewer",
        _("Theo dõi cấp Bộ"),
        _("Xem mọi tỉnh, không sửa được gì."),
        frozenset(
            {
                "plans.view", "needs.view", "documents.view", "agencies.view", "entities.view", "guidance.view",
                "difficulties.view", "difficulties.all", "norms.view", "policies.view",
                "agency_reports.view", "enterprises.view", "other_support.view", "providers.view",
            }
        ),
    ),
)  # fmt: skip
BY_CODE = {role.code: role for role in ROLES}
