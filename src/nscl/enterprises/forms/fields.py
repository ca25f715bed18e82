"""Fields that the forms of this room share."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.documents.forms.base import RoomForm
from nscl.shared import money


class LinesInput(forms.Textarea):
    def format_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list | tuple) else str(value or "")


class LinesField(forms.CharField):
    """Several texts, one a line."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(widget=LinesInput(attrs={"rows": rows}), required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        lines = (
            value
            if isinstance(value, list)
            else unicodedata.normalize("NFC", value or "").replace("\x00", " ").splitlines()
        )
        return [line for written in lines if (line := " ".join(written.split()))]


class MoneyField(forms.Field):
    """Đồng as people write them: `1.500.000.000`, `1,5 tỷ`."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "size": "20"})
    default_error_messages = {"invalid": _("Không đọc được số tiền. Ghi như 1.500.000.000 hoặc 1,5 tỷ đồng.")}

    def to_python(self, value: Any) -> int | None:
        if value in (None, ""):
            return None
        if isinstance(value, int):
            return value
        text = str(value).strip()
        found = money.parse(text) if any(c.isalpha() for c in text) else money.scaled(text, 1, comma_groups=True)
        if found is None or found < 0:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class CountField(forms.Field):
    """A number of persons: `1.250`."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "10"})
    default_error_messages = {"invalid": _("Ghi số người, ví dụ 35.")}

    def to_python(self, value: Any) -> int | None:
        if value in (None, ""):
            return None
        if isinstance(value, int):
            return value
        text = str(value).strip().replace(".", "").replace(" ", "")
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text)


class ReasonForm(RoomForm):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
