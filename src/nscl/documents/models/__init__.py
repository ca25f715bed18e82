"""Legal texts that every province cites, a province's own documents, and files."""

from nscl.documents.models.files import Attachment, PendingUpload, SensitiveMark
from nscl.documents.models.legal import DocumentKind, LegalText, LegalTextRelation, Registered, RelationKind, Subject
from nscl.documents.models.register import Document, DocumentFile, DocumentRelation, LegalTextFile
from nscl.documents.models.templates import DocumentTemplate

__all__ = [
    "Attachment",
    "Document",
    "DocumentFile",
    "DocumentKind",
    "DocumentRelation",
    "DocumentTemplate",
    "LegalText",
    "LegalTextFile",
    "LegalTextRelation",
    "PendingUpload",
    "Registered",
    "RelationKind",
    "SensitiveMark",
    "Subject",
]
