"""An inquiry is drafted, changed while it is a draft, sent, reminded of, answered by those asked, closed, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue.queries import content_groups
from nscl.documents.actions import Upload
from nscl.documents.actions.attach import take
from nscl.foundation import audit, clock, numbering
from nscl.organisations.models import Province
from nscl.plans.actions.guidance.common import EntityGiven, entity_meant
from nscl.shared.errors import DomainError
from nscl.support.access.common import forbid_unless
from nscl.support.access.received import EDIT
from nscl.support.actions.received import new, reason_of
from nscl.support.models import Inquiry, InquiryAnswer, InquiryAsked, InquiryFile, InquiryItem, OtherSupport
from nscl.support.states.inquiries import INQUIRY

SERIES, MOST_ASKED, MOST_ITEMS = "inquiry", 40, 300


@dataclass(frozen=True)
class ItemGiven:
    """An enterprise to ask about, as the form tells it."""

    entity: EntityGiven
    subject: str = ""


@dataclass(frozen=True)
class Draft:
    """What the letter is to say."""

    purpose: str
    due_on: dt.date | None
    asked: Sequence[str]
    contents: Sequence[str]
    items: Sequence[ItemGiven]


@dataclass(frozen=True)
class AnswerGiven:
    """What one of those asked says of one item: `values` of the support where there was one."""

    had: bool
    values: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def draft(*, province: Province, told: Draft, by: User) -> Inquiry:
    """A new letter with our next number of the year."""
    inquiry = Inquiry(province=province, recorded_at=clock.now(), recorded_by=by)
    forbid_unless(by, EDIT, inquiry)
    _say(inquiry, told)
    year = clock.today().year
    inquiry.code = f"HN-{year}-{numbering.take(province_id=province.pk, series=SERIES, year=year):03}"
    inquiry.save(force_insert=True)
    _list(inquiry, told, by)
    audit.record("inquiry.drafted", inquiry, by=by)
    return inquiry


@transaction.atomic
def change(*, inquiry: Inquiry, version: int, told: Draft, by: User) -> Inquiry:
    """Say it anew while it is a draft."""
    held = locked(inquiry, version, by)
    if not held.is_draft:
        raise DomainError("state", _("Văn bản này đã gửi hoặc đã thôi nên không sửa được nữa. Hãy tải lại trang."))
    _say(held, told)
    _save(held, "purpose", "due_on")
    held.items.all().delete()
    held.asked.all().delete()
    _list(held, told, by)
    audit.record("inquiry.changed", held, by=by)
    return held


@transaction.atomic
def send(*, inquiry: Inquiry, version: int, number: str, on: dt.date, by: User) -> Inquiry:
    """It went out, on a day, under the number that the clerk gave it."""
    held = locked(inquiry, version, by)
    _not_future(on)
    held.document_number, held.sent_on = " ".join(number.split())[:100], on
    _save(held, "document_number", "sent_on")
    INQUIRY.run(held, "send", by=by)
    return held


@transaction.atomic
def remind(*, inquiry: Inquiry, version: int, by: User) -> Inquiry:
    """Those silent were reminded today."""
    held = locked(inquiry, version, by)
    held.reminded_on = clock.today()
    _save(held, "reminded_on")
    INQUIRY.run(held, "remind", by=by)
    return held


@transaction.atomic
def end(*, inquiry: Inquiry, version: int, reason: str, by: User) -> Inquiry:
    """A draft is not sent after all; one sent is waited for no longer."""
    held = locked(inquiry, version, by)
    held.end_reason = reason_of(reason)
    _save(held, "end_reason")
    INQUIRY.run(held, "withdraw" if held.is_draft else "close", by=by)
    return held


@transaction.atomic
def answer(
    *,
    asked: InquiryAsked,
    version: int,
    answers: Mapping[int, AnswerGiven],
    on: dt.date,
    by: User,
    number: str = "",
    note: str = "",
    uploads: Sequence[Upload] = (),
) -> InquiryAsked:
    """What one of those asked answers of every enterprise, by item; each support it gave becomes a row of the register.

    When the last one has answered, the inquiry is answered.
    """
    held = locked(asked.inquiry, version, by)
    found = InquiryAsked.objects.select_for_update().get(pk=asked.pk, inquiry=held)
    if not held.is_open or found.answered_at is not None:
        raise DomainError("state", _("Trả lời của nơi này đã ghi rồi, hoặc văn bản không còn chờ. Hãy tải lại trang."))
    _not_future(on)
    if held.sent_on is not None and on < held.sent_on:
        raise DomainError("invalid", _("Ngày trả lời không thể trước ngày gửi."), "on")
    items = list(held.items.select_related("entity").order_by("id"))
    if set(answers) != {item.pk for item in items}:
        raise DomainError("invalid", _("Hãy chọn trả lời cho từng doanh nghiệp."))
    found.answered_on, found.answered_at, found.answered_by = on, clock.now(), by
    found.answer_number, found.answer_note = " ".join(number.split())[:100], note.strip()[:1000]
    found.save(update_fields=["answered_on", "answered_at", "answered_by", "answer_number", "answer_note"])
    for item in items:
        _record(found, item, answers[item.pk], by)
    for upload in uploads:
        attachment = take(upload=upload, province_id=held.province_id, by=by)
        InquiryFile(province_id=held.province_id, asked=found, attachment=attachment, added_at=clock.now()).save(
            force_insert=True
        )
    _save(held)
    if held.asked.filter(answered_at__isnull=True).exists():
        audit.record("inquiry.answer_recorded", held, by=by, detail={"asked": found.pk})
    else:
        INQUIRY.run(held, "answer", by=by)
    return found


def locked(inquiry: Inquiry, version: int, by: User) -> Inquiry:
    rows = Inquiry.objects.select_for_update(of=("self",), no_key=True).select_related("province")
    found = rows.filter(pk=inquiry.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy văn bản này. Hãy tải lại danh sách."))
    forbid_unless(by, EDIT, found)
    if found.version != version:
        told = _("Người khác vừa làm việc với văn bản này. Những gì bạn gõ vẫn còn; hãy xem lại rồi gửi lần nữa.")
        raise DomainError("conflict", told)
    return found


def _say(inquiry: Inquiry, told: Draft) -> None:
    inquiry.purpose = " ".join(told.purpose.split())[:500]
    if not inquiry.purpose:
        raise DomainError("invalid", _("Hãy ghi hỏi để làm gì."), "purpose")
    if told.due_on is None or told.due_on < clock.today():
        raise DomainError("invalid", _("Hãy ghi hạn trả lời, từ hôm nay trở đi."), "due_on")
    inquiry.due_on = told.due_on


def _list(inquiry: Inquiry, told: Draft, by: User) -> None:
    names = [name for name in dict.fromkeys(" ".join(n.split())[:300] for n in told.asked) if name]
    known = set(content_groups(clock.today()).values_list("code", flat=True))
    contents = [code for code in dict.fromkeys(told.contents) if code in known]
    refusals = (
        ("asked", not names, _("Hãy ghi ít nhất một nơi cần hỏi.")),
        ("asked", len(names) > MOST_ASKED, _("Mỗi văn bản hỏi nhiều nhất 40 nơi. Hãy chia thành nhiều văn bản.")),
        ("contents", not contents, _("Hãy chọn ít nhất một nhóm nội dung.")),
        ("entities", not told.items, _("Hãy ghi ít nhất một doanh nghiệp.")),
        ("entities", len(told.items) > MOST_ITEMS, _("Mỗi văn bản hỏi nhiều nhất 300 doanh nghiệp.")),
    )
    for field_name, wrong, words in refusals:
        if wrong:
            raise DomainError("invalid", words, field_name)
    for name in names:
        InquiryAsked(province_id=inquiry.province_id, inquiry=inquiry, name=name).save(force_insert=True)
    seen: set[int] = set()
    for given in told.items:
        entity = _entity(given, inquiry.province_id, by)
        if entity.pk not in seen:
            seen.add(entity.pk)
            InquiryItem(
                province_id=inquiry.province_id, inquiry=inquiry, entity=entity, contents=contents,
                subject=" ".join(given.subject.split())[:200],
            ).save(force_insert=True)  # fmt: skip


def _entity(given: ItemGiven, province_id: int, by: User) -> Any:
    try:
        return entity_meant(given.entity, province_id, by)
    except DomainError as error:
        told = _("%(name)s: %(why)s") % {"name": given.entity.name, "why": error.message}
        raise DomainError(error.code, told, "entities") from error


def _record(asked: InquiryAsked, item: InquiryItem, given: AnswerGiven, by: User) -> None:
    support = None
    if given.had:
        values = {
            **given.values, "agency_name": given.values.get("agency_name") or asked.name,
            "source": OtherSupport.Source.ANSWER, "document_number": asked.answer_number,
        }  # fmt: skip
        try:
            support = new(asked.province_id, item.entity, values, by)
        except DomainError as error:
            raise DomainError(error.code, f"{item.entity.name}: {error.message}", f"{item.pk}-{error.field}") from error
        support.save(force_insert=True)
        audit.record("other_support.recorded", support, by=by, detail={"asked": asked.pk})
    InquiryAnswer(
        province_id=asked.province_id, asked=asked, item=item, had=given.had, support=support, recorded_at=clock.now()
    ).save(force_insert=True)


def _save(inquiry: Inquiry, *fields: str) -> None:
    inquiry.version += 1
    inquiry.save(update_fields=[*fields, "version"])


def _not_future(on: dt.date) -> None:
    if on > clock.today():
        raise DomainError("invalid", _("Ngày này chưa tới. Hãy ghi ngày việc đã xảy ra."), "on")
