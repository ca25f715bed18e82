"""Forms of organisations that carry work out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nscl.foundation import clock
from nscl.organisations.forms import day, line
from nscl.organisations.forms_entities import EntityFields
from nscl.plans.forms.fields import VndField
from nscl.support.checks.providers import FIELDS
from nscl.support.forms.policies import Refusing, content_choices, grouped
from nscl.support.models import Provider, ProviderContract, ProviderSelection
from nscl.support.queries.providers import Asked
from nscl.support.reference import criteria
from nscl.support.words import criterion_choices

CONTENTS = {"required": gettext_lazy("Hãy chọn ít nhất một nhóm nội dung.")}


class ContentsForm(Refusing):
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Nhóm nội dung"), widget=forms.CheckboxSelectMultiple, error_messages=CONTENTS
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["contents"].choices = grouped(content_choices())  # type: ignore[attr-defined]


class ProviderFields(ContentsForm):
    """What is said of an organisation."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Làm loại việc gì"), choices=Provider.Kind.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một loại việc.")},
    )  # fmt: skip
    standards = line(
        label=gettext_lazy("Tiêu chuẩn, công cụ"), required=False, max_length=500,
        help_text=gettext_lazy("Ví dụ: ISO 9001, ISO 22000, VietGAP, 5S."),
    )  # fmt: skip
    registration_number = line(
        label=gettext_lazy("Số giấy đăng ký, công nhận, chỉ định"), required=False, max_length=100
    )
    registration_body = line(label=gettext_lazy("Nơi cấp"), required=False, max_length=300)
    registered_on = day(label=gettext_lazy("Ngày cấp"), required=False)
    valid_to = day(
        label=gettext_lazy("Hết hiệu lực từ ngày"), required=False,
        help_text=gettext_lazy("Ngày đầu tiên không còn hiệu lực; trang nhắc trước 90 ngày."),
    )  # fmt: skip
    contact_name = line(label=gettext_lazy("Người liên hệ"), required=False, max_length=200)
    contact_phone = line(label=gettext_lazy("Điện thoại"), required=False, max_length=40)
    contact_email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"), required=False, max_length=254,
        error_messages={"invalid": gettext_lazy("Thư điện tử ghi như ten@example.vn.")},
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("version", "kinds", "contents")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class AddForm(EntityFields, ProviderFields):
    field_order = ("version", "kinds", "contents")


def as_typed(provider: Provider) -> dict[str, Any]:
    return {**{name: getattr(provider, name) for name in FIELDS}, "version": provider.version}


class EndForm(Refusing):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day(label=gettext_lazy("Ra khỏi sổ từ ngày"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )  # fmt: skip


class SelectForm(Refusing):
    how = forms.ChoiceField(label=gettext_lazy("Cách lựa chọn"), choices=ProviderSelection.How.choices)
    decision_number = line(label=gettext_lazy("Số quyết định"), required=False, max_length=100)
    decided_on = day(label=gettext_lazy("Ngày quyết định"))
    from_on = day(label=gettext_lazy("Từ ngày"), required=False)
    to_on = day(label=gettext_lazy("Đến hết ngày"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ContractForm(ContentsForm):
    number = line(label=gettext_lazy("Số hợp đồng"), max_length=100)
    signed_on = day(label=gettext_lazy("Ngày ký"))
    subject = line(label=gettext_lazy("Nội dung công việc"), max_length=500)
    value_vnd = VndField(label=gettext_lazy("Giá trị hợp đồng, đồng"))
    from_on = day(label=gettext_lazy("Từ ngày"))
    to_on = day(label=gettext_lazy("Đến hết ngày"))
    field_order = ("number", "signed_on", "subject", "value_vnd", "from_on", "to_on", "contents")


class MoveForm(Refusing):
    """What happened to a contract."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day(label=gettext_lazy("Ngày"))
    note = forms.CharField(
        label=gettext_lazy("Ghi chú, lý do"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class EvaluateForm(Refusing):
    """A score of each criterion, 0 to 10."""

    contract = forms.ChoiceField(label=gettext_lazy("Hợp đồng"), required=False)
    evaluated_on = day(label=gettext_lazy("Ngày đánh giá"))
    remarks = forms.CharField(
        label=gettext_lazy("Nhận xét"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, contracts: list[ProviderContract], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(one.pk), f"{one.number}: {one.subject[:60]}") for one in contracts]
        self.fields["contract"].choices = [("", gettext_lazy("Không theo hợp đồng")), *choices]  # type: ignore[attr-defined]
        for code, name in criterion_choices():
            self.fields[code] = forms.IntegerField(
                label=name, required=False, min_value=0, max_value=10, help_text=gettext_lazy("0 đến 10"),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), gettext_lazy("Điểm từ 0 đến 10.")),
            )  # fmt: skip
        self.order_fields(["contract", "evaluated_on", *criteria(), "remarks"])

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        scores = {code: typed[code] for code in criteria()}
        return {"evaluated_on": typed["evaluated_on"], "remarks": typed["remarks"], "scores": scores}


class Filter(forms.Form):
    tim = forms.CharField(
        label=gettext_lazy("Tên, tiêu chuẩn, số đăng ký"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    loai = forms.ChoiceField(label=gettext_lazy("Loại việc"), required=False)
    noi_dung = forms.ChoiceField(label=gettext_lazy("Nội dung"), required=False)
    sap_het = forms.BooleanField(label=gettext_lazy("Sắp hết, đã hết hiệu lực"), required=False)
    ra = forms.BooleanField(label=gettext_lazy("Đã ra khỏi sổ"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")
        every = gettext_lazy("Tất cả")
        self.fields["loai"].choices = [("", every), *Provider.Kind.choices]  # type: ignore[attr-defined]
        self.fields["noi_dung"].choices = [("", every), *content_choices()]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        self.full_clean()
        told = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return Asked(told["tim"], told["loai"], told["noi_dung"], bool(told["sap_het"]), bool(told["ra"]))


def today() -> dict[str, Any]:
    """What forms of something that just happened begin with."""
    return {name: clock.today() for name in ("on", "decided_on", "signed_on", "evaluated_on", "from_on")}
