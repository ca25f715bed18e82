"""What is done with difficulties: received, assigned, answered, escalated, closed; each step is kept for good."""

from nscl.plans.actions.difficulties.amend import add_note, correct, set_due
from nscl.plans.actions.difficulties.common import Changed, Paper
from nscl.plans.actions.difficulties.link import link_same, unlink_same
from nscl.plans.actions.difficulties.move import answer, assign, close, escalate, reopen, withdraw
from nscl.plans.actions.difficulties.receive import receive
from nscl.plans.actions.difficulties.term import set_term

__all__ = [
    "Changed",
    "Paper",
    "add_note",
    "answer",
    "assign",
    "close",
    "correct",
    "escalate",
    "link_same",
    "receive",
    "reopen",
    "set_due",
    "set_term",
    "unlink_same",
    "withdraw",
]
