"""What allauth says, in our words: it has no Vietnamese of its own. Refusals by allauth's codes, and audit words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INCORRECT_CODE: StrOrPromise = _("Mã chưa đúng hoặc đã hết hạn. Xem lại mã mới nhất trên điện thoại rồi nhập lại.")
UNREADABLE: StrOrPromise = _(
    "Khóa của hệ thống đã đổi nên không đọc được lớp xác thực này. Nhờ người quản trị hệ thống gỡ ra để thêm lại."
)
INCORRECT_KEY: StrOrPromise = _("Khóa truy cập này không mở được tài khoản. Thử lại, hoặc đăng nhập bằng cách khác.")
ACCOUNT: dict[str, StrOrPromise] = {
    "account_inactive": _("Tài khoản này đang tạm khóa. Liên hệ người quản trị hệ thống để mở lại."),
    "cannot_remove_primary_email": _("Không bỏ được địa chỉ đang dùng để đăng nhập."),
    "duplicate_email": _("Đây đã là địa chỉ của tài khoản này. Nhập một địa chỉ khác."),
    "email_password_mismatch": _(
        "Thư điện tử hoặc mật khẩu chưa đúng. Kiểm tra lại bộ gõ tiếng Việt và phím Caps Lock."
    ),
    "phone_password_mismatch": _("Số điện thoại hoặc mật khẩu chưa đúng."),
    "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    "email_taken": _("Địa chỉ này đã có tài khoản khác dùng. Nhập một địa chỉ khác."),
    "enter_current_password": _("Mật khẩu hiện tại chưa đúng. Nhập lại mật khẩu đang dùng."),
    "incorrect_code": INCORRECT_CODE,
    "incorrect_password": _("Mật khẩu chưa đúng. Nhập lại mật khẩu đang dùng để đăng nhập."),
    "invalid_or_expired_key": _("Liên kết này không đúng hoặc đã hết hạn. Xin lại một liên kết mới."),
    "invalid_login": _("Chưa đăng nhập được. Kiểm tra lại thư điện tử và mật khẩu."),
    "invalid_password_reset": _("Liên kết đặt lại mật khẩu không đúng hoặc đã hết hạn. Xin lại một liên kết mới."),
    "max_email_addresses": _("Không thêm được quá %d địa chỉ thư điện tử."),
    "phone_taken": _("Số điện thoại này đã có tài khoản khác dùng."),
    "too_many_login_attempts": _("Đã thử quá nhiều lần. Chờ vài phút rồi đăng nhập lại."),
    "unknown_email": _("Không có tài khoản nào dùng địa chỉ này."),
    "unknown_phone": _("Không có tài khoản nào dùng số điện thoại này."),
    "unverified_primary_email": _("Địa chỉ thư điện tử chính cần được xác nhận trước."),
    "username_blacklisted": _("Không dùng được tên đăng nhập này. Chọn tên khác."),
    "username_taken": _("Tên đăng nhập này đã có người dùng. Chọn tên khác."),
    "select_only_one": _("Chỉ chọn một trong các cách."),
    "same_as_current": _("Giá trị mới phải khác giá trị đang dùng."),
    "rate_limited": _("Bạn gửi quá nhiều yêu cầu. Chờ một phút rồi thử lại."),
}
FACTORS: dict[str, StrOrPromise] = {
    "add_email_blocked": _("Tài khoản có xác thực hai lớp chưa đổi được địa chỉ ở đây."),
    "cannot_delete_authenticator": _(
        "Vai trò của bạn bắt buộc có lớp xác thực thứ hai. Thêm một cách khác trước khi bỏ cách này."
    ),
    "cannot_generate_recovery_codes": _("Cần bật ứng dụng xác thực hoặc khóa truy cập trước khi tạo mã dự phòng."),
    "incorrect_code": INCORRECT_CODE,
    "unverified_email": _("Cần xác nhận địa chỉ thư điện tử trước khi bật xác thực hai lớp."),
}
SIGN_ON: dict[str, StrOrPromise] = {
    "email_taken": _(
        "Đã có tài khoản dùng địa chỉ này. Đăng nhập bằng mật khẩu trước, rồi liên kết %s ở trang Bảo mật tài khoản."
    ),
    "invalid_token": _("Hệ thống đăng nhập một lần trả lời không đúng. Thử lại, hoặc đăng nhập bằng mật khẩu."),
    "no_password": _("Tài khoản chưa có mật khẩu. Đặt mật khẩu trước khi bỏ liên kết."),
    "no_verified_email": _("Tài khoản chưa có địa chỉ thư điện tử đã xác nhận."),
    "disconnect_last": _("Không bỏ được liên kết cuối cùng khi chưa có cách đăng nhập khác."),
    "connected_other": _("Danh tính này đã liên kết với một tài khoản khác. Liên hệ người quản trị hệ thống."),
}
PASSWORDS_DIFFER: StrOrPromise = _("Hai lần nhập mật khẩu mới chưa giống nhau.")
INVALID_EMAIL: StrOrPromise = _("Địa chỉ thư điện tử chưa đúng dạng, ví dụ: ten@tinh.gov.vn.")
NEW_PASSWORD: StrOrPromise = _(
    "Ít nhất 10 ký tự, không phải mật khẩu phổ biến, không giống tên hay thư điện tử. Một câu ngắn dễ nhớ là tốt nhất."
)

AUDIT: dict[str, StrOrPromise] = {
    "signin.succeeded": _("Đăng nhập"),
    "signin.failed": _("Đăng nhập không thành công"),
    "signin.locked": _("Tạm dừng đăng nhập vì sai nhiều lần"),
    "signin.unlocked": _("Mở lại đăng nhập"),
    "signin.signed_out": _("Đăng xuất"),
    "session.ended": _("Kết thúc một phiên đăng nhập"),
    "session.ended_everywhere": _("Đăng xuất khỏi mọi thiết bị"),
    "session.idle_ended": _("Tự đăng xuất vì lâu không làm việc"),
    "password.changed": _("Đổi mật khẩu"),
    "password.reset": _("Đặt lại mật khẩu qua thư điện tử"),
    "password.reset_asked": _("Xin đặt lại mật khẩu"),
    "email.change_asked": _("Xin đổi địa chỉ thư điện tử"),
    "email.changed": _("Đổi địa chỉ thư điện tử"),
    "factor.added": _("Thêm lớp xác thực"),
    "factor.removed": _("Bỏ lớp xác thực"),
    "factor.codes_made": _("Tạo lại mã dự phòng"),
    "factor.code_used": _("Dùng một mã dự phòng"),
    "sign_on.linked": _("Liên kết đăng nhập một lần"),
    "sign_on.unlinked": _("Bỏ liên kết đăng nhập một lần"),
    "sign_on.refused": _("Từ chối đăng nhập một lần"),
    "reauthentication.done": _("Xác nhận lại trước việc quan trọng"),
}
