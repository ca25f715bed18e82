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
from nscl.plans.models.plan import Plan, PlanLink, PlanSource

__all__ = [
    "AgencyMention",
    "BudgetLine",
    "Deadline",
    "Duty",
    "Eligibility",
    "LegalBasis",
    "Plan",
    "PlanItem",
    "PlanLink",
    "PlanSource",
    "SupportRule",
    "Target",
    "Task",
]
