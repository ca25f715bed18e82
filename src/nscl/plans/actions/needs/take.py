"""A submission comes in: its rows are kept as written, matched to legal entities and merged with what is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue.models import ContentGroup
from nscl.documents.actions import Upload
from nscl.documents.actions import take as take_file
from nscl.documents.models import Attachment
from nscl.foundation import audit, clock
from nscl.organisations.models import Agency, LegalEntity
from nscl.plans.actions.needs import gathering
from nscl.plans.actions.needs.common import forbid_unless, locked, locked_for, one_line, reason_of, touched
from nscl.plans.matching import needs as needs_matching
from nscl.plans.matching.needs import Best
from nscl.plans.models import Need, NeedsInvitation, NeedsRound, Proposal, SenderKind
from nscl.plans.rules.needs_names import Written
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

MOST_ROWS = 5000


@dataclass(frozen=True)
class Sender:
    """From whom a submission comes: of the register, or by name alone."""

    kind: str
    name: str
    entity: LegalEntity | None = None
    agency: Agency | None = None

    @property
    def key(self) -> str:
        """By which two senders are one: `Hội Doanh nghiệp trẻ` and `hội doanh nghiệp trẻ`."""
        if self.agency:
            return f"agency:{self.agency.pk}"
        return f"entity:{self.entity.pk}" if self.entity else " ".join(fold(self.name).split())[:300]


@dataclass(frozen=True)
class Paper:
    """What a submission came with: the letter's number and day, the scan or the list."""

    number: str = ""
    dated_on: dt.date | None = None
    uploads: Sequence[Upload] = ()
    attachment: Attachment | None = None
    note: str = ""


def enter(
    *,
    round: NeedsRound,
    sender: Sender,
    rows: Sequence[Mapping[str, Any]],
    paper: Paper,
    channel: str,
    key: str,
    by: User,
) -> Proposal:
    """An officer enters what came on paper or as a list. The same `key` once more is the submission already there."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        if not found.takes_letters:
            raise DomainError("state", _("Đợt khảo sát chưa mở nên chưa nhận đề xuất. Hãy mở đợt trước."))
        return _take(found, sender, rows, paper, channel, key, by=by, on_behalf=True)


def answer(*, invitation: NeedsInvitation, rows: Sequence[Mapping[str, Any]], key: str, note: str = "") -> Proposal:
    """Who was invited answers by their link, while the round is open."""
    with transaction.atomic():
        found = locked(invitation.round_id)
        row = NeedsInvitation.objects.select_related("entity", "agency").get(pk=invitation.pk)
        refuse_closed(found, row)
        sender = Sender(row.kind, row.name, row.entity, row.agency)
        return _take(
            found, sender, rows, Paper(note=note), Proposal.Channel.LINK, key, by=None, on_behalf=False, invitation=row
        )


def refuse_closed(found: NeedsRound, invitation: NeedsInvitation) -> None:
    """Raises `DomainError` where the link takes nothing: `revoked`, `not_open`, `over`."""
    if invitation.voided_at is not None:
        raise DomainError(
            "revoked", _("Liên kết này đã được thu hồi. Hãy liên hệ cơ quan đã mời để nhận liên kết mới.")
        )
    today = clock.today()
    if found.status == NeedsRound.Status.PREPARING or (found.status == "open" and today < found.opens_on):
        told = _("Đợt khảo sát mở từ ngày %(day)s. Hãy quay lại từ ngày ấy.")
        raise DomainError("not_open", told % {"day": f"{found.opens_on:%d/%m/%Y}"})
    if found.status != NeedsRound.Status.OPEN or today > found.closes_on:
        told = _("Đợt khảo sát đã khóa nhận ngày %(day)s. Nếu vẫn cần đề xuất, hãy gửi công văn hoặc phiếu giấy.")
        raise DomainError("over", told % {"day": f"{found.closes_on:%d/%m/%Y}"})


def void(*, proposal: Proposal, reason: str, by: User) -> Proposal:
    """A submission entered by mistake counts no more; it stays to be read."""
    with transaction.atomic():
        found = locked_for(proposal.round_id, by, "needs.edit")
        return _void(found, proposal, reason_of(reason), by)


def withdraw(*, proposal: Proposal, invitation: NeedsInvitation) -> Proposal:
    """Who sent it by their link takes it back, while the round is open."""
    with transaction.atomic():
        found = locked(invitation.round_id)
        row = NeedsInvitation.objects.get(pk=invitation.pk)
        refuse_closed(found, row)
        if proposal.invitation_id != row.pk:
            raise DomainError("missing", _("Không tìm thấy lần gửi này. Hãy tải lại trang."))
        return _void(found, proposal, _("Người gửi rút lại"), None)


def record_answer(*, proposal: Proposal, number: str, answered_on: dt.date, by: User) -> Proposal:
    """A letter told the sender what became of the submission."""
    with transaction.atomic():
        found = locked(proposal.round_id)
        forbid_unless(by, "needs.edit", found)
        row = Proposal.objects.select_for_update().get(pk=proposal.pk, round=found)
        if row.voided_at is not None:
            raise DomainError("state", _("Đề xuất này đã hủy nên không cần trả lời."))
        row.answer_number, row.answered_on = one_line(number)[:60], answered_on
        row.save(update_fields=["answer_number", "answered_on"])
        audit.record("needs.answered", row, by=by)
    return row


def _take(
    found: NeedsRound, sender: Sender, rows: Sequence[Mapping[str, Any]], paper: Paper, channel: str, key: str,
    *, by: User | None, on_behalf: bool, invitation: NeedsInvitation | None = None,
) -> Proposal:  # fmt: skip
    """Everything of one submission, under the round's lock."""
    there = Proposal.objects.filter(round=found, key=key, voided_at__isnull=True).first()
    if there is not None:
        return there
    _check(sender, rows)
    proposal = Proposal(
        province_id=found.province_id, round=found, invitation=invitation, kind=sender.kind,
        sender=one_line(sender.name)[:300], sender_key=sender.key, entity=sender.entity, agency=sender.agency,
        channel=channel, on_behalf=on_behalf, number=one_line(paper.number)[:60], dated_on=paper.dated_on,
        attachment=_file(found, paper, by), key=key, note=one_line(paper.note)[:1000], recorded_at=clock.now(),
        recorded_by=by,
    )  # fmt: skip
    proposal.save(force_insert=True)
    _rows(found, proposal, rows)
    touched(found)
    audit.record("needs.proposed", proposal, by=by, detail={"rows": len(rows), "channel": channel})
    return proposal


def _check(sender: Sender, rows: Sequence[Mapping[str, Any]]) -> None:
    if not one_line(sender.name):
        raise DomainError("invalid", _("Hãy ghi nơi gửi."), "sender")
    if sender.kind not in SenderKind.values:
        raise DomainError("invalid", _("Hãy chọn loại nơi gửi."), "kind")
    if not rows:
        raise DomainError("empty", _("Hãy ghi ít nhất một nhu cầu."), "rows")
    if len(rows) > MOST_ROWS:
        told = _("Mỗi lần nhận nhiều nhất %(most)s dòng; hãy chia thành nhiều danh sách.")
        raise DomainError("many", told % {"most": f"{MOST_ROWS:,}".replace(",", ".")})


def _file(found: NeedsRound, paper: Paper, by: User | None) -> Attachment | None:
    if paper.attachment is not None or not paper.uploads or by is None:
        return paper.attachment
    return take_file(upload=paper.uploads[0], province_id=found.province_id, by=by)


def _rows(found: NeedsRound, proposal: Proposal, rows: Sequence[Mapping[str, Any]]) -> None:
    asked = {q.group.code: q.group for q in found.questions.select_related("group")}
    written = [Written(row["raw_name"], row.get("raw_tax_code", "")) for row in rows]
    own = proposal.entity_id if proposal.kind == SenderKind.ENTERPRISE else None
    best = {} if own else needs_matching.match(written, found.province_id)
    needs = []
    for number, (row, name) in enumerate(zip(rows, written, strict=True), start=1):
        here = Best(own, Need.Match.SURE) if own else best[name]
        needs.append(_need(proposal, row, name, here, asked, number))
    gathering.gather(found, needs)
    Need.objects.bulk_create(needs, batch_size=1000)
    gathering.refresh({need.merged_id for need in needs})


def _need(
    proposal: Proposal,
    row: Mapping[str, Any],
    name: Written,
    best: Best,
    asked: Mapping[str, ContentGroup],
    number: int,
) -> Need:
    if row["group"] not in asked:
        raise DomainError(
            "group", _("Dòng %(number)s: nội dung này không có trong phiếu.") % {"number": number}, "rows"
        )
    return Need(
        province_id=proposal.province_id, round_id=proposal.round_id, proposal=proposal,
        source_row=row.get("source_row") or number, raw_name=name.name, raw_tax_code=name.tax_code,
        name_key=needs_matching.name_key(name.name, name.tax_code), entity_id=best.entity_id, match=best.match,
        group=asked[row["group"]], standard=row.get("standard") or "", quantity=row.get("quantity"),
        expected_cost_vnd=row.get("cost"), wanted_year=row.get("year"), text=row.get("text") or "",
        remark=row.get("remark") or "", recorded_at=proposal.recorded_at,
    )  # fmt: skip


def _void(found: NeedsRound, proposal: Proposal, reason: str, by: User | None) -> Proposal:
    row = Proposal.objects.select_for_update().filter(pk=proposal.pk, round=found, voided_at__isnull=True).first()
    if row is None:
        raise DomainError("state", _("Đề xuất này đã hủy. Hãy tải lại trang."))
    voided = {"voided_at": clock.now(), "voided_by": by, "void_reason": reason}
    needs = Need.objects.filter(proposal=row, voided_at__isnull=True)
    merged = set(needs.values_list("merged_id", flat=True))
    needs.update(**voided)
    for name, value in voided.items():
        setattr(row, name, value)
    row.save(update_fields=list(voided))
    gathering.refresh(merged)
    touched(found)
    audit.record("needs.proposal_voided", row, by=by)
    return row
