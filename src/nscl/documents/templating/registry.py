"""Forms: what can be printed from a template, and the fields that a template of it may use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from nscl.documents.rendering.composing import Piece

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Kind: TypeAlias = Literal["text", "number", "money", "day"]
Value: TypeAlias = str | int | dt.date | None


@dataclass(frozen=True)
class Field:
    """A single value. `needed`: a template that leaves it out is told so."""

    name: str
    label: StrOrPromise
    sample: Value
    kind: Kind = "text"
    needed: bool = True


@dataclass(frozen=True)
class Lines:
    """A plain list, gone through with `{%p for … in name %}`. `ends`: semicolons after each, a stop after the last."""

    name: str
    label: StrOrPromise
    sample: tuple[str, ...]
    ends: bool = False
    needed: bool = True


@dataclass(frozen=True)
class Rows:
    """A table's rows, gone through with `{%tr for row in name %}`; each has these columns."""

    name: str
    label: StrOrPromise
    columns: tuple[Field, ...]
    sample: tuple[Mapping[str, Value], ...]
    needed: bool = True


AnyField: TypeAlias = Field | Lines | Rows


@dataclass(frozen=True)
class Form:
    """A kind of paper. `standard`: the pieces between head and signature of the template that comes with the system."""

    code: str
    name: StrOrPromise
    description: StrOrPromise
    fields: tuple[AnyField, ...]
    standard: tuple[Piece, ...] = field(repr=False)
    heading: str = ""
    """What stands over the subject where it is not the name: `Biên bản` of the minutes of a meeting."""
    two_signatures: bool = False
    letter: bool = False

    def columns(self) -> dict[str, list[str] | None]:
        """The fields as the check wants them: columns of rows, an empty list for lines, None for a single value."""
        return {
            f.name: [c.name for c in f.columns] if isinstance(f, Rows) else [] if isinstance(f, Lines) else None
            for f in self.fields
        }

    def needed(self) -> list[str]:
        return [f.name for f in self.fields if f.needed]

    def sample(self) -> dict[str, Any]:
        return {f.name: f.sample for f in self.fields}


_forms: dict[str, Form] = {}


def register(form: Form) -> None:
    """Make the form known. Raises ValueError when another has its code or a field name comes twice."""
    names = [f.name for f in form.fields]
    if len(set(names)) != len(names) or any(not n.isidentifier() or n.startswith("_") for n in names):
        raise ValueError(f"the fields of {form.code!r} need names of their own")
    if _forms.get(form.code, form) != form:
        raise ValueError(f"there is a form {form.code!r} already")
    _forms[form.code] = form


def forms() -> dict[str, Form]:
    """Every form by its code, those that come with the system first."""
    from nscl.documents.templating import shipped

    for form in shipped.FORMS:
        _forms.setdefault(form.code, form)
    order = {form.code: at for at, form in enumerate(shipped.FORMS)}
    return dict(sorted(_forms.items(), key=lambda item: order.get(item[0], len(order))))
