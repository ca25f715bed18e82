"""A plan is amended while a round is open: the words of the version in force; what was sent stays as it was sent."""

from __future__ import annotations

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import amendments, edit, shape
from nscl.plans.actions import reports as actions
from nscl.plans.models import AgencyReport, AskedTask, Plan, ReportRound, Task, TaskReport
from nscl.plans.queries.reports import one, rounds
from nscl.plans.tests.amendments.conftest import applied
from nscl.plans.tests.pages.conftest import words_of
from nscl.plans.tests.reports.conftest import SCIENCE, TRADE, Open, sent_by

TRAINING = "Tập huấn thương mại"


def amended(cast: Cast, plan: Plan, *, renamed: str = "", added: str = "", dropped: str = "") -> Plan:
    """The plan's next version in force, in which these tasks were changed."""
    with cast.acting(cast.officer) as by:
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=by)
        task = Task.objects.get(plan=draft, title=TRAINING)
        if renamed:
            edit.edit_item(item=task, version=task.version, values={"title": renamed}, by=by)
        if dropped:
            edit.discard_item(item=task, version=task.version, reason=dropped, by=by)
        if added:
            values = {"title": added, "lead": [TRADE], "when": "yearly"}
            edit.add_item(plan=draft, kind="nhiem-vu", values=values, span=None, by=by)
        return applied(draft, by)


def titles(report: AgencyReport) -> list[str]:
    return [row.wording.title for row in one.asked_of(report)]


def test_the_draft_has_the_words_of_the_version_in_force(
    cast: Cast, plan: Plan, report: AgencyReport, trade: User, sign_in: Open
) -> None:
    amended(cast, plan, renamed="Tập huấn xuất khẩu")
    screen = sign_in(trade)
    said = words_of(screen, f"/ke-hoach/bao-cao/co-quan/{report.pk}/")
    assert "Tập huấn xuất khẩu" in said
    assert TRAINING not in said


def test_what_was_sent_keeps_the_words_that_were_read(
    cast: Cast, plan: Plan, report: AgencyReport, trade: User, sign_in: Open
) -> None:
    sent_by(trade, cast, report)
    amended(cast, plan, renamed="Tập huấn xuất khẩu")
    screen = sign_in(trade)
    said = words_of(screen, f"/ke-hoach/bao-cao/co-quan/{report.pk}/")
    assert TRAINING in said
    assert "Tập huấn xuất khẩu" not in said
    with cast.acting(trade) as by:
        actions.recall(report=report, by=by)
        found = AgencyReport.objects.get(pk=report.pk)
        assert titles(found)[0] == "Tập huấn xuất khẩu"
        actions.submit(report=found, seen=one.shown(found).seen, by=by)
        told = TaskReport.objects.filter(submission__report=found).order_by("submission__number", "position")
        assert [row.wording.title for row in told if row.position == 1] == [TRAINING, "Tập huấn xuất khẩu"]


def test_words_that_changed_meanwhile_are_looked_at_again(
    cast: Cast, plan: Plan, report: AgencyReport, trade: User
) -> None:
    from nscl.plans.tests.reports.conftest import asked, said
    from nscl.shared.errors import DomainError

    with cast.acting(trade) as by:
        actions.save_draft(report=report, answers=said(asked(report)[0]), by=by)
        seen = one.shown(AgencyReport.objects.get(pk=report.pk)).seen
    amended(cast, plan, renamed="Tập huấn xuất khẩu")
    with cast.acting(trade) as by, pytest.raises(DomainError, match="Hãy xem lại"):
        actions.submit(report=report, seen=seen, by=by)


def test_a_task_that_was_left_out_says_so(
    cast: Cast, plan: Plan, report: AgencyReport, trade: User, sign_in: Open
) -> None:
    amended(cast, plan, dropped="Không còn")
    said = words_of(sign_in(trade), f"/ke-hoach/bao-cao/co-quan/{report.pk}/")
    assert TRAINING in said
    assert "không còn nhiệm vụ này" in said


def test_new_tasks_of_the_amendment_are_offered_and_asked(
    cast: Cast, plan: Plan, round_: ReportRound, report: AgencyReport, sign_in: Open
) -> None:
    screen = sign_in(cast.officer)
    assert "đã được sửa đổi" not in words_of(screen, f"/ke-hoach/bao-cao/{round_.pk}/")
    now = amended(cast, plan, added="Xúc tiến thương mại")
    said = words_of(screen, f"/ke-hoach/bao-cao/{round_.pk}/")
    assert "0 cơ quan chưa được hỏi, 1 nhiệm vụ" in said
    assert screen.post(f"/ke-hoach/bao-cao/{round_.pk}/bo-sung/").status_code == 302
    with cast.acting(cast.officer):
        new = Task.objects.get(plan=now, title="Xúc tiến thương mại")
        assert AskedTask.objects.filter(report=report, task=new, role="lead").exists()
        assert titles(report)[-1] == "Xúc tiến thương mại"
        assert rounds.plans_of(round_) == [now]
    assert "đã được sửa đổi" not in words_of(screen, f"/ke-hoach/bao-cao/{round_.pk}/")


def test_a_report_that_was_sent_is_asked_nothing_more(
    cast: Cast, plan: Plan, round_: ReportRound, report: AgencyReport, trade: User
) -> None:
    sent_by(trade, cast, report)
    amended(cast, plan, added="Xúc tiến thương mại")
    with cast.acting(cast.officer) as by:
        assert actions.refresh_round(round=round_, by=by) == (0, 0)


def test_a_joined_task_is_asked_with_what_became_of_it(
    cast: Cast, plan: Plan, report: AgencyReport, trade: User, sign_in: Open
) -> None:
    with cast.acting(cast.officer) as by:
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Gộp", by=by)
        first = Task.objects.get(plan=draft, title="Điều tra nhu cầu")
        second = Task.objects.get(plan=draft, title=TRAINING)
        shape.join_items(first=first, second=second, versions=(first.version, second.version), by=by)
        applied(draft, by)
    said = words_of(sign_in(trade), f"/ke-hoach/bao-cao/co-quan/{report.pk}/")
    assert f"đã gộp nhiệm vụ này vào “Điều tra nhu cầu {TRAINING}”" in said


def test_the_board_stays_within_its_queries(
    cast: Cast, plan: Plan, round_: ReportRound, sign_in: Open, django_assert_max_num_queries: object
) -> None:
    amended(cast, plan, added="Xúc tiến thương mại")
    screen = sign_in(cast.officer)
    screen.get(f"/ke-hoach/bao-cao/{round_.pk}/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        screen.get(f"/ke-hoach/bao-cao/{round_.pk}/")
    assert SCIENCE
