"""Loading a list or a pair of profiles for a person. Whoever may not see it is told that it does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from nscl.accounts import asking
from nscl.accounts.models import User
from nscl.enterprises.models import DuplicatePair, EnterpriseList

M = TypeVar("M", EnterpriseList, DuplicatePair)
IMPORT = "enterprises.import"


def may(user: User, subject: Model) -> bool:
    """Whether the person may bring lists into the province of `subject` and merge its profiles."""
    return asking.may(user, IMPORT, subject)


def list_for(user: User, pk: int) -> EnterpriseList:
    rows = EnterpriseList.objects.select_related("province", "attachment", "brought_by")
    return _found(user, rows.filter(pk=pk).first())


def pair_for(user: User, pk: int) -> DuplicatePair:
    rows = DuplicatePair.objects.select_related(
        "province", "first__entity", "first__commune", "second__entity", "second__commune", "decided_by"
    )
    return _found(user, rows.filter(pk=pk).first())


def _found(user: User, row: M | None) -> M:
    if row is None:
        raise Http404
    if not may(user, row):
        raise PermissionDenied(IMPORT)
    return row
