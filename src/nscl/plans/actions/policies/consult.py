"""Opinions are asked for on the latest draft, and a round is closed when no more are waited for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.foundation import audit, clock
from nscl.organisations.models import Agency
from nscl.plans.actions.policies.common import locked
from nscl.plans.actions.recorded import not_ahead, one_line
from nscl.plans.models import ConsultationRound, Consulted, PolicyDraft, PolicyVersion
from nscl.plans.states import POLICY
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

MOST_ASKED = 300


def consult(
    *,
    policy: PolicyDraft,
    agencies: Iterable[Agency],
    names: Iterable[str],
    sent_on: dt.date,
    deadline_on: dt.date,
    by: User,
    letter_number: str = "",
    uploads: Sequence[documents.Upload] = (),
) -> ConsultationRound:
    """Open the next round on the latest draft: whom it asks (agencies, and others by `names`), until when.

    The first file is the letter that went out.
    """
    with transaction.atomic():
        found = locked(policy, by)
        draft = found.versions.order_by("-number").first()
        _check(found, draft, sent_on, deadline_on)
        asked = _asked(agencies, names)
        letter = documents.take(upload=uploads[0], province_id=found.province_id, by=by) if uploads else None
        last = found.rounds.aggregate(last=Max("number"))["last"] or 0
        opened = ConsultationRound(
            province_id=found.province_id, policy=found, number=last + 1, draft=draft, sent_on=sent_on,
            deadline_on=deadline_on, letter_number=one_line(letter_number, 60), letter=letter, opened_at=clock.now(),
            opened_by=by,
        )  # fmt: skip
        opened.save(force_insert=True)
        Consulted.objects.bulk_create(
            Consulted(
                province_id=found.province_id, round=opened, position=at, name=name, folded=fold(name), agency=agency
            )
            for at, (name, agency) in enumerate(asked, 1)
        )
        detail = {"round": opened.number, "asked": len(asked)}
        if found.status == PolicyDraft.Status.DRAFT:
            POLICY.run(found, "consult", by=by, detail=detail)
        else:
            audit.record("policy.consulted", found, by=by, detail=detail)
    return opened


def close_round(*, round: ConsultationRound, by: User) -> ConsultationRound:
    """Wait for no more opinions; who said nothing is kept as silent."""
    with transaction.atomic():
        policy = locked(round.policy, by)
        found = ConsultationRound.objects.select_for_update(no_key=True).filter(pk=round.pk, policy=policy).first()
        if found is None or found.is_closed:
            raise DomainError("state", _("Đợt lấy ý kiến này đã kết thúc. Hãy tải lại trang."))
        found.closed_at, found.closed_by = clock.now(), by
        found.save(update_fields=["closed_at", "closed_by"])
        audit.record("policy.round_closed", policy, by=by, detail={"round": found.number})
    return found


def _check(policy: PolicyDraft, draft: PolicyVersion | None, sent_on: dt.date, deadline_on: dt.date) -> None:
    if policy.status not in (PolicyDraft.Status.DRAFT, PolicyDraft.Status.CONSULTATION):
        raise DomainError("state", _("Dự thảo đã qua bước lấy ý kiến. Muốn lấy lại, hãy trả về soạn thảo trước."))
    if draft is None:
        raise DomainError("empty", _("Chưa có dự thảo nào. Hãy thêm dự thảo cùng tệp trước khi lấy ý kiến."))
    not_ahead(sent_on, "sent_on")
    if deadline_on < sent_on:
        raise DomainError("invalid", _("Hạn góp ý đứng trước ngày gửi."), "deadline_on")


def _asked(agencies: Iterable[Agency], names: Iterable[str]) -> list[tuple[str, Agency | None]]:
    """Each once, by its folded name, agencies first."""
    found: dict[str, tuple[str, Agency | None]] = {}
    for agency in agencies:
        found.setdefault(fold(agency.name), (agency.name, agency))
    for name in names:
        if line := one_line(name, 300):
            found.setdefault(fold(line), (line, None))
    if not found:
        raise DomainError("empty", _("Hãy chọn ít nhất một cơ quan, hoặc ghi tên nơi được hỏi ý kiến."), "agencies")
    if len(found) > MOST_ASKED:
        raise DomainError("many", _("Một đợt lấy ý kiến nhiều nhất %(n)s nơi.") % {"n": MOST_ASKED}, "names")
    return list(found.values())
