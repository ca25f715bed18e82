from nscl.catalogue.models.content import ContentGroup
from nscl.catalogue.models.industries import Industry, IndustryMapping
from nscl.catalogue.models.norms import Regulation, RegulationForm, SpendingNorm
from nscl.catalogue.models.products import ProductGroup

__all__ = [
    "ContentGroup",
    "Industry",
    "IndustryMapping",
    "ProductGroup",
    "Regulation",
    "RegulationForm",
    "SpendingNorm",
]
