"""Where norms and regulations stand on a document."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.catalogue.models import Regulation, SpendingNorm
from nscl.documents.models import Document, LegalText
from nscl.documents.uses import Use

MOST = 50


def uses_of(entry: Document | LegalText) -> list[Use]:
    """Regulations that the document is, and norms that stand on it: two queries."""
    found: list[Use] = []
    if isinstance(entry, Document):
        for one in Regulation.objects.filter(document=entry, voided_at__isnull=True).order_by("-id")[:MOST]:
            found.append(Use(_("Quy định hỗ trợ"), one.name, reverse("regulation", args=[one.pk]), holds=True))
    field = "document" if isinstance(entry, Document) else "legal_text"
    norms = SpendingNorm.objects.filter(voided_at__isnull=True, **{field: entry}).order_by("name", "-valid_from", "id")
    for norm in norms[:MOST]:
        found.append(Use(_("Căn cứ của định mức"), norm.name, reverse("norm", args=[norm.pk]), holds=True))
    return found
