"""Who has a task in a year, how it stands, its steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.models import User
from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.organisations.models import Agency

VERBS = ("start", "finish", "stop", "reopen")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


def _person(label: Any, *, empty: Any) -> PersonField:
    return PersonField(User.objects.none(), label=label, required=False, empty_label=empty)


class AssignForm(RoomForm):
    """To whom a task, or several, are given in a year."""

    responsible = _person(gettext_lazy("Người phụ trách"), empty=gettext_lazy("Chưa giao cho ai"))
    unit = UnitField(
        Agency.objects.none(),
        label=gettext_lazy("Đơn vị thực hiện"),
        required=False,
        empty_label=gettext_lazy("Chưa giao cho đơn vị nào"),
    )
    nam = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, people: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class NoteForm(RoomForm):
    note = words(gettext_lazy("Ghi chú của năm"), longest=1000, rows=3)
    nam = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StateForm(RoomForm):
    nam = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    viec = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS], widget=forms.HiddenInput)
    reason = words(gettext_lazy("Lý do"), longest=500, rows=2)


class StepForm(RoomForm):
    """A step; on the task's own page without the person, who is then the task's."""

    title = line(gettext_lazy("Việc của bước"), longest=300, required=True)
    due_on = day(gettext_lazy("Hạn"), required=True)
    responsible = _person(gettext_lazy("Ai làm"), empty=gettext_lazy("Người phụ trách nhiệm vụ"))
    nam = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, people: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if people is None:
            del self.fields["responsible"]
        else:
            self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class CompleteForm(RoomForm):
    done_on = day(gettext_lazy("Xong ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(RoomForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class VoidStepForm(RoomForm):
    reason = words(
        gettext_lazy("Lý do"), longest=500, rows=2, required=True, help_text=gettext_lazy("Ví dụ: gộp vào bước khác.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FillForm(forms.Form):
    """Steps that are proposed, or were last year's: which of them to take, each with its words and day."""

    def __init__(self, data: Any, proposed: Iterable[tuple[str, dt.date]]) -> None:
        super().__init__(data)
        self.count = 0
        for number, (title, due_on) in enumerate(proposed):
            self.fields[f"lay-{number}"] = forms.BooleanField(
                label=_("Lấy bước %(n)s") % {"n": number + 1}, required=False, initial=True
            )
            self.fields[f"viec-{number}"] = line(
                _("Việc của bước %(n)s") % {"n": number + 1}, longest=300, required=False
            )
            self.fields[f"han-{number}"] = day(_("Hạn của bước %(n)s") % {"n": number + 1})
            self.fields[f"viec-{number}"].initial = title
            self.fields[f"han-{number}"].initial = due_on
            self.count = number + 1

    def lines(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"lay-{n}"], self[f"viec-{n}"], self[f"han-{n}"]) for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(self.count):
            if values.get(f"lay-{n}"):
                if not values.get(f"viec-{n}"):
                    self.add_error(f"viec-{n}", _("Hãy ghi bước ấy là việc gì, hoặc bỏ dấu chọn."))
                if not values.get(f"han-{n}") and f"han-{n}" not in self.errors:
                    self.add_error(f"han-{n}", _("Hãy ghi hạn của bước, hoặc bỏ dấu chọn."))
        return values

    def taken(self) -> list[tuple[str, dt.date]]:
        """The lines that are ticked."""
        values = self.cleaned_data
        return [(values[f"viec-{n}"], values[f"han-{n}"]) for n in range(self.count) if values.get(f"lay-{n}")]
