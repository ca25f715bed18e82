"""Mechanisms and policies: the list, all of one, whose answer is waited for until when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from nscl.foundation.tenancy import Scope
from nscl.plans.models import (
    ConsultationRound,
    Consulted,
    Opinion,
    OpinionAnswer,
    Plan,
    PolicyDraft,
    PolicyFile,
    PolicyVersion,
)


@dataclass
class Said:
    """An opinion with the answer that counts."""

    opinion: Opinion
    answer: OpinionAnswer | None

    @property
    def needs_answer(self) -> bool:
        return bool(self.opinion.text) and self.answer is None


@dataclass
class Asked:
    """One of those that a round asked, with what it said."""

    consulted: Consulted
    said: list[Said] = field(default_factory=list)


@dataclass
class Round:
    """A round with everybody it asked."""

    row: ConsultationRound
    asked: list[Asked] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(bool(one.said) for one in self.asked)

    @property
    def silent(self) -> int:
        return len(self.asked) - self.answered

    @property
    def opinions(self) -> int:
        return sum(bool(s.opinion.text) for one in self.asked for s in one.said)

    @property
    def unanswered(self) -> int:
        return sum(s.needs_answer for one in self.asked for s in one.said)


@dataclass
class Whole:
    """Everything of a policy: drafts with their files, the newest first; rounds, the newest first."""

    versions: list[tuple[PolicyVersion, list[PolicyFile]]]
    rounds: list[Round]

    @property
    def unanswered(self) -> int:
        return sum(r.unanswered for r in self.rounds)

    @property
    def is_open(self) -> bool:
        """Whether a round still waits for opinions."""
        return any(not r.row.is_closed for r in self.rounds)


def count() -> int:
    """Policies in the scope, for `nscl counts`."""
    return PolicyDraft.objects.count()


def policies_of(scope: Scope) -> QuerySet[PolicyDraft]:
    """Policies of the provinces in reach, each with `drafts` (their number) and `due_on` of an open round."""
    drafts = PolicyVersion.objects.filter(policy=OuterRef("pk")).order_by().values("policy").annotate(n=Max("number"))
    due = ConsultationRound.objects.filter(policy=OuterRef("pk"), closed_at__isnull=True)
    soonest = due.order_by().values("policy").annotate(first=Min("deadline_on"))
    return (
        PolicyDraft.objects.filter(province_id__in=scope.readable)
        .select_related("task__plan", "lead", "document", "province")
        .annotate(drafts=Subquery(drafts.values("n")), due_on=Subquery(soonest.values("first")))
    )


def whole(policy: PolicyDraft) -> Whole:
    """Six queries, however much there is."""
    files: dict[int, list[PolicyFile]] = defaultdict(list)
    for file in PolicyFile.objects.filter(version__policy=policy).select_related("attachment").order_by("id"):
        files[file.version_id].append(file)
    versions = [(v, files[v.pk]) for v in PolicyVersion.objects.filter(policy=policy).order_by("-number")]
    rows = ConsultationRound.objects.filter(policy=policy).select_related("draft", "letter").order_by("-number")
    return Whole(versions, _rounds(rows))


def round_of(round: ConsultationRound) -> Round:
    """One round with everybody it asked: three queries."""
    return _rounds([round])[0]


def _rounds(rows: Iterable[ConsultationRound]) -> list[Round]:
    found = {row.pk: Round(row) for row in rows}
    asked: dict[int, Asked] = {}
    for one in Consulted.objects.filter(round__in=list(found)).select_related("agency").order_by("position", "id"):
        one.round = found[one.round_id].row
        asked[one.pk] = Asked(one)
        found[one.round_id].asked.append(asked[one.pk])
    opinions = Opinion.objects.filter(consulted__in=list(asked), voided_at__isnull=True).select_related("scan")
    listed = list(opinions.order_by("received_on", "id"))
    answers = OpinionAnswer.objects.filter(opinion__in=[o.pk for o in listed], voided_at__isnull=True)
    by_opinion = {answer.opinion_id: answer for answer in answers}
    for opinion in listed:
        asked[opinion.consulted_id].said.append(Said(opinion, by_opinion.get(opinion.pk)))
    return list(found.values())


def due_rounds(first: dt.date, last: dt.date) -> QuerySet[ConsultationRound]:
    """Open rounds whose deadline falls in these days, or passed before; `silent` counts who has said nothing."""
    heard = Count("consulted", filter=Q(consulted__opinions__voided_at__isnull=True, consulted__opinions__isnull=False),
                  distinct=True)  # fmt: skip
    return (
        ConsultationRound.objects.filter(closed_at__isnull=True, deadline_on__lte=last)
        .exclude(policy__status__in=[PolicyDraft.Status.ISSUED, PolicyDraft.Status.DROPPED])
        .select_related("policy")
        .annotate(asked_count=Count("consulted", distinct=True), heard_count=heard)
        .order_by("deadline_on", "id")
    )


def of_plan(plan: Plan, roots: Iterable[int]) -> QuerySet[PolicyDraft]:
    return PolicyDraft.objects.filter(task_id__in=list(roots)).order_by("-year", "-id")
