"""Verbs of the room. Those of policies stand here; the others by their noun: `received`, `inquiries`, `providers`."""

from nscl.support.actions.policies import TakenOver, add, amend, end, take_over

__all__ = ["TakenOver", "add", "amend", "end", "take_over"]
