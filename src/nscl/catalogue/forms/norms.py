"""A norm, its amendment, its end; the checker; the filter of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from nscl.catalogue.actions.norms import basis_of
from nscl.catalogue.models import Regulation, SpendingNorm
from nscl.catalogue.rules.norms import percent
from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.documents.models import Document
from nscl.shared import money

HOW_MONEY = _("Ghi như 1.000.000 hoặc 1 triệu đồng.")


class MoneyField(forms.Field):
    """Đồng as people write them: `1.000.000`, `1 triệu đồng`."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "size": "16"})
    default_error_messages = {"invalid": _("Không đọc được số tiền. Ghi như 1.000.000 hoặc 1 triệu đồng.")}

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

    def prepare_value(self, value: Any) -> Any:
        return money.format_vnd(value).removesuffix(" đ") if isinstance(value, int) else value


class RateField(forms.Field):
    """A rate in percent as people write it (`50`, `12,5%`), kept in basis points."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "8"})
    default_error_messages = {"invalid": _("Tỷ lệ ghi như 50 hoặc 12,5, nhiều nhất hai chữ số sau dấu phẩy.")}

    def to_python(self, value: Any) -> int | None:
        if value in (None, ""):
            return None
        if isinstance(value, int):
            return value
        try:
            rate = Decimal(str(value).strip().rstrip("%").strip().replace(",", ".")) * 100
        except InvalidOperation as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not rate.is_finite() or rate != rate.to_integral_value() or not 0 < rate <= 10_000:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(rate)

    def prepare_value(self, value: Any) -> Any:
        return percent(value).removesuffix("%") if isinstance(value, int) else value


class QuantityField(forms.Field):
    """A number of units: `1`, `2,5`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "8"})
    default_error_messages = {"invalid": _("Số lượng ghi như 2 hoặc 1,5 và lớn hơn 0.")}

    def to_python(self, value: Any) -> Decimal | None:
        if value in (None, ""):
            return None
        try:
            found = Decimal(str(value).strip().replace(".", "").replace(",", "."))
        except InvalidOperation as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not found.is_finite() or not 0 < found <= 10**9:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class NormForm(RoomForm):
    """`basis` is the number of a registered text; the action finds it."""

    ROWS = (
        ("name",), ("group", "unit"), ("amount_vnd", "rate_bp"), ("conditions",), ("basis", "clause"), ("regulation",),
        ("valid_from", "valid_to"), ("note", "code"),
    )  # fmt: skip

    name = line(_("Khoản chi"), longest=300, required=True, help_text=_("Ví dụ: Thù lao Chủ tịch Hội đồng."))
    group = forms.ChoiceField(label=_("Nhóm"), choices=SpendingNorm.Group.choices)
    unit = line(_("Đơn vị tính"), longest=60, required=True, help_text=_("Ví dụ: buổi, người/ngày, phiếu."))
    amount_vnd = MoneyField(label=_("Mức tối đa (đồng)"), required=False, help_text=HOW_MONEY)
    rate_bp = RateField(label=_("hoặc tỷ lệ tối đa (%)"), required=False, help_text=_("Phần trăm của chi phí."))
    conditions = line(_("Điều kiện áp dụng"), longest=500, help_text=_("Cấp nào, đối tượng nào, khi nào."))
    basis = line(_("Số văn bản căn cứ"), longest=60, required=True, help_text=_("Văn bản phải có trong sổ văn bản."))
    clause = line(_("Điều, khoản"), longest=300, help_text=_("Ví dụ: khoản 2 Điều 3."))
    regulation = forms.ModelChoiceField(
        label=_("Thuộc quy định hỗ trợ"), queryset=Regulation.objects.none(), required=False, empty_label=_("Không")
    )
    valid_from = day(_("Có hiệu lực từ ngày"), required=True)
    valid_to = day(_("Hết hiệu lực từ ngày"), help_text=_("Để trống khi chưa biết."))
    note = line(_("Ghi chú"), longest=300)
    code = line(_("Mã"), longest=60, help_text=_("Để trống thì hệ thống đặt theo tên."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, regulations: QuerySet[Regulation] | None = None, amending: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if regulations:
            self.fields["regulation"].queryset = regulations  # type: ignore[attr-defined]
        if amending:
            for name in ("code", "valid_to"):
                del self.fields[name]
        if not regulations:
            del self.fields["regulation"]

    def rows(self) -> Iterator[list[BoundField]]:
        for names in self.ROWS:
            shown = [self[name] for name in names if name in self.fields]
            if shown:
                yield shown

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "amount_vnd" in given and "rate_bp" in given and (given["amount_vnd"] is None) == (given["rate_bp"] is None):
            self.add_error("amount_vnd", _("Ghi mức tiền tối đa hoặc tỷ lệ tối đa, một trong hai."))
        return given

    def values(self) -> dict[str, Any]:
        """What the action takes. Raises `DomainError` on `basis` when the register does not know the text."""
        given = dict(self.cleaned_data)
        found = basis_of(given.pop("basis"))
        own = isinstance(found, Document)
        given.pop("version", None)
        given.pop("valid_from", None)
        return {**given, "document": found if own else None, "legal_text": None if own else found}


def initial_of(norm: SpendingNorm) -> dict[str, Any]:
    """The form's values for the next version of a norm."""
    names = ("name", "group", "unit", "amount_vnd", "rate_bp", "conditions", "regulation", "clause", "note", "version")
    return {**{name: getattr(norm, name) for name in names}, "basis": norm.basis.number if norm.basis else ""}


class EndForm(RoomForm):
    valid_to = day(_("Hết hiệu lực từ ngày"), required=True, help_text=_("Ngày đầu tiên không còn áp dụng."))
    basis = line(_("Căn cứ kết thúc"), longest=300, required=True, help_text=_("Văn bản nào bãi bỏ, hoặc vì sao."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(RoomForm):
    reason = words(_("Lý do"), longest=500, rows=2, required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ListFilter(RoomForm):
    """The day on which norms are looked at, in the address."""

    ngay = day(_("Có hiệu lực ngày"))
    nhom = forms.ChoiceField(
        label=_("Nhóm"), required=False, choices=[("", _("Mọi nhóm")), *SpendingNorm.Group.choices]
    )
    tim = forms.CharField(
        label=_("Tìm khoản chi"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any, today: dt.date) -> None:
        values = data.copy()
        if not values.get("ngay"):
            values["ngay"] = f"{today:%d/%m/%Y}"
        super().__init__(values, auto_id="loc-%s")
        self.today = today

    def asked(self) -> dict[str, Any]:
        self.full_clean()
        given = self.cleaned_data
        return {
            "on": given.get("ngay") or self.today,
            "group": given.get("nhom") or "",
            "words": given.get("tim") or "",
        }


class CheckForm(RoomForm):
    """An amount to be held against a norm; in the address, so that it can be sent to a colleague."""

    ma = forms.ChoiceField(label=_("Khoản chi"), choices=[])
    tien = MoneyField(label=_("Số tiền"), help_text=HOW_MONEY)
    sl = QuantityField(label=_("Số lượng"), initial="1")
    chi_phi = MoneyField(label=_("Chi phí (khi định mức là tỷ lệ)"), required=False)
    ngay = day(_("Vào ngày"), required=True)

    def __init__(self, data: Any, *, choices: list[tuple[str, str]], today: dt.date) -> None:
        values = data.copy() if data is not None else None
        if values is not None and not values.get("ngay"):
            values["ngay"] = f"{today:%d/%m/%Y}"
        super().__init__(values, auto_id="thu-%s", initial={"ngay": today, "sl": "1"})
        self.fields["ma"].choices = choices  # type: ignore[attr-defined]


class FileForm(RoomForm):
    file = forms.FileField(
        label=_("Tệp Excel (XLSX)"), required=False, widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        if self.cleaned_data.get("file") is None:
            raise forms.ValidationError(_("Chọn một tệp."))
        return self.cleaned_data["file"]
