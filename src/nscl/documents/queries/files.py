"""Files of a document, which of them hold personal data, and who has read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nscl.accounts.models import User
from nscl.documents.kinds import BY_TYPE
from nscl.documents.models import Attachment, Document, DocumentFile, LegalText, LegalTextFile, SensitiveMark
from nscl.foundation.models import AuditEntry

READ = "attachment.read"


@dataclass(frozen=True)
class Paper:
    """A file of a text as its page shows it; `link` is None for the file a plan came in."""

    attachment: Attachment
    role: str
    sensitive: bool
    link: DocumentFile | LegalTextFile | None = None

    @property
    def view(self) -> str:
        """How it is shown in the page; empty where it is only taken away."""
        kind = BY_TYPE.get(self.attachment.media_type)
        return kind.view if kind else ""


def papers(document: Document) -> list[Paper]:
    """The document's files that were not taken off, its own text first: two queries."""
    rows = DocumentFile.objects.filter(document=document, removed_at__isnull=True).select_related("attachment")
    links = list(rows.order_by("id"))
    marks = sensitive([*(link.attachment for link in links), *([document.attachment] if document.attachment else [])])
    found = [Paper(k.attachment, str(k.get_role_display()), marks[k.attachment_id], k) for k in links]
    main = document.attachment
    if main is not None and main.pk not in {paper.attachment.pk for paper in found}:
        found.insert(0, Paper(main, str(DocumentFile.Role.TEXT.label), marks[main.pk]))
    return sorted(found, key=lambda paper: paper.attachment.pk != document.attachment_id)


def kept(text: LegalText, provinces: Iterable[int]) -> list[Paper]:
    """Files of a central text that these provinces keep, the first kept first: two queries."""
    rows = LegalTextFile.objects.filter(legal_text=text, province_id__in=provinces, removed_at__isnull=True)
    links = list(rows.select_related("attachment", "province").order_by("id"))
    marks = sensitive(link.attachment for link in links)
    return [Paper(k.attachment, k.province.title, marks[k.attachment_id], k) for k in links]


def sensitive(attachments: Iterable[Attachment]) -> dict[int, bool]:
    """Which of the files hold personal data, by their ids: the latest decision counts."""
    found = {attachment.pk: attachment.sensitive for attachment in attachments}
    if found:
        for mark in SensitiveMark.objects.filter(attachment__in=found).order_by("id"):
            found[mark.attachment_id] = mark.sensitive
    return found


def is_sensitive(attachment: Attachment) -> bool:
    return sensitive([attachment])[attachment.pk]


@dataclass(frozen=True)
class Reading:
    """Somebody took or looked at a file."""

    entry: AuditEntry
    attachment: Attachment
    person: str


def readings(document: Document, found: Iterable[Paper], most: int = 20) -> list[Reading]:
    """Who read the document's sensitive files, the latest first: two queries, none where there are no such files."""
    files = {paper.attachment.pk: paper.attachment for paper in found if paper.sensitive}
    if not files:
        return []
    rows = AuditEntry.objects.filter(
        province_id=document.province_id, object_type=Attachment._meta.label_lower, object_id__in=files, code=READ
    )
    entries = list(rows.order_by("-recorded_at", "-id")[:most])
    people = dict(User.objects.filter(pk__in={e.actor_id for e in entries}).values_list("pk", "full_name"))
    return [Reading(e, files[e.object_id or 0], people.get(e.actor_id or 0, "")) for e in entries]
