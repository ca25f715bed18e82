"""Norms of a province: added, amended from a day on, ended, voided."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue import access
from nscl.catalogue.models import SpendingNorm
from nscl.documents.models import Document, LegalText
from nscl.documents.queries import with_number
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

FIELDS = (
    "name", "group", "unit", "amount_vnd", "rate_bp", "conditions", "regulation", "document", "legal_text", "clause",
    "note",
)  # fmt: skip
LARGEST_VND = 10**12


class Changed(DomainError):
    """Somebody else changed the norm first: `current` is how it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa sửa mục này. Hãy xem bản mới nhất rồi gửi lại; nội dung bạn nhập vẫn còn."),
        )
        self.current = current


def add_norm(*, province: Province, values: Mapping[str, Any], valid_from: dt.date, by: User) -> SpendingNorm:
    """A norm the province did not have, from `valid_from` on; its `code` follows from the name where none is given."""
    with transaction.atomic():
        made = SpendingNorm(province=province, recorded_at=clock.now(), recorded_by=by, valid_from=valid_from)
        forbid_unless(by, made)
        _set(made, values)
        made.code = code_of(str(values.get("code") or "") or made.name)
        made.valid_to = values.get("valid_to")
        hold(province.pk, made.code)
        _free(made)
        made.save(force_insert=True)
        audit.record("norm.added", made, by=by)
    return made


def amend_norm(
    *, norm: SpendingNorm, version: int, values: Mapping[str, Any], valid_from: dt.date, by: User
) -> SpendingNorm:
    """The next version, in force from `valid_from` on; the version before ends there and stays to be seen."""
    with transaction.atomic():
        found = locked(norm, version, by)
        if found.valid_to is not None:
            raise DomainError("state", _("Định mức này đã có ngày kết thúc. Hãy sửa đổi bản mới nhất."))
        if valid_from <= found.valid_from:
            words = _("Bản mới phải có hiệu lực sau ngày %(day)s, ngày bản này bắt đầu.")
            raise DomainError("invalid", words % {"day": f"{found.valid_from:%d/%m/%Y}"}, "valid_from")
        made = SpendingNorm(
            province_id=found.province_id, code=found.code, valid_from=valid_from, replaces=found,
            recorded_at=clock.now(), recorded_by=by,
        )  # fmt: skip
        _set(made, {**{name: getattr(found, name) for name in FIELDS}, **values})
        if _same(found, made):
            raise DomainError("invalid", _("Bản mới không khác bản đang có. Hãy ghi mức hoặc căn cứ mới."))
        hold(found.province_id, found.code)
        basis = f"{made.basis}{f', {made.clause}' if made.clause else ''}"[:300]
        _finish(found, valid_from, basis, by)
        _free(made)
        made.save(force_insert=True)
        audit.record("norm.amended", made, by=by, detail={"from": found.pk})
    return made


def end_norm(*, norm: SpendingNorm, version: int, valid_to: dt.date, basis: str, by: User) -> SpendingNorm:
    """Without a norm from `valid_to` on: it was annulled, or its term is over."""
    with transaction.atomic():
        found = locked(norm, version, by)
        if found.valid_to is not None:
            raise DomainError("state", _("Định mức này đã có ngày kết thúc."))
        if valid_to <= found.valid_from:
            raise DomainError("invalid", _("Ngày kết thúc phải sau ngày bắt đầu."), "valid_to")
        _finish(found, valid_to, reason_of(basis, "basis", _("Hãy ghi căn cứ kết thúc.")), by)
        audit.record("norm.ended", found, by=by)
    return found


def void_norm(*, norm: SpendingNorm, version: int, reason: str, by: User) -> SpendingNorm:
    """It was entered by mistake: it stays to be seen and holds on no day. The version it replaced runs on."""
    with transaction.atomic():
        found = locked(norm, version, by)
        if SpendingNorm.objects.filter(replaces=found, voided_at__isnull=True).exists():
            raise DomainError("state", _("Đã có bản sửa đổi sau bản này. Hãy hủy bản sau trước."))
        found.voided_at, found.voided_by = clock.now(), by
        found.void_reason = reason_of(reason, "reason", _("Hãy ghi lý do hủy."))
        found.version += 1
        found.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
        if found.replaces_id:
            before = SpendingNorm.objects.select_for_update().get(pk=found.replaces_id)
            before.valid_to = before.ended_at = before.ended_by = None
            before.end_basis = ""
            before.version += 1
            before.save(update_fields=["valid_to", "ended_at", "ended_by", "end_basis", "version"])
        audit.record("norm.voided", found, by=by)
    return found


def locked(norm: SpendingNorm, version: int | None, by: User) -> SpendingNorm:
    """The norm as it stands, held until the transaction ends."""
    rows = SpendingNorm.objects.select_for_update(of=("self",)).select_related("province", "document", "legal_text")
    found = rows.filter(pk=norm.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy định mức này. Hãy tải lại danh sách."))
    forbid_unless(by, found)
    if version is not None and found.version != version:
        raise Changed(found)
    if found.voided_at is not None:
        raise DomainError("state", _("Định mức này đã hủy vì ghi nhầm."))
    return found


def forbid_unless(by: User, subject: Any) -> None:
    if not access.may(by, access.EDIT, subject):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))


def hold(province_id: int, code: str) -> None:
    """Whoever enters a norm of the same code waits until this transaction ends."""
    lock = int.from_bytes(hashlib.sha256(f"norm\n{province_id}\n{code}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def code_of(text: str) -> str:
    """`Thù lao Chủ tịch Hội đồng` → `thu-lao-chu-tich-hoi-dong`."""
    code = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-")
    if not code:
        raise DomainError("invalid", _("Hãy ghi tên định mức bằng chữ."), "name")
    return code


def basis_of(number: str) -> Document | LegalText:
    """The text with this number, of the province's register or the common list. Raises `DomainError` on `basis`."""
    found = with_number(number)
    if not found:
        words = _("Sổ văn bản chưa có %(number)s. Hãy thêm văn bản vào sổ trước, rồi ghi định mức.")
        raise DomainError("unknown_basis", words % {"number": number.strip() or _("văn bản này")}, "basis")
    if len(found) > 1:
        words = _("Có %(n)s văn bản số %(number)s. Hãy hủy bản ghi nhầm trong sổ văn bản hoặc ghi rõ hơn.")
        raise DomainError("several", words % {"n": len(found), "number": number.strip()}, "basis")
    return found[0]


def reason_of(text: str, field: str, words: str) -> str:
    said = " ".join(text.split())[:300]
    if not said:
        raise DomainError("invalid", words, field)
    return said


def _set(norm: SpendingNorm, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(norm, name, " ".join(value.split()) if isinstance(value, str) else value)
    if not norm.name:
        raise DomainError("invalid", _("Hãy ghi tên định mức."), "name")
    if not norm.unit:
        raise DomainError("invalid", _("Hãy ghi đơn vị tính, ví dụ: buổi, người/ngày, phiếu."), "unit")
    if (norm.amount_vnd is None) == (norm.rate_bp is None):
        raise DomainError("invalid", _("Ghi mức tiền tối đa hoặc tỷ lệ tối đa, một trong hai."), "amount_vnd")
    if norm.amount_vnd is not None and not 0 < norm.amount_vnd <= LARGEST_VND:
        raise DomainError("invalid", _("Mức tiền phải lớn hơn 0 và không quá 1.000 tỷ đồng."), "amount_vnd")
    if norm.rate_bp is not None and not 0 < norm.rate_bp <= 10_000:
        raise DomainError("invalid", _("Tỷ lệ phải lớn hơn 0 và không quá một trăm phần trăm."), "rate_bp")
    if (norm.document is None) == (norm.legal_text is None):
        raise DomainError("invalid", _("Hãy ghi số văn bản làm căn cứ."), "basis")


def _free(norm: SpendingNorm) -> None:
    """Refuse a code that has a norm on some of the same days."""
    rows = SpendingNorm.objects.filter(province_id=norm.province_id, code=norm.code, voided_at__isnull=True)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=norm.valid_from))
    if norm.valid_to is not None:
        if norm.valid_to <= norm.valid_from:
            raise DomainError("invalid", _("Ngày kết thúc phải sau ngày bắt đầu."), "valid_to")
        rows = rows.filter(valid_from__lt=norm.valid_to)
    other = rows.exclude(pk=norm.pk).order_by("valid_from").first()
    if other is not None:
        words = _("Đã có định mức “%(name)s” (mã %(code)s) từ ngày %(day)s. Hãy mở định mức ấy và chọn Sửa đổi.")
        raise DomainError(
            "known", words % {"name": other.name, "code": other.code, "day": f"{other.valid_from:%d/%m/%Y}"}, "name"
        )


def _finish(norm: SpendingNorm, valid_to: dt.date, basis: str, by: User) -> None:
    norm.valid_to, norm.end_basis, norm.ended_at, norm.ended_by = valid_to, basis, clock.now(), by
    norm.version += 1
    norm.save(update_fields=["valid_to", "end_basis", "ended_at", "ended_by", "version"])


def _same(before: SpendingNorm, after: SpendingNorm) -> bool:
    return all(getattr(before, name) == getattr(after, name) for name in FIELDS)
