"""People and what they are where."""

from nscl.accounts.models.people import Membership, User

__all__ = ["Membership", "User"]
