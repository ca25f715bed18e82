"""What a province pays, what enterprises had elsewhere, what others were asked."""

from nscl.support.models.inquiries import Inquiry, InquiryAnswer, InquiryAsked, InquiryFile, InquiryItem
from nscl.support.models.policies import SupportPolicy
from nscl.support.models.received import OtherSupport, OtherSupportHeading, OtherSupportList

__all__ = [
    "Inquiry",
    "InquiryAnswer",
    "InquiryAsked",
    "InquiryFile",
    "InquiryItem",
    "OtherSupport",
    "OtherSupportHeading",
    "OtherSupportList",
    "SupportPolicy",
]
