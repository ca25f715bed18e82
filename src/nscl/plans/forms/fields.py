"""Fields that take what an officer writes: periods in words, money in any usual form, lists a line each."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.shared import money, periods

_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
LARGEST = 2**63 - 1


def tidy(number: Decimal | None) -> Decimal | int | None:
    """A number as one writes it: without the zeros that a column of four decimals adds."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else number.normalize()


class NumberField(forms.DecimalField):
    """`1.500`, `0,5`: dots group, a comma is the decimal sign."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=20, decimal_places=4, localize=True, **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Hãy ghi một con số, ví dụ 1.500 hoặc 0,5.")

    def prepare_value(self, value: Any) -> Any:
        return tidy(value) if isinstance(value, Decimal) else value


class PercentField(NumberField):
    """A rate in per cent, kept as whole basis points."""

    def prepare_value(self, value: Any) -> Any:
        return tidy(Decimal(value) / 100) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        percent = super().clean(value)
        if percent is None:
            return None
        if percent * 100 != int(percent * 100):
            raise forms.ValidationError(_("Tỷ lệ có nhiều nhất hai số sau dấu phẩy."))
        return int(percent * 100)


class VndField(forms.CharField):
    """Money in đồng: `45.000.000`, `45 triệu`, `0,5 tỷ đồng`."""

    def prepare_value(self, value: Any) -> Any:
        return money.format_vnd(value).removesuffix(" đ") if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = " ".join(super().clean(value).replace("\xa0", " ").split())
        if not text:
            return None
        bare = text.removesuffix("đồng").removesuffix("đ").strip()  # not wrapped: read, not shown
        vnd = int(re.sub(r"[. ]", "", bare)) if _GROUPED.fullmatch(bare) else money.parse(text)
        if vnd is None:
            raise forms.ValidationError(_("Hãy ghi số tiền, ví dụ 45.000.000 hoặc 45 triệu đồng."))
        if vnd > LARGEST:
            raise forms.ValidationError(_("Số tiền này quá lớn. Hãy kiểm tra lại."))
        return vnd


class PeriodField(forms.CharField):
    """A period in words: `hằng năm`, `năm 2024`, `giai đoạn 2021-2025`, `đến năm 2030`; kept as a code."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return periods.show(value)
        except ValueError:
            return value

    def clean(self, value: Any) -> str:
        text = " ".join(super().clean(value).split())
        if not text:
            return ""
        for candidate in (text, periods.of(text)):
            if candidate and _is_period(candidate):
                return candidate
        raise forms.ValidationError(_("Hãy ghi: hằng năm; năm 2025; giai đoạn 2021-2025; hoặc đến năm 2030."))


class LinesField(forms.CharField):
    """Several texts, each on its own line."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "data-grows": ""}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]


def words(rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Running text."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows, "data-grows": ""}), **kwargs)


def short(width: str = "", **kwargs: Any) -> forms.CharField:
    return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)


def _is_period(text: str) -> bool:
    try:
        periods.show(text)
    except ValueError:
        return False
    return True
