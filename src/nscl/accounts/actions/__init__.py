"""What is done to people and their memberships: one verb a file, one transaction each."""

from nscl.accounts.actions.add_membership import add_membership
from nscl.accounts.actions.create_user import create_user

__all__ = ["add_membership", "create_user"]
