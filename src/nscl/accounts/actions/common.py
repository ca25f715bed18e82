"""What every action on people begins with: who may, and one writer at a time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.accounts.models import Membership, User
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError


def forbid_unless(by: User | None, province: Province | None, permission: str = "accounts.edit") -> None:
    """The system itself (`by` None: a command on the server) may everything; nobody else acts for the country."""
    if by is None:
        return
    if province is None or not by.has_perm(permission, Membership(province=province)):
        raise DomainError(
            "forbidden", _("Bạn không có quyền quản lý người dùng ở đây. Hãy nhờ người quản trị hệ thống của tỉnh.")
        )
