"""Questions of the room: about policies, and whether somebody had support for the same elsewhere."""

from nscl.support.queries.policies import (
    Proposal,
    count,
    in_force,
    plans_to_take_over,
    proposals,
    rules_of_plans,
    validity,
    versions,
    what_one_may_get,
)
from nscl.support.queries.received import Flag, flags

__all__ = [
    "Flag",
    "Proposal",
    "count",
    "flags",
    "in_force",
    "plans_to_take_over",
    "proposals",
    "rules_of_plans",
    "validity",
    "versions",
    "what_one_may_get",
]
