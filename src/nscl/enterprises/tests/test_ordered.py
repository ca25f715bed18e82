"""Every filter of the list gives what a plain look through the profiles gives, whatever index it is walked by."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from nscl.catalogue.models import ProductGroup
from nscl.config.testing.cast import TODAY, Cast, make_cast
from nscl.enterprises import actions
from nscl.enterprises.models import Certificate, Enterprise, Holding, Product
from nscl.enterprises.queries import ordered, profile, register
from nscl.enterprises.queries.asked import Asked
from nscl.enterprises.rules.size import SECTORS
from nscl.enterprises.tests.conftest import Make
from nscl.foundation import clock
from nscl.organisations.models import LegalEntity

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_each_letter_of_the_facets_means_one_thing() -> None:
    for values, at in (
        (LegalEntity.Kind.values, 0), ([code.value for code in SECTORS], 0), (Enterprise.Size.values, 1),
        (Enterprise.Status.values, 0),
    ):  # fmt: skip
        letters = {value[at] for value in values}
        assert len(letters) == len(values)
        assert not letters & {"-", "_", "%"}


def listed(asked: Asked) -> list[int]:
    """All pages one after another, forwards; the same backwards; what is counted agrees."""
    scope = register.scope_now()
    found = register.page(scope, asked, size=3)
    rows, first = list(found.rows), found
    while found.has_after:
        found = register.page(scope, asked, size=3, after=rows[-1].pk)
        rows += found.rows
    back = register.page(scope, asked, size=100, before=rows[-1].pk).rows if rows else []
    assert [row.pk for row in back] == [row.pk for row in rows[:-1]]
    assert first.total == len(rows)
    assert register.by_commune(scope, asked) == dict(Counter(row.commune_id for row in rows))
    return [row.pk for row in rows]


def matching(asked: Asked) -> list[int]:
    """The same by a look through everything."""
    today, rows = clock.today(), []
    for one in Enterprise.objects.filter(merged_into__isnull=True):
        own = {one.pk, *Enterprise.objects.filter(merged_into=one).values_list("pk", flat=True)}
        size = "none" if asked.size and not one.size else one.size
        told: list[tuple[Any, Any]] = [
            (asked.kind, one.kind), (asked.size, size), (asked.sector, one.sector), (asked.commune, one.commune_id),
            (asked.status, one.status), (asked.women, one.women_owned), (asked.social, one.social),
        ]  # fmt: skip
        if any(wanted and wanted != is_so for wanted, is_so in told):
            continue
        if not one.industry_code.startswith(asked.industry) or not all(
            map(one.search.__contains__, asked.words.split())
        ):
            continue
        made = [p for p in Product.objects.all() if p.enterprise_id in own and p.ended_on is None]
        papers = [c for c in Certificate.objects.all() if c.enterprise_id in own and c.voided_at is None]
        if (asked.group or asked.ocop or asked.exported) and not any(
            p.group_id == (asked.group or p.group_id)
            and (p.ocop_stars or 0) >= (asked.ocop or 0)
            and p.exported >= asked.exported
            for p in made
        ):
            continue
        if asked.standard_key or asked.expiring is not None:
            papers = [c for c in papers if c.standard_key == (asked.standard_key or c.standard_key)]
            if not any(_holds(c, today) if asked.expiring is None else _ends(c, asked.expiring, today) for c in papers):
                continue
        rows.append(one)
    return [one.pk for one in sorted(rows, key=lambda one: (one.sort_key, one.pk))]


def _holds(one: Certificate, today: dt.date) -> bool:
    return (
        one.issued_on <= today
        and (one.withdrawn_on is None or one.withdrawn_on > today)
        and (one.expires_on is None or one.expires_on >= today)
    )


def _ends(one: Certificate, days: int, today: dt.date) -> bool:
    if one.expires_on is None or one.withdrawn_on or one.replaced_by.filter(voided_at__isnull=True).exists():
        return False
    return today <= one.expires_on <= today + days * DAY if days else one.expires_on < today


@pytest.fixture
def filled(cast: Cast, make: Make) -> tuple[list[ProductGroup], list[int]]:
    """Twenty profiles of all sorts, with products and certificates that came, changed, ended; one pair merged."""
    chance, by = random.Random(7), cast.officer
    communes = [None, *profile.communes(cast.province.pk)[:2]]
    with cast.acting(by):
        groups = [
            actions.add_group(
                province=cast.province, by=by,
                values={"name": name, "basis": "Quyết định", "valid_from": dt.date(2025, 1, 1)},
            )
            for name in ("Cà phê", "Sâm")
        ]  # fmt: skip
        made = []
        for number in range(20):
            one = make(
                f"{chance.choice(('Công ty', 'Cơ sở', 'Hộ'))} {chance.choice('ABCĐÂ')} {number}",
                kind=chance.choice(("enterprise", "enterprise", "household")), women_owned=chance.random() < 0.4,
                social=chance.random() < 0.2, commune=chance.choice(communes),
                industry_version=2025, industry_code=chance.choice(("10", "1077", "1079", "0111", "9900", "11")),
            )  # fmt: skip
            made.append(one)
            if one.kind == "enterprise" and chance.random() < 0.6:
                figures = {"labour": chance.choice((5, 150)), "revenue_vnd": 10**9, "capital_vnd": 10**9}
                actions.record_figures(enterprise=one, year=2025, source="declared", by=by, values=figures)
            for at in range(chance.randrange(3)):
                values = {
                    "name": f"Sản phẩm {at}", "group": chance.choice([None, *groups]),
                    "ocop_stars": chance.choice((None, 3, 4, 5)), "exported": chance.random() < 0.4,
                }  # fmt: skip
                held = actions.add_product(enterprise=one, values=values, by=by)
                if chance.random() < 0.2:
                    _end(held, by)
            for at in range(chance.randrange(4)):
                _certify(chance, one, at, by)
        pair = made[3], made[5]
        Enterprise.objects.filter(pk=pair[1].pk).update(
            merged_into=pair[0], merged_at=clock.now(), merged_by=by, merge_reason="Trùng"
        )
        Enterprise.objects.filter(pk=made[0].pk).update(status="closed", sort_key="zz", commune=communes[1])
    return groups, [one.pk for one in communes if one]


def _end(row: Product, by: Any) -> None:
    actions.end_product(product=row, version=row.version, ended_on=clock.today(), reason="Thôi làm", by=by)


def _certify(chance: random.Random, one: Enterprise, at: int, by: Any) -> None:
    ends = chance.choice((None, TODAY - DAY, TODAY, TODAY + DAY, TODAY + 29 * DAY, TODAY + 80 * DAY, TODAY + 400 * DAY))
    values = {"standard": chance.choice(("HACCP", "VietGAP")), "number": str(at), "issued_on": dt.date(2024, 1, 1),
              "expires_on": ends}  # fmt: skip
    held = actions.add_certificate(enterprise=one, values=values, by=by)
    match chance.randrange(5):
        case 0:
            day = chance.choice((TODAY - DAY, TODAY))
            actions.withdraw_certificate(certificate=held, withdrawn_on=day, reason="Thu hồi", by=by)
        case 1:
            actions.void_certificate(certificate=held, reason="Ghi nhầm", by=by)
        case 2:
            later = {**values, "number": f"{at}b", "issued_on": TODAY, "expires_on": TODAY + 700 * DAY}
            renewed = actions.add_certificate(enterprise=one, values={**later, "replaces": held}, by=by)
            if chance.random() < 0.5:
                actions.void_certificate(certificate=renewed, reason="Ghi nhầm", by=by)


def test_filters_alone_and_two_together(cast: Cast, filled: tuple[list[ProductGroup], list[int]]) -> None:
    groups, communes = filled
    choices: list[dict[str, Any]] = [
        {"words": "ty"}, {"kind": "enterprise"}, {"kind": "branch"}, {"size": "micro"}, {"size": "none"},
        {"sector": "industry"}, {"industry": "10"}, {"industry": "1077"}, {"industry": "99"}, {"industry": "010"},
        {"commune": communes[0]}, {"status": "closed"}, {"women": True}, {"social": True}, {"standard_key": "haccp"},
        {"standard_key": "khac"}, {"expiring": 0}, {"expiring": 30}, {"expiring": 90}, {"group": groups[0].pk},
        {"ocop": 3}, {"ocop": 5}, {"exported": True},
    ]  # fmt: skip
    seen = 0
    with cast.acting(cast.officer):
        for one, other in product(choices, choices):
            if one is other or choices.index(one) < choices.index(other):
                asked = Asked(**{**one, **other})
                expected = matching(asked)
                assert listed(asked) == expected, asked
                seen += bool(expected)
    assert seen > 100


@pytest.mark.parametrize("most", [0, 3, 20_000])
def test_certificates_that_run_out_by_their_days_or_by_names(
    most: int, cast: Cast, filled: tuple[list[ProductGroup], list[int]], monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(register, "MOST_ENDING", most)
    with cast.acting(cast.officer):
        for asked in (Asked(expiring=days, standard_key=key) for days in (0, 30, 90) for key in ("", "haccp")):
            assert (register.narrowed(asked).ids is None) == (most == 0) or most == 3, asked
            assert listed(asked) == matching(asked), asked
            with django_assert_max_num_queries(5):
                register.page(register.scope_now(), asked)


def test_what_is_held_follows_the_profile(cast: Cast, filled: tuple[list[ProductGroup], list[int]]) -> None:
    with cast.acting(cast.officer):
        assert Holding.objects.count() > 20
        assert not Holding.objects.filter(enterprise__merged_into__isnull=False).exists()
        for held in Holding.objects.select_related("enterprise"):
            whose = held.enterprise
            assert (held.sort_key, held.facets, held.commune_id, held.province_id) == (
                whose.sort_key, whose.facets, whose.commune_id, whose.province_id,
            )  # fmt: skip


@pytest.mark.parametrize(("code", "after"), [("10", "11"), ("0999", "1000"), ("99", ""), ("19", "20"), ("01", "02")])
def test_codes_behind_all_that_begin_with_one(code: str, after: str) -> None:
    assert ordered._next(code) == after


@pytest.mark.django_db(transaction=True)
def test_neither_of_two_at_once_misses_what_the_other_changed() -> None:
    cast = make_cast()
    by = cast.officer
    with cast.acting(by):
        group = actions.add_group(
            province=cast.province, by=by,
            values={"name": "Sâm", "basis": "Quyết định", "valid_from": dt.date(2025, 1, 1)},
        )  # fmt: skip
        one = actions.record_enterprise(
            province=cast.province, name="Công ty Sâm A", tax_code="", kind="enterprise", values={}, by=by
        )
        first = actions.add_product(enterprise=one, values={"name": "Sâm tươi", "group": group}, by=by)
    added, ended = Event(), Event()

    def add() -> None:
        with transaction.atomic():
            first.pk, first.name, first.folded = None, "Sâm khô", "sam kho"
            first.save(force_insert=True)
            added.set()
            assert not ended.wait(0.5), "it must wait for what is being added"

    def end() -> None:
        added.wait(30)
        Product.objects.filter(name="Sâm tươi").update(ended_on=TODAY, end_reason="Thôi làm")
        ended.set()

    def at_once(work: Callable[[], None]) -> None:
        try:
            with cast.acting(by):
                work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(at_once, (add, end)))
    with cast.acting(by):
        assert register.page(register.scope_now(), Asked(group=group.pk)).total == 1
        Product.objects.filter(name="Sâm khô").update(ended_on=TODAY, end_reason="Thôi làm")
        assert register.page(register.scope_now(), Asked(group=group.pk)).total == 0
