"""What the register of the demo shows of mergers: two invented centres that became one, and a name as written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.organisations.models import Province

OFFICER = "officer.quangngai@example.vn"
PARTS = ("Trung tâm Thông tin doanh nghiệp (minh họa)", "Trung tâm Kết nối sản phẩm (minh họa)")
WHOLE = "Trung tâm Hỗ trợ doanh nghiệp (minh họa)"
AS_WRITTEN = "TT Hỗ trợ DN"
MERGED_ON = dt.date(2026, 6, 1)


def load() -> None:
    """Make the merger that was not made yet."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy
    from nscl.organisations.models import Agency

    user = User.objects.get(email=OFFICER)
    membership = memberships.in_force(user)[0]
    with tenancy.scope(memberships.scope_of(membership)):
        if membership.province and not Agency.objects.filter(name=WHOLE).exists():
            _merge(membership.province, user)


def _merge(province: Province, user: User) -> None:
    from nscl.organisations import actions
    from nscl.organisations.models import Agency

    unit = Agency.Kind.UNIT
    parts = [actions.add_agency(province=province, name=name, kind=unit, by=user) for name in PARTS]
    whole = actions.merge_agencies(
        agencies=parts,
        into=actions.NewAgency(WHOLE, unit),
        effect=actions.Effect(MERGED_ON, "Quyết định minh họa, không có thật", "0000/QĐ-UBND"),
        by=user,
    )
    actions.remember_alias(agency=whole, name=AS_WRITTEN, by=user)
