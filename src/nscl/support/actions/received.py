"""A support from elsewhere is recorded, voided, corrected by a new row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.organisations.models import LegalEntity, Province
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold
from nscl.support.access.common import forbid_unless
from nscl.support.access.received import EDIT
from nscl.support.checks.received import clean
from nscl.support.models import OtherSupport


@transaction.atomic
def record(
    *, province: Province, entity: LegalEntity, values: Mapping[str, Any], by: User, key: str = ""
) -> OtherSupport:
    """The new row; the one that is there when the same form (`key`) was recorded before."""
    row = new(province.pk, entity, values, by, key)
    forbid_unless(by, EDIT, row)
    if key and (there := OtherSupport.objects.filter(province=province, entry_key=key).first()) is not None:
        return there
    row.save(force_insert=True)
    audit.record("other_support.recorded", row, by=by)
    return row


@transaction.atomic
def void(*, support: OtherSupport, reason: str, by: User) -> OtherSupport:
    """It was recorded by mistake: it flags nothing from now on, and stays to be seen."""
    row = _locked(support, by)
    _void(row, reason, by)
    audit.record("other_support.voided", row, by=by)
    return row


@transaction.atomic
def correct(
    *, support: OtherSupport, entity: LegalEntity, values: Mapping[str, Any], reason: str, by: User
) -> OtherSupport:
    """The row as it should be; the wrong one is voided and stays."""
    before = _locked(support, by)
    row = new(before.province_id, entity, values, by)
    row.replaces, row.sheet_id = before, before.sheet_id
    _void(before, reason, by)
    row.save(force_insert=True)
    audit.record("other_support.corrected", row, by=by, detail={"replaces": before.pk})
    return row


def new(
    province_id: int, entity: LegalEntity, values: Mapping[str, Any], by: User | None, key: str = ""
) -> OtherSupport:
    """The row that the values make, not saved."""
    row = OtherSupport(
        province_id=province_id, entity=entity, entry_key=key, recorded_at=clock.now(), recorded_by=by, **clean(values)
    )
    seal(row)
    return row


def seal(row: OtherSupport) -> None:
    """Reckon what the list searches."""
    told = (row.entity.name, row.entity.tax_code, row.subject, row.agency_name, row.document_number, row.note)
    row.folded = fold(" ".join(part for part in told if part))


def reason_of(text: str) -> str:
    reason = " ".join(text.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do."), "reason")
    return reason


def _locked(support: OtherSupport, by: User) -> OtherSupport:
    rows = OtherSupport.objects.select_for_update(of=("self",), no_key=True).select_related("entity")
    found = rows.filter(pk=support.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy khoản hỗ trợ này. Hãy tải lại danh sách."))
    forbid_unless(by, EDIT, found)
    if found.is_void:
        raise DomainError("state", _("Khoản này đã hủy rồi. Hãy tải lại trang để xem ai hủy, vì sao."))
    return found


def _void(row: OtherSupport, reason: str, by: User) -> None:
    row.voided_at, row.voided_by, row.void_reason = clock.now(), by, reason_of(reason)
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
