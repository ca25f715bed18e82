"""People: what they are where, who is invited, who stands in for whom, where they are signed in, what they keep."""

from nscl.accounts.models.absences import Delegation
from nscl.accounts.models.invitations import Invitation
from nscl.accounts.models.people import Membership, User
from nscl.accounts.models.saved_views import SavedView
from nscl.accounts.models.sessions import Session, SignIn

__all__ = ["Delegation", "Invitation", "Membership", "SavedView", "Session", "SignIn", "User"]
