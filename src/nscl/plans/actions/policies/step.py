"""A policy goes on: appraised, submitted, returned, dropped."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.plans.actions.policies.common import locked
from nscl.plans.actions.policies.opinions import unanswered
from nscl.plans.actions.recorded import needed
from nscl.plans.models import PolicyDraft
from nscl.plans.states import POLICY
from nscl.shared.errors import DomainError

STEPS = ("appraise", "submit", "return")


def step(*, policy: PolicyDraft, verb: str, by: User) -> PolicyDraft:
    """One of `STEPS`. Nothing is appraised without a draft, with a round open, or with an opinion unanswered."""
    with transaction.atomic():
        found = locked(policy, by)
        if verb not in STEPS:
            raise DomainError("state", _("Thao tác này không còn phù hợp với trạng thái hiện tại. Hãy tải lại trang."))
        if verb == "appraise":
            _ready(found)
        POLICY.run(found, verb, by=by)
    return found


def drop(*, policy: PolicyDraft, reason: str, by: User) -> PolicyDraft:
    """Go on no further, for a reason. Drafts and opinions stay."""
    with transaction.atomic():
        found = locked(policy, by)
        found.closed_reason = needed(reason, 500, "reason", _("Hãy ghi lý do."))
        found.save(update_fields=["closed_reason"])
        POLICY.run(found, "drop", by=by)
    return found


def _ready(policy: PolicyDraft) -> None:
    if not policy.versions.exists():
        raise DomainError("empty", _("Chưa có dự thảo nào. Hãy thêm dự thảo cùng tệp trước."))
    if policy.rounds.filter(closed_at__isnull=True).exists():
        raise DomainError("open", _("Còn đợt lấy ý kiến chưa kết thúc. Hãy kết thúc đợt ấy trước."))
    if left := unanswered(policy):
        raise DomainError(
            "unanswered", _("Còn %(left)s ý kiến chưa tiếp thu, giải trình. Hãy trả lời đủ trước.") % {"left": left}
        )
