"""An agency writes, sends, mends; what was sent stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.mail import EmailMessage
from django.db import DatabaseError, IntegrityError, transaction

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import reports as actions
from nscl.plans.models import AgencyReport, AskedTask, ReportRound, ReportSubmission, TaskReport
from nscl.plans.queries.reports import one
from nscl.plans.tests.reports.conftest import asked, report_of, said, scanned, sent_by
from nscl.shared.errors import DomainError


def at(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 3, tzinfo=dt.UTC)


def letter(cast: Cast, **changed: object) -> actions.Letter:
    return actions.Letter(**{"number": "45/SCT", "on": dt.date(2026, 11, 10), "scan": scanned(cast), **changed})  # type: ignore[arg-type]


def test_a_draft_is_kept_task_by_task(cast: Cast, report: AgencyReport, trade: User) -> None:
    with cast.acting(trade):
        first, second = asked(report)
        kept = actions.save_draft(report=report, answers=said(first), summary=(1, " Chung "), by=trade)
        assert (kept.whole, kept.changed) == (True, 2)
        again = actions.save_draft(report=report, answers=said(first), by=trade)
        assert again.changed == 0, "the same words once more are no change"
        assert AskedTask.objects.get(pk=first.pk).result == "Đã mở 2 lớp"
        assert AskedTask.objects.get(pk=second.pk).is_said is False
        assert AgencyReport.objects.get(pk=report.pk).summary == "Chung"


def test_two_people_of_an_agency_at_once(cast: Cast, report: AgencyReport, trade: User) -> None:
    with cast.acting(trade):
        first, second = asked(report)
        actions.save_draft(report=report, answers=said(first, result="Bản một"), by=trade)
        kept = actions.save_draft(report=report, answers={**said(first, result="Bản hai"), **said(second)}, by=trade)
        assert kept.conflicts[first.pk].result == "Bản một"
        assert AskedTask.objects.get(pk=second.pk).result == "Đã mở 2 lớp", "the other task is kept"


def test_what_was_sent_stays_and_a_correction_is_the_next_version(
    cast: Cast, report: AgencyReport, trade: User
) -> None:
    with clock.at(at(dt.date(2026, 11, 10))):
        sent = sent_by(trade, cast, report)
    assert sent.status == "submitted"
    with cast.acting(trade):
        with pytest.raises(DomainError) as refusal:
            actions.save_draft(report=sent, answers=said(asked(sent)[1]), by=trade)
        assert refusal.value.code == "state"
        with pytest.raises(DatabaseError), transaction.atomic():
            AskedTask.objects.filter(report=sent).update(result="Sửa lén")
        with pytest.raises(DatabaseError), transaction.atomic():
            TaskReport.objects.filter(submission__report=sent).update(result="Sửa lén")
        with pytest.raises(DatabaseError), transaction.atomic():
            AgencyReport.objects.filter(pk=sent.pk).update(summary="Sửa lén")
    with cast.acting(cast.officer):
        actions.return_to(report=sent, number=1, reason="Thiếu số liệu", by=cast.officer)
    mended = sent_by(trade, cast, sent, result="Đã mở 3 lớp")
    with cast.acting(cast.officer):
        told = list(TaskReport.objects.filter(submission__report=mended).exclude(result="").order_by("id"))
        assert [(t.submission.number, t.result) for t in told] == [(1, "Đã mở 2 lớp"), (2, "Đã mở 3 lớp")]
        assert one.shown(mended).sent[1].reason == "Thiếu số liệu"


def test_what_is_sent_is_what_was_seen(cast: Cast, report: AgencyReport, trade: User) -> None:
    with cast.acting(trade):
        actions.save_draft(report=report, answers=said(asked(report)[0]), by=trade)
        seen = one.shown(report).seen
        actions.save_draft(report=report, answers=said(asked(report)[1]), by=trade)
        with pytest.raises(DomainError) as refusal:
            actions.submit(report=report, seen=seen, by=trade)
        assert refusal.value.code == "conflict"
        assert not ReportSubmission.objects.exists()


def test_an_empty_report_is_not_sent(cast: Cast, report: AgencyReport, trade: User) -> None:
    with cast.acting(trade), pytest.raises(DomainError) as refusal:
        actions.submit(report=report, seen=one.shown(report).seen, by=trade)
    assert refusal.value.code == "empty"


@pytest.mark.parametrize(("day", "late"), [(dt.date(2026, 11, 15), False), (dt.date(2026, 11, 16), True)])
def test_late_is_after_the_end_of_the_day(
    cast: Cast, report: AgencyReport, trade: User, day: dt.date, late: bool
) -> None:
    with clock.at(at(day)):
        sent_by(trade, cast, report)
    with cast.acting(cast.officer):
        assert ReportSubmission.objects.get().late is late


def test_fetched_back_before_it_was_taken_in(cast: Cast, report: AgencyReport, trade: User) -> None:
    sent = sent_by(trade, cast, report)
    with cast.acting(trade):
        assert actions.recall(report=sent, by=trade).status == "draft"
    sent = sent_by(trade, cast, sent, result="Mới")
    with cast.acting(cast.officer):
        with pytest.raises(DomainError):
            actions.accept(report=sent, number=1, by=cast.officer)
        actions.accept(report=sent, number=2, by=cast.officer)
    with cast.acting(trade), pytest.raises(DomainError):
        actions.recall(report=sent, by=trade)


def test_entered_on_behalf_from_a_letter(cast: Cast, report: AgencyReport) -> None:
    with cast.acting(cast.officer):
        first = asked(report)[0]
        sent = actions.enter(report=report, answers=said(first), summary=(1, ""), letter=letter(cast), by=cast.officer)
        assert (sent.on_behalf, sent.letter_number, sent.late) == (True, "45/SCT", False)
        assert sent.scan is not None
        assert AgencyReport.objects.get(pk=report.pk).status == "accepted"
        assert AuditEntry.objects.filter(code="task_report.submitted", detail__on_behalf=True).count() == 1


def test_a_letter_is_not_of_the_future(cast: Cast, report: AgencyReport) -> None:
    with cast.acting(cast.officer):
        told, first = letter(cast, on=clock.today() + dt.timedelta(days=1)), asked(report)[0]
        with pytest.raises(DomainError) as refusal:
            actions.enter(report=report, answers=said(first), summary=(1, ""), letter=told, by=cast.officer)
    assert refusal.value.field == "letter_on"


def test_a_report_on_behalf_has_its_scan_in_the_database(cast: Cast, report: AgencyReport) -> None:
    with cast.acting(cast.officer), pytest.raises(IntegrityError), transaction.atomic():
        ReportSubmission.objects.create(
            province=cast.province, report=report, number=1, recorded_at=clock.now(), on_behalf=True
        )


def test_silence_is_noted_and_ends_when_the_agency_speaks(cast: Cast, report: AgencyReport, trade: User) -> None:
    with cast.acting(cast.officer):
        assert actions.mark_silent(report=report, by=cast.officer).status == "silent"
        assert actions.unmark_silent(report=report, by=cast.officer).status == "draft"
        actions.mark_silent(report=report, by=cast.officer)
    assert sent_by(trade, cast, report).status == "submitted"


def test_only_the_agency_sends_and_only_the_officer_answers(
    cast: Cast, round_: ReportRound, report: AgencyReport, trade: User, finance: User
) -> None:
    with cast.acting(finance), pytest.raises(DomainError) as refusal:
        actions.save_draft(report=report, answers={}, by=finance)
    assert refusal.value.code == "forbidden"
    sent = sent_by(trade, cast, report)
    with cast.acting(trade):
        for deed in (
            lambda: actions.accept(report=sent, number=1, by=trade),
            lambda: actions.return_to(report=sent, number=1, reason="x", by=trade),
            lambda: actions.invite(round=round_, by=trade),
        ):
            with pytest.raises(DomainError) as refusal:
                deed()
            assert refusal.value.code == "forbidden"


def test_a_state_changes_through_the_runner_alone(cast: Cast, report: AgencyReport) -> None:
    rows = AgencyReport.objects.filter(pk=report.pk)
    with cast.acting(cast.officer), pytest.raises(DatabaseError), transaction.atomic():
        rows.update(status="accepted")


def test_people_of_silent_agencies_are_written_to(
    cast: Cast, round_: ReportRound, trade: User, mailoutbox: list[EmailMessage]
) -> None:
    with cast.acting(cast.officer):
        invited = actions.invite(round=round_, by=cast.officer)
        assert invited.letters == 1
        assert {r.agency.name for r in invited.without} == {"Sở Khoa học và Công nghệ", "Sở Tài chính"}
        report = report_of(cast, round_, "Sở Công Thương")
    (message,) = mailoutbox
    assert message.to == [trade.email]
    assert "15/11/2026" in message.subject
    assert f"/ke-hoach/bao-cao/co-quan/{report.pk}/" in message.body
    sent_by(trade, cast, report)
    with cast.acting(cast.officer):
        assert actions.invite(round=round_, by=cast.officer).letters == 0, "who has sent is left alone"


def test_a_difficulty_goes_into_the_register_once(cast: Cast, report: AgencyReport, trade: User) -> None:
    sent = sent_by(trade, cast, report, difficulties="Thiếu kinh phí.\nĐề nghị bổ sung.")
    with cast.acting(cast.officer):
        told = TaskReport.objects.get(submission__report=sent, difficulties__startswith="Thiếu")
        made = actions.hand_on(task_report=told, by=cast.officer)
        assert (made.title, made.channel, made.agency_id) == ("Thiếu kinh phí.", "report", sent.agency_id)
        assert made.task_id == told.task_id
        assert told.difficulty_link.difficulty == made
        with pytest.raises(DomainError):
            actions.hand_on(task_report=told, by=cast.officer)
