"""What an officer fills in to set a policy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.catalogue.queries import content_groups
from nscl.enterprises.models import Enterprise
from nscl.enterprises.rules.size import Sector
from nscl.organisations.forms import day, line
from nscl.organisations.models import LegalEntity
from nscl.plans.forms.fields import PercentField, VndField
from nscl.shared.errors import DomainError
from nscl.support.models.policies import SupportPolicy
from nscl.support.queries.policies import Proposal
from nscl.support.rules.amount import KEY_EXPORT, SOCIAL, WOMEN_OWNED

SME = ("micro", "small", "medium")
KEPT = (
    "name", "contents", "rate_bp", "cap_vnd", "per", "kinds", "sizes", "sectors", "marks", "vat_eligible", "basis",
)  # fmt: skip
SECTORS = (
    (Sector.AGRICULTURE, gettext_lazy("Nông nghiệp, lâm nghiệp, thủy sản")),
    (Sector.INDUSTRY, gettext_lazy("Công nghiệp")),
    (Sector.CONSTRUCTION, gettext_lazy("Xây dựng")),
    (Sector.TRADE, gettext_lazy("Thương mại")),
    (Sector.SERVICES, gettext_lazy("Dịch vụ")),
)


MARK_CHOICES = (
    (WOMEN_OWNED, gettext_lazy("Doanh nghiệp do phụ nữ làm chủ")),
    (SOCIAL, gettext_lazy("Doanh nghiệp xã hội")),
    (KEY_EXPORT, gettext_lazy("Sản phẩm xuất khẩu chủ lực")),
)
WITHOUT_SIZE = ("cooperative", "household", "seed_centre")


FOLDED = ("kinds", "sectors", "marks", "vat_eligible")


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
    sizes = forms.MultipleChoiceField(
        label=gettext_lazy("Quy mô doanh nghiệp"), choices=Enterprise.Size.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn: mọi quy mô. Hợp tác xã, hộ kinh doanh không có quy mô theo luật: muốn hỗ"
                               " trợ cả họ thì chọn thêm ở Loại hình."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại hình được hỗ trợ"), choices=LegalEntity.Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Không chọn: mọi loại hình."),
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Ngành được hỗ trợ"), choices=SECTORS, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Không chọn: mọi ngành."),
    )  # fmt: skip
    marks = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ cho đối tượng ưu tiên"), choices=MARK_CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn: không đòi hỏi. Chọn nhiều: có một là đủ."),
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
        self.fields["contents"].choices = grouped(content_choices())  # type: ignore[attr-defined]
        if amends:
            del self.fields["valid_to"]

    @property
    def folded(self) -> list[Any]:
        """Fields that most policies leave as they are."""
        return [self[name] for name in FOLDED]

    @property
    def unfolded(self) -> bool:
        """Whether one of them says something or is wrong."""
        return any(bound.errors or bound.value() not in (None, "", [], False) for bound in self.folded)

    def values(self) -> dict[str, Any]:
        """What the policy says, in its own fields."""
        typed = self.cleaned_data
        return {name: typed[name] for name in KEPT}


def as_typed(policy: SupportPolicy) -> dict[str, Any]:
    """The policy as its form would have been filled in."""
    return {name: getattr(policy, name) for name in (*KEPT, "version")}


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
        self.fields["contents"].choices = grouped(choices)  # type: ignore[attr-defined]
        self.proposal = proposal
        names = dict(choices)
        self.proposed = [names.get(code, code) for code in proposal.contents]

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
    cooperatives = forms.BooleanField(
        label=gettext_lazy("Cả hợp tác xã, hộ kinh doanh, trung tâm giống"), required=False,
        help_text=gettext_lazy("Theo luật, các nơi này không có quy mô doanh nghiệp; chỉ chọn khi kế hoạch có nêu."),
    )  # fmt: skip

    def whom(self) -> dict[str, list[str]]:
        """Whom the rules are for, as a policy keeps it."""
        if not self.cleaned_data["sme_only"]:
            return {"kinds": [], "sizes": []}
        kinds = ["enterprise", *WITHOUT_SIZE] if self.cleaned_data["cooperatives"] else []
        return {"kinds": kinds, "sizes": list(SME)}


class DayForm(forms.Form):
    ngay = day(label=gettext_lazy("Áp dụng vào ngày"), required=False)


def _contents() -> list[tuple[str, str]]:
    return [(group.code, group.label) for group in content_groups()]


CONTENT_SORTS = (
    (gettext_lazy("Hệ thống, chứng nhận"), ("system", "tool", "package", "system-certification",
     "product-certification", "testing", "base-standard")),
    (gettext_lazy("Nông nghiệp, truy xuất, mã vạch"), ("gap", "organic", "green", "traceability", "barcode")),
    (gettext_lazy("Số, đổi mới, sở hữu trí tuệ"), ("digital", "smart", "innovation", "research", "ip")),
    (gettext_lazy("Truyền thông, đào tạo, quản lý"), ("communication", "training", "guidance", "management", "award")),
)  # fmt: skip


def grouped(choices: Iterable[tuple[str, str]]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """The contents in sorts, so that the eye finds one; what is in none comes last."""
    left = dict(choices)
    found: list[tuple[Any, list[tuple[str, str]]]] = [
        (words, [(code, left.pop(code)) for code in codes if code in left]) for words, codes in CONTENT_SORTS
    ]
    return [*((words, some) for words, some in found if some), *([(_("Khác"), list(left.items()))] if left else [])]


def content_choices() -> list[tuple[str, str]]:
    """Code and name of the content groups of today, in the reader's language."""
    return _contents()


def content_names() -> dict[str, str]:
    """Code and name of the content groups of today in the programme's own words, for papers and lists."""
    return {group.code: group.name for group in content_groups()}


def today_or(form: DayForm, today: dt.date) -> dt.date:
    return (form.is_valid() and form.cleaned_data["ngay"]) or today
