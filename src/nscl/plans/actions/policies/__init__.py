"""What is done with mechanisms and policies on their way, one verb a file."""

from nscl.plans.actions.policies.begin import begin, edit
from nscl.plans.actions.policies.common import PolicyConflict
from nscl.plans.actions.policies.consult import close_round, consult
from nscl.plans.actions.policies.issue import issue
from nscl.plans.actions.policies.opinions import answer, receive, void_opinion
from nscl.plans.actions.policies.step import drop, step
from nscl.plans.actions.policies.versions import add_version

__all__ = [
    "PolicyConflict",
    "add_version",
    "answer",
    "begin",
    "close_round",
    "consult",
    "drop",
    "edit",
    "issue",
    "receive",
    "step",
    "void_opinion",
]
