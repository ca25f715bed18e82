"""A profile is mended; what it is (tax code, kind) is mended with its entity; its status changes with a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.enterprises.actions.common import DERIVED, derive, fill, locked, past
from nscl.enterprises.actions.figures import keep_size
from nscl.enterprises.models import Enterprise
from nscl.foundation import audit, clock
from nscl.organisations.actions.correct_entity import correct_entity
from nscl.shared.errors import DomainError


def edit_enterprise(*, enterprise: Enterprise, version: int, values: Mapping[str, Any], by: User) -> Enterprise:
    """Write what `values` tells; raises `Changed` when somebody was faster. The trail names the fields, no value.

    `tax_code` and `kind` among them correct the legal entity, and with it every province's profile.
    """
    with transaction.atomic():
        found = locked(enterprise, version, by)
        changed = _correct(found, values, by)
        changed += fill(found, values)
        if not changed:
            return found
        found.version += 1
        found.changed_at, found.changed_by = clock.now(), by
        written = [name for name in changed if name not in ("tax_code", "kind")]
        found.save(update_fields=[*written, *DERIVED, "version", "changed_at", "changed_by"])
        if {"kind", "industry_code", "industry_version"} & set(changed):
            keep_size(found)
        audit.record("enterprise.edited", found, by=by, detail={"fields": sorted(changed)})
    return found


def change_status(
    *, enterprise: Enterprise, version: int, status: str, status_on: dt.date | None, by: User
) -> Enterprise:
    """It paused, closed, moved away or works again, since a day."""
    if status not in Enterprise.Status.values or status == Enterprise.Status.WITHDRAWN:
        raise DomainError("invalid", _("Hãy chọn tình trạng trong danh sách."), "status")
    past(status_on, "status_on")
    with transaction.atomic():
        found = locked(enterprise, version, by)
        if (found.status, found.status_on) == (status, status_on):
            raise DomainError("same", _("Hồ sơ đang ở tình trạng này rồi."), "status")
        if found.founded_on is not None and status_on is not None and status_on < found.founded_on:
            raise DomainError("invalid", _("Ngày này trước ngày thành lập. Hãy kiểm tra lại."), "status_on")
        before, found.status, found.status_on = found.status, status, status_on
        found.version += 1
        found.changed_at, found.changed_by = clock.now(), by
        derive(found)
        found.save(update_fields=["status", "status_on", "search", "version", "changed_at", "changed_by"])
        audit.record("enterprise.status", found, by=by, detail={"from": before, "to": status})
    return found


def _correct(found: Enterprise, values: Mapping[str, Any], by: User) -> list[str]:
    """The entity's tax code and kind, where they are told and differ; the database carries them into the profile."""
    told = {name: values[name] for name in ("tax_code", "kind") if name in values}
    entity = correct_entity(entity=found.entity, by=by, **told) if told else found.entity
    changed = [name for name in told if getattr(found, name) != getattr(entity, name)]
    found.tax_code, found.kind = entity.tax_code, entity.kind
    derive(found)
    return changed
