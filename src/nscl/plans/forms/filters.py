"""The filter rows of the plan pages. A value that is none of the choices filters nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from nscl.organisations.models import Province
from nscl.plans.models import Plan

LISTED = (Plan.Status.IN_FORCE, Plan.Status.SUPERSEDED, Plan.Status.ENDED)
SORTS = {"": "Thứ tự trong kế hoạch", "ten": "Tên nhiệm vụ", "co-quan": "Cơ quan chủ trì", "thoi-gian": "Thời gian"}


def _search(label: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=100, widget=widget)


class FilterForm(forms.Form):
    """What was asked for in the address."""

    def asked(self) -> dict[str, str]:
        """The valid answers by field; `""` where nothing, or nothing that can be, was asked."""
        self.full_clean()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class PlanFilter(FilterForm):
    tim = _search("Tên hoặc số")
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *((s.value, s.label) for s in LISTED)]
    )
    tinh = forms.ChoiceField(label="Địa bàn", required=False)

    def __init__(self, data: Any, provinces: Iterable[Province]) -> None:
        super().__init__(data, auto_id="loc-%s")
        choices = [(str(p.pk), p.title + (" (trước đây)" if p.valid_to else "")) for p in provinces]
        if choices:
            self.fields["tinh"].choices = [("", "Mọi địa bàn"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["tinh"]


class TaskFilter(FilterForm):
    xem = forms.CharField(required=False, widget=forms.HiddenInput)
    tim = _search("Tìm trong nhiệm vụ")
    chu_tri = forms.ChoiceField(label="Chủ trì", required=False)
    sap = forms.ChoiceField(label="Sắp theo", required=False, choices=list(SORTS.items()))

    def __init__(self, data: Any, leads: Iterable[str]) -> None:
        super().__init__(data, auto_id="loc-%s")
        choices = [(name, name) for name in leads]
        self.fields["chu_tri"].choices = [("", "Mọi cơ quan"), *choices]  # type: ignore[attr-defined]
        if len(choices) < 2:
            del self.fields["chu_tri"]
