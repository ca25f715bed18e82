"""Forms of supports from elsewhere: one row, what to look for, a list brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation import clock
from nscl.organisations.forms import day, line
from nscl.organisations.forms_entities import EntityFields
from nscl.plans.forms.fields import VndField
from nscl.support.forms.policies import Refusing, content_choices
from nscl.support.models import OtherSupport
from nscl.support.queries.received import Asked
from nscl.support.rules.received_rows import span_of
from nscl.support.words import programme_choices

VALUES = (
    "content", "subject", "programme", "agency_name", "amount_vnd", "from_on", "to_on", "document_number", "source",
    "note",
)  # fmt: skip


class SupportFields(Refusing):
    """What was given, whoever got it."""

    content = forms.ChoiceField(
        label=gettext_lazy("Nhóm nội dung"), error_messages={"required": gettext_lazy("Hãy chọn nhóm nội dung.")}
    )
    subject = line(
        label=gettext_lazy("Tiêu chuẩn, sản phẩm, mã"), required=False, max_length=200,
        help_text=gettext_lazy("Ví dụ: ISO 22000:2018, VietGAP, nhãn hiệu Ví Dụ. Nhờ đó mới biết có trùng không."),
    )  # fmt: skip
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    agency_name = line(
        label=gettext_lazy("Cơ quan đã hỗ trợ"), max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi cơ quan đã hỗ trợ.")},
        help_text=gettext_lazy("Ví dụ: Sở Công Thương, Sở Nông nghiệp và Môi trường, tên tỉnh khác."),
    )  # fmt: skip
    amount_vnd = VndField(
        label=gettext_lazy("Số tiền hỗ trợ, đồng"), required=False, help_text=gettext_lazy("Để trống nếu không rõ.")
    )
    from_on = day(label=gettext_lazy("Từ ngày"))
    to_on = day(label=gettext_lazy("Đến hết ngày"), required=False, help_text=gettext_lazy("Để trống nếu không rõ."))
    document_number = line(label=gettext_lazy("Số văn bản"), required=False, max_length=100)
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _choose(self, "content", [("", _("Chọn nhóm nội dung")), *content_choices()])
        _choose(self, "programme", programme_choices())


class SupportForm(EntityFields, SupportFields):
    """One support. `khoa`: the form itself, so that sending it twice records it once."""

    source = forms.ChoiceField(
        label=gettext_lazy("Biết từ đâu"), choices=OtherSupport.Source.choices, initial=OtherSupport.Source.DECLARED
    )
    khoa = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in VALUES}


def as_typed(support: OtherSupport) -> dict[str, Any]:
    """The row as its form would have been filled in."""
    entity = support.entity
    own = {name: getattr(support, name) for name in VALUES}
    return {
        **own, "entity": entity.pk, "entity_name": entity.name, "entity_tax_code": entity.tax_code,
        "entity_kind": entity.kind,
    }  # fmt: skip


class CorrectForm(SupportForm):
    reason = forms.CharField(
        label=gettext_lazy("Lý do sửa"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bản cũ được giữ lại, có dấu đã hủy; bản này thay vào."),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )  # fmt: skip


class ReasonForm(Refusing):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )  # fmt: skip


class BringForm(Refusing):
    file = forms.FileField(label=gettext_lazy("Tệp danh sách"), required=False)
    text = forms.CharField(
        label=gettext_lazy("hoặc dán danh sách vào đây"), required=False, max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Chép các ô từ Excel rồi dán; dòng đầu là tiêu đề cột."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("file") and not (told.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("Hãy chọn một tệp hoặc dán danh sách."))
        return told


class RestForm(forms.Form):
    """What no column tells and holds for every row of the list."""

    agency_name = line(label=gettext_lazy("Cơ quan hỗ trợ"), required=False, max_length=300)
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"), required=False)
    content = forms.ChoiceField(label=gettext_lazy("Nội dung được hỗ trợ"), required=False)
    from_on = line(
        label=gettext_lazy("Năm hoặc ngày hỗ trợ"), required=False, max_length=40,
        help_text=gettext_lazy("Ví dụ: 2025 hoặc 15/03/2025."),
    )  # fmt: skip
    document_number = line(label=gettext_lazy("Số văn bản"), required=False, max_length=100)

    def __init__(self, *args: Any, contents: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        none = [("", _("Không lấy chung"))]
        _choose(self, "content", [*none, *contents])
        _choose(self, "programme", [*none, *programme_choices()])

    def clean_from_on(self) -> str:
        text = str(self.cleaned_data["from_on"])
        if text and span_of(text) is None:
            raise forms.ValidationError(_("Ghi ngày như 05/11/2026, hoặc năm như 2026."))
        return text


class Filter(forms.Form):
    """In the address. A value that is none of the choices filters nothing."""

    tim = forms.CharField(
        label=gettext_lazy("Doanh nghiệp, cơ quan, số văn bản"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    noi_dung = forms.ChoiceField(label=gettext_lazy("Nội dung"), required=False)
    chuong_trinh = forms.ChoiceField(label=gettext_lazy("Chương trình"), required=False)
    nguon = forms.ChoiceField(label=gettext_lazy("Biết từ đâu"), required=False)
    nam_ho_tro = forms.ChoiceField(label=gettext_lazy("Năm được hỗ trợ"), required=False)
    huy = forms.BooleanField(label=gettext_lazy("Xem khoản đã hủy"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")
        every = gettext_lazy("Tất cả")
        _choose(self, "noi_dung", [("", every), *content_choices()])
        _choose(self, "chuong_trinh", [("", every), *programme_choices()])
        _choose(self, "nguon", [("", every), *OtherSupport.Source.choices])
        this = clock.today().year
        _choose(self, "nam_ho_tro", [("", every), *((str(y), str(y)) for y in range(this, this - 12, -1))])

    def asked(self) -> Asked:
        self.full_clean()
        told = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return Asked(
            words=told["tim"], content=told["noi_dung"], programme=told["chuong_trinh"], source=told["nguon"],
            year=int(told["nam_ho_tro"]) if told["nam_ho_tro"] else None, void=bool(told["huy"]),
            entity=_number(self.data.get("dn", "")), sheet=_number(self.data.get("danh_sach", "")),
        )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
