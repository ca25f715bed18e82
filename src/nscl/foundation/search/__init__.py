"""Searching everything at once: rooms declare what is found, the database keeps the index."""

from nscl.foundation.search.find import Found, Hit, find, slips
from nscl.foundation.search.kinds import Indexed, SearchKind, indexed, kinds

__all__ = ["Found", "Hit", "Indexed", "SearchKind", "find", "indexed", "kinds", "slips"]
