"""Loading profiles and what hangs on them for a person. Whoever may not see one is told that it does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from nscl.accounts import asking
from nscl.accounts.models import User
from nscl.catalogue.models import ProductGroup
from nscl.documents.models import Attachment
from nscl.enterprises.models import Certificate, Enterprise, Product, YearFigures
from nscl.enterprises.queries import merged

M = TypeVar("M", bound=Model)
F = TypeVar("F", YearFigures, Product, Certificate)
_WITH = ("enterprise", "enterprise__merged_into")
VIEW, EDIT, IMPORT = "enterprises.view", "enterprises.edit", "enterprises.import"


def enterprise_for(user: User, pk: int, *, edit: bool = False) -> Enterprise:
    """The profile `pk`. 404 when unknown or of a province that is none of theirs; 403 for who may not change it."""
    related = ("province", "entity", "entity__province", "commune", "merged_into", "recorded_by")
    found = _seen(user, Enterprise.objects.select_related(*related).filter(pk=pk))
    if edit and not may(user, EDIT, found):
        raise PermissionDenied(EDIT)
    return found


def figures_for(user: User, pk: int) -> YearFigures:
    return _shown_with(_editable(user, YearFigures.objects.select_related(*_WITH).filter(pk=pk)))


def product_for(user: User, pk: int) -> Product:
    return _shown_with(_editable(user, Product.objects.select_related(*_WITH, "group").filter(pk=pk)))


def certificate_for(user: User, pk: int) -> Certificate:
    return _shown_with(_editable(user, Certificate.objects.select_related(*_WITH).filter(pk=pk)))


def group_for(user: User, pk: int) -> ProductGroup:
    return _editable(user, ProductGroup.objects.select_related("province").filter(pk=pk))


def evidence_for(enterprise: Enterprise, pk: int) -> Attachment:
    """The file `pk`, where a certificate or figures of this profile are proved by it."""
    proves = any(
        rows.filter(merged.of(enterprise), evidence_id=pk).exists()
        for rows in (Certificate.objects, YearFigures.objects)
    )
    if not proves:
        raise Http404("evidence")
    return Attachment.objects.get(pk=pk)


may = asking.may


def _shown_with(row: F) -> F:
    """The fact with the profile on whose page it is seen: the one that remains, where its own was merged."""
    if (remains := row.enterprise.merged_into) is not None:
        row.enterprise = remains
    return row


def _editable(user: User, rows: QuerySet[M]) -> M:
    found = _seen(user, rows)
    if not may(user, EDIT, found):
        raise PermissionDenied(EDIT)
    return found


def _seen(user: User, rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None or not user.has_perm(VIEW, row):
        raise Http404
    return row
