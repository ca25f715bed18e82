"""Questions about documents."""

from nscl.documents.queries.legal_texts import legal_texts

__all__ = ["legal_texts"]
