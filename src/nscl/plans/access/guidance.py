"""Loading an act of guidance or a list for a person. Whoever may not see it is told that it does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from nscl.accounts import asking
from nscl.accounts.models import User
from nscl.plans.models import Guidance, GuidanceFile, GuidanceSheet
from nscl.plans.queries.roots import worded

M = TypeVar("M", bound=Model)
VIEW, EDIT, CORRECT = "guidance.view", "guidance.edit", "guidance.correct"


def guidance_for(user: User, pk: int, *, change: bool = False) -> Guidance:
    """The act `pk`. 404 when unknown or of a province that is none of theirs; 403 for who may not change it."""
    rows = Guidance.objects.select_related(
        "province", "entity", "guide", "recorded_by", "voided_by", "task", "sheet", "replaces", "commune"
    )
    act = worded(_seen(user, rows.filter(pk=pk).first()))
    if change and not may_change(user, act):
        raise PermissionDenied(CORRECT)
    return act


def file_for(act: Guidance, pk: int) -> GuidanceFile:
    """The file `pk` of this act that was not taken off."""
    return _found(act.files.select_related("attachment").filter(pk=pk, removed_at__isnull=True).first())


def sheet_for(user: User, pk: int) -> GuidanceSheet:
    """The list `pk`, for whoever may record from it: who brought it, or who corrects what others record."""
    sheet = _seen(user, GuidanceSheet.objects.select_related("province", "brought_by").filter(pk=pk).first())
    if not may_use(user, sheet):
        raise PermissionDenied(EDIT)
    return sheet


may = asking.may


def may_change(user: User, act: Guidance) -> bool:
    """Whether the person may void, correct, add files: their own acts, or, for some, everybody's."""
    return may(user, EDIT, act) and (act.recorded_by_id == user.pk or may(user, CORRECT, act))


def may_use(user: User, sheet: GuidanceSheet) -> bool:
    return may(user, EDIT, sheet) and (sheet.brought_by_id == user.pk or may(user, CORRECT, sheet))


def _seen(user: User, row: M | None) -> M:
    if row is None or not user.has_perm(VIEW, row):
        raise Http404
    return row


def _found(row: M | None) -> M:
    if row is None:
        raise Http404
    return row
