"""What a province pays, what enterprises had elsewhere, what others were asked, who carries work out."""

from nscl.support.models.inquiries import Inquiry, InquiryAnswer, InquiryAsked, InquiryFile, InquiryItem
from nscl.support.models.policies import SupportPolicy
from nscl.support.models.providers import Provider, ProviderContract, ProviderEvaluation, ProviderSelection
from nscl.support.models.received import OtherSupport, OtherSupportHeading, OtherSupportList
from nscl.support.models.reckonings import Contact, Reckoning

__all__ = [
    "Contact",
    "Inquiry",
    "InquiryAnswer",
    "InquiryAsked",
    "InquiryFile",
    "InquiryItem",
    "OtherSupport",
    "OtherSupportHeading",
    "OtherSupportList",
    "Provider",
    "ProviderContract",
    "ProviderEvaluation",
    "ProviderSelection",
    "Reckoning",
    "SupportPolicy",
]
