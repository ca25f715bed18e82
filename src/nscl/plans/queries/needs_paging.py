"""Keyset paging over needs in an order of their own: `sau=17` goes on after the need 17."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from nscl.foundation.paging import PAGE, by_key
from nscl.foundation.templatetags.components import Pages

M = TypeVar("M", bound=models.Model)
LAST = 2**31 - 1


def by_place(found: QuerySet[M], given: QueryDict, *, size: int = PAGE) -> tuple[list[M], Pages]:
    """By rank; those not ranked yet come last."""
    return by_key(found, given, key=Coalesce("place", Value(LAST)), size=size)
