"""What every action on needs begins with: lock the round, may, can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.plans.access import needs as access
from nscl.plans.models import MergedNeed, NeedsRound
from nscl.shared.errors import DomainError


class Conflict(DomainError):
    """Somebody else changed it first: `current` as it stands, `submitted` what was sent."""

    def __init__(self, current: Any, submitted: Mapping[str, Any]) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa sửa chỗ này. Nội dung bạn nhập vẫn còn bên dưới; hãy so với bản hiện tại rồi lưu lại."),
        )
        self.current = current
        self.submitted = dict(submitted)


def forbid_unless(by: User, permission: str, subject: Any) -> None:
    if not access.may(by, permission, subject):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))


def locked(pk: int) -> NeedsRound:
    """The round `pk`, held until the transaction ends: what is taken in, matched and merged in it waits its turn."""
    rows = NeedsRound.objects.select_for_update(of=("self",), no_key=True).select_related("province")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy đợt khảo sát này. Hãy tải lại danh sách."))
    return found


def locked_for(pk: int, by: User, permission: str) -> NeedsRound:
    """The round `pk`, locked, if the person may and it is not settled yet."""
    found = locked(pk)
    forbid_unless(by, permission, found)
    if found.status == NeedsRound.Status.SETTLED:
        raise DomainError("settled", _("Đợt khảo sát đã chốt nên không sửa được nữa. Hãy mở lại đợt trước."))
    return found


def locked_need(need: MergedNeed, version: int | None = None) -> MergedNeed:
    """The need as it stands under its round's lock; `Conflict` when it is not the version that the person saw."""
    found = MergedNeed.objects.select_related("entity", "group").filter(pk=need.pk, round_id=need.round_id).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy nhu cầu này. Hãy tải lại trang."))
    if version is not None and found.version != version:
        raise Conflict(found, {})
    return found


def touched(found: NeedsRound) -> None:
    """What is ranked has changed."""
    found.changed_at = clock.now()
    found.save(update_fields=["changed_at"])


def reason_of(text: str, field: str = "reason") -> str:
    reason = " ".join(text.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do."), field)
    return reason


def one_line(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())
