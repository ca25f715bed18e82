"""The forms of a profile: entering, mending, its status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.enterprises.actions.common import FIELDS
from nscl.enterprises.forms.fields import LinesField
from nscl.enterprises.models import Enterprise
from nscl.enterprises.rules import industries
from nscl.organisations.actions.record_entity import clean_entity_name, clean_tax_code
from nscl.organisations.forms_entities import EntityFields
from nscl.organisations.models import Commune, LegalEntity
from nscl.shared.errors import DomainError

VERSIONS = ((2025, _("VSIC 2025 (từ 15/11/2025)")), (2018, _("VSIC 2018")))


class ProfileFields(RoomForm):
    """What a province keeps of an entity. `parts`: the fields by what they tell."""

    PARTS = (
        (_("Ở đâu, làm gì"), (("address",), ("commune", "founded_on"), ("industry_code", "industry_version"))),
        (_("Liên hệ"), (("representative", "contact_name"), ("phone", "email"), ("website",))),
        (_("Đặc điểm"), (("women_owned", "social"), ("other_names",), ("note",))),
    )

    other_names = LinesField(
        label=_("Tên khác"), help_text=_("Tên viết tắt, tên cũ, tên nước ngoài; mỗi tên một dòng.")
    )
    address = line(_("Địa chỉ"), longest=500, help_text=_("Như trong đăng ký; được giữ cả tên huyện, xã cũ."))
    commune = forms.ModelChoiceField(
        label=_("Xã, phường, đặc khu hiện nay"), queryset=Commune.objects.none(), required=False,
        empty_label=_("Chưa rõ"),
    )  # fmt: skip
    industry_code = line(_("Mã ngành chính"), longest=10, help_text=_("2 đến 5 chữ số trong đăng ký, ví dụ 1077."))
    industry_version = forms.TypedChoiceField(
        label=_("Theo hệ thống ngành"), choices=VERSIONS, coerce=int, initial=industries.CURRENT, required=False
    )
    founded_on = day(_("Ngày thành lập"))
    representative = line(_("Người đại diện theo pháp luật"), longest=200)
    contact_name = line(_("Người liên hệ"), longest=200, help_text=_("Chỉ ghi điều cần cho công việc."))
    phone = line(_("Điện thoại"), longest=30)
    email = line(_("Thư điện tử"), longest=254)
    website = line(_("Trang mạng"), longest=200)
    women_owned = forms.BooleanField(label=_("Do phụ nữ làm chủ"), required=False)
    social = forms.BooleanField(label=_("Doanh nghiệp xã hội"), required=False)
    note = words(_("Ghi chú"), longest=2000, rows=2)

    def __init__(self, *args: Any, communes: QuerySet[Commune], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes  # type: ignore[attr-defined]
        self.fields["industry_code"].widget.attrs["list"] = "nganh-cap-2"

    def parts(self) -> Iterator[tuple[Any, list[list[BoundField]]]]:
        for title, rows in self.PARTS:
            yield title, [[self[name] for name in names] for names in rows]

    def clean_industry_code(self) -> str:
        written = self.cleaned_data["industry_code"].strip()
        code = industries.read(written) if written else ""
        if code is None:
            raise forms.ValidationError(_("Mã ngành gồm 2 đến 5 chữ số, ví dụ 1077."))
        return code

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["industry_version"] = (given.get("industry_version") or None) if given.get("industry_code") else None
        return given

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}


class AddForm(ProfileFields, EntityFields):
    """An entity found or typed, and what the province knows of it."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "name"}


class EditForm(ProfileFields):
    """Name, tax code and kind besides; `version` as the person saw it."""

    name = line(_("Tên"), longest=300, required=True)
    tax_code = line(_("Mã số thuế"), longest=20)
    kind = forms.ChoiceField(label=_("Loại hình"), choices=LegalEntity.Kind.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    NAMES = ("name", "tax_code", "kind", *FIELDS[1:])

    @classmethod
    def of(cls, found: Enterprise, communes: QuerySet[Commune]) -> EditForm:
        initial: dict[str, Any] = {name: getattr(found, name) for name in (*cls.NAMES, "version")}
        initial["industry_version"] = found.industry_version or industries.CURRENT
        return cls(initial=initial, communes=communes)

    def clean_name(self) -> str:
        return self._tidied(clean_entity_name, "name")

    def clean_tax_code(self) -> str:
        return self._tidied(clean_tax_code, "tax_code")

    def _tidied(self, tidy: Any, name: str) -> str:
        try:
            return str(tidy(self.cleaned_data[name]))
        except DomainError as error:
            raise forms.ValidationError(error.message) from error

    def picked(self) -> dict[str, Any]:
        """What was sent, without the fields left to the other person."""
        return self.chosen(self.NAMES)


class StatusForm(RoomForm):
    status = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[choice for choice in Enterprise.Status.choices if choice[0] != Enterprise.Status.WITHDRAWN],
    )
    status_on = day(_("Từ ngày"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
