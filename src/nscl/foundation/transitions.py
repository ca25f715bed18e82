"""Status changes, told as a table. The database refuses a status change that did not come through here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db import connection, models
from django.utils.translation import gettext as _

from nscl.foundation import audit
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Transition:
    """From `source`, `verb` leads to `target`, for whom holds `permission`; it is recorded as `audit`."""

    source: str
    verb: str
    target: str
    permission: str
    audit: str


class _HasPerm(Protocol):
    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


M = TypeVar("M", bound=models.Model)


class StateMachine(Generic[M]):
    """The transitions of one model, whose field `status` they move."""

    def __init__(self, *transitions: Transition) -> None:
        self.transitions = transitions

    def find(self, subject: M, verb: str) -> Transition | None:
        status = getattr(subject, "status")  # noqa: B009 (the field is each model's own)
        return next((t for t in self.transitions if t.source == status and t.verb == verb), None)

    def allowed(self, subject: M, verb: str, *, by: _HasPerm) -> bool:
        found = self.find(subject, verb)
        return found is not None and by.has_perm(found.permission, subject)

    def run(self, subject: M, verb: str, *, by: _HasPerm, detail: dict[str, Any] | None = None) -> Transition:
        """Move `subject`, which the caller has locked; `DomainError` when its state or the person does not allow it."""
        found = self.find(subject, verb)
        if found is None:
            raise DomainError("state", _("Thao tác này không còn phù hợp với trạng thái hiện tại. Hãy tải lại trang."))
        if not by.has_perm(found.permission, subject):
            raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
        table = subject._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('nscl.transition', %s, true)", [f"{table}:{found.source}>{found.target}"])
            subject.status = found.target  # type: ignore[attr-defined]
            subject.save(update_fields=["status"])
            cursor.execute("SELECT set_config('nscl.transition', '', true)")
        audit.record(found.audit, subject, by=by, detail=detail)
        return found
