"""Pairs that may be of one enterprise: those that share a key, looked for within a province; those to be decided.

The method: docs/explanation/duplicates.md. Keys are reckoned anew each time, so they follow the rules as these are now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from nscl.enterprises.models import DuplicatePair, Enterprise
from nscl.enterprises.rules import duplicates as points
from nscl.enterprises.rules import names
from nscl.enterprises.rules.duplicates import Facts, Scored
from nscl.organisations.rules import tax_codes

MOST_ALIKE = 60
"""Profiles that share a key; of more than these the key says nothing and is left aside."""
BATCH = 10_000
_FIELDS = ("name", "tax_code", "kind", "commune_id", "address", "phone", "email", "representative")
_READ = """
CREATE TEMPORARY TABLE duplicate_profiles (id bigint, commune bigint, kind text, code text, sound boolean,
    address boolean, phone text, email text, person text, name text, core text, numbers text, part boolean)
ON COMMIT DROP
"""
_CROWDS = """
CREATE TEMPORARY TABLE duplicate_crowds ON COMMIT DROP AS
SELECT array_agg(p.id) AS ids FROM duplicate_profiles p CROSS JOIN LATERAL (VALUES
    (1, p.name), (3, p.phone), (2, p.commune || ' ' || p.core),
    (4, CASE WHEN length(p.core) >= 6 THEN p.commune || ' ' || left(p.core, 4) END),
    (5, CASE WHEN length(p.core) >= 6 THEN p.commune || ' ' || right(p.core, 4) END)) AS held(block, key)
WHERE held.key IS NOT NULL GROUP BY held.block, held.key HAVING count(*) BETWEEN 2 AND %s
"""
"""The profiles that share a key: two that share none are never compared."""
_PAIRS = f"""
CREATE TEMPORARY TABLE duplicate_candidates ON COMMIT DROP AS
SELECT DISTINCT a.commune, a.id AS first, b.id AS second FROM duplicate_crowds c
CROSS JOIN LATERAL unnest(c.ids) AS one(id) CROSS JOIN LATERAL unnest(c.ids) AS other(id)
JOIN duplicate_profiles a ON a.id = one.id JOIN duplicate_profiles b ON b.id = other.id
WHERE one.id < other.id AND (a.code <> b.code AND left(a.code, 10) = left(b.code, 10)) IS NOT TRUE
AND CASE WHEN a.name = b.name THEN {points.SAME_NAME} ELSE {points.LIKE_NAME} END
    + CASE WHEN a.numbers <> b.numbers THEN {points.NUMBERS} ELSE 0 END
    + CASE WHEN a.part <> b.part THEN {points.PART} ELSE 0 END
    + CASE WHEN a.code = b.code THEN {points.SAME_CODE} WHEN a.sound AND b.sound THEN {points.TWO_SOUND}
        WHEN a.code <> b.code THEN {points.CODE_SLIP} ELSE 0 END
    + CASE WHEN a.kind <> b.kind THEN {points.KINDS} ELSE 0 END
    + CASE WHEN a.commune = b.commune THEN {points.COMMUNE}
        WHEN a.commune <> b.commune THEN {points.COMMUNES} ELSE 0 END
    + CASE WHEN a.address AND b.address THEN {points.ADDRESS} ELSE 0 END
    + CASE WHEN a.phone = b.phone THEN {points.PHONE} WHEN a.phone <> b.phone THEN {points.PHONES} ELSE 0 END
    + CASE WHEN a.email = b.email THEN {points.EMAIL} ELSE 0 END
    + CASE WHEN a.person = b.person THEN {points.PERSON} WHEN a.person <> b.person THEN {points.PERSONS} ELSE 0 END
    >= {points.SHOWN}
ORDER BY a.commune, first, second
"""  # noqa: S608 (numbers of the rules)
"""Who shares a key and could have the points to be shown, whatever names and addresses say letter by letter. What is
not known is NULL, which is neither the same nor another. By communes, since most who meet are of one: each is then read
a few times only."""


def candidates(province_id: int, *, step: Callable[[int], None] = lambda _n: None) -> Iterator[tuple[int, int, Scored]]:
    """(older id, younger id, points and reasons) of the pairs worth showing; inside a transaction of the caller."""
    with connection.cursor() as cursor:
        meet(cursor, _profiles(province_id, step))
        # Fetched by parts from the server: the pairs of a large register may be many.
        cursor.execute("DECLARE duplicate_pairs NO SCROLL CURSOR FOR SELECT first, second FROM duplicate_candidates")
        read: dict[int, points.Read] = {}
        while pairs := _next(cursor):
            read = _read({pk for pair in pairs for pk in pair}, read)
            for first, second in pairs:
                scored = points.compared(read[first], read[second], least=points.SHOWN)
                if scored.shown:
                    yield first, second, scored
        cursor.execute("CLOSE duplicate_pairs")


def meet(cursor: Any, parts: Iterable[list[tuple[Any, ...]]]) -> None:
    """Pairs that share a key and may have the points, into `duplicate_candidates`. `parts`: ids and facts of some
    profiles, a list after another."""
    cursor.execute("DROP TABLE IF EXISTS duplicate_profiles, duplicate_crowds, duplicate_candidates")
    cursor.execute(_READ)
    for part in parts:
        with cursor.copy("COPY duplicate_profiles FROM STDIN") as copy:
            for row in part:
                copy.write_row(_told(*row))
    cursor.execute("ANALYZE duplicate_profiles")
    cursor.execute(_CROWDS, [MOST_ALIKE])
    cursor.execute(_PAIRS)


def _next(cursor: Any) -> list[tuple[int, int]]:
    cursor.execute(f"FETCH {BATCH} FROM duplicate_pairs")
    return list(cursor.fetchall())


def _read(ids: set[int], before: dict[int, points.Read]) -> dict[int, points.Read]:
    """The profiles of some pairs, those that met somebody just before not anew."""
    new = list(ids - before.keys())
    rows = Enterprise.objects.filter(pk__within=RawSQL("%s::bigint[]", (new,))).values_list("pk", *_FIELDS)
    return {pk: before[pk] for pk in ids & before.keys()} | {pk: points.read(_facts(facts)) for pk, *facts in rows}


def _profiles(province_id: int, step: Callable[[int], None]) -> Iterator[list[tuple[Any, ...]]]:
    rows = Enterprise.objects.filter(province_id=province_id, merged_into__isnull=True).order_by("pk")
    rows = rows.exclude(status=Enterprise.Status.WITHDRAWN)
    last = 0
    while held := list(rows.filter(pk__gt=last).values_list("pk", *_FIELDS)[:BATCH]):
        yield held
        last = held[-1][0]
        step(len(held))


def _told(
    pk: int, name: str, tax_code: str, kind: str, commune: int | None, address: str, phone: str, email: str, person: str
) -> tuple[Any, ...]:
    """A row of `duplicate_profiles`. Every code in the register is one (its constraint)."""
    key, code = names.key(name), tax_codes.read(tax_code) if tax_code else None
    return (
        pk, commune, kind or None, code and code.text, code and code.sound, address != "",
        names.phone_key(phone) or None, points.email_key(email) or None, points.person_key(person) or None,
        key.name, key.core, " ".join(key.numbers), key.part,
    )  # fmt: skip


def _facts(row: Sequence[Any]) -> Facts:
    told = dict(zip(_FIELDS, row, strict=True))
    return Facts(commune=told.pop("commune_id") or 0, **told)


def facts_of(profile: Enterprise) -> Facts:
    return _facts(tuple(getattr(profile, name) for name in _FIELDS))


def open_pairs(province_ids: frozenset[int]) -> QuerySet[DuplicatePair]:
    """Pairs nobody has decided, both of whose profiles still stand by themselves."""
    return DuplicatePair.objects.filter(
        province_id__in=province_ids, decision="", first__merged_into__isnull=True, second__merged_into__isnull=True
    ).exclude(Q(first__status=Enterprise.Status.WITHDRAWN) | Q(second__status=Enterprise.Status.WITHDRAWN))


def decided_pairs(province_ids: frozenset[int]) -> QuerySet[DuplicatePair]:
    """Pairs that were merged or called different."""
    return DuplicatePair.objects.filter(province_id__in=province_ids).exclude(decision="")


@dataclass(frozen=True)
class Held:
    """How much hangs on a profile: years with figures, products, certificates that were not voided."""

    profile: Enterprise
    years: int
    products: int
    certificates: int


def held(*profiles: Enterprise) -> list[Held]:
    """In the order given; one query."""
    live = {
        "years": ("figures", Q(figures__voided_at__isnull=True)),
        "products_held": ("products", Q(products__ended_on__isnull=True)),
        "certificates_held": ("certificates", Q(certificates__voided_at__isnull=True)),
    }
    counts = {name: Count(rows, filter=only, distinct=True) for name, (rows, only) in live.items()}
    found = Enterprise.objects.filter(pk__in=[one.pk for one in profiles]).annotate(**counts)
    told = {pk: counted for pk, *counted in found.values_list("pk", *counts)}
    return [Held(one, *told[one.pk]) for one in profiles]
