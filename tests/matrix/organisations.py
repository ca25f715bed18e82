"""The register of agencies and the provinces."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from matrix.declare import SIGNED_IN, Route, alone, get, listing, post
from matrix.world import Side
from nscl.organisations.actions import add_agency, remember_alias
from nscl.organisations.actions.record_entity import record_entity
from nscl.organisations.models import Agency, AgencyAlias, AgencyChange, LegalEntity, Province

READERS = tuple(part for part in SIGNED_IN if part not in ("nobody", "stranger"))
EDITORS = ("officer", "second_officer", "administrator")
EFFECT = {"on": "2026-09-01", "document_number": "0000/QĐ-UBND", "legal_basis": ""}
CHANGED = ("organisations.agency", "organisations.agencychange", "foundation.auditentry")
FOLLOWED = (*CHANGED, "organisations.agencysuccession")


def agency(side: Side) -> Agency:
    with side.acting() as officer:
        return add_agency(province=side.province, name=f"Trung tâm Thử {side.name}", kind="unit", by=officer)


def change(side: Side) -> AgencyChange:
    with side.acting() as officer:
        added = add_agency(province=side.province, name=f"Trung tâm Nhầm {side.name}", kind="unit", by=officer)
    assert added.began_by is not None
    return added.began_by


def alias(side: Side) -> AgencyAlias:
    with side.acting() as officer:
        return remember_alias(agency=side.kept(agency), name=f"Tên lạ {side.name}", by=officer)


def entity(side: Side) -> LegalEntity:
    with side.acting() as officer:
        return record_entity(name=f"Hợp tác xã Thử {side.name}", province_id=side.province.pk, by=officer)


def province(side: Side) -> Province:
    return side.province


def _find(agency: object) -> str:
    return urlencode({"tim": "Trung tâm Thử"})


def _new(province: Province) -> dict[str, Any]:
    return {"province": province.pk, "name": "Trung tâm Mới", "kind": "unit", **EFFECT}


def _change(route: str, tables: tuple[str, ...], /, **values: Any) -> Route:
    return post(route, agency, may=EDITORS, changes=tables, send=lambda a: {"version": a.version, **EFFECT, **values})


ROUTES = [
    listing("agencies", agency, may=READERS, shows=lambda a: a.name, query=_find),
    listing("agencies_export", agency, may=READERS, shows=lambda a: a.name, query=_find),
    alone(
        "agencies_export_later", method="POST", may=tuple(one for one in READERS if one != "ministry"), done=302,
        changes=("foundation.job",), because="the file is kept in the province one works for",
    ),
    alone("agency_add", may=EDITORS, because="the form before there is an agency"),
    post("agency_add", province, args=lambda p: [], may=EDITORS, changes=CHANGED, send=_new),
    listing("agency_changes", change, may=READERS, shows=lambda c: f"Trung tâm Nhầm {_side(c)}"),
    get("agency_undo", change, may=EDITORS),
    post("agency_undo", change, may=EDITORS, changes=CHANGED, send=lambda c: {"reason": "Ghi nhầm"}),
    listing("agency_aliases", alias, may=READERS, shows=lambda a: a.name),
    get("agency_alias_forget", alias, may=EDITORS),
    post("agency_alias_forget", alias, may=EDITORS, changes=("organisations.agencyalias", "foundation.auditentry")),
    get("agency", agency, may=READERS),
    post(
        "agency_alias_add", agency, may=EDITORS, send=lambda a: {"name": "Tên lạ khác"},
        changes=("organisations.agencyalias", "foundation.auditentry"),
    ),
    *(get(f"agency_{verb}", agency, may=EDITORS) for verb in ("end", "rename", "merge", "split", "correct")),
    _change("agency_end", CHANGED),
    _change("agency_rename", FOLLOWED, name="Trung tâm Đổi tên"),
    _change("agency_merge", FOLLOWED, into="Sở Khoa học và Công nghệ"),
    _change("agency_split", FOLLOWED, into="Sở Khoa học và Công nghệ\nTrung tâm Mới tách"),
    _change("agency_correct", CHANGED, name="Trung tâm Ghi đúng", kind="unit", valid_from="2025-07-01"),
    get(
        "entity_lookup", entity, args=lambda e: [], query=lambda e: urlencode({"entity_name": e.name}),
        may=tuple(one for one in READERS if one != "administrator"), refused=403,
        national="a legal entity is the same one for every province",
    ),
    alone("provinces", may=READERS, because="provinces are national"),
    get("province", province, may=READERS, national="every province reads what another was and became"),
]  # fmt: skip


def _side(change: AgencyChange) -> str:
    return "ours" if change.province.code == "51" else "theirs"
