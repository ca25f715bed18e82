"""The filter rows of the plan pages. A value that is none of the choices filters nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import Province
from nscl.plans.models import Plan

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = (Plan.Status.IN_FORCE, Plan.Status.SUPERSEDED, Plan.Status.ENDED)
LISTED = (*SHOWN, Plan.Status.AMENDED)  # versions of the past only where they are asked for
SORTS = {
    "": gettext_lazy("Thứ tự trong kế hoạch"),
    "ten": gettext_lazy("Tên nhiệm vụ"),
    "co-quan": gettext_lazy("Cơ quan chủ trì"),
    "thoi-gian": gettext_lazy("Thời gian"),
}


def _search(label: StrOrPromise) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=100, widget=widget)


class FilterForm(forms.Form):
    """What was asked for in the address."""

    def asked(self) -> dict[str, str]:
        """The valid answers by field; `""` where nothing, or nothing that can be, was asked."""
        self.full_clean()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class PlanFilter(FilterForm):
    tim = _search(gettext_lazy("Tên hoặc số"))
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=[("", gettext_lazy("Mọi trạng thái")), *((s.value, s.label) for s in LISTED)],
    )
    tinh = forms.ChoiceField(label=gettext_lazy("Địa bàn"), required=False)

    chuong_trinh = forms.ChoiceField(label=gettext_lazy("Chương trình quốc gia"), required=False)

    def __init__(self, data: Any, provinces: Iterable[Province], programmes: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(data, auto_id="loc-%s")
        if carried := list(programmes):
            self.fields["chuong_trinh"].choices = [("", _("Mọi chương trình")), *carried]  # type: ignore[attr-defined]
        else:
            del self.fields["chuong_trinh"]
        choices = [(str(p.pk), p.title + (_(" (trước đây)") if p.valid_to else "")) for p in provinces]
        if choices:
            self.fields["tinh"].choices = [("", _("Mọi địa bàn")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["tinh"]


class TaskFilter(FilterForm):
    xem = forms.CharField(required=False, widget=forms.HiddenInput)
    tim = _search(gettext_lazy("Tìm trong nhiệm vụ"))
    chu_tri = forms.ChoiceField(label=gettext_lazy("Chủ trì"), required=False)
    sap = forms.ChoiceField(label=gettext_lazy("Sắp theo"), required=False, choices=list(SORTS.items()))

    def __init__(self, data: Any, leads: Iterable[str]) -> None:
        super().__init__(data, auto_id="loc-%s")
        choices = [(name, name) for name in leads]
        self.fields["chu_tri"].choices = [("", _("Mọi cơ quan")), *choices]  # type: ignore[attr-defined]
        if len(choices) < 2:
            del self.fields["chu_tri"]
