"""Provinces, communes and agencies as dated rows with successions, and the base of every row of a province."""

from nscl.organisations.models.agencies import Agency, AgencyAlias, AgencyChange, AgencySuccession
from nscl.organisations.models.communes import Commune, CommuneSuccession, District
from nscl.organisations.models.dated import VALIDITY, Dated, DateRange, Named, Voidable, void_whole
from nscl.organisations.models.entities import LegalEntity
from nscl.organisations.models.provinces import Province, ProvinceOwned, ProvinceSuccession, ReferenceState

__all__ = [
    "VALIDITY",
    "Agency",
    "AgencyAlias",
    "AgencyChange",
    "AgencySuccession",
    "Commune",
    "CommuneSuccession",
    "DateRange",
    "Dated",
    "District",
    "LegalEntity",
    "Named",
    "Province",
    "ProvinceOwned",
    "ProvinceSuccession",
    "ReferenceState",
    "Voidable",
    "void_whole",
]
