"""A cooperation activity, on one short form; the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.plans.actions.recorded import registered
from nscl.plans.forms.policies import TaskField
from nscl.plans.forms.products import year_field
from nscl.plans.models import CooperationActivity, Task

VALUES = ("task", "partner_kind", "partner", "activity", "from_on", "to_on", "place", "participants", "result", "url")


class CooperationForm(RoomForm):
    ROWS = (
        ("activity",), ("partner_kind", "partner"), ("from_on", "to_on"), ("place", "participants"), ("task",),
        ("result",), ("number", "url"), ("reason",),
    )  # fmt: skip

    activity = words(gettext_lazy("Hoạt động"), longest=500, rows=2, required=True)
    partner_kind = forms.ChoiceField(
        label=gettext_lazy("Loại đối tác"), choices=CooperationActivity.Partner.choices,
        initial=CooperationActivity.Partner.PROVINCE,
    )  # fmt: skip
    partner = line(gettext_lazy("Tên đối tác"), longest=300, required=True)
    from_on = day(gettext_lazy("Từ ngày"), required=True)
    to_on = day(gettext_lazy("Đến ngày"), help_text=gettext_lazy("Để trống: trong một ngày."))
    place = line(gettext_lazy("Địa điểm"), longest=300)
    participants = forms.IntegerField(
        label=gettext_lazy("Số người tham gia"), required=False, min_value=0, max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    task = TaskField(label=gettext_lazy("Nhiệm vụ của kế hoạch"), required=False)
    result = words(gettext_lazy("Kết quả"), longest=2000, rows=3)
    number = line(gettext_lazy("Số văn bản trong sổ"), longest=60, help_text=gettext_lazy("Văn bản chứng minh."))
    url = line(gettext_lazy("Địa chỉ trên mạng"), longest=1000)
    reason = words(gettext_lazy("Lý do sửa"), longest=500, rows=2, required=True)

    def __init__(
        self, data: Any = None, *, provinces: frozenset[int], task: Task | None = None, correcting: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **kwargs)
        self.fields["task"].offer(provinces, task)  # type: ignore[attr-defined]
        if not correcting:
            del self.fields["reason"]

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in names if name in self.fields] for names in self.ROWS]

    def values(self) -> dict[str, Any]:
        """What the action takes. Raises `DomainError` where the number means no document of the register."""
        given = {name: self.cleaned_data.get(name) for name in VALUES}
        return {**given, "document": registered(self.cleaned_data.get("number") or "", "number")}


def initial_from(activity: CooperationActivity) -> dict[str, Any]:
    found = {name: getattr(activity, name) for name in VALUES}
    return {**found, "task": activity.task_id, "number": activity.document.number if activity.document else ""}


class CooperationFilter(forms.Form):
    tim = forms.CharField(
        label=gettext_lazy("Hoạt động hoặc đối tác"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    doi_tac = forms.ChoiceField(
        label=gettext_lazy("Loại đối tác"), required=False,
        choices=[("", gettext_lazy("Mọi đối tác")), *CooperationActivity.Partner.choices],
    )  # fmt: skip
    nam = year_field(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")

    def asked(self) -> dict[str, Any]:
        self.full_clean()
        return {name: self.cleaned_data.get(name) for name in self.fields}
