"""What enterprises had elsewhere: its list, rows, lists brought in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from matrix.declare import EDITORS, Route, alone, get, listing, post
from matrix.world import Side
from nscl.organisations.actions.record_entity import record_entity
from nscl.support.actions import received as actions
from nscl.support.actions import received_lists as lists
from nscl.support.models import OtherSupport, OtherSupportList

READERS = (*EDITORS, "ministry")
BLIND = {"administrator": 404, "cooperating": 404}
CHANGED = ("support.othersupport", "foundation.auditentry")


def typed(name: str = "Công ty Nơi Khác") -> dict[str, Any]:
    return {
        "entity_name": name, "content": "ip", "programme": "ocop", "agency_name": "Sở Ví Dụ", "from_on": "2026-01-05",
        "source": "declared",
    }  # fmt: skip


def support(side: Side) -> OtherSupport:
    with side.acting() as officer:
        entity = record_entity(name=f"Công ty Được Giúp {side.name}", province_id=side.province.pk, by=officer)
        values = {**typed(), "from_on": dt.date(2026, 1, 5)}
        return actions.record(province=side.province, entity=entity, values=values, by=officer)


def sheet(side: Side) -> OtherSupportList:
    lines = [
        ["Ten don vi", "Noi dung ho tro", "Co quan ho tro", "Nam"],
        [f"Công ty Danh Sách Hỗ Trợ {side.name}", "Mã số, mã vạch", "Sở Công Thương", "2025"],
    ]
    with side.acting() as officer:
        return lists.bring(
            province=side.province, name="Danh sách", lines=lines, digest=f"{side.name:h>64}", by=officer
        )


def recorded(side: Side) -> OtherSupportList:
    lines = [
        ["Ten don vi", "Noi dung ho tro", "Co quan ho tro", "Nam"],
        [f"Công ty Đã Ghi Hỗ Trợ {side.name}", "Mã số, mã vạch", "Sở Công Thương", "2024"],
    ]
    with side.acting() as officer:
        made = lists.bring(
            province=side.province, name="Danh sách thử đã ghi", lines=lines, digest=f"{side.name:k>64}", by=officer
        )
        lists.record_rows(sheet=made, by=officer)
        return made


def _form(name: str, make: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND)


def _change(name: str, make: Any, changes: Any, **more: Any) -> Route:
    return post(name, make, may=EDITORS, others=BLIND, changes=changes, **more)


COLUMNS = {"cot-0": "entity_name", "cot-1": "content", "cot-2": "agency_name", "cot-3": "from_on"}

ROUTES = [
    listing("other_supports", support, may=READERS, shows=lambda made: made.entity.name),
    listing("other_support_export", support, may=READERS, shows=lambda made: made.entity.name),
    alone(
        "other_support_export_later", method="POST", may=EDITORS, done=302, changes=("foundation.job",),
        because="the file is kept in the province one works for",
    ),
    alone("other_support_add", may=EDITORS, because="the form before there is a row"),
    alone(
        "other_support_add", method="POST", may=EDITORS, done=302, changes=CHANGED, send=lambda made: typed(),
        because="the row is recorded in the province one works for",
    ),
    get("other_support", support, may=READERS, others=BLIND),
    _form("other_support_correct", support),
    _change("other_support_correct", support, CHANGED, send=lambda s: {**typed(), "reason": "Nhầm tên"}),
    _form("other_support_void", support),
    _change("other_support_void", support, CHANGED, send=lambda s: {"reason": "Ghi nhầm"}),
    alone("other_support_lists", may=EDITORS, because="the form before there is a list"),
    alone(
        "other_support_lists", method="POST", may=EDITORS, done=302, changes=("support.othersupportlist",),
        because="the list is brought into the province one works for",
        send=lambda made: {"text": "Tên doanh nghiệp\tNăm\nCông ty Dán\t2025"},
    ),
    alone("other_support_sample", may=EDITORS, because="an empty list"),
    _form("other_support_list", sheet),
    _change(
        "other_support_list_columns", sheet, "support.othersupportlist",
        send=lambda s: {**COLUMNS, "version": s.version}
    ),
    _change(
        "other_support_list_mend", sheet, "support.othersupportlist",
        send=lambda s: {"version": s.version, "dong": "0", "o-0-entity_name": "Công ty Đã Sửa"},
    ),
    _change("other_support_list_record", sheet, "support.othersupport"),
    _form("other_support_list_wrong", sheet),
    _form("other_support_list_void", recorded),
    _change("other_support_list_void", recorded, "support.othersupport", send=lambda s: {"reason": "Nhập nhầm"}),
]  # fmt: skip
