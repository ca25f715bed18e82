"""What is done with agencies' reports, one verb a function."""

from nscl.plans.actions.reports.answer import accept, mark_silent, return_to, unmark_silent
from nscl.plans.actions.reports.common import Answer
from nscl.plans.actions.reports.draft import Kept, save_draft
from nscl.plans.actions.reports.hand_on import hand_on
from nscl.plans.actions.reports.invite import Invited, invite
from nscl.plans.actions.reports.rounds import Head, Stale, change_round, end_round, open_round, refresh_round
from nscl.plans.actions.reports.submit import Conflicts, Letter, enter, recall, submit

__all__ = [
    "Answer",
    "Conflicts",
    "Head",
    "Invited",
    "Kept",
    "Letter",
    "Stale",
    "accept",
    "change_round",
    "end_round",
    "enter",
    "hand_on",
    "invite",
    "mark_silent",
    "open_round",
    "recall",
    "refresh_round",
    "return_to",
    "save_draft",
    "submit",
    "unmark_silent",
]
