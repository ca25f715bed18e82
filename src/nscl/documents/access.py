"""Loading a document or a file for a person. Whoever may not see it is told that it does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q
from django.http import Http404

from nscl.accounts.models import User
from nscl.documents.models import Attachment, Document, DocumentFile, DocumentRelation, LegalText, LegalTextFile
from nscl.foundation import tenancy

M = TypeVar("M", bound=Model)
VIEW, EDIT, SENSITIVE = "documents.view", "documents.edit", "documents.sensitive"


def document_for(user: User, pk: int, permission: str = VIEW) -> Document:
    """The document `pk`. 404 when unknown or of a province that is none of theirs; 403 for a lesser role."""
    document = _found(Document.objects.select_related("province", "attachment").filter(pk=pk).first())
    _see(user, document)
    if not may(user, permission, document):
        raise PermissionDenied(permission)
    return document


def legal_text_for(user: User, pk: int) -> LegalText:
    """The central text `pk`, for whoever may see documents somewhere."""
    if not user.has_perm(VIEW):
        raise PermissionDenied(VIEW)
    return _found(LegalText.objects.filter(pk=pk).first())


def legal_text_file_for(user: User, text_pk: int, pk: int) -> LegalTextFile:
    """The live file `pk` of a central text, for whoever may change what its province keeps."""
    rows = LegalTextFile.objects.filter(legal_text=text_pk, pk=pk, removed_at__isnull=True)
    file = _found(rows.select_related("attachment", "legal_text").first())
    _see(user, file)
    if not may(user, EDIT, file):
        raise PermissionDenied(EDIT)
    return file


def relation_for(document: Document, pk: int) -> DocumentRelation:
    """The live relation `pk` that this document states."""
    rows = DocumentRelation.objects.filter(source=document, pk=pk, voided_at__isnull=True)
    return _found(rows.select_related("target_document", "target_text").first())


def file_for(document: Document, pk: int) -> DocumentFile:
    """The further file `pk` of this document that was not taken off."""
    return _found(
        DocumentFile.objects.filter(document=document, pk=pk, removed_at__isnull=True)
        .select_related("attachment")
        .first()
    )


def attachment_for(user: User, pk: int) -> Attachment:
    """The file `pk` of a document in the register. Files of other rooms are served by those, under their own rules."""
    here = Q(attachment=OuterRef("pk"))
    live = here & Q(removed_at__isnull=True)
    held = Exists(DocumentFile.objects.filter(live)) | Exists(LegalTextFile.objects.filter(live))
    attachment = _found(Attachment.objects.filter(held | Exists(Document.objects.filter(here)), pk=pk).first())
    _see(user, attachment)
    return attachment


def may(user: User, permission: str, subject: Model) -> bool:
    """Whether the person has the permission there and, for changing, acts as a member who may write there."""
    if not user.has_perm(permission, subject):
        return False
    scope = tenancy.current()
    return permission != EDIT or scope is None or getattr(subject, "province_id", None) in scope.writable


def _see(user: User, subject: Model) -> None:
    if not user.has_perm(VIEW, subject):
        raise Http404(subject._meta.model_name)


def _found(row: M | None) -> M:
    if row is None:
        raise Http404
    return row
