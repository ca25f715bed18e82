"""`{% load documents %}`: a text's address and name, and the place where a form takes files."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from nscl.documents.models import Document, DocumentFile, LegalText
from nscl.documents.uploads import Received

register = template.Library()


@register.filter
def entry_url(entry: Document | LegalText) -> str:
    """The text's own page."""
    return reverse("document_page" if isinstance(entry, Document) else "legal_text_page", args=[entry.pk])


@register.filter
def is_own(entry: Document | LegalText) -> bool:
    """Whether it is in a province's register, not in the common list."""
    return isinstance(entry, Document)


@register.filter
def file_size(size_bytes: int) -> str:
    """`340 KB`, `1,5 MB`."""
    if size_bytes < 1024 * 1024:
        return f"{max(1, round(size_bytes / 1024))} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB".replace(".", ",")


@register.simple_tag
def uploads(received: Received, choose_role: bool = False) -> SafeString:
    """Where a form takes files: those that wait already (each may be dropped), those refused with why, and a field
    for more. The form must be `multipart/form-data`; works without JavaScript."""
    roles = DocumentFile.Role.choices if choose_role else ()
    drawn = render_to_string("documents/_uploads.html", {"received": received, "roles": roles})
    return mark_safe(drawn)  # noqa: S308 (an escaped template)
