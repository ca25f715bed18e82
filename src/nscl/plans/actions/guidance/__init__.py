"""Verbs of the guidance log."""

from nscl.plans.actions.guidance.attach import attach, detach
from nscl.plans.actions.guidance.common import Double, EntityGiven
from nscl.plans.actions.guidance.record import record, record_many
from nscl.plans.actions.guidance.sheets import bring, mend, record_rows, set_columns, skip, void_all
from nscl.plans.actions.guidance.void import correct, void

__all__ = [
    "Double",
    "EntityGiven",
    "attach",
    "bring",
    "correct",
    "detach",
    "mend",
    "record",
    "record_many",
    "record_rows",
    "set_columns",
    "skip",
    "void",
    "void_all",
]
