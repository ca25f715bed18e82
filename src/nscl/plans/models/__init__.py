from nscl.plans.models.amendments import PlanAmendment, PlanClosure
from nscl.plans.models.cooperation import CooperationActivity
from nscl.plans.models.difficulties import AnswerTerm, Difficulty, DifficultyFile, DifficultyStep
from nscl.plans.models.guidance import Guidance, GuidanceFile, GuidanceHeading, GuidanceSheet
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
from nscl.plans.models.needs_merged import HandedOn, MergedNeed, NameDecision, Need, NeedMerge, RankingWeights
from nscl.plans.models.plan import Plan, PlanLink, PlanSource
from nscl.plans.models.policies import (
    ConsultationRound,
    Consulted,
    Opinion,
    OpinionAnswer,
    PolicyDraft,
    PolicyFile,
    PolicyVersion,
)
from nscl.plans.models.products import ProductEvidence, ProductKind, TaskProduct
from nscl.plans.models.recorded import Recorded
from nscl.plans.models.woven_money import WovenMoney

__all__ = [
    "AgencyMention",
    "AnswerTerm",
    "BudgetLine",
    "ConsultationRound",
    "Consulted",
    "CooperationActivity",
    "Deadline",
    "Difficulty",
    "DifficultyFile",
    "DifficultyStep",
    "Duty",
    "Eligibility",
    "Guidance",
    "GuidanceFile",
    "GuidanceHeading",
    "GuidanceSheet",
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
    "Opinion",
    "OpinionAnswer",
    "Plan",
    "PlanAmendment",
    "PlanClosure",
    "PlanItem",
    "PlanLink",
    "PlanProgramme",
    "PlanSource",
    "PolicyDraft",
    "PolicyFile",
    "PolicyVersion",
    "ProductEvidence",
    "ProductKind",
    "Proposal",
    "RankingWeights",
    "Recorded",
    "SenderKind",
    "SupportRule",
    "Target",
    "Task",
    "TaskProduct",
    "WovenMoney",
]
