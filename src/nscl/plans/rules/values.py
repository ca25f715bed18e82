"""Values typed or read for a field, brought to what the field keeps."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from nscl.shared.errors import DomainError

UNSTORABLE = {0: "\ufffd"}


def clean(model: type[models.Model], name: str, value: Any) -> Any:
    """`value` as the field `name` of `model` keeps it; `DomainError` with the field when it cannot."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    if isinstance(value, str):
        value = value.translate(UNSTORABLE).strip()
        if value == "" and field.null:
            return None
    if value is None and not field.null:
        value = [] if isinstance(field, ArrayField) else ""
    if isinstance(field, ArrayField):
        value = lines(value)
    try:
        return field.clean(value, None)
    except ValidationError as error:
        raise DomainError("invalid", " ".join(error.messages), name) from error


def lines(value: Any) -> list[str]:
    """A list of texts, given as a list or as lines; blank ones fall out."""
    parts = value.splitlines() if isinstance(value, str) else list(value or [])
    return [text for part in parts if (text := " ".join(str(part).translate(UNSTORABLE).split()))]
