"""A province's register: profiles of legal entities, their figures by year, products and certificates."""

from nscl.enterprises.models.certificates import Certificate
from nscl.enterprises.models.duplicates import DuplicatePair
from nscl.enterprises.models.figures import YearFigures
from nscl.enterprises.models.history import PastProfile
from nscl.enterprises.models.holdings import Holding
from nscl.enterprises.models.lists import EnterpriseList, ListChanged, ListFault, ListHeadings, ListKept, ListPart
from nscl.enterprises.models.products import Product
from nscl.enterprises.models.register import Enterprise

__all__ = [
    "Certificate",
    "DuplicatePair",
    "Enterprise",
    "EnterpriseList",
    "Holding",
    "ListChanged",
    "ListFault",
    "ListHeadings",
    "ListKept",
    "ListPart",
    "PastProfile",
    "Product",
    "YearFigures",
]
