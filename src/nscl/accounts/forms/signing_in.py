"""Allauth's forms with Vietnamese labels, help and refusals (allauth itself has no Vietnamese)."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.core.exceptions import ValidationError

REFUSALS = {
    "email_password_mismatch": "Thư điện tử hoặc mật khẩu chưa đúng. Kiểm tra lại bộ gõ tiếng Việt và phím Caps Lock.",
    "too_many_login_attempts": "Đã thử quá nhiều lần. Chờ vài phút rồi đăng nhập lại.",
    "enter_current_password": "Mật khẩu hiện tại chưa đúng. Nhập lại mật khẩu đang dùng.",
}
_INVALID_EMAIL = "Địa chỉ thư điện tử chưa đúng dạng, ví dụ: ten@tinh.gov.vn."
REQUIRED = "Cần điền ô này."
NEW_HELP = (
    "Ít nhất 10 ký tự, không phải mật khẩu phổ biến, không giống tên hay thư điện tử. Một câu ngắn dễ nhớ là tốt nhất."
)
MISTYPED = "Hai lần nhập mật khẩu mới chưa giống nhau."


def in_vietnamese(error: ValidationError) -> ValidationError:
    """The refusal in our words where allauth has only English, else as it is (Django's own are translated)."""
    code = getattr(error, "code", None) or ""
    return ValidationError(REFUSALS[code], code=code) if code in REFUSALS else error


class LoginForm(allauth.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = "Thư điện tử", "Mật khẩu"
        login.widget.attrs = {"type": "email", "autocomplete": "username", "inputmode": "email", "autofocus": True}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""
        login.error_messages |= {"required": "Nhập địa chỉ thư điện tử.", "invalid": _INVALID_EMAIL}
        for validator in login.validators:
            if hasattr(validator, "allowlist"):
                validator.message = _INVALID_EMAIL
        password.error_messages |= {"required": "Nhập mật khẩu."}

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError as error:
            raise in_vietnamese(error) from error
        return cleaned


class ChangePasswordForm(allauth.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": "Mật khẩu hiện tại",
            "password1": "Mật khẩu mới",
            "password2": "Nhập lại mật khẩu mới",
        }
        for name, label in words.items():
            field = self.fields[name]
            field.label = label
            field.error_messages |= {"required": REQUIRED}
            field.widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = NEW_HELP

    def clean_oldpassword(self) -> str:
        try:
            old: str = super().clean_oldpassword()
        except ValidationError as error:
            raise in_vietnamese(error) from error
        return old

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "password2" in self.errors and cleaned.get("password1") != cleaned.get("password2"):
            first, second = cleaned.get("password1"), self.data.get(self.add_prefix("password2"))
            if first and second and first != second:
                self.errors["password2"] = self.error_class([MISTYPED])
        return cleaned
