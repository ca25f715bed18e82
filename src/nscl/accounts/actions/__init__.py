"""What is done to people and their memberships: one verb a file, one transaction each."""

from nscl.accounts.actions.accept_invitation import accept_invitation
from nscl.accounts.actions.add_membership import add_membership
from nscl.accounts.actions.change_role import change_role
from nscl.accounts.actions.create_user import create_user
from nscl.accounts.actions.deactivate import deactivate, reactivate
from nscl.accounts.actions.delegate import delegate, withdraw_delegation
from nscl.accounts.actions.end_membership import end_membership
from nscl.accounts.actions.hand_over import hand_over
from nscl.accounts.actions.invite import invite, resend_invitation, withdraw_invitation
from nscl.accounts.actions.invite_many import invite_many
from nscl.accounts.actions.sign_in_of import (
    note_reset,
    rename,
    reset_factors,
    sign_out_everywhere,
    unlock_sign_in,
)

__all__ = [
    "accept_invitation",
    "add_membership",
    "change_role",
    "create_user",
    "deactivate",
    "delegate",
    "end_membership",
    "hand_over",
    "invite",
    "invite_many",
    "note_reset",
    "reactivate",
    "rename",
    "resend_invitation",
    "reset_factors",
    "sign_out_everywhere",
    "unlock_sign_in",
    "withdraw_delegation",
    "withdraw_invitation",
]
