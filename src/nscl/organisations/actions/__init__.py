"""What people do to the register of agencies."""

from nscl.organisations.actions.add_agency import add_agency
from nscl.organisations.actions.remember_alias import remember_alias

__all__ = ["add_agency", "remember_alias"]
