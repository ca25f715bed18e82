"""The filter row of the register, in the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.catalogue.models import ProductGroup
from nscl.enterprises.actions.certificates import key_of
from nscl.enterprises.models import Enterprise
from nscl.enterprises.queries.register import Asked
from nscl.enterprises.rules import industries
from nscl.enterprises.rules.size import SECTORS
from nscl.organisations.models import Commune, LegalEntity, Province

TRAITS = (("", _("Mọi đặc điểm")), ("nu", _("Do phụ nữ làm chủ")), ("xa-hoi", _("Doanh nghiệp xã hội")))
EXPIRING = (
    ("", _("Mọi thời hạn")), ("30", _("Hết hạn trong 30 ngày")), ("90", _("Hết hạn trong 90 ngày")),
    ("0", _("Đã hết hạn")),
)  # fmt: skip
OCOP = (("", _("Mọi sản phẩm")), ("3", _("OCOP từ 3 sao")), ("4", _("OCOP từ 4 sao")), ("5", _("OCOP 5 sao")))


def _any(label: Any, choices: Iterable[Any], every: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", every), *choices])


class RegisterFilter(forms.Form):
    """`FIRST` stand in the row; the others are opened."""

    FIRST = ("tim", "loai", "quy-mo", "xa")

    def __init__(
        self, data: Any, *, communes: Iterable[Commune], groups: Iterable[ProductGroup], provinces: Iterable[Province]
    ) -> None:
        super().__init__(data, auto_id="loc-%s")
        add = self.fields
        add["tim"] = forms.CharField(
            label=_("Tên hoặc mã số thuế"), required=False, max_length=200,
            widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        )  # fmt: skip
        add["loai"] = _any(_("Loại hình"), LegalEntity.Kind.choices, _("Mọi loại hình"))
        sizes = [*Enterprise.Size.choices, ("none", _("Chưa xác định"))]
        add["quy-mo"] = _any(_("Quy mô"), sizes, _("Mọi quy mô"))
        if communes:
            add["xa"] = _any(_("Xã, phường"), ((c.pk, c.title) for c in communes), _("Mọi xã, phường"))
        if provinces:
            add["tinh"] = _any(_("Tỉnh"), ((p.pk, p.title) for p in provinces), _("Mọi tỉnh"))
        sectors = ((code.value, _(name[:1].upper() + name[1:])) for code, name in SECTORS.items())
        add["linh-vuc"] = _any(_("Lĩnh vực"), sectors, _("Mọi lĩnh vực"))
        add["nganh"] = forms.CharField(label=_("Mã ngành"), required=False, max_length=10)
        add["tinh-trang"] = _any(_("Tình trạng"), Enterprise.Status.choices, _("Mọi tình trạng"))
        add["dac-diem"] = forms.ChoiceField(label=_("Đặc điểm"), required=False, choices=TRAITS)
        add["chung-nhan"] = forms.CharField(
            label=_("Có chứng nhận"), required=False, max_length=100,
            widget=forms.TextInput(attrs={"placeholder": "ISO 22000"}),
        )  # fmt: skip
        add["han"] = forms.ChoiceField(label=_("Thời hạn chứng nhận"), required=False, choices=EXPIRING)
        if groups:
            add["nhom"] = _any(_("Nhóm sản phẩm"), ((g.pk, g.name) for g in groups), _("Mọi nhóm"))
        add["ocop"] = forms.ChoiceField(label="OCOP", required=False, choices=OCOP)
        add["xuat-khau"] = forms.ChoiceField(
            label=_("Xuất khẩu"), required=False, choices=[("", _("Mọi nơi")), ("co", _("Có xuất khẩu"))]
        )

    def first(self) -> list[Any]:
        return [self[name] for name in self.FIRST if name in self.fields]

    def others(self) -> list[Any]:
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def opened(self) -> bool:
        """Whether one of the filters that are folded away is in use."""
        return any(self.data.get(name) for name in self.fields if name not in self.FIRST)

    def asked(self) -> Asked:
        """What is asked for; a value that no choice knows counts as none."""
        self.is_valid()
        given: dict[str, str] = {name: str(value) for name, value in self.cleaned_data.items() if value}
        number = {name: int(given[name]) for name in ("xa", "tinh", "han", "nhom", "ocop") if given.get(name)}
        return Asked(
            words=given.get("tim", "").replace("\x00", ""),
            kind=given.get("loai", ""),
            size=given.get("quy-mo", ""),
            sector=given.get("linh-vuc", ""),
            industry=industries.read(given.get("nganh", "")) or "",
            commune=number.get("xa"),
            province=number.get("tinh"),
            status=given.get("tinh-trang", ""),
            women=given.get("dac-diem") == "nu",
            social=given.get("dac-diem") == "xa-hoi",
            standard_key=key_of(given["chung-nhan"]) if given.get("chung-nhan") else "",
            expiring=number.get("han"),
            group=number.get("nhom"),
            ocop=number.get("ocop"),
            exported=bool(given.get("xuat-khau")),
        )
