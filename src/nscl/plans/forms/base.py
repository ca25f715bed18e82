"""What the forms of the head and of every kind of item have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from nscl.shared.errors import DomainError

PICK = "lay_"


class ReviewForm(forms.Form):
    """`ROWS` lays the fields out, several a row. `version` is that of the row when the form was drawn."""

    ROWS: ClassVar[tuple[tuple[str, ...], ...]] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def rows(self) -> Iterator[list[BoundField]]:
        for names in self.ROWS:
            yield [self[name] for name in names]

    def names(self) -> list[str]:
        return [name for names in self.ROWS for name in names]

    def values(self) -> dict[str, Any]:
        """What the action takes; where both texts were shown, without what the officer left to the other person."""
        theirs = {n for n in self.names() if self.data.get(PICK + n) == "theirs"}
        return {name: self.cleaned_data[name] for name in self.names() if name not in theirs}

    def refuse(self, error: DomainError) -> None:
        """Put the action's refusal beside the field it belongs to."""
        field = error.field if error.field in self.fields else None
        self.add_error(field, error.message)

    def shown(self, name: str) -> str:
        """What the field shows, in words, whatever its widget."""
        bound = self[name]
        value = bound.value()
        if isinstance(bound.field, forms.ChoiceField):
            return str(dict(_flat(bound.field.choices)).get(str(value), value or ""))
        if isinstance(bound.field, forms.BooleanField):
            return _("có") if value else _("không")
        formatted = bound.field.widget.format_value(value)
        return "" if formatted is None else str(formatted)


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        yield str(value), str(label)
