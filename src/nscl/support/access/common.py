"""What loading has in common: another province's row is not there; a lesser role is told that it may not."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from nscl.accounts import asking
from nscl.accounts.models import User
from nscl.foundation import tenancy
from nscl.shared.errors import DomainError

M = TypeVar("M", bound=Model)


may = asking.may


def found_for(user: User, rows: QuerySet[M], pk: int, *, view: str, edit: str = "") -> M:
    """The row `pk`. 404 when unknown or none of theirs; 403 for whoever may not do `edit`."""
    row = rows.filter(pk=pk).first()
    if row is None or not user.has_perm(view, row):
        raise Http404
    if edit and not may(user, edit, row):
        raise PermissionDenied(edit)
    return row


def see(user: User, permission: str) -> None:
    if not user.has_perm(permission):
        raise PermissionDenied(permission)


def edits(user: User, permission: str) -> bool:
    """Whether the person may enter anything where they are."""
    scope = tenancy.current()
    return bool(scope and scope.writable) and user.has_perm(permission)


def forbid_unless(by: User, permission: str, subject: Model) -> None:
    """For actions: the refusal as a sentence."""
    if not may(by, permission, subject):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
