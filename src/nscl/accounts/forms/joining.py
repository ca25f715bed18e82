"""What somebody invited types: a password of their own, twice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.accounts.forms.people import PeopleForm
from nscl.accounts.signin.words import NEW_PASSWORD, PASSWORDS_DIFFER


def _password(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=200,
        widget=widget,
    )


class JoinForm(PeopleForm):
    """Empty for whoever has an account by now."""

    password = _password(_("Mật khẩu"), NEW_PASSWORD)
    again = _password(_("Nhập lại mật khẩu"))

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("again")
        if first and second and first != second:
            self.add_error("again", PASSWORDS_DIFFER)
        return cleaned
