"""Organisations that carry work out."""

from __future__ import annotations

from typing import Any

from matrix.declare import EDITORS, READERS, Route, alone, get, listing, post
from matrix.world import Side
from nscl.foundation import clock
from nscl.organisations.actions.record_entity import record_entity
from nscl.support.actions import providers as actions
from nscl.support.models import Provider, ProviderContract, ProviderSelection

BLIND = {"administrator": 404}
CHANGED = ("support.provider", "foundation.auditentry")
TYPED: dict[str, Any] = {"entity_name": "Công ty Tư Vấn Mới", "kinds": ["consultant"], "contents": ["system"]}


def today() -> str:
    return f"{clock.today():%Y-%m-%d}"


def _made(side: Side, name: str) -> Provider:
    with side.acting() as officer:
        entity = record_entity(name=f"{name} {side.name}", province_id=side.province.pk, by=officer)
        return actions.add(province=side.province, entity=entity, values=TYPED, by=officer)


def provider(side: Side) -> Provider:
    return _made(side, "Công ty Tư Vấn")


def contract(side: Side) -> ProviderContract:
    made = _made(side, "Công ty Có Hợp Đồng")
    with side.acting() as officer:
        day = clock.today()
        values = {"number": "1/HĐ", "signed_on": day, "subject": "Tư vấn", "value_vnd": 1, "from_on": day, "to_on": day}
        return actions.sign(provider=made, values={**values, "contents": ["system"]}, by=officer)


def selection(side: Side) -> ProviderSelection:
    made = _made(side, "Công ty Được Chọn")
    with side.acting() as officer:
        return actions.select(provider=made, values={"how": "direct", "decided_on": clock.today()}, by=officer)


def _form(name: str, make: Any = provider, **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _change(name: str, send: Any, make: Any = provider, changes: Any = CHANGED, **more: Any) -> Route:
    return post(name, make, may=EDITORS, others=BLIND, changes=changes, send=send, **more)


def of_contract(made: ProviderContract) -> list[Any]:
    return [made.provider_id, made.pk, "nghiem-thu"]


def of_selection(made: ProviderSelection) -> list[Any]:
    return [made.provider_id, "chon", made.pk]


ROUTES = [
    listing("providers", provider, may=READERS, shows=lambda made: made.entity.name),
    listing("provider_export", provider, may=READERS, shows=lambda made: made.entity.name),
    alone("provider_add", may=EDITORS, because="the form before there is an organisation"),
    alone(
        "provider_add", method="POST", may=EDITORS, done=302, changes=CHANGED, send=lambda made: TYPED,
        because="it is entered in the province one works for",
    ),
    get("provider", provider, may=READERS, others=BLIND),
    _form("provider_change"),
    _change("provider_change", lambda p: {**TYPED, "note": "Sửa", "version": p.version}),
    _form("provider_end"),
    _change("provider_end", lambda p: {"on": today(), "reason": "Thôi hoạt động", "version": p.version}),
    _form("provider_select"),
    _change("provider_select", lambda p: {"how": "direct", "decided_on": today()}, changes="support.providerselection"),
    _form("provider_sign"),
    _change(
        "provider_sign",
        lambda p: {
            "number": "2/HĐ", "signed_on": today(), "subject": "Tư vấn", "value_vnd": "5 triệu", "from_on": today(),
            "to_on": today(), "contents": ["system"],
        },
        changes="support.providercontract",
    ),
    _form("provider_contract", contract, args=of_contract),
    _change(
        "provider_contract", lambda c: {"on": today(), "version": c.version}, contract, "support.providercontract",
        args=of_contract,
    ),
    _form("provider_evaluate"),
    _change(
        "provider_evaluate", lambda p: {"evaluated_on": today(), "quality": "8"}, changes="support.providerevaluation"
    ),
    _form("provider_void", selection, args=of_selection),
    _change(
        "provider_void", lambda s: {"reason": "Ghi nhầm"}, selection, "support.providerselection", args=of_selection
    ),
]  # fmt: skip
