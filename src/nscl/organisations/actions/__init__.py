"""What people do to the register of agencies."""

from nscl.organisations.actions.add_agency import add_agency
from nscl.organisations.actions.common import Effect, NewAgency
from nscl.organisations.actions.correct_agency import correct_agency
from nscl.organisations.actions.end_agency import end_agency
from nscl.organisations.actions.forget_alias import forget_alias
from nscl.organisations.actions.merge_agencies import merge_agencies
from nscl.organisations.actions.remember_alias import remember_alias
from nscl.organisations.actions.rename_agency import rename_agency
from nscl.organisations.actions.split_agency import split_agency
from nscl.organisations.actions.undo_change import undo_change

__all__ = [
    "Effect",
    "NewAgency",
    "add_agency",
    "correct_agency",
    "end_agency",
    "forget_alias",
    "merge_agencies",
    "remember_alias",
    "rename_agency",
    "split_agency",
    "undo_change",
]
