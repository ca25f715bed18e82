"""Allauth's forms with our labels, help and refusals (allauth itself has no Vietnamese)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factors
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import InvalidToken
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from nscl.accounts.signin import events, lockout, words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Base = forms.Form
else:
    Base = object


class Worded(Base):
    """Labels and help by field; what is missing and what is no address is said in our words; no placeholders."""

    labels: ClassVar[dict[str, StrOrPromise]] = {}
    helps: ClassVar[dict[str, StrOrPromise]] = {}
    missing: ClassVar[dict[str, StrOrPromise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            if name in self.missing:
                field.error_messages["required"] = self.missing[name]
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                _word_email(field)


def _word_email(field: forms.EmailField) -> None:
    field.error_messages["invalid"] = words.INVALID_EMAIL
    for validator in field.validators:
        if hasattr(validator, "allowlist"):
            setattr(validator, "message", words.INVALID_EMAIL)  # noqa: B010 (not every validator has one)


class LoginForm(Worded, account.LoginForm):  # type: ignore[misc]
    labels: ClassVar[dict[str, StrOrPromise]] = {"login": _("Thư điện tử"), "password": _("Mật khẩu")}
    missing: ClassVar[dict[str, StrOrPromise]] = {
        "login": _("Nhập địa chỉ thư điện tử."),
        "password": _("Nhập mật khẩu."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs = {
            "type": "email",
            "autocomplete": "username",
            "inputmode": "email",
            "autofocus": True,
        }


class TwiceTyped(Worded):
    """A new password typed twice."""

    labels: ClassVar[dict[str, StrOrPromise]] = {
        "oldpassword": _("Mật khẩu hiện tại"),
        "password1": _("Mật khẩu mới"),
        "password2": _("Nhập lại mật khẩu mới"),
    }
    helps: ClassVar[dict[str, StrOrPromise]] = {"password1": words.NEW_PASSWORD}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("password1"), self.data.get(self.add_prefix("password2"))
        if "password2" in self.errors and first and second and first != second:
            self.errors["password2"] = self.error_class([str(words.PASSWORDS_DIFFER)])
        return cleaned


class ChangePasswordForm(TwiceTyped, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(TwiceTyped, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(TwiceTyped, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    labels: ClassVar[dict[str, StrOrPromise]] = {"email": _("Thư điện tử dùng để đăng nhập")}
    missing: ClassVar[dict[str, StrOrPromise]] = {"email": _("Nhập địa chỉ thư điện tử.")}

    def clean_email(self) -> str:
        """Only the address one signs in with: a new one that still waits for its confirmation proves nothing."""
        email = str(super().clean_email())
        found: list[Any] = self.users  # type: ignore[has-type]
        self.users = [user for user in found if user.email.lower() == email.lower()]
        return email


class AddEmailForm(Worded, account.AddEmailForm):  # type: ignore[misc]
    labels: ClassVar[dict[str, StrOrPromise]] = {"email": _("Địa chỉ mới")}
    helps: ClassVar[dict[str, StrOrPromise]] = {
        "email": _("Địa chỉ chỉ đổi sau khi bạn mở liên kết xác nhận gửi tới địa chỉ mới.")
    }


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar[dict[str, StrOrPromise]] = {"password": _("Mật khẩu")}
    missing: ClassVar[dict[str, StrOrPromise]] = {"password": _("Nhập mật khẩu.")}


class Code(Worded):
    """A code of six digits, or one of the recovery codes. Failures are counted for the person."""

    labels: ClassVar[dict[str, StrOrPromise]] = {"code": _("Mã xác thực")}
    helps: ClassVar[dict[str, StrOrPromise]] = {
        "code": _("6 chữ số từ ứng dụng xác thực, hoặc một mã dự phòng nếu không có điện thoại bên cạnh.")
    }
    missing: ClassVar[dict[str, StrOrPromise]] = {"code": _("Nhập mã xác thực.")}
    user: Any
    failure = "second_factor"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True, "maxlength": 12}

    def clean_code(self) -> str:
        counted = lockout.factor(self.user.pk)
        lockout.take(counted)
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except InvalidToken as error:
            raise ValidationError(words.UNREADABLE, code="unreadable") from error
        except ValidationError:
            paused = lockout.failed(counted)
            events.sign_in_failed(context.request, self.user, self.failure, paused=paused)
            raise
        lockout.succeeded(counted)
        return code


class AuthenticateForm(Code, factors.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateCodeForm(Code, factors.ReauthenticateForm):  # type: ignore[misc]
    failure = "reauthentication"


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels: ClassVar[dict[str, StrOrPromise]] = {"code": _("Mã 6 chữ số trên ứng dụng")}
    missing: ClassVar[dict[str, StrOrPromise]] = {"code": _("Nhập mã 6 chữ số ứng dụng đang hiện.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 12}


class DeactivateTOTPForm(Worded, totp.DeactivateTOTPForm):  # type: ignore[misc]
    pass


class GenerateRecoveryCodesForm(Worded, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc]
    pass


class Passkey(Worded):
    """What the browser hands over; without JavaScript nothing arrives, and the refusal says so."""

    missing: ClassVar[dict[str, StrOrPromise]] = {
        "credential": _("Chưa nhận được khóa truy cập. Khóa truy cập cần trình duyệt bật JavaScript."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "credential" in self.fields:
            self.fields["credential"].error_messages["invalid"] = words.INCORRECT_KEY

    @contextmanager
    def _read(self) -> Iterator[None]:
        """What a browser hands over may be anything; allauth and fido2 stumble over what is not a credential."""
        try:
            yield
        except ValidationError as error:
            if error.code == "incorrect_code":
                raise ValidationError(words.INCORRECT_KEY, code="incorrect_key") from error
            raise
        except (LookupError, TypeError, ValueError, AttributeError, AssertionError, InvalidSignature) as error:
            raise ValidationError(words.INCORRECT_KEY, code="incorrect_key") from error


class AddPasskeyForm(Passkey, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar[dict[str, StrOrPromise]] = {"name": _("Tên để nhận ra")}
    helps: ClassVar[dict[str, StrOrPromise]] = {"name": _("Ví dụ: Điện thoại của tôi, Máy tính cơ quan.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].validators.append(MaxLengthValidator(60))
        self.fields["name"].widget.attrs["maxlength"] = 60

    def clean(self) -> dict[str, Any]:
        """Every key is one that signs in by itself, so it must have asked for a finger, a face or a PIN."""
        self.cleaned_data["passwordless"] = True
        with self._read():
            return dict(super().clean() or {})


class RenamePasskeyForm(Passkey, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar[dict[str, StrOrPromise]] = {"name": _("Tên để nhận ra")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = 60


class UsedPasskey(Passkey):
    """A passkey used; whose it should be is known but at the first step of signing in."""

    user: Any

    def clean_credential(self) -> Any:
        try:
            with self._read():
                return super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            if self.user is not None:
                events.sign_in_failed(context.request, self.user, "passkey", paused=False)
            raise


class LoginPasskeyForm(UsedPasskey, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class AuthenticatePasskeyForm(UsedPasskey, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ReauthenticatePasskeyForm(UsedPasskey, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass
