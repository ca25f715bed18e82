"""Loading a policy and what belongs to it for a person."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404

from nscl.accounts.models import User
from nscl.documents.models import Attachment
from nscl.plans.access.products import VIEW
from nscl.plans.models import ConsultationRound, Consulted, CooperationActivity, Opinion, PolicyDraft, WovenMoney
from nscl.plans.queries.roots import worded


def policy_for(user: User, pk: int) -> PolicyDraft:
    """The policy `pk`; 404 when unknown or of a province that is none of theirs."""
    rows = PolicyDraft.objects.select_related("task__plan", "lead", "document", "product", "province")
    found = rows.filter(pk=pk).first()
    if found is None or not user.has_perm(VIEW, found):
        raise Http404("policy")
    return worded(found)


def round_for(policy: PolicyDraft, pk: int) -> ConsultationRound:
    found = ConsultationRound.objects.select_related("draft", "letter").filter(policy=policy, pk=pk).first()
    if found is None:
        raise Http404("round")
    found.policy = policy
    return found


def consulted_for(policy: PolicyDraft, pk: int) -> Consulted:
    found = Consulted.objects.select_related("round", "agency").filter(round__policy=policy, pk=pk).first()
    if found is None:
        raise Http404("consulted")
    found.round.policy = policy
    return found


def opinion_for(policy: PolicyDraft, pk: int) -> Opinion:
    """The live opinion `pk` of this policy."""
    rows = Opinion.objects.select_related("consulted__round").filter(voided_at__isnull=True)
    found = rows.filter(consulted__round__policy=policy, pk=pk).first()
    if found is None:
        raise Http404("opinion")
    found.consulted.round.policy = policy
    return found


def file_for(policy: PolicyDraft, pk: int) -> Attachment:
    """The file `pk`, where a draft, a round or an opinion of this policy has it."""
    of_draft = Q(pk__in=policy.versions.values("files__attachment"))
    of_round = Q(pk__in=policy.rounds.values("letter"))
    of_opinion = Q(pk__in=Opinion.objects.filter(consulted__round__policy=policy).values("scan"))
    found = Attachment.objects.filter(of_draft | of_round | of_opinion, pk=pk).first()
    if found is None:
        raise Http404("file")
    return found


def cooperation_for(user: User, pk: int) -> CooperationActivity:
    rows = CooperationActivity.objects.select_related(
        "province", "task", "document", "attachment", "recorded_by", "voided_by", "replaces"
    )
    found = rows.filter(pk=pk).first()
    if found is None or not user.has_perm(VIEW, found):
        raise Http404("cooperation")
    return worded(found)


def woven_for(user: User, pk: int) -> WovenMoney:
    rows = WovenMoney.objects.select_related(
        "task__plan__province", "document", "legal_text", "recorded_by", "voided_by", "replaces"
    )
    found = rows.filter(pk=pk).first()
    if found is None or not user.has_perm(VIEW, found):
        raise Http404("woven money")
    return worded(found)
