"""Which template is used, and which there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q, QuerySet

from nscl.documents import files
from nscl.documents.models import Attachment, DocumentTemplate
from nscl.documents.templating import filler, registry, standard
from nscl.documents.templating.registry import Form


@dataclass(frozen=True)
class Line:
    """A form in the list: the province's template in use, if any, and how many versions are being tried."""

    form: Form
    in_use: DocumentTemplate | None
    drafts: int
    versions: int


def lines(province_id: int) -> list[Line]:
    """Every form with the province's templates of it; one query."""
    rows = list(DocumentTemplate.objects.filter(province=province_id).order_by("form", "-version"))
    out = []
    for form in registry.forms().values():
        own = [row for row in rows if row.form == form.code]
        used = next((row for row in own if row.status == DocumentTemplate.Status.IN_USE), None)
        drafts = sum(row.status == DocumentTemplate.Status.DRAFT for row in own)
        out.append(Line(form, used, drafts, len(own)))
    return out


def versions(province_id: int, form: str) -> QuerySet[DocumentTemplate]:
    """The newest first; drafts that were dropped are left out."""
    rows = DocumentTemplate.objects.filter(province=province_id, form=form)
    kept = rows.filter(~Q(status=DocumentTemplate.Status.DISCARDED))
    return kept.select_related("uploaded_by", "restores").order_by("-version")


def in_use(province_id: int, form: str) -> DocumentTemplate | None:
    rows = DocumentTemplate.objects.filter(province=province_id, form=form, status=DocumentTemplate.Status.IN_USE)
    return rows.select_related("attachment").first()


@contextmanager
def file_of(attachment: Attachment) -> Iterator[Path]:
    """The template's bytes in a file of their own while the block lasts."""
    with files.open_file(attachment) as stream:
        data = stream.read()
    with filler.as_file(data) as path:
        yield path


@contextmanager
def used_file(province_id: int, form: Form) -> Iterator[Path]:
    """The template that a document of this form is filled from today: the province's own, or that of the system."""
    own = in_use(province_id, form.code)
    if own is not None:
        with file_of(own.attachment) as path:
            yield path
    else:
        with filler.as_file(standard.template(form)) as path:
            yield path
