"""An officer enters a document: the province's own, or a central text that the common list lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import access, queries
from nscl.documents.actions.attach import Upload, attach_to
from nscl.documents.actions.common import Known, cleaned, forbid_unless, hold_number, known
from nscl.documents.actions.relate import adopt, relate
from nscl.documents.models import Document
from nscl.documents.rules.validity import check_dates
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError


class InCommonList(DomainError):
    """The common list of central texts has it: `text` is the one there."""

    def __init__(self, text: Any) -> None:
        super().__init__(
            "in_common_list",
            _("%(text)s đã có trong danh mục chung, không cần thêm.") % {"text": text},
            "number",
        )
        self.text = text


def add(
    *,
    province: Province,
    values: Mapping[str, Any],
    by: User,
    uploads: Sequence[Upload] = (),
    ties: Sequence[tuple[str, str]] = (),
) -> Document:
    """The new document, with its files and what it says of others (kind and number of each).

    Raises `Known`, `InCommonList`, and `DomainError` with the field at fault.
    """
    with transaction.atomic():
        document = Document(province=province, registered_at=clock.now(), registered_by=by)
        forbid_unless(by, access.EDIT, document)
        for name, value in cleaned(values).items():
            setattr(document, name, value)
        _need(document)
        check_dates(document.issued_on, document.effective_on, document.expires_on)
        hold_number(province_id=province.pk, issuer=document.issuer, number=document.number)
        there = known(province.pk, document.issuer, document.number, document.issued_on)
        if there is not None:
            raise Known(there)
        forbid_common(document)
        document.save(force_insert=True)
        attach_to(document, uploads, by)
        audit.record("document.registered", document, by=by, detail={"central": document.central})
        adopt(document, by)
        for kind, number in ties:
            _tie(document, kind, number, by)
    return document


def _tie(document: Document, kind: str, number: str, by: User) -> None:
    try:
        relate(document=document, kind=kind, number=number, by=by)
    except DomainError as error:
        raise DomainError(error.code, f"{number}: {error.message}", kind) from error


def forbid_common(document: Document) -> None:
    """Refuse a text that the common list has: its number means one text of one year."""
    if document.number and (text := queries.in_common_list(document)):
        raise InCommonList(text)


def _need(document: Document) -> None:
    if not document.title:
        raise DomainError("invalid", _("Hãy ghi trích yếu của văn bản."), "title")
    if not document.issuer:
        raise DomainError("invalid", _("Hãy ghi cơ quan ban hành."), "issuer")
    if document.central and not document.number:
        raise DomainError("invalid", _("Văn bản trung ương phải có số, ký hiệu."), "number")
