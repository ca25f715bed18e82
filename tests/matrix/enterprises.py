"""The register of enterprises: profiles, figures, products, certificates, groups of products."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from matrix.declare import EDITORS, Route, alone, get, listing, post
from matrix.documents import PDF
from matrix.world import Side
from nscl.catalogue.models import ProductGroup
from nscl.documents import actions as documents
from nscl.documents import kinds, uploads
from nscl.enterprises import actions
from nscl.enterprises.models import Certificate, Enterprise, Product, YearFigures

READERS = (*EDITORS, "ministry")
# Without a role that reads the register, a profile is not there.
BLIND = {"administrator": 404, "cooperating": 404}
DAY = dt.date(2025, 3, 1)


def _enterprise(side: Side, name: str) -> Enterprise:
    with side.acting() as officer:
        return actions.record_enterprise(province=side.province, name=f"Công ty {name} {side.name}", by=officer)


def enterprise(side: Side) -> Enterprise:
    return _enterprise(side, "Mẫu")


def figures(side: Side) -> YearFigures:
    made = _enterprise(side, "Số liệu")
    with side.acting() as officer:
        return actions.record_figures(
            enterprise=made, year=2025, values={"labour": 8}, source="declared", by=officer
        )  # fmt: skip


def product(side: Side) -> Product:
    made = _enterprise(side, "Sản phẩm")
    with side.acting() as officer:
        return actions.add_product(enterprise=made, values={"name": "Cà phê bột"}, by=officer)


def certificate(side: Side) -> Certificate:
    made = _enterprise(side, "Chứng nhận")
    values = {"standard": "ISO 22000:2018", "issued_on": DAY}
    with side.acting() as officer:
        return actions.add_certificate(enterprise=made, values=values, by=officer)


def proved(side: Side) -> Certificate:
    made = _enterprise(side, "Minh chứng")
    with side.acting() as officer:
        waiting = uploads.receive(
            content=io.BytesIO(PDF), name="giay.pdf", profile=kinds.SCAN, province_id=side.province.pk, by=officer
        )
        values = {"standard": "VietGAP", "issued_on": DAY}
        return actions.add_certificate(
            enterprise=made, values=values, uploads=[documents.Upload(waiting.token)], by=officer
        )


def group(side: Side) -> ProductGroup:
    values = {"name": f"Sâm {side.name}", "is_key": True, "basis": "Quyết định mẫu", "valid_from": DAY}
    with side.acting() as officer:
        return actions.add_group(province=side.province, values=values, by=officer)


def _page(name: str, make: Any = enterprise, **more: Any) -> Route:
    return get(name, make, may=READERS, others=BLIND, **more)


def _form(name: str, make: Any = enterprise, **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _change(name: str, make: Any, changes: str, **more: Any) -> Route:
    return post(name, make, may=EDITORS, others=BLIND, changes=f"enterprises.{changes}", **more)


HERE = "it is made in the province one works for"
NEW = {"entity_name": "Hợp tác xã Thử Nghiệm Mới", "entity_kind": "cooperative"}
GROUP = {"name": "Quế", "is_key": "on", "basis": "Quyết định mẫu", "valid_from": "01/01/2026"}


ROUTES = [
    listing("enterprises", enterprise, may=READERS, shows=lambda made: made.name),
    alone("enterprises_where", may=READERS, because="sums of what one may read"),
    listing("enterprises_export", enterprise, may=READERS, shows=lambda made: made.name),
    alone("enterprises_export_later", method="POST", may=EDITORS, done=302, changes=("foundation.job",),
          because="the file is kept in the province one works for"),
    alone("enterprise_add", may=EDITORS, because=HERE),
    alone("enterprise_add", method="POST", may=EDITORS, because=HERE, done=302, changes=("enterprises.enterprise",),
          send=lambda made: NEW),
    _page("enterprise"),
    _page("enterprise_history"),
    _page("enterprise_of_entity", args=lambda made: [made.entity_id], done=302),
    _page("enterprise_evidence", proved, args=lambda made: [made.enterprise_id, made.evidence_id]),
    _form("enterprise_edit"),
    _change("enterprise_edit", enterprise, "enterprise",
            send=lambda made: {"name": f"{made.name} (tên mới)", "kind": made.kind, "version": made.version}),
    _form("enterprise_status"),
    _change("enterprise_status", enterprise, "enterprise",
            send=lambda made: {"status": "paused", "status_on": "01/06/2026", "version": made.version}),
    _form("figures_add"),
    _change("figures_add", enterprise, "yearfigures",
            send=lambda made: {"year": 2025, "labour": "8", "source": "declared"}),
    _form("figures_void", figures),
    _change("figures_void", figures, "yearfigures", send=lambda made: {"reason": "Ghi nhầm"}),
    _form("enterprise_product_add"),
    _change("enterprise_product_add", enterprise, "product", send=lambda made: {"name": "Tinh dầu quế"}),
    _form("product_edit", product),
    _change("product_edit", product, "product", send=lambda made: {"name": "Cà phê hạt", "version": made.version}),
    _form("product_end", product),
    _change("product_end", product, "product",
            send=lambda made: {"ended_on": "01/06/2026", "reason": "Thôi làm", "version": made.version}),
    _form("certificate_add"),
    _change("certificate_add", enterprise, "certificate",
            send=lambda made: {"standard": "HACCP", "issued_on": "01/06/2026"}),
    _form("certificate_withdraw", certificate),
    _change("certificate_withdraw", certificate, "certificate",
            send=lambda made: {"withdrawn_on": "01/06/2026", "reason": "Thu hồi"}),
    _form("certificate_void", certificate),
    _change("certificate_void", certificate, "certificate", send=lambda made: {"reason": "Ghi nhầm"}),
    listing("product_groups", group, may=READERS, shows=lambda made: made.name),
    alone("product_group_add", may=EDITORS, because=HERE),
    alone("product_group_add", method="POST", may=EDITORS, because=HERE, done=302, changes=("catalogue.productgroup",),
          send=lambda made: GROUP),
    _form("product_group_edit", group),
    post("product_group_edit", group, may=EDITORS, others=BLIND, changes="catalogue.productgroup",
         send=lambda made: {**GROUP, "name": f"{made.name} mới", "version": made.version}),
    _form("product_group_end", group),
    post("product_group_end", group, may=EDITORS, others=BLIND, changes="catalogue.productgroup",
         send=lambda made: {"valid_to": "01/06/2026", "reason": "Bỏ khỏi danh mục", "version": made.version}),
]  # fmt: skip
