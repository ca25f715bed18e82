"""The fields by which a form names an enterprise: one chosen from the register, or a name and a tax code typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nscl.organisations.actions.record_entity import clean_entity_name, clean_tax_code, record_entity
from nscl.organisations.checks import Person
from nscl.organisations.models import LegalEntity
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.shared.errors import DomainError


def told_by(given: QueryDict) -> dict[str, Any]:
    """What an address says of the entity: `dn`, the id of one in the register, else its name `ten`."""
    pk = given.get("dn", "")
    entity = LegalEntity.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None
    if entity is None:
        return {"entity_name": given.get("ten", "")[:300]}
    return {
        "entity": entity.pk, "entity_name": entity.name, "entity_tax_code": entity.tax_code,
        "entity_kind": entity.kind,
    }  # fmt: skip


class EntityFields(forms.Form):
    """Mixed into a form: `record()` gives the one chosen or typed. Shown by `organisations/_entity_fields.html`.

    `entity` holds the id of one chosen from the lookup; it counts only while `entity_name` is still that one's name.
    """

    entity = forms.IntegerField(required=False, widget=forms.HiddenInput)
    entity_name = forms.CharField(
        label=_("Doanh nghiệp, hợp tác xã, cơ sở"),
        max_length=300,
        error_messages={"required": _("Hãy ghi tên doanh nghiệp, hợp tác xã hoặc cơ sở.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-entity-name": ""}),
    )
    entity_tax_code = forms.CharField(
        label=_("Mã số thuế"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Nếu biết; có mã số thì không bao giờ nhầm hai nơi cùng tên."),
    )
    entity_kind = forms.ChoiceField(
        label=_("Loại hình"), choices=[("", _("Theo tên gọi")), *LegalEntity.Kind.choices], required=False
    )

    def clean_entity_name(self) -> str:
        return self._tidied(clean_entity_name, "entity_name")

    def clean_entity_tax_code(self) -> str:
        return self._tidied(clean_tax_code, "entity_tax_code")

    def record(self, *, province_id: int, by: Person) -> LegalEntity:
        """The entity chosen, or that of the name and tax code typed, entered where it was not known."""
        values = self.cleaned_data
        chosen = LegalEntity.objects.filter(pk=values.get("entity") or 0).first()
        if chosen is not None and chosen.name == values["entity_name"]:
            return chosen
        return record_entity(
            name=values["entity_name"],
            tax_code=values["entity_tax_code"],
            kind=values.get("entity_kind") or kind_of(values["entity_name"]),
            province_id=province_id,
            by=by,
        )

    def _tidied(self, tidy: Any, name: str) -> str:
        try:
            return str(tidy(self.cleaned_data[name]))
        except DomainError as error:
            raise forms.ValidationError(error.message) from error
