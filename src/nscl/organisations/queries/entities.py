"""Looking up legal entities by name or tax code."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.db.models import BooleanField, Case, CharField, F, Func, IntegerField, Q, Value, When

from nscl.organisations.models import LegalEntity
from nscl.organisations.rules.name_words import having_all, words_of
from nscl.shared.vietnamese import fold

SHORTEST = 2  # letters to look for; fewer say nothing
MOST_HITS = 1_000
"""Of names that have the words, no more are put in order: every third name begins with the same two words."""


class _Has(Func):
    """Whether the words of a folded name are as a `tsquery` asks; the index of names answers it."""

    template, arg_joiner, output_field = "name_words(%(expressions)s::tsquery", ") @@ ", BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(F("folded"), Value(query, CharField()))


def find_entities(text: str, province_id: int | None, limit: int = 8) -> list[LegalEntity]:
    """Entities whose name has every word of `text`, the last one as far as it is typed, or whose tax code begins with
    it; those entered here first."""
    words = words_of(fold(text))
    plain = re.sub(r"[\s.]", "", text)
    if sum(len(word) for word in words) < SHORTEST:
        return []
    if re.fullmatch(r"[\d-]{4,14}", plain):
        meant = Q(tax_code__startswith=plain)
    else:
        meant = Q(_Has(having_all(words, begun=True)))
    found = LegalEntity.objects.filter(pk__in=LegalEntity.objects.filter(meant).values("pk")[:MOST_HITS])
    here = Case(When(province_id=province_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(found.select_related("province").annotate(far=here).order_by("far", "sort_key", "id")[:limit])


def named(folded: Collection[str]) -> Q:
    """Entities of one of these folded names."""
    asked = [having_all(words) for name in folded if (words := words_of(name))]
    return Q(_Has(" | ".join(f"({one})" for one in asked)), folded__in=folded) if asked else Q(pk__in=())
