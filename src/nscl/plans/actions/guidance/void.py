"""An act that was entered by mistake is voided; one that says something wrong is voided and recorded anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.foundation import audit, clock
from nscl.plans.actions.guidance.attach import attach_to
from nscl.plans.actions.guidance.common import EntityGiven, entity_meant, fill, locked, reason_of, seal
from nscl.plans.models import Guidance, GuidanceFile


def void(*, guidance: Guidance, reason: str, by: User) -> Guidance:
    """The act counts no more from now on; what was known before stays as it was."""
    with transaction.atomic():
        act = locked(guidance, by)
        end(act, reason_of(reason), by)
        audit.record("guidance.voided", act, by=by, detail={"entity": act.entity_id})
    return act


def correct(
    *,
    guidance: Guidance,
    entity: EntityGiven,
    values: Mapping[str, Any],
    reason: str,
    by: User,
    uploads: Sequence[Upload] = (),
) -> Guidance:
    """The act as it should have been recorded, in the place of the one that was; its files go with it."""
    with transaction.atomic():
        old = locked(guidance, by)
        why = reason_of(reason)
        act = Guidance(
            province_id=old.province_id, replaces=old, sheet_id=old.sheet_id, task_id=old.task_id,
            recorded_at=clock.now(), recorded_by=by,
        )  # fmt: skip
        act.entity = entity_meant(entity, old.province_id, by)
        fill(act, values)
        seal(act)
        end(old, why, by)
        act.save(force_insert=True)
        _carry_files(old, act, by)
        attach_to(act, uploads, by)
        audit.record("guidance.corrected", act, by=by, detail={"replaces": old.pk})
    return act


def end(act: Guidance, reason: str, by: User) -> None:
    """Void an act that the caller holds."""
    act.voided_at, act.voided_by, act.void_reason = clock.now(), by, reason
    act.save(update_fields=["voided_at", "voided_by", "void_reason"])


def _carry_files(old: Guidance, act: Guidance, by: User) -> None:
    now = clock.now()
    GuidanceFile.objects.bulk_create(
        GuidanceFile(
            province_id=act.province_id, guidance=act, attachment_id=file.attachment_id, added_at=now, added_by=by
        )
        for file in old.files.filter(removed_at__isnull=True).order_by("id")
    )
