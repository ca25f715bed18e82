"""What the forms of this room have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.shared.errors import DomainError

PICK = "lay_"


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day as people write it; the calendar of the browser writes it so, too."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"autocomplete": "off", "placeholder": gettext_lazy("ngày/tháng/năm")}
        ),
        error_messages={"invalid": gettext_lazy("Ngày ghi như 30/06/2026.")},
    )


def line(label: Any, *, longest: int, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def words(label: Any, *, longest: int, rows: int = 3, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=longest, widget=widget)


@dataclass(frozen=True)
class Difference:
    """A field in which two people's versions differ: `theirs` is what is stored now."""

    bound: BoundField
    name: str
    theirs: str


class RoomForm(forms.Form):
    """Takes an action's refusal beside its field; knows where two versions differ."""

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)

    def shown(self, name: str, value: Any) -> str:
        """A stored value in the words of the field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value or ""))  # type: ignore[arg-type]
        if isinstance(field, forms.BooleanField):
            return _("có") if value else _("không")
        return str(self[name].field.widget.format_value(value) or "")

    def differences(self, current: Any, names: tuple[str, ...]) -> Iterator[Difference]:
        """The fields whose sent value is not what is stored."""
        for name in names:
            sent, stored = self.cleaned_data.get(name), getattr(current, name)
            if sent != stored:
                yield Difference(self[name], name, self.shown(name, stored))

    def chosen(self, names: tuple[str, ...]) -> dict[str, Any]:
        """What was sent, without the fields that were left to the other person where both were shown."""
        return {n: self.cleaned_data[n] for n in names if n in self.fields and self.data.get(PICK + n) != "theirs"}
