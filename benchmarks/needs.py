"""Needs: 10,000 of them on the pages of a round, ranked, and 1,000 written names found in the register.

Floors: the bare SQL of the rows that a page shows; an exact look-up of the folded name.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.harness import Result, median, site, times

NEEDS, ENTITIES, NAMES = 10_000, 10_000, 1_000


def needs() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from nscl.config.testing.cast import make_cast
    from nscl.plans.actions.needs import rank
    from nscl.plans.matching.needs import match
    from nscl.plans.models import NeedsRound
    from nscl.plans.rules.needs_names import Written
    from nscl.plans.tests.needs.test_matching import judged
    from nscl.shared.vietnamese import fold

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    pk = _fill(cast)
    client = Client()
    client.force_login(cast.officer)
    counts = judged()
    total = sum(counts.values())
    print("needs:", ", ".join(f"{number} {name}" for name, number in counts.items()))
    out = [Result("tên doanh nghiệp khớp sai", [100 * counts["wrong"] / total], unit="%", rows=total)]
    with cast.acting(cast.officer):
        found = NeedsRound.objects.get(pk=pk)
        samples = times(lambda: rank.rank(round=found, by=cast.officer), runs=3)
        out.append(Result("xếp hạng một đợt", samples, rows=NEEDS))
        written = [Written(f"Cty TNHH Nông sản Xanh {n} {_word(n)}") for n in range(NAMES)]
        table = {fold(w.name): n for n, w in enumerate(written)}
        floor = median(lambda: [table.get(fold(w.name)) for w in written])
        samples = times(lambda: match(written, cast.province.pk), runs=5)
        out.append(Result("khớp 1.000 tên doanh nghiệp", samples, floor=floor, rows=ENTITIES))

    def bare() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM plans_mergedneed WHERE round_id = %s ORDER BY place LIMIT 25", [pk])
            return cursor.fetchall()

    with cast.acting(cast.officer):
        least = median(bare)
    for name, path in (("tiếp nhận", ""), ("đã gộp", "gop/"), ("xếp hạng", "xep-hang/"),
                       ("tìm trong nhu cầu", "gop/?tim=nong+san+xanh+77"), ("xuất Excel", "xuat.xlsx")):  # fmt: skip
        answer = client.get(f"/nhu-cau/{pk}/{path}")
        assert answer.status_code == 200, (path, answer.status_code)
        samples = times(lambda p=path: client.get(f"/nhu-cau/{pk}/{p}"), runs=5)
        out.append(Result(f"trang nhu cầu: {name}", samples, floor=least, rows=NEEDS))
    return out


def _word(number: int) -> str:
    return "".join("bcdghklmnt"[int(d)] + "aeiouaeiou"[int(d)] for d in f"{number:04}")


def _fill(cast: Any) -> int:
    """A closed-in round with 10,000 needs of 10,000 entities; its id."""
    from django.db import connections

    from nscl.catalogue.queries import content_groups
    from nscl.foundation import clock
    from nscl.organisations.models import LegalEntity
    from nscl.plans.actions.needs import gathering, rounds
    from nscl.plans.models import MergedNeed, Need, Proposal
    from nscl.shared.vietnamese import fold, sort_key

    now, province = clock.now(), cast.province
    groups = list(content_groups()[:6])
    with cast.acting(cast.officer):
        found = rounds.add(
            province=province, groups=groups, by=cast.officer,
            values={"for_year": 2027, "title": "Đo", "note": "", "opens_on": dt.date(2026, 1, 1),
                    "closes_on": dt.date(2027, 1, 1)},
        )  # fmt: skip
        found = rounds.move(round=found, verb="open", version=found.version, by=cast.officer)
    names = [f"Công ty TNHH Nông sản Xanh {n} {_word(n)}" for n in range(ENTITIES)]
    entities = LegalEntity.objects.using("owner").bulk_create(
        (
            LegalEntity(name=n, folded=fold(n), sort_key=sort_key(n), province_id=province.pk, recorded_at=now)
            for n in names
        ),
        batch_size=5000,
    )
    proposal = Proposal(
        province_id=province.pk, round_id=found.pk, kind="association", sender="Hội", sender_key="hoi", channel="list",
        key="do", recorded_at=now,
    )  # fmt: skip
    proposal.save(using="owner")
    merged = []
    for at, entity in enumerate(entities):
        one = MergedNeed(
            province_id=province.pk,
            round_id=found.pk,
            entity_id=entity.pk,
            name_key=f"k{at}",
            group_id=groups[at % 6].pk,
        )
        gathering.named(one, entity.name, "")
        merged.append(one)
    MergedNeed.objects.using("owner").bulk_create(merged, batch_size=5000)
    Need.objects.using("owner").bulk_create(
        (
            Need(
                province_id=province.pk, round_id=found.pk, proposal_id=proposal.pk, merged_id=one.pk, source_row=at,
                raw_name=one.name, name_key=one.name_key, entity_id=one.entity_id, match="sure",
                group_id=one.group_id, recorded_at=now, expected_cost_vnd=at * 10_000,
            )
            for at, one in enumerate(merged, start=1)
        ),
        batch_size=5000,
    )  # fmt: skip
    with cast.acting(cast.officer):
        gathering.refresh(one.pk for one in merged)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return found.pk
