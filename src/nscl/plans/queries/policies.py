"""Mechanisms and policies: the list, all of one, whose answer is waited for until when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, FilteredRelation, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nscl.foundation.tenancy import Scope
from nscl.plans.models import (
    ConsultationRound,
    Consulted,
    Opinion,
    OpinionAnswer,
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
    """Four queries, however much there is. Every draft has a file."""
    files: dict[PolicyVersion, list[PolicyFile]] = defaultdict(list)
    listed = PolicyFile.objects.filter(version__policy=policy).select_related("version", "attachment")
    for file in listed.order_by("-version__number", "id"):
        files[file.version].append(file)
    rows = ConsultationRound.objects.filter(policy=policy).select_related("draft", "letter").order_by("-number")
    return Whole(list(files.items()), _rounds(rows))


def round_of(round: ConsultationRound) -> Round:
    """One round with everybody it asked: two queries."""
    return _rounds([round])[0]


def _rounds(rows: Iterable[ConsultationRound]) -> list[Round]:
    found = {row.pk: Round(row) for row in rows}
    asked: dict[int, Asked] = {}
    for one in Consulted.objects.filter(round__in=list(found)).select_related("agency").order_by("position", "id"):
        one.round = found[one.round_id].row
        asked[one.pk] = Asked(one)
        found[one.round_id].asked.append(asked[one.pk])
    counting = FilteredRelation("answers", condition=Q(answers__voided_at__isnull=True))
    opinions = Opinion.objects.filter(consulted__in=list(asked), voided_at__isnull=True).select_related("scan")
    told = opinions.annotate(counting=counting).annotate(
        answer_pk=F("counting__id"), answer_outcome=F("counting__outcome"), answer_text=F("counting__text")
    )
    for opinion in told.order_by("received_on", "id"):
        answer = OpinionAnswer(pk=opinion.answer_pk, outcome=opinion.answer_outcome, text=opinion.answer_text)
        asked[opinion.consulted_id].said.append(Said(opinion, answer if answer.pk else None))
    return list(found.values())


def due_rounds(last: dt.date) -> QuerySet[ConsultationRound]:
    """Open rounds due by the day, those overdue among them; `silent` counts whom of the asked nobody has heard."""
    heard = Opinion.objects.filter(consulted=OuterRef("pk"), voided_at__isnull=True)
    silent = Consulted.objects.filter(~Exists(heard), round=OuterRef("pk")).order_by().values("round")
    return (
        ConsultationRound.objects.filter(closed_at__isnull=True, deadline_on__lte=last)
        .filter(policy__status__in=PolicyDraft.OPEN)
        .annotate(silent=Coalesce(Subquery(silent.annotate(n=Count("id")).values("n")), 0))
        .order_by("deadline_on", "id")
    )


def with_unanswered() -> QuerySet[PolicyDraft]:
    """Open policies with opinions that were neither taken over nor explained; `unanswered` counts them."""
    answered = OpinionAnswer.objects.filter(opinion=OuterRef("pk"), voided_at__isnull=True)
    left = Opinion.objects.filter(~Exists(answered), voided_at__isnull=True).exclude(text="")
    counted = left.filter(consulted__round__policy=OuterRef("pk")).order_by().values("consulted__round__policy")
    return (
        PolicyDraft.objects.filter(status__in=PolicyDraft.OPEN)
        .annotate(unanswered=Subquery(counted.annotate(n=Count("id")).values("n")))
        .filter(unanswered__gt=0)
        .order_by("-id")
    )
