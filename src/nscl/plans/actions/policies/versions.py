"""One more draft of a policy, with its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.foundation import audit, clock
from nscl.plans.actions.policies.common import locked
from nscl.plans.actions.recorded import needed, not_ahead
from nscl.plans.models import PolicyDraft, PolicyFile, PolicyVersion
from nscl.shared.errors import DomainError


def add_version(
    *, policy: PolicyDraft, summary: str, made_on: dt.date, by: User, uploads: Sequence[documents.Upload]
) -> PolicyVersion:
    """The next draft, numbered from 1. A draft without a file is none."""
    with transaction.atomic():
        found = locked(policy, by)
        if not uploads:
            raise DomainError("empty", _("Hãy chọn tệp dự thảo."))
        last = found.versions.aggregate(last=Max("number"))["last"] or 0
        version = PolicyVersion(
            province_id=found.province_id, policy=found, number=last + 1, made_on=made_on, recorded_at=clock.now(),
            summary=needed(summary, 1000, "summary", _("Hãy ghi dự thảo này có gì, hoặc đổi gì so với bản trước.")),
            recorded_by=by,
        )  # fmt: skip
        not_ahead(made_on, "made_on")
        version.save(force_insert=True)
        for upload in uploads:
            attachment = documents.take(upload=upload, province_id=found.province_id, by=by)
            PolicyFile(province_id=found.province_id, version=version, attachment=attachment).save(force_insert=True)
        audit.record("policy.version_added", found, by=by, detail={"number": version.number})
    return version
