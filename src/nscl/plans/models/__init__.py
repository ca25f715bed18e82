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
from nscl.plans.models.needs import (
    HeadingMemory,
    NeedsImport,
    NeedsInvitation,
    NeedsQuestion,
    NeedsRound,
    Proposal,
    SenderKind,
)
from nscl.plans.models.needs_merged import (
    HandedOn,
    MergedNeed,
    NameDecision,
    Need,
    NeedMerge,
    RankingWeights,
)
from nscl.plans.models.plan import Plan, PlanLink, PlanSource

__all__ = [
    "AgencyMention",
    "BudgetLine",
    "Deadline",
    "Duty",
    "Eligibility",
    "HandedOn",
    "HeadingMemory",
    "LegalBasis",
    "MergedNeed",
    "NameDecision",
    "Need",
    "NeedMerge",
    "NeedsImport",
    "NeedsInvitation",
    "NeedsQuestion",
    "NeedsRound",
    "Plan",
    "PlanAmendment",
    "PlanClosure",
    "PlanItem",
    "PlanLink",
    "PlanProgramme",
    "PlanSource",
    "Proposal",
    "RankingWeights",
    "SenderKind",
    "SupportRule",
    "Target",
    "Task",
]
