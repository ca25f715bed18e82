"""What an officer fills in to look through the register and to change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.organisations.actions import Effect
from nscl.organisations.models import Agency, Province
from nscl.shared.errors import DomainError

PROVINCIAL, CENTRAL = "tinh", "trung-uong"
KINDS = [("", _("Mọi loại")), *Agency.Kind.choices]


def day(**options: Any) -> forms.DateField:
    """A day with the browser's own calendar; typed days are taken in any usual form."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, **options)


def line(**options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


class RegisterFilter(forms.Form):
    """In the address, so that it can be sent to a colleague. A value that is none of the choices filters nothing."""

    nhom = forms.ChoiceField(choices=[(PROVINCIAL, ""), (CENTRAL, "")], required=False, widget=forms.HiddenInput)
    tim = forms.CharField(
        label=_("Tên, tên cũ hoặc chữ viết tắt"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    loai = forms.ChoiceField(label=_("Loại"), choices=KINDS, required=False)
    ngay = day(label=_("Hoạt động vào ngày"), required=False)

    def __init__(self, data: Any, today: dt.date) -> None:
        values = data.copy()
        values.setdefault("ngay", today.isoformat())
        super().__init__(values, auto_id="loc-%s")
        self.today = today

    def asked(self) -> dict[str, Any]:
        self.full_clean()
        found = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return {**found, "ngay": self.cleaned_data.get("ngay") or self.today}


class DayForm(forms.Form):
    """The day on which something is looked at."""

    ngay = day(label=_("Xem vào ngày"), required=False)

    def __init__(self, data: Any, today: dt.date) -> None:
        values = data.copy()
        values.setdefault("ngay", today.isoformat())
        super().__init__(values, auto_id="xem-%s")
        self.today = today

    def on(self) -> dt.date:
        return (self.is_valid() and self.cleaned_data["ngay"]) or self.today


class LookUpForm(DayForm):
    """An old name in an old plan."""

    ten = line(label=_("Tên huyện, xã như văn bản ghi"), required=False, max_length=200)


class ChangeForm(forms.Form):
    """From which day, and by which document. `version` is that of the agency when the form was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day(label=_("Có hiệu lực từ ngày"), help_text=_("Ngày đầu tiên theo tên, tổ chức mới."))
    document_number = line(label=_("Số văn bản"), required=False, max_length=60, help_text=_("Ví dụ: 15/QĐ-UBND"))
    legal_basis = line(
        label=_("Căn cứ"), required=False, max_length=300, help_text=_("Tên văn bản và cơ quan ban hành.")
    )
    before: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["version", *self.before, "on", "document_number", "legal_basis"])

    def effect(self) -> Effect:
        values = self.cleaned_data
        return Effect(values["on"], values["legal_basis"], values["document_number"])


class EndForm(ChangeForm):
    on = day(label=_("Kết thúc từ ngày"), help_text=_("Ngày đầu tiên không còn hoạt động."))


class RenameForm(ChangeForm):
    name = line(label=_("Tên mới"), max_length=300)
    before = ("name",)


class MergeForm(ChangeForm):
    others = forms.CharField(
        label=_("Các cơ quan khác cùng kết thúc"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một tên, viết tắt cũng được. Để trống nếu chỉ cơ quan này nhập vào cơ quan nhận."),
    )
    into = line(
        label=_("Cơ quan nhận"),
        max_length=300,
        help_text=_("Tên cơ quan đang hoạt động tiếp tục sau sáp nhập, hoặc tên cơ quan mới lập."),
    )
    fresh = forms.BooleanField(label=_("Cơ quan nhận là cơ quan mới lập"), required=False)
    kind = forms.ChoiceField(label=_("Loại của cơ quan mới"), choices=Agency.Kind.choices, required=False)
    before = ("others", "into", "fresh", "kind")


class SplitForm(ChangeForm):
    into = forms.CharField(
        label=_("Các cơ quan nhận"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Mỗi dòng một tên, cơ quan nhận phần chính ghi trước. Tên đã có trong danh bạ thì nối tiếp vào cơ quan đó, "
            "tên chưa có thì lập cơ quan mới."
        ),
    )
    kind = forms.ChoiceField(label=_("Loại của các cơ quan mới"), choices=Agency.Kind.choices, required=False)
    before = ("into", "kind")


class CorrectForm(ChangeForm):
    name = line(label=_("Tên"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), choices=Agency.Kind.choices)
    valid_from = day(label=_("Hoạt động từ ngày"))
    valid_to = day(label=_("Kết thúc từ ngày"))
    before = ("name", "kind", "valid_from", "valid_to")

    def __init__(self, *args: Any, ended: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"]
        if not ended:
            del self.fields["valid_to"]


class AddForm(ChangeForm):
    province = forms.ChoiceField(label=_("Của tỉnh"))
    name = line(label=_("Tên cơ quan"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), choices=Agency.Kind.choices)
    before = ("province", "name", "kind")

    def __init__(self, *args: Any, provinces: Iterable[Province], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Hoạt động từ ngày")
        self.fields["on"].required = False
        self.fields["on"].help_text = _("Để trống: từ khi có tỉnh.")
        choices = [(str(p.pk), p.title) for p in provinces]
        self.fields["province"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["province"].initial = choices[0][0]
            self.fields["province"].widget = forms.HiddenInput()

    def refuse(self, error: DomainError) -> None:
        """The day it begins is typed as the day of the change."""
        field = "on" if error.field == "valid_from" else error.field
        self.add_error(field if field in self.fields else None, error.message)


class AliasForm(forms.Form):
    name = line(label=_("Tên như văn bản ghi"), max_length=300)


class ReasonForm(forms.Form):
    reason = line(label=_("Lý do"), max_length=300)
