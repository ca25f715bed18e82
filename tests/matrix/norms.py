"""Spending norms and regulations of local support."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import READERS, Route, alone, get, listing, post
from matrix.documents import KEEPERS, PDF
from matrix.world import Side
from nscl.catalogue import actions
from nscl.catalogue.models import Regulation, RegulationForm, SpendingNorm
from nscl.documents import actions as documents
from nscl.documents import kinds, uploads
from nscl.documents.models import Document

# An administrator by that role alone sees no norm: it is not there.
BLIND = {"administrator": 404}
FROM = dt.date(2026, 1, 1)
BASIS = "1322/QĐ-TTg"


def resolution(side: Side, number: str = "91/NQ-HĐND") -> Document:
    values = {"kind": "resolution", "subject": "finance", "issuer": f"HĐND {side.province.title}", "number": number,
              "title": "Mức chi"}  # fmt: skip
    with side.acting() as officer:
        return documents.add(province=side.province, values=values, by=officer)


def norm(side: Side) -> SpendingNorm:
    return _norm(side, f"Thù lao {side.name}", "norm-basis")


def _norm(side: Side, name: str, key: str) -> SpendingNorm:
    basis = resolution(side, f"{key}/NQ-HĐND")
    values = {"name": name, "group": "council", "unit": "buổi", "amount_vnd": 1_000_000, "document": basis,
              "clause": "khoản 2 Điều 3"}  # fmt: skip
    with side.acting() as officer:
        return actions.add_norm(province=side.province, values=values, valid_from=FROM, by=officer)


def regulation(side: Side) -> Regulation:
    document = resolution(side, "92/QĐ-UBND")
    with side.acting() as officer:
        return actions.add_regulation(
            province=side.province, document=document, name=f"Quy định {side.name}", valid_from=FROM, by=officer
        )


def form(side: Side) -> RegulationForm:
    document = resolution(side, "93/QĐ-UBND")
    with side.acting() as officer:
        holder = actions.add_regulation(
            province=side.province, document=document, name="Có mẫu", valid_from=FROM, by=officer
        )
        waiting = uploads.receive(
            content=io.BytesIO(PDF), name="mau.pdf", profile=kinds.SCAN, province_id=side.province.pk, by=officer
        )
        values = {"code": "Mẫu 01", "name": "Phiếu đăng ký", "serves": "registration"}
        return actions.add_form(
            regulation=holder, values=values, valid_from=FROM, by=officer, upload=documents.Upload(waiting.token)
        )


def _page(name: str, make: Any = norm, **more: Any) -> Route:
    return get(name, make, may=READERS, others=BLIND, **more)


def _form(name: str, make: Any = norm, **more: Any) -> Route:
    return get(name, make, may=KEEPERS, others=BLIND, **more)


def _change(name: str, make: Any, changes: str, **more: Any) -> Route:
    return post(name, make, may=KEEPERS, others=BLIND, changes=changes, **more)


NEW = {"name": "Báo cáo viên", "group": "training", "unit": "buổi", "amount_vnd": "800.000", "basis": BASIS,
       "valid_from": "01/01/2026"}  # fmt: skip
AMENDED = {**NEW, "amount_vnd": "1.200.000", "valid_from": "01/07/2026"}
END = {"valid_to": "01/12/2026", "basis": "Bãi bỏ"}


def workbook() -> SimpleUploadedFile:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["Khoản chi", "Đơn vị tính", "Mức tối đa (đồng)", "Số văn bản căn cứ", "Từ ngày"])
    book.active.append(["Phiếu khảo sát", "phiếu", 50000, BASIS, "01/01/2026"])
    book.save(out)
    return SimpleUploadedFile("dinh-muc.xlsx", out.getvalue())


def of_form(made: RegulationForm) -> list[Any]:
    return [made.regulation_id, made.pk]


ROUTES = [
    listing("norms", norm, may=READERS, shows=lambda made: made.name),
    listing("norms_export", norm, may=READERS, shows=lambda made: made.name, args=lambda made: ["xlsx"]),
    alone("norm_add", may=KEEPERS, because="the form before there is a norm"),
    alone(
        "norm_add", method="POST", may=KEEPERS, because="the norm is made in the province one works for", done=302,
        changes=("catalogue.spendingnorm",), send=lambda made: NEW,
    ),
    alone("norms_import", may=KEEPERS, because="norms are made in the province one works for"),
    alone(
        "norms_import", method="POST", may=KEEPERS, because="norms are made in the province one works for", done=302,
        changes=("catalogue.spendingnorm",), send=lambda made: {"tep": workbook(), "ghi": "1"},
    ),
    alone("norms_import_template", may=KEEPERS, because="an empty workbook"),
    _page("norm"),
    _form("norm_amend"),
    _change("norm_amend", norm, "catalogue.spendingnorm", send=lambda n: {**AMENDED, "version": n.version}),
    _form("norm_end"),
    _change("norm_end", norm, "catalogue.spendingnorm", send=lambda n: {**END, "version": n.version}),
    _form("norm_void"),
    _change("norm_void", norm, "catalogue.spendingnorm", send=lambda n: {"reason": "Nhầm", "version": n.version}),
    listing("regulations", regulation, may=READERS, shows=lambda made: made.name),
    alone("regulation_add", may=KEEPERS, because="the form before there is a regulation"),
    alone(
        "regulation_add", method="POST", may=KEEPERS, because="a regulation is made of a document found by its number",
        done=422, send=lambda made: {"number": "94/QĐ-UBND", "name": "Mới", "valid_from": "01/01/2026"},
    ),
    _page("regulation", regulation),
    _form("regulation_end", regulation),
    _change("regulation_end", regulation, "catalogue.regulation", send=lambda r: {**END, "version": r.version}),
    _form("regulation_void", regulation),
    _change(
        "regulation_void", regulation, "catalogue.regulation", send=lambda r: {"reason": "Nhầm", "version": r.version}
    ),
    _form("regulation_form_add", regulation),
    _change(
        "regulation_form_add", regulation, "catalogue.regulationform",
        send=lambda r: {"code": "Mẫu 02", "name": "Cam kết", "serves": "commitment", "template": "letter",
                        "valid_from": "01/02/2026"},
    ),
    _form("regulation_form_end", form, args=of_form),
    _change("regulation_form_end", form, "catalogue.regulationform", args=of_form, send=lambda f: END),
    _page("regulation_form_file", form, args=of_form),
]  # fmt: skip
