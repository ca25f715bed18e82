"""Where norms and regulations stand on a document."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.catalogue.models import Regulation, SpendingNorm
from nscl.documents.models import Document, LegalText
from nscl.documents.uses import Use

MOST = 50


def uses_of(entry: Document | LegalText) -> list[Use]:
    """Regulations that the document is, and norms that stand on it: one query."""
    field = "document" if isinstance(entry, Document) else "legal_text"
    norms = SpendingNorm.objects.filter(voided_at__isnull=True, **{field: entry}).annotate(route=Value("norm"))
    rows: QuerySet[Any, Any] = norms.order_by("name", "-valid_from", "id").values_list("route", "pk", "name")[:MOST]
    if isinstance(entry, Document):
        regulations = Regulation.objects.filter(document=entry, voided_at__isnull=True)
        named = regulations.annotate(route=Value("regulation")).order_by("-id").values_list("route", "pk", "name")
        rows = named[:MOST].union(rows, all=True)
    words = {"regulation": _("Quy định hỗ trợ"), "norm": _("Căn cứ của định mức")}
    return [Use(words[route], name, reverse(route, args=[pk]), holds=True) for route, pk, name in rows]
