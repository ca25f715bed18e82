"""Loading a template for a person. Whoever may not see it is told that it does not exist."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from nscl.accounts.models import Membership, User
from nscl.documents.models import DocumentTemplate
from nscl.documents.templating import registry
from nscl.documents.templating.registry import Form
from nscl.foundation import tenancy

EDIT = "templates.edit"


def form_for(code: str) -> Form:
    """The form with this code, else 404."""
    if found := registry.forms().get(code):
        return found
    raise Http404(code)


def template_for(user: User, pk: int) -> DocumentTemplate:
    """The version `pk`. 404 when unknown or of a province that is none of theirs; 403 for a lesser role."""
    rows = DocumentTemplate.objects.select_related("attachment", "province", "uploaded_by", "restores")
    template = rows.filter(pk=pk).first()
    if template is None:
        raise Http404("template")
    if not user.has_perm(EDIT, template):
        raise PermissionDenied(EDIT)
    return template


def membership_of(user: User, membership: Any) -> Membership:
    """The membership under which the person keeps templates: one of a province."""
    if not isinstance(membership, Membership) or membership.province is None or not user.has_perm(EDIT, membership):
        raise PermissionDenied(EDIT)
    return membership


def may(user: User, subject: Any) -> bool:
    """Whether the person may change it and acts as a member who may write there."""
    scope = tenancy.current()
    return user.has_perm(EDIT, subject) and (scope is None or subject.province_id in scope.writable)
