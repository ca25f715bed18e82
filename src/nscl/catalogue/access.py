"""Loading norms and regulations for a person. Whoever may not see one is told that it does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from nscl.accounts import asking
from nscl.accounts.models import User
from nscl.catalogue.models import Regulation, RegulationForm, SpendingNorm

M = TypeVar("M", bound=Model)
VIEW, EDIT = "norms.view", "norms.edit"


def norm_for(user: User, pk: int, permission: str = VIEW) -> SpendingNorm:
    """The norm `pk`. 404 when unknown or of a province that is none of theirs; 403 for a lesser role."""
    related = ("province", "document", "legal_text", "regulation", "replaces", "recorded_by", "ended_by", "voided_by")
    return _loaded(user, SpendingNorm.objects.select_related(*related).filter(pk=pk).first(), permission)


def regulation_for(user: User, pk: int, permission: str = VIEW) -> Regulation:
    """The regulation `pk`, as `norm_for`."""
    related = ("province", "document", "replaces", "replaces__document", "recorded_by")
    return _loaded(user, Regulation.objects.select_related(*related).filter(pk=pk).first(), permission)


def form_for(regulation: Regulation, pk: int) -> RegulationForm:
    """The form `pk` of this regulation."""
    found = RegulationForm.objects.select_related("attachment").filter(regulation=regulation, pk=pk).first()
    if found is None:
        raise Http404("form")
    return found


may = asking.may


def _loaded(user: User, row: M | None, permission: str) -> M:
    if row is None or not user.has_perm(VIEW, row):
        raise Http404("norm")
    if not may(user, permission, row):
        raise PermissionDenied(permission)
    return row
