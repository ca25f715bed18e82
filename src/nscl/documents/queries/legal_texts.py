"""The legal texts that a list of numbers names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nscl.documents.models import LegalText
from nscl.documents.rules.numbers import number_key


def legal_texts(numbers: Iterable[str]) -> dict[str, LegalText]:
    """The registered texts by the numbers as written; left out are those not known and those that mean several."""
    wanted = {number: number_key(number) for number in numbers}
    if not wanted:
        return {}
    known: dict[str, list[LegalText]] = defaultdict(list)
    for text in LegalText.objects.filter(number_key__in=set(wanted.values())).order_by("id"):
        known[text.number_key].append(text)
    return {number: known[key][0] for number, key in wanted.items() if len(known[key]) == 1}
