"""What the asked said is entered for them, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.foundation import audit, clock
from nscl.plans.actions.policies.common import locked
from nscl.plans.actions.recorded import needed, not_ahead, one_line, void
from nscl.plans.models import Consulted, Opinion, OpinionAnswer, PolicyDraft
from nscl.shared.errors import DomainError

REPLACED = "Thay bằng nội dung mới."  # not wrapped: kept in the row


def receive(
    *,
    consulted: Consulted,
    received_on: dt.date,
    by: User,
    agrees: bool = False,
    clause: str = "",
    text: str = "",
    letter_number: str = "",
    uploads: Sequence[documents.Upload] = (),
) -> Opinion:
    """One opinion of one of the asked: on a clause, on the whole, or that it agrees. The first file is its letter.

    A closed round still takes the opinion that came late.
    """
    with transaction.atomic():
        policy = locked(consulted.round.policy, by)
        text = text.strip()
        if not agrees and not text:
            raise DomainError("invalid", _("Hãy ghi nội dung góp ý, hoặc đánh dấu thống nhất."), "text")
        not_ahead(received_on, "received_on")
        if received_on < consulted.round.sent_on:
            raise DomainError("invalid", _("Ngày nhận đứng trước ngày gửi lấy ý kiến."), "received_on")
        scan = documents.take(upload=uploads[0], province_id=policy.province_id, by=by) if uploads else None
        opinion = Opinion(
            province_id=policy.province_id, consulted=consulted, received_on=received_on, agrees=agrees,
            clause=one_line(clause, 200), text=text, letter_number=one_line(letter_number, 60), scan=scan,
            recorded_at=clock.now(), recorded_by=by,
        )  # fmt: skip
        opinion.save(force_insert=True)
        audit.record("policy.opinion_received", policy, by=by, detail={"opinion": opinion.pk, "of": consulted.pk})
    return opinion


def void_opinion(*, opinion: Opinion, reason: str, by: User) -> Opinion:
    """Take back an opinion that was entered wrongly, with what was answered."""
    with transaction.atomic():
        policy = locked(opinion.consulted.round.policy, by)
        found = void(opinion, reason, by)
        for row in OpinionAnswer.objects.filter(opinion=found, voided_at__isnull=True):
            void(row, reason, by)
        audit.record("policy.opinion_voided", policy, by=by, detail={"opinion": found.pk})
    return found


def answer(*, opinion: Opinion, outcome: str, text: str, by: User) -> OpinionAnswer:
    """What the drafting agency did with the opinion. An answer given before is kept, voided."""
    with transaction.atomic():
        policy = locked(opinion.consulted.round.policy, by)
        found = Opinion.objects.select_for_update(of=("self",), no_key=True).filter(pk=opinion.pk).first()
        if found is None or found.is_void:
            raise DomainError("state", _("Ý kiến này đã hủy. Hãy tải lại trang."))
        if outcome not in OpinionAnswer.Outcome.values:
            raise DomainError("invalid", _("Hãy chọn tiếp thu hay giải trình."), "outcome")
        words = needed(text, 20000, "text", _("Hãy ghi tiếp thu ở đâu, hoặc giải trình vì sao giữ nguyên."))
        for row in OpinionAnswer.objects.filter(opinion=found, voided_at__isnull=True):
            void(row, REPLACED, by)
        given = OpinionAnswer(
            province_id=found.province_id, opinion=found, outcome=outcome, text=words, recorded_at=clock.now(),
            recorded_by=by,
        )  # fmt: skip
        given.save(force_insert=True)
        audit.record("policy.opinion_answered", policy, by=by, detail={"opinion": found.pk, "outcome": outcome})
    return given


def unanswered(policy: PolicyDraft) -> int:
    """Opinions that ask for something and got no answer yet."""
    open_ones = Opinion.objects.filter(consulted__round__policy=policy, voided_at__isnull=True).exclude(text="")
    return open_ones.exclude(answers__in=OpinionAnswer.objects.filter(voided_at__isnull=True)).count()
