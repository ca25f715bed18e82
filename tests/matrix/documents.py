"""Documents: the register, pages of documents, their relations and files."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import READERS, Route, alone, get, listing, post
from matrix.world import Side
from nscl.accounts.models import User
from nscl.documents import actions, kinds, uploads
from nscl.documents.models import Document, DocumentFile, DocumentRelation, LegalText, LegalTextFile

KEEPERS = ("officer", "second_officer")
# An administrator by that role alone sees no document: it is not there.
BLIND = {"administrator": 404}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


def _added(side: Side, **values: Any) -> Document:
    given = {"kind": "decision", "subject": "productivity", "issuer": f"UBND {side.province.title}"}
    with side.acting() as officer:
        return actions.add(province=side.province, values=given | values, by=officer)


def document(side: Side) -> Document:
    return _added(side, number=f"71/QĐ-UBND-{side.name}", title="Quyết định để xem")


def central(side: Side) -> LegalText:
    return LegalText.objects.get(reference="1322/QĐ-TTg")


def unnumbered(side: Side) -> Document:
    return _added(side, title="Chưa có số")


def related(side: Side) -> DocumentRelation:
    made = _added(side, number=f"72/QĐ-UBND-{side.name}", title="Có quan hệ")
    with side.acting() as officer:
        return actions.relate(document=made, kind="cites", number="1322/QĐ-TTg", by=officer)


def file(side: Side) -> DocumentFile:
    made = _added(side, number=f"73/QĐ-UBND-{side.name}", title="Có tệp")
    with side.acting() as officer:
        return actions.attach(document=made, uploads=[_upload(side, officer)], by=officer)[0]


def kept(side: Side) -> LegalTextFile:
    with side.acting() as officer:
        uploaded = [_upload(side, officer)]
        return actions.keep_files(text=central(side), province=side.province, uploads=uploaded, by=officer)[0]


def _upload(side: Side, officer: User) -> actions.Upload:
    waiting = uploads.receive(
        content=io.BytesIO(PDF), name="a.pdf", profile=kinds.DOCUMENT, province_id=side.province.pk, by=officer
    )
    return actions.Upload(waiting.token)


def _page(name: str, make: Any = document, **more: Any) -> Route:
    return get(name, make, may=READERS, others=BLIND, **more)


def _form(name: str, make: Any = document, **more: Any) -> Route:
    return get(name, make, may=KEEPERS, others=BLIND, **more)


def _change(name: str, make: Any, changes: str, **more: Any) -> Route:
    return post(name, make, may=KEEPERS, others=BLIND, changes=changes, **more)


def head(made: Document) -> dict[str, Any]:
    kept = {"kind": made.kind, "subject": made.subject, "number": made.number, "issuer": made.issuer}
    return {**kept, "title": "Đã sửa", "version": made.version}


NEW = {"kind": "decision", "subject": "other", "title": "Mới", "issuer": "UBND tỉnh", "number": "99/QĐ-UBND"}

ROUTES = [
    listing("document_register", document, may=READERS, shows=lambda made: made.number),
    listing("documents_in_force", document, may=READERS, shows=lambda made: made.number),
    alone("document_add", may=KEEPERS, because="the form before there is a document"),
    alone(
        "document_add", method="POST", may=KEEPERS, because="the document is made in the province one works for",
        done=302, changes=("documents.document", "documents.attachment"),
        send=lambda made: {**NEW, "tep": SimpleUploadedFile("moi.pdf", PDF)},
    ),
    get("legal_text_page", central, may=READERS, national="a central text is in every province's register"),
    get("legal_text_attach", central, may=KEEPERS, national="the form to keep a file of a text that all provinces see"),
    post(
        "legal_text_attach", central, may=KEEPERS, changes=("documents.attachment", "documents.legaltextfile"),
        national="the file is kept in the province one works for",
        send=lambda text: {"tep": SimpleUploadedFile("c.pdf", PDF)},
    ),
    _form("legal_text_detach", kept, args=lambda f: [f.legal_text_id, f.pk]),
    _change(
        "legal_text_detach", kept, "documents.legaltextfile", args=lambda f: [f.legal_text_id, f.pk],
        send=lambda f: {"reason": "Nhầm tệp"},
    ),
    alone("document_export", may=READERS, because="the list shown, of what one may read"),
    _page("document_page"),
    _form("document_edit"),
    _change("document_edit", document, "documents.document", send=head),
    _form("document_number", unnumbered),
    _change(
        "document_number", unnumbered, "documents.document",
        send=lambda d: {"number": "88/QĐ-UBND", "issued_on": "05/11/2026", "version": d.version},
    ),
    _form("document_end"),
    _change(
        "document_end", document, "documents.document",
        send=lambda d: {"expires_on": "01/12/2026", "reason": "Hết giai đoạn", "version": d.version},
    ),
    _form("document_void"),
    _change("document_void", document, "documents.document", send=lambda d: {"reason": "Nhầm", "version": d.version}),
    _form("document_relate"),
    _change(
        "document_relate", document, "documents.documentrelation",
        send=lambda d: {"kind": "cites", "number": "36/QĐ-TTg"},
    ),
    _form("document_unrelate", related, args=lambda r: [r.source_id, r.pk]),
    _change(
        "document_unrelate", related, "documents.documentrelation", args=lambda r: [r.source_id, r.pk],
        send=lambda r: {"reason": "Nhầm"},
    ),
    _form("document_attach"),
    _change(
        "document_attach", document, "documents.attachment", send=lambda d: {"tep": SimpleUploadedFile("b.pdf", PDF)},
    ),
    _form("document_detach", file, args=lambda f: [f.document_id, f.pk]),
    _change(
        "document_detach", file, "documents.documentfile", args=lambda f: [f.document_id, f.pk],
        send=lambda f: {"reason": "Nhầm tệp"},
    ),
    _change(
        "document_mark", file, "documents.sensitivemark", args=lambda f: [f.document_id, f.attachment_id],
        send=lambda f: {"rieng": "1"},
    ),
    _page("attachment", file, args=lambda f: [f.attachment_id]),
    _page("attachment_view", file, args=lambda f: [f.attachment_id]),
    _page("attachment_page", file, args=lambda f: [f.attachment_id, 1]),
]  # fmt: skip
