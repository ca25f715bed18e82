"""What an amendment rests on: the deciding paper, its basis, from which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload, take
from nscl.foundation import audit
from nscl.plans.actions.common import locked_draft, revised
from nscl.plans.models import PlanAmendment
from nscl.plans.rules import values as rules
from nscl.shared.errors import DomainError

TOLD = (
    "reason", "basis", "paper_kind", "paper_number", "paper_title", "paper_issuer", "paper_issued_on", "paper_signer",
    "effective_on",
)  # fmt: skip


class Changed(DomainError):
    """Somebody else told something of the amendment first: `current` as it stands."""

    def __init__(self, current: PlanAmendment) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa ghi thông tin của bản sửa đổi này. Hãy xem lại rồi lưu; nội dung bạn nhập vẫn còn."),
        )
        self.current = current


def tell(
    *, amendment: PlanAmendment, version: int, values: Mapping[str, Any], by: User, uploads: Sequence[Upload] = ()
) -> PlanAmendment:
    """Record what is known of the amendment so far; the first of `uploads` is the signed paper."""
    with transaction.atomic():
        draft = locked_draft(amendment.plan_id, by)
        found = PlanAmendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
        if found.version != version:
            raise Changed(found)
        changed = _assign(found, values)
        if not found.reason:
            raise DomainError("invalid", _("Hãy ghi vì sao phải sửa kế hoạch."), "reason")
        if uploads:
            found.attachment = take(upload=uploads[0], province_id=draft.province_id, by=by)
            changed.append("attachment")
        if changed:
            found.version += 1
            found.save(update_fields=[*changed, "version"])
            revised(draft.pk)
            audit.record("plan.amendment_told", draft, by=by, detail={"fields": changed})
    return found


def _assign(amendment: PlanAmendment, values: Mapping[str, Any]) -> list[str]:
    changed = []
    for name in TOLD:
        if name in values:
            value = rules.clean(PlanAmendment, name, values[name])
            if isinstance(value, str):
                value = " ".join(value.split())
            if value != getattr(amendment, name):
                setattr(amendment, name, value)
                changed.append(name)
    return changed
