"""Results of the calculator that are kept with an enterprise, and whom the public is told to call."""

from __future__ import annotations

import datetime as dt
from typing import Any

from matrix.declare import EDITORS, alone, get, post
from matrix.enterprises import BLIND, READERS, enterprise
from matrix.support import VALUES
from matrix.world import Side
from nscl.enterprises.models import Enterprise
from nscl.foundation import clock
from nscl.support import actions as policies
from nscl.support.actions import reckonings as actions
from nscl.support.models import Reckoning
from nscl.support.queries.reckoning import Asker, Wanted, reckon
from nscl.support.rules.amount import Cost

CHANGED = ("support.reckoning", "foundation.auditentry")
OFFICE = {"agency_name": "Sở Mẫu", "phone": "0255 0000 000", "version": 0}


def reckoning(side: Side) -> Reckoning:
    made = side.kept(enterprise)
    with side.acting() as officer:
        policies.add(
            province_id=side.province.pk, values={**VALUES, "name": "Mức để tra cứu"}, valid_from=dt.date(2026, 1, 1),
            valid_to=None, by=officer,
        )  # fmt: skip
        told: dict[str, Any] = {
            "asker": Asker("enterprise", "trade"),
            "wanted": [Wanted("Nhãn hiệu", ("ip",), Cost("", 9))],
        }
        shown = reckon(province=side.province, on=clock.today(), **told).amount_vnd
        return actions.keep(enterprise=made, year=None, shown_vnd=shown, elsewhere=(), by=officer, **told)


def _asked(made: Enterprise) -> dict[str, Any]:
    return {
        "tinh": made.province.code, "dn": made.pk, "loai": "enterprise", "nganh": "trade", "muc": "n.award.9.0.",
        "tong": 0,
    }  # fmt: skip


ROUTES = [
    post("reckoning_keep", enterprise, args=lambda e: [], may=EDITORS, others=BLIND, changes=CHANGED, send=_asked),
    get("reckoning", reckoning, may=READERS, others=BLIND),
    get("reckoning_paper", reckoning, args=lambda r: [r.pk, "docx"], may=READERS, others=BLIND),
    get("reckoning_void", reckoning, may=EDITORS, others=BLIND),
    post("reckoning_void", reckoning, may=EDITORS, others=BLIND, changes=CHANGED, send=lambda r: {"reason": "Nhầm"}),
    alone("support_contact", may=EDITORS, because="the contact of the province one works for"),
    alone(
        "support_contact", method="POST", may=EDITORS, done=302, changes=("support.contact", "foundation.auditentry"),
        send=lambda made: OFFICE, because="the contact of the province one works for",
    ),
]  # fmt: skip
