"""What every action on a document begins with: lock, may, can."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import access
from nscl.documents.models import Document
from nscl.documents.rules.numbers import clean_number, issuer_key, number_key, year_in
from nscl.shared.errors import DomainError

HEAD = (
    "kind", "subject", "number", "issuer", "issued_on", "effective_on", "expires_on", "title", "signer",
    "signer_title", "note", "central",
)  # fmt: skip


class Conflict(DomainError):
    """Somebody else changed the document first: `current` as it stands, `submitted` what was sent."""

    def __init__(self, current: Document, submitted: Mapping[str, Any]) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa sửa văn bản này. Hãy so hai bản, giữ bản đúng rồi lưu lại; nội dung bạn nhập vẫn còn."),
        )
        self.current = current
        self.submitted = dict(submitted)


class Known(DomainError):
    """The register has the number already: `known` is the document there."""

    def __init__(self, known: Document) -> None:
        dated = f" ({known.issued_on:%d/%m/%Y})" if known.issued_on else ""
        super().__init__(
            "known_document",
            _("Sổ văn bản đã có %(document)s%(dated)s của %(issuer)s. Hãy kiểm tra lại số, ngày, cơ quan ban hành.")
            % {"document": known, "dated": dated, "issuer": known.issuer},
            "number",
        )
        self.known = known


def forbid_unless(by: User, permission: str, subject: Any) -> None:
    if not access.may(by, permission, subject):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))


def locked(document: Document, version: int | None, submitted: Mapping[str, Any], by: User) -> Document:
    """The document as it stands, held until the transaction ends; `Conflict` when it is not the version seen."""
    found = (
        Document.objects.select_for_update(of=("self",), no_key=True)
        .select_related("province")
        .filter(pk=document.pk)
        .first()
    )
    if found is None:
        raise DomainError("missing", _("Không tìm thấy văn bản này. Hãy tải lại danh sách."))
    forbid_unless(by, access.EDIT, found)
    if found.is_void:
        raise DomainError("state", _("Văn bản này đã hủy khỏi sổ nên không sửa được nữa."))
    if version is not None and found.version != version:
        raise Conflict(found, submitted)
    return found


def hold_number(*, province_id: int, issuer: str, number: str) -> None:
    """Whoever registers a document of the same issuer and number waits until this transaction ends."""
    if key := number_key(number):
        told = "\n".join((str(province_id), issuer_key(issuer), key))
        lock = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def known(province_id: int, issuer: str, number: str, issued_on: dt.date | None) -> Document | None:
    """The live document with this number of this issuer in this year, locked; None where there is none or no number."""
    if not (key := number_key(number)):
        return None
    year = issued_on.year if issued_on else year_in(number)
    rows = Document.objects.select_for_update(of=("self",), no_key=True).select_related("attachment")
    return rows.filter(
        province_id=province_id, issuer_key=issuer_key(issuer), number_key=key, year=year, voided_at__isnull=True
    ).first()


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the head as they are kept: blanks of lines run together, the number in its usual form."""
    out = {}
    for name in HEAD:
        if name in values:
            value = values[name]
            out[name] = " ".join(value.split()) if isinstance(value, str) else value
    if "number" in out:
        out["number"] = clean_number(out["number"] or "")
    return out


def reason_of(text: str, field: str = "reason") -> str:
    reason = " ".join(text.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do."), field)
    return reason
