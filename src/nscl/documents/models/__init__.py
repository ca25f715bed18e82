"""Legal texts that every province cites, a province's own documents, and files."""

from nscl.documents.models.files import Attachment
from nscl.documents.models.legal import DocumentKind, LegalText
from nscl.documents.models.register import Document

__all__ = ["Attachment", "Document", "DocumentKind", "LegalText"]
