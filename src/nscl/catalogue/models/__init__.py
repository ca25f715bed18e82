from nscl.catalogue.models.content import ContentGroup
from nscl.catalogue.models.norms import Regulation, RegulationForm, SpendingNorm

__all__ = ["ContentGroup", "Regulation", "RegulationForm", "SpendingNorm"]
