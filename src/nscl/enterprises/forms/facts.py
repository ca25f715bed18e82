"""The forms of what hangs on a profile: figures of a year, products, certificates, groups of products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nscl.catalogue.models import ContentGroup, ProductGroup
from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.enterprises.forms.fields import CountField, LinesField, MoneyField
from nscl.enterprises.models import Certificate, YearFigures
from nscl.foundation import clock

HOW_MONEY = _("Đồng; có thể ghi như 12,5 tỷ.")


class FiguresForm(RoomForm):
    year = forms.IntegerField(label=_("Số liệu của năm"), min_value=1990, max_value=2200)
    labour = CountField(
        label=_("Lao động bình quân (người)"), required=False,
        help_text=_("Có đóng bảo hiểm xã hội, bình quân 12 tháng."),
    )  # fmt: skip
    revenue_vnd = MoneyField(
        label=_("Doanh thu (đồng)"), required=False, help_text=_("Ghi 0 nếu chưa phát sinh; để trống nếu chưa biết.")
    )
    capital_vnd = MoneyField(label=_("Tổng nguồn vốn cuối năm (đồng)"), required=False, help_text=HOW_MONEY)
    under_one_year = forms.BooleanField(label=_("Khi ấy hoạt động chưa đủ 1 năm"), required=False)
    source = forms.ChoiceField(label=_("Nguồn số liệu"), choices=YearFigures.Source.choices)
    replacing = forms.BooleanField(label=_("Thay số liệu đang có của năm này"), required=False)

    def values(self) -> dict[str, Any]:
        return {n: self.cleaned_data[n] for n in ("labour", "revenue_vnd", "capital_vnd", "under_one_year")}


class ProductForm(RoomForm):
    name = line(_("Sản phẩm, dịch vụ"), longest=300, required=True)
    group = forms.ModelChoiceField(
        label=_("Nhóm sản phẩm của tỉnh"), queryset=ProductGroup.objects.none(), required=False, empty_label=_("Không")
    )
    ocop_stars = forms.TypedChoiceField(
        label="OCOP", required=False, coerce=int, empty_value=None,
        choices=[("", _("Không")), (3, _("3 sao")), (4, _("4 sao")), (5, _("5 sao"))],
    )  # fmt: skip
    ocop_year = forms.IntegerField(label=_("Năm công nhận OCOP"), required=False)
    exported = forms.BooleanField(label=_("Có xuất khẩu"), required=False)
    markets = line(_("Thị trường xuất khẩu"), longest=300)
    gtins = LinesField(
        label=_("Mã GTIN (mã vạch)"),
        help_text=_("Mỗi mã một dòng; 8, 12, 13 hoặc 14 chữ số. Mã do Việt Nam cấp bắt đầu bằng 893."),
    )
    note = line(_("Ghi chú"), longest=500)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    NAMES = ("name", "group", "ocop_stars", "ocop_year", "exported", "markets", "gtins", "note")
    ROWS = (("name",), ("group",), ("ocop_stars", "ocop_year"), ("exported", "markets"), ("gtins",), ("note",))

    def __init__(self, *args: Any, groups: QuerySet[ProductGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def rows(self) -> list[list[Any]]:
        return [[self[name] for name in names] for names in self.ROWS]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}

    def picked(self) -> dict[str, Any]:
        return self.chosen(self.NAMES)


class EndProductForm(RoomForm):
    ended_on = day(_("Không còn từ ngày"), required=True)
    reason = line(_("Lý do"), longest=500, required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CertificateForm(RoomForm):
    standard = line(
        _("Tiêu chuẩn, chứng nhận"), longest=200, required=True,
        help_text=_("Như trên giấy chứng nhận, ví dụ ISO 22000:2018, VietGAP, hữu cơ TCVN 11041-2:2017."),
    )  # fmt: skip
    content = forms.ChoiceField(label=_("Thuộc nội dung"), required=False)
    scope = words(_("Phạm vi chứng nhận"), longest=1000, rows=2)
    body = line(_("Tổ chức cấp"), longest=300)
    number = line(_("Số giấy chứng nhận"), longest=100)
    issued_on = day(_("Ngày cấp"), required=True)
    expires_on = day(_("Có hiệu lực đến hết ngày"), help_text=_("Để trống khi không có thời hạn."))
    replaces = forms.ModelChoiceField(
        label=_("Thay cho chứng nhận"), queryset=Certificate.objects.none(), required=False,
        empty_label=_("Không, chứng nhận mới"), help_text=_("Khi cấp lại, gia hạn: chứng nhận cũ thôi nhắc hạn."),
    )  # fmt: skip

    ROWS = (("standard", "content"), ("scope",), ("body", "number"), ("issued_on", "expires_on"), ("replaces",))

    def __init__(self, *args: Any, contents: list[ContentGroup], before: QuerySet[Certificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [("", _("Chưa rõ")), *((group.code, group.label) for group in contents)]
        self.fields["content"].choices = chosen  # type: ignore[attr-defined]
        self.fields["replaces"].queryset = before  # type: ignore[attr-defined]

    def rows(self) -> list[list[Any]]:
        return [[self[name] for name in names] for names in self.ROWS]

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class WithdrawForm(RoomForm):
    withdrawn_on = day(_("Bị thu hồi, thôi dùng từ ngày"), required=True)
    reason = line(_("Lý do"), longest=500, required=True)


class VoidForm(RoomForm):
    reason = line(_("Lý do"), longest=500, required=True)


class GroupForm(RoomForm):
    name = line(_("Nhóm sản phẩm"), longest=300, required=True, help_text=_("Ví dụ: Sâm và dược liệu."))
    is_key = forms.BooleanField(label=_("Là sản phẩm chủ lực"), required=False, initial=True)
    basis = line(_("Căn cứ"), longest=300, required=True, help_text=_("Quyết định, nghị quyết ban hành danh mục."))
    valid_from = day(_("Có hiệu lực từ ngày"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    NAMES = ("name", "is_key", "basis", "valid_from")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}

    def picked(self) -> dict[str, Any]:
        return self.chosen(self.NAMES)


class EndGroupForm(RoomForm):
    valid_to = day(_("Hết hiệu lực từ ngày"), required=True)
    reason = line(_("Căn cứ, lý do"), longest=500, required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def last_year() -> int:
    return clock.today().year - 1
