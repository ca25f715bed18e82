"""A plan in force changes: an amendment is opened on it, told what it rests on, applied when its draft is confirmed."""

from nscl.plans.actions.amendments.apply import ENTERED, apply, withdraw
from nscl.plans.actions.amendments.details import tell
from nscl.plans.actions.amendments.opening import open_amendment

__all__ = ["ENTERED", "apply", "open_amendment", "tell", "withdraw"]
