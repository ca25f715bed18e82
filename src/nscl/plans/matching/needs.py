"""Names on lists found in the register of legal entities: the rule of `rules/needs_names.py` with the rows it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from nscl.organisations.models import LegalEntity
from nscl.organisations.queries import with_predecessors
from nscl.plans.models import NameDecision, Need
from nscl.plans.rules import needs_names
from nscl.plans.rules.needs_names import Candidate, Known, Written
from nscl.shared.vietnamese import fold

FEW = 40
"""Up to so many names are looked up by their telling words; more are compared with the whole province at once."""
MOST_KNOWN = 200_000


@dataclass(frozen=True)
class Best:
    """What became of a name: the entity or none, how sure (`Need.Match`), and whom an officer may choose among."""

    entity_id: int | None
    match: str
    candidates: tuple[Candidate, ...] = ()


def name_key(name: str, tax_code: str) -> str:
    """By which a written name is decided once for all its rows."""
    key = needs_names.name_of(name).key
    code = needs_names.tax_code_of(tax_code)
    return (f"{code}|{key}" if code else key)[:300] or "?"


def match(written: Iterable[Written], province_id: int) -> dict[Written, Best]:
    """Every name with its best match: three queries in all, however many names."""
    wanted = list(dict.fromkeys(written))
    decided = decisions((name_key(w.name, w.tax_code) for w in wanted), province_id)
    open_names = [w for w in wanted if name_key(w.name, w.tax_code) not in decided]
    by_word = needs_names.index(known_for(open_names, province_id)) if open_names else {}
    return {w: _best(w, decided, by_word) for w in wanted}


def _best(written: Written, decided: dict[str, int | None], by_word: dict[str, list[Known]]) -> Best:
    key = name_key(written.name, written.tax_code)
    if key in decided:
        entity = decided[key]
        return Best(entity, Need.Match.DECIDED if entity else Need.Match.NEW)
    found = needs_names.find(written, needs_names.near(written, by_word))
    if found.sure is not None:
        return Best(found.sure, Need.Match.SURE, found.candidates)
    return Best(None, Need.Match.DOUBTFUL if found.candidates else Need.Match.UNKNOWN, found.candidates)


def candidates(written: Iterable[Written], province_id: int) -> dict[Written, list[tuple[Known, Candidate]]]:
    """Whom each of these names, which are known to be doubtful, may mean: two queries."""
    wanted = list(dict.fromkeys(written))
    known = known_for(wanted, province_id) if wanted else []
    by_pk, by_word = {k.pk: k for k in known}, needs_names.index(known)
    found = {w: needs_names.find(w, needs_names.near(w, by_word)).candidates for w in wanted}
    return {w: [(by_pk[c.pk], c) for c in several] for w, several in found.items()}


def decisions(keys: Iterable[str], province_id: int) -> dict[str, int | None]:
    """What officers decided of these names, the latest of each."""
    rows = NameDecision.objects.filter(province_id=province_id, name_key__in=set(keys)).order_by("id")
    return dict(rows.values_list("name_key", "entity_id"))


def known_for(written: list[Written], province_id: int) -> list[Known]:
    """Entities worth comparing: those that the province entered by name, of any province by tax code."""
    codes = {code for w in written if (code := needs_names.tax_code_of(w.tax_code))}
    here = Q(province_id__in=with_predecessors(province_id))
    if len(written) <= FEW:
        words = {word for w in written if (word := fold(needs_names.telling_word(w.name)))}
        like = Q(pk__in=[])
        for word in sorted(words):
            like |= Q(folded__contains=word)
        here &= like
    rows = LegalEntity.objects.filter(here | Q(tax_code__in=codes)).order_by("id")
    return [Known(*row) for row in rows.values_list("pk", "name", "tax_code")[:MOST_KNOWN]]
