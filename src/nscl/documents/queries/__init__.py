"""Questions about documents."""

from nscl.documents.queries.entries import (
    Entry,
    Line,
    by_numbers,
    in_common_list,
    lines,
    own_by_numbers,
    place_of,
    told,
    with_number,
)
from nscl.documents.queries.files import READ, Paper, Reading, is_sensitive, papers, readings, sensitive
from nscl.documents.queries.legal_texts import legal_texts
from nscl.documents.queries.register import CENTRAL, OWN, Asked, Key, RegisterPage, page
from nscl.documents.queries.relations import Tie, Ties, ties

__all__ = [
    "CENTRAL",
    "OWN",
    "READ",
    "Asked",
    "Entry",
    "Key",
    "Line",
    "Paper",
    "Reading",
    "RegisterPage",
    "Tie",
    "Ties",
    "by_numbers",
    "in_common_list",
    "is_sensitive",
    "legal_texts",
    "lines",
    "own_by_numbers",
    "page",
    "papers",
    "place_of",
    "readings",
    "sensitive",
    "ties",
    "told",
    "with_number",
]
