"""What an officer fills in to set a policy, and anybody to see what they may get."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.catalogue.queries import content_groups
from nscl.enterprises.rules.size import Sector
from nscl.organisations.forms import day, line
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.rules import tax_codes
from nscl.plans.forms.fields import PercentField, VndField
from nscl.shared.errors import DomainError
from nscl.support.models.policies import SupportPolicy
from nscl.support.queries.policies import Proposal

SME = ("micro", "small", "medium")
SECTORS = (
    (Sector.AGRICULTURE, gettext_lazy("Nông nghiệp, lâm nghiệp, thủy sản")),
    (Sector.INDUSTRY, gettext_lazy("Công nghiệp")),
    (Sector.CONSTRUCTION, gettext_lazy("Xây dựng")),
    (Sector.TRADE, gettext_lazy("Thương mại")),
    (Sector.SERVICES, gettext_lazy("Dịch vụ")),
)


class Refusing(forms.Form):
    """A form that says an action's refusal beside the field it belongs to."""

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class PolicyForm(Refusing):
    """A policy written by hand, or its next version."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = line(label=gettext_lazy("Nội dung được hỗ trợ"), max_length=500)
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Nhóm nội dung"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một nhóm nội dung.")},
    )  # fmt: skip
    rate_bp = PercentField(label=gettext_lazy("Tỷ lệ hỗ trợ, %"))
    cap_vnd = VndField(label=gettext_lazy("Mức tối đa, đồng"), required=False,
                         help_text=gettext_lazy("Để trống nếu không giới hạn."))  # fmt: skip
    per = forms.ChoiceField(label=gettext_lazy("Mức tối đa tính cho"), choices=SupportPolicy.PerChoice.choices)
    sme_only = forms.BooleanField(label=gettext_lazy("Chỉ doanh nghiệp nhỏ và vừa"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại hình được hỗ trợ"), choices=LegalEntity.Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Không chọn: mọi loại hình."),
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Ngành được hỗ trợ"), choices=SECTORS, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Không chọn: mọi ngành."),
    )  # fmt: skip
    vat_eligible = forms.BooleanField(label=gettext_lazy("Thuế giá trị gia tăng cũng được tính hỗ trợ"), required=False)
    basis = line(label=gettext_lazy("Căn cứ"), max_length=300, help_text=gettext_lazy("Số văn bản, điều, khoản."))
    valid_from = day(label=gettext_lazy("Có hiệu lực từ ngày"))
    valid_to = day(
        label=gettext_lazy("Hết hiệu lực từ ngày"), required=False,
        help_text=gettext_lazy("Ngày đầu tiên không còn áp dụng; để trống nếu chưa biết."),
    )  # fmt: skip

    def __init__(self, *args: Any, amends: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contents"].choices = _contents()  # type: ignore[attr-defined]
        if amends:
            del self.fields["valid_to"]

    def values(self) -> dict[str, Any]:
        """What the policy says, in its own fields."""
        typed = self.cleaned_data
        kept = ("name", "contents", "rate_bp", "cap_vnd", "per", "kinds", "sectors", "vat_eligible", "basis")
        return {**{name: typed[name] for name in kept}, "sizes": list(SME) if typed["sme_only"] else []}


def as_typed(policy: SupportPolicy) -> dict[str, Any]:
    """The policy as its form would have been filled in."""
    same = ("name", "contents", "rate_bp", "cap_vnd", "per", "kinds", "sectors", "vat_eligible", "basis", "version")
    return {**{name: getattr(policy, name) for name in same}, "sme_only": bool(policy.sizes)}


class EndForm(Refusing):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day(label=gettext_lazy("Hết hiệu lực từ ngày"), help_text=gettext_lazy("Ngày đầu tiên không còn áp dụng."))
    reason = line(label=gettext_lazy("Lý do, căn cứ"), max_length=500)


class TakeOverForm(forms.Form):
    """One rule of a plan on its way to a policy; ticked unless it was taken over."""

    take = forms.BooleanField(label=gettext_lazy("Tiếp nhận"), required=False)
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Nhóm nội dung"), widget=forms.CheckboxSelectMultiple, required=False
    )
    per = forms.ChoiceField(label=gettext_lazy("Mức tối đa tính cho"), choices=SupportPolicy.PerChoice.choices)

    def __init__(self, data: Any, proposal: Proposal, choices: list[tuple[str, str]]) -> None:
        initial = {"take": bool(proposal.contents), "contents": proposal.contents, "per": proposal.per.value}
        super().__init__(data, prefix=f"muc-{proposal.rule.pk}", initial=initial)
        self.fields["contents"].choices = choices  # type: ignore[attr-defined]
        self.proposal = proposal

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("take") and not typed.get("contents"):
            self.add_error("contents", _("Hãy chọn ít nhất một nhóm nội dung, hoặc bỏ chọn mức này."))
        return typed


class TakeOverHead(Refusing):
    """What holds for all rules taken over together."""

    valid_from = day(label=gettext_lazy("Có hiệu lực từ ngày"))
    valid_to = day(label=gettext_lazy("Hết hiệu lực từ ngày"), required=False)
    sme_only = forms.BooleanField(label=gettext_lazy("Chỉ doanh nghiệp nhỏ và vừa"), required=False)


class DayForm(forms.Form):
    ngay = day(label=gettext_lazy("Áp dụng vào ngày"), required=False)


class PlaceForm(forms.Form):
    """The first step of the calculator: where, and by which tax code the rest may be filled in."""

    tinh = forms.ChoiceField(label=gettext_lazy("Tỉnh, thành phố"))
    mst = forms.CharField(
        label=gettext_lazy("Mã số thuế"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=gettext_lazy("Có thể để trống. Ghi mã số thì trang điền giúp phần đã biết."),
    )  # fmt: skip

    def __init__(self, data: Any, provinces: list[Province], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["tinh"].choices = [(p.code, p.title) for p in provinces]  # type: ignore[attr-defined]

    def clean_mst(self) -> str:
        written = str(self.cleaned_data["mst"]).strip()
        code = tax_codes.read(written) if written else None
        if written and code is None:
            raise forms.ValidationError(_("Mã số thuế chưa đúng. Hãy kiểm tra lại, hoặc để trống."))
        return code.text if code else ""


class WhoForm(forms.Form):
    """The second step: who asks. Figures may be left empty; then they are taken for small."""

    loai = forms.ChoiceField(label=gettext_lazy("Loại hình"), choices=LegalEntity.Kind.choices)
    nganh = forms.ChoiceField(label=gettext_lazy("Ngành của hoạt động chính"), choices=SECTORS)
    lao_dong = forms.IntegerField(
        label=gettext_lazy("Lao động đóng bảo hiểm, bình quân năm trước"), required=False, min_value=0,
        max_value=10**7, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    doanh_thu = VndField(
        label=gettext_lazy("Doanh thu năm trước, đồng"), required=False, help_text=gettext_lazy("Ví dụ: 12 tỷ đồng.")
    )
    nguon_von = VndField(label=gettext_lazy("Tổng nguồn vốn cuối năm trước, đồng"), required=False)


class CostForm(forms.Form):
    """The last step: what it will cost."""

    chi_phi = VndField(
        label=gettext_lazy("Chi phí dự kiến, đồng (chưa có thuế giá trị gia tăng)"),
        help_text=gettext_lazy("Ví dụ: 90.000.000 hoặc 90 triệu."),
        error_messages={"required": gettext_lazy("Hãy ghi chi phí dự kiến, ước cũng được.")},
    )  # fmt: skip
    thue = VndField(
        label=gettext_lazy("Thuế giá trị gia tăng, đồng"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa rõ."),
    )


def _contents() -> list[tuple[str, str]]:
    return [(group.code, group.label) for group in content_groups()]


def content_choices() -> list[tuple[str, str]]:
    """Code and name of the content groups of today, in the reader's language."""
    return _contents()


def content_names() -> dict[str, str]:
    """Code and name of the content groups of today in the programme's own words, for papers and lists."""
    return {group.code: group.name for group in content_groups()}


def today_or(form: DayForm, today: dt.date) -> dt.date:
    return (form.is_valid() and form.cleaned_data["ngay"]) or today
