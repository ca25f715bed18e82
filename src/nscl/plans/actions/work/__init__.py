"""What is done with a task in a year: who has it, how it stands, its steps."""

from nscl.plans.actions.work.assign import assign, note
from nscl.plans.actions.work.calendars import choose_reminders, make_link, revoke_link
from nscl.plans.actions.work.common import WorkConflict, year_of
from nscl.plans.actions.work.state import change_state
from nscl.plans.actions.work.steps import NewStep, add_step, add_steps, complete_step, edit_step, reopen_step, void_step

__all__ = [
    "NewStep",
    "WorkConflict",
    "add_step",
    "add_steps",
    "assign",
    "change_state",
    "choose_reminders",
    "complete_step",
    "edit_step",
    "make_link",
    "note",
    "reopen_step",
    "revoke_link",
    "void_step",
    "year_of",
]
