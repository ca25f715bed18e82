"""Reference data of every room, loaded by the owner; each looks itself whether anything changed since last time."""

from __future__ import annotations

from nscl.catalogue import reference as catalogue
from nscl.documents import reference as documents
from nscl.documents.actions import adopt_texts
from nscl.organisations import reference as organisations


def load() -> None:
    """Bring all reference tables to what the files say; quick when nothing changed."""
    organisations.load(using="owner")
    documents.load(using="owner")
    adopt_texts()
    catalogue.load(using="owner")
