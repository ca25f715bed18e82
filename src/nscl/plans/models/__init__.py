from nscl.plans.models.amendments import PlanAmendment, PlanClosure
from nscl.plans.models.items import (
    AgencyMention,
    BudgetLine,
    Deadline,
    Duty,
    Eligibility,
    LegalBasis,
    PlanItem,
    SupportRule,
    Target,
    Task,
)
from nscl.plans.models.kin import PlanProgramme
from nscl.plans.models.plan import Plan, PlanLink, PlanSource

__all__ = [
    "AgencyMention",
    "BudgetLine",
    "Deadline",
    "Duty",
    "Eligibility",
    "LegalBasis",
    "Plan",
    "PlanAmendment",
    "PlanClosure",
    "PlanItem",
    "PlanLink",
    "PlanProgramme",
    "PlanSource",
    "SupportRule",
    "Target",
    "Task",
]
