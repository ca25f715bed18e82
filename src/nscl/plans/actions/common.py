"""What every action on a draft begins with: lock, may, can."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.plans import access
from nscl.plans.models import Plan, PlanItem
from nscl.shared.errors import DomainError

I = TypeVar("I", bound=PlanItem)  # noqa: E741


class Conflict(DomainError):
    """Somebody else changed the row first: `current` is the row as it stands, `submitted` what was sent."""

    def __init__(self, current: Plan | PlanItem, submitted: dict[str, Any]) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa sửa chỗ này. Hãy so hai bản, giữ bản đúng rồi lưu lại; nội dung bạn nhập vẫn còn."),
        )
        self.current = current
        self.submitted = submitted


def forbid_unless(by: User, permission: str, subject: Any) -> None:
    if not access.may(by, permission, subject):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))


def locked(pk: int) -> Plan:
    """The plan `pk` as it stands, held until the transaction ends. Its items change only under this lock."""
    found = Plan.objects.select_for_update(of=("self",)).select_related("province").filter(pk=pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy kế hoạch này. Hãy tải lại danh sách."))
    return found


def locked_draft(pk: int, by: User, permission: str = "plans.edit") -> Plan:
    """The plan `pk`, locked, if it is a draft that the person may edit."""
    found = locked(pk)
    forbid_unless(by, permission, found)
    if not found.is_draft:
        raise DomainError("state", _("Kế hoạch không còn là bản thảo nên không sửa được nữa. Hãy tải lại trang."))
    return found


def current_item(item: I, version: int | None, submitted: dict[str, Any]) -> I:
    """The item as it stands under its plan's lock; `Conflict` when it is not the version that the person saw."""
    found = type(item)._default_manager.filter(pk=item.pk, plan_id=item.plan_id).first()
    if found is None:
        raise DomainError("missing", _("Mục này không còn nữa. Hãy tải lại trang."))
    if version is not None and found.version != version:
        raise Conflict(found, submitted)
    return found


def touched(item: PlanItem, by: User, *fields: str) -> None:
    """Save `fields` of the item as its next version, and count the change on its draft."""
    item.version += 1
    item.edited_at, item.edited_by = clock.now(), by
    item.save(update_fields=[*fields, "version", "edited_at", "edited_by"])
    revised(item.plan_id)


def revised(plan_id: int) -> None:
    """Count one more change of the draft, so that whoever confirms confirms what they saw."""
    Plan.objects.filter(pk=plan_id).update(revision=F("revision") + 1)
