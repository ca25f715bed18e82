"""What every action on a policy begins with: lock, may, can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.plans.access.products import EDIT
from nscl.plans.actions.common import forbid_unless
from nscl.plans.models import PolicyDraft
from nscl.shared.errors import DomainError


class PolicyConflict(DomainError):
    """Somebody else changed the policy first: `current` is it as it stands, `submitted` what was sent."""

    def __init__(self, current: PolicyDraft, submitted: Mapping[str, Any]) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa sửa chỗ này. Hãy so hai bản, giữ bản đúng rồi lưu lại; nội dung bạn nhập vẫn còn."),
        )
        self.current = current
        self.submitted = dict(submitted)


def locked(policy: PolicyDraft, by: User) -> PolicyDraft:
    """The policy as it stands, held; refused where it is issued or dropped, or the person may not change it."""
    rows = PolicyDraft.objects.select_for_update(of=("self",), no_key=True).select_related("task__plan", "province")
    found = rows.filter(pk=policy.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy cơ chế, chính sách này. Hãy tải lại danh sách."))
    forbid_unless(by, EDIT, found)
    if not found.is_open:
        raise DomainError("state", _("Việc này đã xong hoặc đã dừng nên không sửa được nữa. Hãy tải lại trang."))
    return found
