"""Looking up legal entities by name or tax code."""

from __future__ import annotations

import re

from django.db.models import Case, IntegerField, Q, Value, When

from nscl.organisations.models import LegalEntity
from nscl.shared.vietnamese import fold

SHORTEST = 2  # letters to look for; fewer say nothing


def find_entities(text: str, province_id: int | None, limit: int = 8) -> list[LegalEntity]:
    """Entities whose name has every word of `text`, or whose tax code begins with it; those entered here first."""
    words = fold(text).split()
    plain = re.sub(r"[\s.]", "", text)
    if sum(len(word) for word in words) < SHORTEST:
        return []
    if re.fullmatch(r"[\d-]{4,14}", plain):
        found = LegalEntity.objects.filter(tax_code__startswith=plain)
    else:
        found = LegalEntity.objects.filter(*(Q(folded__contains=word) for word in words))
    here = Case(When(province_id=province_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(found.select_related("province").annotate(far=here).order_by("far", "sort_key", "id")[:limit])
