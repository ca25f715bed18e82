"""A province's regulations of local support and their forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue import access
from nscl.catalogue.actions.norms import Changed, forbid_unless, hold, reason_of
from nscl.catalogue.models import Regulation, RegulationForm
from nscl.documents import actions as documents
from nscl.documents.actions import Upload
from nscl.documents.models import Document
from nscl.documents.templating import registry
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError


def add_regulation(
    *,
    province: Province,
    document: Document,
    name: str,
    valid_from: dt.date,
    by: User,
    note: str = "",
    replaces: Regulation | None = None,
) -> Regulation:
    """The document is a regulation of local support from `valid_from` on; the one it `replaces` ends there."""
    with transaction.atomic():
        made = Regulation(
            province=province, document=document, name=" ".join(name.split())[:300], note=note.strip()[:1000],
            valid_from=valid_from, replaces=replaces, recorded_at=clock.now(), recorded_by=by,
        )  # fmt: skip
        forbid_unless(by, made)
        if not made.name:
            raise DomainError("invalid", _("Hãy ghi tên gọi ngắn của quy định."), "name")
        if document.is_void:
            raise DomainError("invalid", _("Văn bản này đã hủy khỏi sổ. Hãy chọn văn bản khác."), "document")
        hold(province.pk, f"regulation-{document.pk}")
        if _known(province, document, valid_from):
            raise DomainError("known", _("Văn bản này đã được ghi là quy định hỗ trợ của tỉnh."), "document")
        if replaces is not None:
            before = _locked(replaces, None, by)
            if before.valid_to is not None or before.valid_from >= valid_from:
                words = _("Quy định trước đã kết thúc hoặc bắt đầu sau ngày này.")
                raise DomainError("invalid", words, "replaces")
            _finish(before, valid_from, str(document))
        made.save(force_insert=True)
        audit.record("regulation.added", made, by=by, detail={"replaces": replaces.pk if replaces else None})
    return made


def end_regulation(*, regulation: Regulation, version: int, valid_to: dt.date, basis: str, by: User) -> Regulation:
    """Without effect from `valid_to` on."""
    with transaction.atomic():
        found = _locked(regulation, version, by)
        if found.valid_to is not None:
            raise DomainError("state", _("Quy định này đã có ngày kết thúc."))
        if valid_to <= found.valid_from:
            raise DomainError("invalid", _("Ngày kết thúc phải sau ngày bắt đầu."), "valid_to")
        _finish(found, valid_to, reason_of(basis, "basis", _("Hãy ghi căn cứ kết thúc.")))
        audit.record("regulation.ended", found, by=by)
    return found


def void_regulation(*, regulation: Regulation, version: int, reason: str, by: User) -> Regulation:
    """Registered by mistake; the document itself stays in the register."""
    with transaction.atomic():
        found = _locked(regulation, version, by)
        if found.norms.filter(voided_at__isnull=True).exists():
            raise DomainError("state", _("Có định mức đang ghi theo quy định này. Hãy hủy hoặc sửa đổi chúng trước."))
        found.voided_at, found.voided_by = clock.now(), by
        found.void_reason = reason_of(reason, "reason", _("Hãy ghi lý do hủy."))
        found.version += 1
        found.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
        audit.record("regulation.voided", found, by=by)
    return found


def add_form(
    *,
    regulation: Regulation,
    values: Mapping[str, Any],
    valid_from: dt.date,
    by: User,
    upload: Upload | None = None,
) -> RegulationForm:
    """A form of the regulation: from a template of the system, a file, or both. One with the same code ends there."""
    with transaction.atomic():
        holder = _locked(regulation, None, by)
        made = RegulationForm(
            province_id=holder.province_id, regulation=holder, valid_from=valid_from, recorded_at=clock.now(),
            recorded_by=by, code=" ".join(str(values.get("code") or "").split())[:20],
            name=" ".join(str(values.get("name") or "").split())[:300], serves=values.get("serves") or "other",
            template=values.get("template") or "",
        )  # fmt: skip
        if not made.code or not made.name:
            raise DomainError("invalid", _("Hãy ghi ký hiệu và tên mẫu."), "code" if not made.code else "name")
        if made.template and made.template not in registry.forms():
            raise DomainError("invalid", _("Không có mẫu văn bản này trong hệ thống."), "template")
        if not made.template and upload is None:
            raise DomainError("invalid", _("Hãy chọn mẫu văn bản của hệ thống hoặc đính kèm tệp mẫu."), "template")
        rows = RegulationForm.objects.select_for_update().filter(regulation=holder, code=made.code)
        if rows.filter(valid_from__gte=valid_from).exists():
            words = _("Mẫu này đã có từ ngày ấy hoặc sau đó. Hãy ghi ngày bắt đầu muộn hơn.")
            raise DomainError("known", words, "valid_from")
        before = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).first()
        if before is not None:
            before.valid_to = valid_from
            before.end_basis = before.end_basis or _("Có mẫu mới")
            before.save(update_fields=["valid_to", "end_basis"])
        if upload is not None:
            made.attachment = documents.take(upload=upload, province_id=holder.province_id, by=by)
        made.save(force_insert=True)
        audit.record("regulation.form_added", holder, by=by, detail={"form": made.pk, "code": made.code})
    return made


def end_form(*, form: RegulationForm, valid_to: dt.date, basis: str, by: User) -> RegulationForm:
    """The form is not used from `valid_to` on."""
    with transaction.atomic():
        holder = _locked(form.regulation, None, by)
        found = RegulationForm.objects.select_for_update().get(pk=form.pk)
        if found.valid_to is not None:
            raise DomainError("state", _("Mẫu này đã có ngày kết thúc."))
        if valid_to <= found.valid_from:
            raise DomainError("invalid", _("Ngày kết thúc phải sau ngày bắt đầu."), "valid_to")
        found.valid_to = valid_to
        found.end_basis = reason_of(basis, "basis", _("Hãy ghi căn cứ kết thúc."))
        found.save(update_fields=["valid_to", "end_basis"])
        audit.record("regulation.form_ended", holder, by=by, detail={"form": found.pk})
    return found


def _locked(regulation: Regulation, version: int | None, by: User) -> Regulation:
    rows = Regulation.objects.select_for_update(of=("self",)).select_related("province", "document")
    found = rows.filter(pk=regulation.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy quy định này. Hãy tải lại danh sách."))
    if not access.may(by, access.EDIT, found):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
    if version is not None and found.version != version:
        raise Changed(found)
    if found.voided_at is not None:
        raise DomainError("state", _("Quy định này đã hủy vì ghi nhầm."))
    return found


def _known(province: Province, document: Document, valid_from: dt.date) -> bool:
    rows = Regulation.objects.select_for_update().filter(province=province, document=document, voided_at__isnull=True)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).exists()


def _finish(regulation: Regulation, valid_to: dt.date, basis: str) -> None:
    regulation.valid_to, regulation.end_basis = valid_to, basis[:300]
    regulation.version += 1
    regulation.save(update_fields=["valid_to", "end_basis", "version"])
