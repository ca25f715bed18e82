"""People and what they are where; who is invited; who works for whom during an absence."""

from nscl.accounts.models.absences import Delegation
from nscl.accounts.models.invitations import Invitation
from nscl.accounts.models.people import Membership, User

__all__ = ["Delegation", "Invitation", "Membership", "User"]
