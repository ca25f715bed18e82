"""What anybody fills in to see what they may get: one question a step, kept in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.forms import line
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.rules import tax_codes
from nscl.plans.forms.fields import VndField
from nscl.support.forms.policies import MARK_CHOICES, SECTORS, Refusing
from nscl.support.models import Contact
from nscl.support.queries.reckoning import Asker
from nscl.support.rules.amount import KEY_EXPORT
from nscl.support.rules.asked import NO, UNKNOWN, YES

OWN_MARKS = [(code, label) for code, label in MARK_CHOICES if code != KEY_EXPORT]
"""Marks of the enterprise itself; that of a product is asked with its cost."""


class PlaceForm(forms.Form):
    """The first step of the calculator: where, and by which tax code the rest may be filled in."""

    tinh = forms.ChoiceField(
        label=gettext_lazy("Tỉnh, thành phố"),
        error_messages={"required": gettext_lazy("Hãy chọn tỉnh, thành phố.")},
    )
    mst = forms.CharField(
        label=gettext_lazy("Mã số thuế"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=gettext_lazy("Có thể để trống. Ghi mã số thì trang điền giúp phần đã biết."),
    )  # fmt: skip

    def __init__(self, data: Any, provinces: list[Province], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["tinh"].choices = [  # type: ignore[attr-defined]
            ("", _("Hãy chọn")), *((p.code, p.title) for p in provinces)
        ]  # fmt: skip

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
    duoi_1_nam = forms.BooleanField(label=gettext_lazy("Hoạt động dưới 1 năm"), required=False)
    doanh_thu = VndField(
        label=gettext_lazy("Doanh thu năm trước, đồng"), required=False, help_text=gettext_lazy("Ví dụ: 12 tỷ đồng.")
    )
    nguon_von = VndField(label=gettext_lazy("Tổng nguồn vốn cuối năm trước, đồng"), required=False)
    uu_tien = forms.MultipleChoiceField(
        label=gettext_lazy("Thuộc diện ưu tiên"), choices=OWN_MARKS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def asker(self) -> Asker:
        """Who asks, as the rule reads it."""
        typed = self.cleaned_data
        return Asker(
            typed["loai"], typed["nganh"], typed["lao_dong"], typed["doanh_thu"], typed["nguon_von"],
            typed["duoi_1_nam"], frozenset(typed["uu_tien"]),
        )  # fmt: skip


class CostForm(forms.Form):
    """The last step: what it will cost; and, where it matters, whether the product is a key export."""

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

    xuat_khau = forms.ChoiceField(
        label=gettext_lazy("Đây có phải sản phẩm xuất khẩu chủ lực không?"), required=False,
        choices=(("", gettext_lazy("Hãy chọn")), (YES, gettext_lazy("Có")), (NO, gettext_lazy("Không")),
                 (UNKNOWN, gettext_lazy("Chưa rõ"))),
        help_text=gettext_lazy("Luật có mức trần riêng cho thử nghiệm, chứng nhận hàng xuất khẩu chủ lực. Hãy hỏi Sở"
                               " nếu chưa rõ."),
    )  # fmt: skip

    def __init__(self, *args: Any, exports: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if exports:
            self.fields["xuat_khau"].required = True
            self.fields["xuat_khau"].error_messages["required"] = _("Hãy chọn có, không, hoặc chưa rõ.")
        else:
            del self.fields["xuat_khau"]

    def clean_chi_phi(self) -> int:
        cost: int = self.cleaned_data["chi_phi"]
        if cost == 0:
            raise forms.ValidationError(_("Hãy ghi chi phí lớn hơn 0, ước cũng được."))
        return cost


class ContactForm(Refusing):
    """Whom the public is told to ask."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agency_name = line(label=gettext_lazy("Cơ quan"), max_length=300)
    unit = line(label=gettext_lazy("Phòng, bộ phận"), max_length=300, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)
    address = line(label=gettext_lazy("Địa chỉ"), max_length=500, required=False)

    @staticmethod
    def of(held: Contact | None) -> dict[str, Any]:
        """As it was set; the department's name where nobody set it yet."""
        if held is None:
            return {"version": 0, "agency_name": "Sở Khoa học và Công nghệ"}  # not wrapped: kept
        return {name: getattr(held, name) for name in ("version", "agency_name", "unit", "phone", "email", "address")}
