"""A template comes in, is put in use, retired, dropped; an earlier version is used again."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nscl.accounts.models import Membership, User
from nscl.documents import files, kinds
from nscl.documents.filling.answers import Finding
from nscl.documents.models import DocumentTemplate
from nscl.documents.templating import access, filler, queries
from nscl.documents.templating.registry import Form
from nscl.documents.templating.states import TEMPLATE
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError

Status = DocumentTemplate.Status


def upload(
    *, membership: Membership, form: Form, name: str, content: BinaryIO, note: str, by: User
) -> DocumentTemplate:
    """Keep the file as the next version, tried with the sample values; it is not used before somebody says so.

    Raises `DomainError` and keeps nothing for a file that may not be a template; one that is written wrongly is kept
    with what was found.
    """
    _may(by, membership)
    assert membership.province_id is not None
    with files.staged(content, name=name, profile=kinds.TEMPLATE) as file:
        findings = filler.check(form, file.path)
        with transaction.atomic():
            _hold(membership.province_id, form.code)
            template = DocumentTemplate(
                province_id=membership.province_id, form=form.code, version=_next(membership.province_id, form.code),
                note=" ".join(note.split())[:300], findings=_plain(findings), uploaded_at=clock.now(), uploaded_by=by,
                attachment=file.keep(province_id=membership.province_id, by=by),
            )  # fmt: skip
            template.save(force_insert=True)
            audit.record("template.uploaded", template, by=by, detail=_told(template))
    return template


def put_in_use(*, template: DocumentTemplate, form: Form, by: User) -> DocumentTemplate:
    """Documents of the form are filled from it from today; the one used until now is retired.

    It is checked once more, since the form may have changed since it came. Raises `DomainError` `faulty`, `state`.
    """
    _may(by, template)
    with queries.file_of(template.attachment) as path:
        findings = filler.check(form, path)
    with transaction.atomic():
        found = _locked(template)
        _may(by, found)
        found.findings = _plain(findings)
        found.save(update_fields=["findings"])
        if not found.grave:
            _use(found, by)
    if found.grave:
        raise DomainError("faulty", _("Mẫu còn lỗi nên chưa dùng được. Sửa các chỗ được chỉ ra rồi tải bản mới lên."))
    return found


def retire(*, template: DocumentTemplate, by: User) -> DocumentTemplate:
    """Documents of the form are filled from the system's own template again."""
    with transaction.atomic():
        found = _locked(template)
        _may(by, found)
        _end(found, by)
    return found


def discard(*, template: DocumentTemplate, by: User) -> DocumentTemplate:
    """A version that was only tried is dropped from the list; its file is kept."""
    with transaction.atomic():
        found = _locked(template)
        _may(by, found)
        TEMPLATE.run(found, "discard", by=by, detail=_told(found))
    return found


def restore(*, template: DocumentTemplate, form: Form, by: User) -> DocumentTemplate:
    """An earlier version is used again, as a new version with the same file, so that its days are not lost."""
    _may(by, template)
    with queries.file_of(template.attachment) as path:
        findings = _plain(filler.check(form, path))
    if any(finding["grave"] for finding in findings):
        raise DomainError("faulty", _("Phiên bản này không còn hợp với biểu mẫu hiện nay. Sửa rồi tải bản mới lên."))
    with transaction.atomic():
        found = _locked(template)
        _may(by, found)
        if found.status != Status.RETIRED:
            raise DomainError("state", _("Chỉ quay lại được phiên bản đã thôi dùng. Hãy tải lại trang."))
        again = DocumentTemplate(
            province_id=found.province_id, form=found.form, version=_next(found.province_id, found.form),
            note=found.note, findings=findings, attachment_id=found.attachment_id, restores=found,
            uploaded_at=clock.now(), uploaded_by=by,
        )  # fmt: skip
        again.save(force_insert=True)
        audit.record("template.restored", again, by=by, detail=_told(again))
        _use(again, by)
    return again


def _use(template: DocumentTemplate, by: User) -> None:
    """Under the lock of the series: retire what is in use, then use this one from today."""
    if TEMPLATE.find(template, "use") is None:
        raise DomainError("state", _("Phiên bản này không còn là bản thử. Hãy tải lại trang."))
    until_now = queries.in_use(template.province_id, template.form)
    if until_now is not None:
        _end(until_now, by)
    template.valid_from = clock.today()
    template.save(update_fields=["valid_from"])
    TEMPLATE.run(template, "use", by=by, detail=_told(template))


def _end(template: DocumentTemplate, by: User) -> None:
    if TEMPLATE.find(template, "retire") is None:
        raise DomainError("state", _("Phiên bản này không đang được dùng. Hãy tải lại trang."))
    template.valid_to = clock.today()
    template.save(update_fields=["valid_to"])
    TEMPLATE.run(template, "retire", by=by, detail=_told(template))


def _may(by: User, subject: Any) -> None:
    if not access.may(by, subject):
        raise DomainError("forbidden", _("Bạn không có quyền đổi mẫu văn bản. Hãy nhờ người có quyền trong đơn vị."))


def _locked(template: DocumentTemplate) -> DocumentTemplate:
    """The version as it stands, with every other of its series held until the transaction ends."""
    _hold(template.province_id, template.form)
    rows = DocumentTemplate.objects.select_for_update(of=("self",)).select_related("attachment")
    found = rows.filter(pk=template.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy mẫu này. Hãy tải lại danh sách."))
    return found


def _hold(province_id: int, form: str) -> None:
    """Two people who change the templates of one form do so one after the other."""
    key = int.from_bytes(hashlib.sha256(f"template\n{province_id}\n{form}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _next(province_id: int, form: str) -> int:
    last = DocumentTemplate.objects.filter(province=province_id, form=form).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def _plain(findings: list[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]


def _told(template: DocumentTemplate) -> dict[str, Any]:
    return {"form": template.form, "version": template.version}
