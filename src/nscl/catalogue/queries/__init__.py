"""Questions about reference data, norms and regulations."""

from nscl.catalogue.queries.content import content_groups
from nscl.catalogue.queries.norms import (
    as_rule,
    count,
    forms_of,
    history_of,
    live,
    norm_in_force,
    norms_applying,
    norms_on,
    regulations,
)

__all__ = [
    "as_rule",
    "content_groups",
    "count",
    "forms_of",
    "history_of",
    "live",
    "norm_in_force",
    "norms_applying",
    "norms_on",
    "regulations",
]
