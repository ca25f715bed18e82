"""What the audit trail calls what is done to people and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AUDIT: dict[str, StrOrPromise] = {
    "membership.added": _("Giao vai trò"),
    "membership.changed": _("Đổi vai trò"),
    "membership.ended": _("Kết thúc vai trò"),
    "person.deactivated": _("Tạm khóa tài khoản"),
    "person.reactivated": _("Mở lại tài khoản"),
    "person.renamed": _("Sửa họ tên"),
    "person.reset_sent": _("Gửi thư đặt lại mật khẩu cho người dùng"),
    "person.factors_reset": _("Gỡ lớp xác thực thứ hai của người dùng"),
    "person.handed_over": _("Bàn giao việc"),
    "job.handed_over": _("Bàn giao việc nền"),
    "invitation.sent": _("Gửi lời mời"),
    "invitation.resent": _("Gửi lại lời mời"),
    "invitation.withdrawn": _("Rút lời mời"),
    "invitation.accepted": _("Nhận lời mời"),
    "delegation.made": _("Giao việc khi vắng mặt"),
    "delegation.withdrawn": _("Thu hồi việc giao khi vắng mặt"),
}
