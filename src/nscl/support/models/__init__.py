"""What a province pays, and what enterprises had elsewhere."""

from nscl.support.models.policies import SupportPolicy
from nscl.support.models.received import OtherSupport, OtherSupportHeading, OtherSupportList

__all__ = ["OtherSupport", "OtherSupportHeading", "OtherSupportList", "SupportPolicy"]
