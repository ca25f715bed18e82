"""People and what they are where; who is invited; who works for whom during an absence; where they are signed in."""

from nscl.accounts.models.absences import Delegation
from nscl.accounts.models.invitations import Invitation
from nscl.accounts.models.people import Membership, User
from nscl.accounts.models.sessions import Session, SignIn

__all__ = ["Delegation", "Invitation", "Membership", "Session", "SignIn", "User"]
