"""What the demo's provinces pay: every rate and cap is an illustration. Plans' own rules wait to be taken over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from nscl.interfaces.ops.demo import documents as papers

if TYPE_CHECKING:
    from nscl.accounts.models import User

BASIS = "Số liệu minh họa, không phải quy định"
FROM, RAISED = dt.date(2024, 1, 1), dt.date(2026, 1, 1)
SME = ["micro", "small", "medium"]
POLICIES: tuple[tuple[str, list[str], int, int, str, list[str]], ...] = (
    ("Chứng nhận hệ thống quản lý", ["system-certification"], 5000, 45_000_000, "system", SME),
    ("Đăng ký nhãn hiệu", ["ip"], 10_000, 10_000_000, "product", []),
    ("Mã số, mã vạch", ["barcode"], 10_000, 8_000_000, "product", []),
    ("Phần mềm quản lý", ["digital"], 5000, 30_000_000, "year", SME),
)


def load() -> None:
    """Enter what the provinces of the demo lack; one policy was raised by a new version."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for place in papers.PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            _fill(user, membership.province_id)


def _fill(user: User, province_id: int | None) -> None:
    from nscl.support import actions
    from nscl.support.models import SupportPolicy

    if province_id is not None:
        _contact(user, province_id)
    if province_id is None or SupportPolicy.objects.filter(province=province_id, basis=BASIS).exists():
        return
    for name, contents, rate, cap, per, sizes in POLICIES:
        values: dict[str, Any] = {
            "name": name, "contents": contents, "rate_bp": rate, "cap_vnd": cap, "per": per, "kinds": [],
            "sizes": sizes, "sectors": [], "vat_eligible": False, "basis": BASIS,
        }  # fmt: skip
        made = actions.add(province_id=province_id, values=values, valid_from=FROM, valid_to=None, by=user)
        if contents == ["barcode"]:
            actions.amend(policy=made, version=1, values={**values, "cap_vnd": 10_000_000}, valid_from=RAISED, by=user)


def _contact(user: User, province_id: int) -> None:
    """Whom to call: an invented office."""
    from nscl.organisations.models import Province
    from nscl.support.actions import reckonings
    from nscl.support.queries.reckonings import contact_of

    if contact_of(province_id) is not None:
        return
    values = {
        "agency_name": "Sở Khoa học và Công nghệ", "unit": "Phòng Tiêu chuẩn Đo lường Chất lượng (minh họa)",
        "phone": "0255 0000 123", "email": "nscl@example.vn", "address": "Số liệu minh họa",
    }  # fmt: skip
    reckonings.set_contact(province=Province.objects.get(pk=province_id), version=0, values=values, by=user)


def keep_some() -> None:
    """A result kept with an enterprise of each province, once there are profiles."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for place in papers.PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            _keep(user, membership.province_id)


def _keep(user: User, province_id: int | None) -> None:
    from nscl.enterprises.models import Enterprise
    from nscl.foundation import clock
    from nscl.support.actions import reckonings
    from nscl.support.models import Reckoning
    from nscl.support.queries.reckoning import Asker, Wanted, reckon
    from nscl.support.rules.amount import Cost

    if province_id is None:
        return
    rows = Enterprise.objects.filter(province_id=province_id, merged_into__isnull=True, kind="enterprise")
    found = rows.exclude(sector="").exclude(size="").select_related("province").order_by("id").first()
    if found is None or Reckoning.objects.filter(province_id=province_id).exists():
        return
    asker = Asker(found.kind, found.sector, 20, 9 * 10**9, 6 * 10**9)
    wanted = [
        Wanted("ISO 22000 (an toàn thực phẩm)", ("system-certification", "system"), Cost("", 90_000_000), "ISO 22000"),
        Wanted("Mã số, mã vạch", ("barcode",), Cost("", 6_400_000)),
    ]
    shown = reckon(province=found.province, asker=asker, wanted=wanted, on=clock.today()).amount_vnd
    reckonings.keep(
        enterprise=found, asker=asker, year=found.size_year, wanted=wanted, shown_vnd=shown, elsewhere=(), by=user
    )
