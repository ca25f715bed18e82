"""The demo's register: sixty invented profiles in each of five provinces, written in bulk like an imported list.

The forty entities that the rooms of guidance and needs speak of are among them; a few are there twice, written another
way, so that duplicates can be looked for.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nscl.interfaces.ops.demo import documents as papers
from nscl.interfaces.ops.demo.entities import GOODS, LETTERS, known_code, names, tax_code
from nscl.interfaces.ops.demo.papers import waiting

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.catalogue.models import ProductGroup
    from nscl.enterprises.models import Enterprise
    from nscl.organisations.models import Province

BILLION = 10**9
BASIS = "Danh mục minh họa, không phải quy định"
MORE = (
    ("enterprise", "Công ty TNHH MTV {} Ví Dụ {}"), ("branch", "Chi nhánh Công ty cổ phần {} Thử Nghiệm {}"),
    ("facility", "Cơ sở sản xuất {} Trần Thị {}"),
)  # fmt: skip
MAKES = {
    "Cơ khí": "2592", "Gỗ ghép": "1610", "Gạch ngói": "2395", "May": "1410", "Cao su": "2219", "Đường mía": "1072",
    "Rượu nếp": "1101", "Hương trầm": "3290", "Nước mắm": "1020", "Bột cá": "1080", "Cá tra": "1020",
    "Thủy sản khô": "1020", "Tôm nõn": "1020", "Thịt sấy": "1010", "Bơ sữa": "1050", "Muối tôm": "1079",
}  # fmt: skip
OTHERS = ("1030", "1079", "1061")  # what is made of plants
SELLS = ("4632", "4711", "5610")
GROWS = ("0163", "0118", "0121")
STANDARDS = (
    ("ISO 22000:2018", "system-certification"), ("ISO 9001:2015", "system-certification"),
    ("HACCP", "system-certification"), ("VietGAP", "gap"), ("GlobalG.A.P.", "gap"),
    ("TCVN 11041-2:2017", "organic"), ("ISO 14001:2015", "system-certification"),
)  # fmt: skip
MARKETS = ("Trung Quốc", "Nhật Bản", "Hàn Quốc", "EU", "Hoa Kỳ, EU", "Lào, Campuchia")
# Labour, revenue and capital in đồng: most are small, a few are beyond the law's sizes.
FIGURES = (
    (4, 1.2, 0.9), (7, 2.4, 1.8), (9, 2.9, 2.1), (8, 2.2, 1.1), (18, 11, 6), (35, 26, 14), (60, 44, 18), (28, 19, 9),
    (85, 48, 19), (130, 120, 70), (180, 190, 90), (320, 460, 310),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A profile to be: its name and kind, whether its tax code is known, and the one it doubles."""

    name: str
    kind: str
    tax_code: str = ""
    doubles: str = ""


def load() -> None:
    """Write what the provinces of the demo lack."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.enterprises.models import Enterprise
    from nscl.foundation import tenancy

    for place in papers.PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            if membership.province is not None and not Enterprise.objects.filter(province=membership.province).exists():
                _fill(membership.province, user)


def told(code: str) -> Iterator[Told]:
    """The sixty of a province, always the same."""
    for at, (name, kind) in enumerate(names(code)):
        yield Told(name, kind, known_code(code, at, kind))
    for number in range(15):
        kind, shape = MORE[number % 3]
        goods, letter = GOODS[code][number % 10], LETTERS[-1 - number // 3]
        known = tax_code(code, 100 + number) + ("-001" if kind == "branch" else "") if kind != "facility" else ""
        yield Told(shape.format(goods, letter), kind, known)
    yield Told(f"Trung tâm Giống {GOODS[code][0]} Ví Dụ", "seed_centre")
    wrong = tax_code(code, 150)
    yield Told(f"Công ty TNHH {GOODS[code][1]} Mã Cũ", "enterprise", f"{wrong[:9]}{(int(wrong[9]) + 1) % 10}")
    for at in (11, 13, 24):  # written another way
        name, kind = names(code)[at]
        yield Told(name.replace("Công ty TNHH", "Cty TNHH").replace("Công ty cổ phần", "CTCP"), kind, doubles=name)


def _fill(province: Province, user: User) -> None:
    from nscl.enterprises.models import Enterprise
    from nscl.foundation import audit

    dice = random.Random(province.code)  # noqa: S311 (a demo that is always the same)
    groups = _groups(province, user)
    made = _profiles(province, user, dice)
    figures = _figures(made, dice, user)
    _products(made, groups, dice, user)
    _certificates(made, dice, user)
    Enterprise.objects.bulk_update(figures, ["size", "size_year"])
    audit.record("enterprise.recorded", made[0], by=user, detail={"profiles": len(made)})


def _line(one: Told, code: str, dice: random.Random) -> str:
    """What it does for the most part: growing, making what its name says, or, some of them, selling it."""
    chance = dice.random()
    if one.kind in ("cooperative", "seed_centre"):
        return GROWS[int(chance * len(GROWS))]
    if chance < 0.3:
        return SELLS[int(chance * 10)]
    made = next((MAKES[goods] for goods in GOODS[code] if goods in one.name and goods in MAKES), "")
    return made or OTHERS[int(chance * len(OTHERS))]


def _groups(province: Province, user: User) -> list[ProductGroup]:
    from nscl.enterprises import actions

    return [
        actions.add_group(
            province=province, by=user,
            values={"name": goods, "is_key": at < 3, "basis": BASIS, "valid_from": dt.date(2025, 7, 1)},
        )
        for at, goods in enumerate(GOODS[province.code][:5])
    ]  # fmt: skip


def _profiles(province: Province, user: User, dice: random.Random) -> list[Enterprise]:
    from nscl.enterprises.actions.common import derive
    from nscl.enterprises.models import Enterprise
    from nscl.enterprises.queries.profile import communes
    from nscl.foundation import clock
    from nscl.organisations.models import LegalEntity
    from nscl.shared.vietnamese import fold, sort_key

    now, wanted = clock.now(), list(told(province.code))
    LegalEntity.objects.bulk_create(
        (
            LegalEntity(
                name=one.name, folded=fold(one.name), sort_key=sort_key(one.name), kind=one.kind,
                tax_code=one.tax_code, province=province, recorded_at=now, recorded_by_id=user.pk,
            )
            for one in wanted
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    entities = {entity.folded: entity for entity in LegalEntity.objects.filter(province=province)}
    places = list(communes(province.pk)[:40])
    made: dict[str, Enterprise] = {}
    for at, one in enumerate(wanted):
        entity, twin = entities[fold(one.name)], made.get(one.doubles)
        line = _line(one, province.code, dice)
        place = twin.commune if twin else dice.choice(places)
        profile = Enterprise(
            province=province, entity=entity, name=entity.name, tax_code=entity.tax_code, kind=entity.kind,
            commune=place, address=f"Thôn {1 + at % 9}, {place}" if place else "", industry_version=2025,
            industry_code=line, founded_on=dt.date(2005 + dice.randrange(19), 1 + at % 12, 1 + at % 28),
            representative="" if one.kind == "branch" else f"Nguyễn Văn {LETTERS[at % 10]}",
            phone=twin.phone if twin else f"0{dice.randrange(200, 299)} 0000 {at:03d}",
            women_owned=at % 6 == 0 and one.kind == "enterprise", social=at == 12,
            status="paused" if at % 29 == 28 else "closed" if at % 41 == 40 else "active",
            status_on=dt.date(2026, 3, 1) if at % 29 == 28 or at % 41 == 40 else None,
            recorded_at=now, changed_at=now, recorded_by=user,
        )  # fmt: skip
        derive(profile)
        made[one.name] = profile
    return Enterprise.objects.bulk_create(made.values())


def _figures(made: list[Enterprise], dice: random.Random, user: User) -> list[Enterprise]:
    """Figures of two years for four in five enterprises; the profiles with the size they give."""
    from nscl.enterprises.actions.figures import size_by
    from nscl.enterprises.models import YearFigures
    from nscl.foundation import clock

    rows, sized = [], []
    for profile in (p for p in made if p.kind == "enterprise" and dice.random() < 0.8):
        labour, revenue, capital = FIGURES[min(int(dice.expovariate(0.3)), len(FIGURES) - 1)]
        for year in (2024, 2025):
            grown = 1 + 0.08 * (year - 2024)
            row = YearFigures(
                province_id=profile.province_id, enterprise=profile, year=year, labour=round(labour * grown),
                revenue_vnd=round(revenue * grown * 1000) * BILLION // 1000,
                capital_vnd=round(capital * grown * 1000) * BILLION // 1000,
                source="statement" if dice.random() < 0.6 else "declared", recorded_at=clock.now(), recorded_by=user,
            )  # fmt: skip
            found = size_by(profile, row)
            row.size, row.size_basis = found.size or "", found.basis
            rows.append(row)
        if row.size:
            profile.size, profile.size_year = row.size, row.year
            sized.append(profile)
    YearFigures.objects.bulk_create(rows)
    return sized


def _products(made: list[Enterprise], groups: list[ProductGroup], dice: random.Random, user: User) -> None:
    from nscl.enterprises.models import Product
    from nscl.enterprises.rules.gtin import check_digit
    from nscl.foundation import clock
    from nscl.shared.vietnamese import fold, sort_key

    rows = []
    for at, profile in enumerate(made):
        for number in range(dice.choice((0, 1, 1, 2))):
            group = dice.choice(groups)
            name = f"{group.name} {('đóng gói', 'sấy', 'loại 1')[number]}"
            stars = dice.choice((None, None, 3, 3, 4, 5)) if profile.kind != "branch" else None
            exported = dice.random() < 0.15
            body = f"893000{profile.province_id % 100:02d}{at:03d}{number}"
            rows.append(
                Product(
                    province_id=profile.province_id, enterprise=profile, name=name, folded=fold(name),
                    sort_key=sort_key(name), group=group, ocop_stars=stars,
                    ocop_year=dice.choice((2023, 2024, 2025)) if stars else None, exported=exported,
                    markets=dice.choice(MARKETS) if exported else "", recorded_at=clock.now(), recorded_by=user,
                    gtins=[f"{body}{check_digit(body)}"] if dice.random() < 0.3 else [],
                )
            )  # fmt: skip
    Product.objects.bulk_create(rows)


def _certificates(made: list[Enterprise], dice: random.Random, user: User) -> None:
    """A third hold one of three years; some run out within a month or a quarter, a few have."""
    from nscl.enterprises.actions.certificates import key_of
    from nscl.enterprises.models import Certificate
    from nscl.foundation import clock

    today, rows = clock.today(), []
    for at, profile in enumerate(p for p in made if p.kind != "household" and dice.random() < 0.4):
        standard, content = dice.choice(STANDARDS)
        left = {0: 22, 3: 71, 7: -40}.get(at, dice.randrange(120, 1000))
        expires = today + dt.timedelta(days=left)
        rows.append(
            Certificate(
                province_id=profile.province_id, enterprise=profile, standard=standard, standard_key=key_of(standard),
                content=content, scope="Sản xuất, đóng gói", body=f"Tổ chức chứng nhận Ví Dụ {LETTERS[at % 3]}",
                number=f"VD-{profile.province_id % 100:02d}-{at:03d}", issued_on=expires - dt.timedelta(days=1095),
                expires_on=expires, recorded_at=clock.now(), recorded_by=user,
            )
        )  # fmt: skip
    Certificate.objects.bulk_create(rows)
    _proved(min(made, key=lambda profile: profile.sort_key), user)  # the first of the list


def _proved(profile: Enterprise, user: User) -> None:
    """One certificate that was entered with the paper itself."""
    from nscl.enterprises.actions import add_certificate

    paper = waiting("chung-nhan.docx", "Chứng nhận 5S (bản minh họa)", profile.province_id, user)
    told = {"standard": "5S", "content": "tool", "body": "Tổ chức chứng nhận Ví Dụ A", "issued_on": dt.date(2026, 3, 2)}
    add_certificate(enterprise=profile, values=told, uploads=[paper], by=user)
