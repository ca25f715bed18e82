"""Loading supports from elsewhere and the lists they came in."""

from __future__ import annotations

from nscl.accounts.models import User
from nscl.support.access.common import found_for
from nscl.support.models import OtherSupport, OtherSupportList

VIEW, EDIT = "other_support.view", "other_support.edit"


def support_for(user: User, pk: int, *, edit: bool = False) -> OtherSupport:
    rows = OtherSupport.objects.select_related("province", "entity", "recorded_by", "voided_by", "sheet", "replaces")
    return found_for(user, rows, pk, view=VIEW, edit=EDIT if edit else "")


def list_for(user: User, pk: int) -> OtherSupportList:
    rows = OtherSupportList.objects.select_related("province", "brought_by")
    return found_for(user, rows, pk, view=VIEW, edit=EDIT)
