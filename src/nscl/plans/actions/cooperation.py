"""An activity with others is recorded, corrected, voided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.documents.models import Attachment
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.plans.access.products import EDIT
from nscl.plans.actions.common import forbid_unless
from nscl.plans.actions.products.evidence import checked_address
from nscl.plans.actions.recorded import needed, one_line, void
from nscl.plans.models import CooperationActivity
from nscl.shared.errors import DomainError


def record(
    *, province: Province, values: Mapping[str, Any], by: User, uploads: Sequence[documents.Upload] = ()
) -> CooperationActivity:
    """The activity of the province. `values`: task, partner_kind, partner, activity, from_on, to_on, place,
    participants, result, document, url. The first file is its evidence."""
    with transaction.atomic():
        row = _write(province, values, by, uploads)
        audit.record("cooperation.recorded", row, by=by)
    return row


def correct(
    *,
    activity: CooperationActivity,
    values: Mapping[str, Any],
    reason: str,
    by: User,
    uploads: Sequence[documents.Upload] = (),
) -> CooperationActivity:
    """The activity as it should be; the wrong row is voided. Its file stays unless another came in."""
    with transaction.atomic():
        forbid_unless(by, EDIT, activity)
        found = void(activity, reason, by)
        row = _write(found.province, values, by, uploads, replaces=found)
        audit.record("cooperation.corrected", row, by=by, detail={"replaces": found.pk})
    return row


def withdraw(*, activity: CooperationActivity, reason: str, by: User) -> CooperationActivity:
    """Void an activity that was none. It stays to be seen."""
    with transaction.atomic():
        forbid_unless(by, EDIT, activity)
        found = void(activity, reason, by)
        audit.record("cooperation.voided", found, by=by)
    return found


def _write(
    province: Province,
    values: Mapping[str, Any],
    by: User,
    uploads: Sequence[documents.Upload],
    replaces: CooperationActivity | None = None,
) -> CooperationActivity:
    task = values.get("task")
    row = CooperationActivity(
        province=province, task_id=task.root_pk if task else None, partner_kind=values["partner_kind"],
        partner=needed(values.get("partner", ""), 300, "partner", _("Hãy ghi tên đối tác.")),
        activity=needed(values.get("activity", ""), 500, "activity", _("Hãy ghi hoạt động.")),
        from_on=values["from_on"], to_on=values.get("to_on") or values["from_on"],
        place=one_line(values.get("place") or "", 300), participants=values.get("participants"),
        result=(values.get("result") or "").strip()[:2000], document=values.get("document"),
        url=checked_address(values.get("url") or ""), recorded_at=clock.now(), recorded_by=by, replaces=replaces,
    )  # fmt: skip
    forbid_unless(by, EDIT, row)
    if row.partner_kind not in CooperationActivity.Partner.values:
        raise DomainError("invalid", _("Hãy chọn loại đối tác."), "partner_kind")
    if row.to_on < row.from_on:
        raise DomainError("invalid", _("Ngày kết thúc đứng trước ngày bắt đầu."), "to_on")
    row.attachment = _file(row, uploads, by) or (replaces.attachment if replaces else None)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "cooperation_once" not in str(error):
            raise
        message = _("Hoạt động này với đối tác ấy, cùng ngày, đã được ghi.")
        raise DomainError("known", message, "activity") from error
    return row


def _file(row: CooperationActivity, uploads: Sequence[documents.Upload], by: User) -> Attachment | None:
    return documents.take(upload=uploads[0], province_id=row.province_id, by=by) if uploads else None
