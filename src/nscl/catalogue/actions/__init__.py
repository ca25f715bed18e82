"""What is done with norms and regulations: added, amended by a new version, ended, voided; never changed in place."""

from nscl.catalogue.actions.import_norms import BadRows, import_norms
from nscl.catalogue.actions.norms import Changed, add_norm, amend_norm, end_norm, void_norm
from nscl.catalogue.actions.regulations import (
    add_form,
    add_regulation,
    end_form,
    end_regulation,
    void_regulation,
)

__all__ = [
    "BadRows",
    "Changed",
    "add_form",
    "add_norm",
    "add_regulation",
    "amend_norm",
    "end_form",
    "end_norm",
    "end_regulation",
    "import_norms",
    "void_norm",
    "void_regulation",
]
