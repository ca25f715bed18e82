"""The legal texts that a list of numbers names."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import Upper

from nscl.documents.models import LegalText


def legal_texts(numbers: Iterable[str]) -> dict[str, LegalText]:
    """The registered texts by the numbers as written; those not known are left out. Case does not count."""
    wanted = {number: number.upper() for number in numbers}
    if not wanted:
        return {}
    rows = LegalText.objects.annotate(upper=Upper("number")).filter(upper__in=set(wanted.values()))
    known = {text.number.upper(): text for text in rows}
    return {number: known[upper] for number, upper in wanted.items() if upper in known}
