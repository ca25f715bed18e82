"""The demo's needs: a round each spring of 2021–2026 in five provinces, and one that is open now."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.organisations.models import LegalEntity, Province
    from nscl.plans.models import NeedsRound

PLACES = ("officer.quangngai", "officer.nghean", "officer.cantho", "officer.tayninh", "officer.sonla")
YEARS = range(2021, 2027)
ASKED = ("system", "tool", "traceability", "gap", "organic", "digital", "ip", "barcode", "product-certification")
WISHES = (
    ("gap", "VietGAP", "Áp dụng và chứng nhận VietGAP cho vùng trồng", 80),
    ("traceability", "", "Lập hệ thống truy xuất nguồn gốc, in tem cho sản phẩm", 90),
    ("system", "ISO 9001", "Xây dựng hệ thống quản lý chất lượng", 85),
    ("system", "HACCP", "Xây dựng hệ thống HACCP cho khu chế biến", 75),
    ("tool", "5S", "Áp dụng 5S và cải tiến liên tục ở xưởng", 40),
    ("digital", "", "Phần mềm quản lý sản xuất, bán hàng", 60),
    ("ip", "", "Đăng ký nhãn hiệu cho sản phẩm", 14),
    ("barcode", "GS1", "Đăng ký mã số, mã vạch cho sản phẩm mới", 6),
)
SENDERS = (
    ("association", "Hội Doanh nghiệp (minh họa)", "letter"),
    ("department", "Sở Công Thương", "letter"),
    ("commune", "Xã Minh Họa", "list"),
)


def load() -> None:
    """Make the rounds that the demo's provinces lack."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy
    from nscl.plans.models import NeedsRound

    for name in PLACES:
        user = User.objects.get(email=f"{name}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            assert membership.province is not None
            if not NeedsRound.objects.filter(province=membership.province).exists():
                _fill(membership.province, user)


def _fill(province: Province, user: User) -> None:
    from nscl.foundation import clock
    from nscl.interfaces.ops.demo import entities

    known = entities.of(province, by=user)
    chance = random.Random(f"needs {province.code}")  # noqa: S311 (the same demo every time)
    today = clock.today()
    for year in YEARS:
        found = _begin(province, user, year + 1, today, today)
        for kind, sender, channel in SENDERS:
            _send(found, kind, sender, channel, chance.sample(known, 3), chance, user)
        _settle(found, user, year, last=year == YEARS[-1])
    _open_now(province, user, known, chance)


def _begin(province: Province, user: User, year: int, first: dt.date, last: dt.date, title: str = "") -> NeedsRound:
    from nscl.catalogue.queries import content_groups
    from nscl.plans.actions.needs import rounds

    values = {
        "for_year": year, "opens_on": first, "closes_on": last, "note": "",
        "title": title or f"Khảo sát nhu cầu hỗ trợ năng suất, chất lượng năm {year} (minh họa)",
    }  # fmt: skip
    groups = list(content_groups(first).filter(code__in=ASKED))
    found = rounds.add(province=province, values=values, groups=groups, by=user)
    return rounds.move(round=found, verb="open", version=found.version, by=user)


def _send(
    found: NeedsRound,
    kind: str,
    sender: str,
    channel: str,
    entities: list[LegalEntity],
    chance: random.Random,
    user: User,
) -> None:
    from nscl.plans.actions.needs import take

    day = dt.date(found.for_year - 1, 4, chance.randint(6, 28))
    take.enter(
        round=found, sender=take.Sender(kind, sender), rows=[_row(e.name, e.tax_code, chance) for e in entities],
        paper=take.Paper(f"9{chance.randint(100, 999)}/CV", day), channel=channel,
        key=f"demo:{found.pk}:{sender}", by=user,
    )  # fmt: skip


def _row(name: str, tax_code: str, chance: random.Random) -> dict[str, Any]:
    group, standard, text, millions = chance.choice(WISHES)
    return {
        "raw_name": name, "raw_tax_code": tax_code, "group": group, "standard": standard, "text": text,
        "quantity": chance.choice((1, 1, 1, 2)), "cost": millions * 1_000_000 + chance.randint(0, 9) * 500_000,
        "year": None, "remark": "",
    }  # fmt: skip


def _settle(found: NeedsRound, user: User, year: int, *, last: bool) -> None:
    """Rank, hand the first ones on, decide the others; the round of the year that runs is not settled yet.

    The days of the round are written last: a round whose days are over is not opened. (The clock stays as it is, for
    the audit trail is sealed day by day.)
    """
    from nscl.plans.actions.needs import decide, rank, rounds
    from nscl.plans.models import MergedNeed
    from nscl.plans.queries.needs import groups_of

    found = rounds.move(round=found, verb="close", version=found.version, by=user)
    days = {"opens_on": dt.date(year, 4, 5), "closes_on": dt.date(year, 6, 15)}
    found = rounds.edit(round=found, version=found.version, values=days, groups=groups_of(found), by=user)
    rank.rank(round=found, by=user)
    needs = list(MergedNeed.objects.filter(round=found, row_count__gt=0).order_by("place"))
    first = [need.pk for need in needs[:4]]
    decide.hand_on(round=found, needs=first, to="estimate", year=found.for_year, by=user)
    decide.hand_on(round=found, needs=first[:2], to="call", year=found.for_year, by=user)
    if last:
        return
    for need in needs[4:]:
        verb, reason = ("decline", "Đã được hỗ trợ từ chương trình khác") if need is needs[-1] else (
            "postpone", "Chưa đủ kinh phí trong năm"
        )  # fmt: skip
        fresh = MergedNeed.objects.get(pk=need.pk)
        decide.decide(need=fresh, verb=verb, reason=reason, version=fresh.version, by=user)
    rounds.move(round=found, verb="settle", version=found.version, by=user)


def _open_now(province: Province, user: User, known: list[LegalEntity], chance: random.Random) -> None:
    """A round that is open: people invited, one answered by link, a doubtful name, a merge, a list that waits."""
    from nscl.foundation import clock
    from nscl.plans.actions.needs import invite, merge, rank, take
    from nscl.plans.models import MergedNeed

    today = clock.today()
    year = today.year + 1
    found = _begin(
        province, user, year, today - dt.timedelta(days=10), today + dt.timedelta(days=20),
        f"Khảo sát bổ sung nhu cầu năm {year} (minh họa)",
    )  # fmt: skip
    whom = [
        invite.Invited("association", "Hội Doanh nghiệp (minh họa)", "hoi.doanhnghiep@example.vn"),
        invite.Invited("enterprise", known[1].name, "", known[1]),
        invite.Invited("commune", "Xã Minh Họa"),
        invite.Invited("commune", "Phường Ví Dụ"),
    ]
    links = invite.invite(round=found, whom=whom, by=user)
    take.answer(invitation=links[0], rows=[_row(e.name, e.tax_code, chance) for e in known[:3]], key="link:demo1")
    take.answer(invitation=links[1], rows=[_row(known[1].name, "", chance)], key="link:demo2")
    invite.revoke(invitation=links[3], reason="Gửi nhầm địa chỉ", by=user)
    bare = known[11].name.split(" ", 3)[-1]
    rows = [_row(name, "", chance) for name in (bare, f"{known[2].name} xã A", "Cơ sở Chưa Có Trong Danh Bạ")]
    take.enter(
        round=found, sender=take.Sender("department", "Sở Nông nghiệp và Môi trường"), rows=rows, channel="letter",
        paper=take.Paper("9055/CV", today), key="demo:now", by=user,
    )  # fmt: skip
    rank.rank(round=found, by=user)
    _list(found, user)
    one, other = MergedNeed.objects.filter(round=found, status="waiting", entity__isnull=True).order_by("id")[:2]
    made = merge.merge(source=one, target=other, reason="Cùng một nơi (minh họa)", version=one.version, by=user)
    merge.unmerge(merge=made, by=user)


def _list(found: NeedsRound, user: User) -> None:
    """A workbook with rows to be mended."""
    from io import BytesIO

    from nscl.plans.actions.needs import bring
    from nscl.plans.exports.needs_sheets import write

    heads = ["TT", "Tên đơn vị", "MST", "Nội dung đề nghị hỗ trợ", "Kinh phí dự kiến (triệu đồng)"]
    rows = [
        ["1", "Hợp tác xã Mẫu Một", "", "Truy xuất nguồn gốc", "70"],
        ["2", "Hợp tác xã Mẫu Hai", "12345", "VietGAP cho vườn cây", "tám mươi"],
        ["3", "", "", "Mua xe tải", "500"],
    ]
    sender = {"kind": "commune", "name": "Xã Minh Họa", "number": "9056/UBND", "dated_on": found.opens_on}
    content = BytesIO(write(heads, rows))
    bring.receive(round=found, content=content, name="danh-sach-xa-minh-hoa.xlsx", sender=sender, by=user)
