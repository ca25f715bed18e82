"""Loading results that were kept. They tell of an enterprise, so they are for who may see its profile."""

from __future__ import annotations

from nscl.accounts.models import User
from nscl.support.access.common import found_for, may
from nscl.support.models import Reckoning

VIEW, EDIT = "enterprises.view", "enterprises.edit"


def reckoning_for(user: User, pk: int, *, edit: bool = False) -> Reckoning:
    rows = Reckoning.objects.select_related("province", "entity", "recorded_by", "voided_by")
    return found_for(user, rows, pk, view=VIEW, edit=EDIT if edit else "")


def may_void(user: User, found: Reckoning) -> bool:
    return not found.is_void and may(user, EDIT, found)
