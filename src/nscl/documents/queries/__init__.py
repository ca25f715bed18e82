"""Questions about documents."""

from nscl.documents.queries.entries import (
    Entry,
    Line,
    by_numbers,
    in_common_list,
    legal_texts,
    lines,
    own_by_numbers,
    place_of,
    told,
    with_number,
)
from nscl.documents.queries.files import READ, Paper, Reading, is_sensitive, kept, papers, readings, sensitive
from nscl.documents.queries.register import CENTRAL, OWN, Asked, Key, RegisterPage, count, listed, page
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
    "count",
    "in_common_list",
    "is_sensitive",
    "kept",
    "legal_texts",
    "lines",
    "listed",
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
