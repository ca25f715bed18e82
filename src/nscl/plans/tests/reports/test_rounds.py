"""A round asks the agencies of today for what the plans give them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import reports as actions
from nscl.plans.models import AgencyReport, AskedTask, Plan, ReportRound
from nscl.plans.queries.reports import rounds
from nscl.plans.tests.reports.conftest import FINANCE, SCIENCE, TRADE, agency_named, head, open_round, sent_by
from nscl.shared.errors import DomainError


def test_agencies_of_today_are_asked_about_their_tasks(cast: Cast, round_: ReportRound) -> None:
    with cast.acting(cast.officer):
        rows = AskedTask.objects.filter(report__round=round_).select_related("report__agency", "task")
        found = {(r.report.agency.name, r.task.title, r.role) for r in rows}
    assert found == {
        (SCIENCE, "Điều tra nhu cầu", "lead"),
        (FINANCE, "Bố trí vốn", "lead"),  # given to the planning department, whose work it took over
        (FINANCE, "Điều tra nhu cầu", "cooperating"),
        (TRADE, "Tập huấn thương mại", "lead"),
        (TRADE, "Bố trí vốn", "cooperating"),
    }


def test_one_open_round_for_each_half_of_a_year(cast: Cast, plan: Plan, round_: ReportRound) -> None:
    with cast.acting(cast.officer):
        with pytest.raises(DomainError) as refusal:
            open_round(cast, plan)
        assert refusal.value.field == "half"
        open_round(cast, plan, half="half")
        open_round(cast, plan, half="other")
        open_round(cast, plan, half="other")
        actions.end_round(round=round_, reason="Mở nhầm", by=cast.officer)
        open_round(cast, plan)


def test_days_in_order_and_somebody_to_ask(cast: Cast, plan: Plan) -> None:
    with cast.acting(cast.officer):
        with pytest.raises(DomainError) as refusal:
            open_round(cast, plan, head=head(due_on=dt.date(2026, 1, 1)))
        assert refusal.value.field == "due_on"
        with pytest.raises(DomainError) as refusal:
            open_round(cast, plan, plans=[])
        assert refusal.value.code == "nobody"


def test_an_agency_left_out_is_not_asked(cast: Cast, plan: Plan) -> None:
    with cast.acting(cast.officer):
        made = open_round(cast, plan, without={agency_named(cast, TRADE).pk})
        assert not AgencyReport.objects.filter(round=made, agency__name=TRADE).exists()
        assert actions.refresh_round(round=made, by=cast.officer) == (1, 0)
        assert AgencyReport.objects.filter(round=made, agency__name=TRADE).exists()


def test_a_task_of_another_year_is_not_asked(cast: Cast, plan: Plan) -> None:
    with cast.acting(cast.officer):
        made = open_round(cast, plan, year=2027)
        titles = set(AskedTask.objects.filter(report__round=made).values_list("task__title", flat=True))
    assert titles == {"Tập huấn thương mại", "Bố trí vốn"}


def test_only_who_runs_rounds_opens_one(cast: Cast, plan: Plan, trade: User) -> None:
    with cast.acting(trade), pytest.raises(DomainError) as refusal:
        actions.open_round(
            membership=cast.membership(trade), year=2026, half="year", head=head(), plans=[plan], by=trade
        )
    assert refusal.value.code == "forbidden"


def test_two_officers_change_a_round(cast: Cast, round_: ReportRound) -> None:
    with cast.acting(cast.officer):
        actions.change_round(round=round_, head=head(name="Một"), version=1, by=cast.officer)
        with pytest.raises(actions.Stale) as stale:
            actions.change_round(round=round_, head=head(name="Hai"), version=1, by=cast.second_officer)
        assert stale.value.current.name == "Một"


def test_a_closed_round_rests(cast: Cast, round_: ReportRound, report: AgencyReport) -> None:
    with cast.acting(cast.officer):
        actions.end_round(round=round_, reason="Đã đủ", by=cast.officer)
        with pytest.raises(DomainError):
            actions.change_round(round=round_, head=head(), version=1, by=cast.officer)
        with pytest.raises(DomainError) as refusal:
            actions.save_draft(report=report, answers={}, by=cast.officer)
        assert refusal.value.code == "ended"
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportRound.objects.filter(pk=round_.pk).update(name="Khác")


def test_counts_of_a_round(cast: Cast, round_: ReportRound, report: AgencyReport, trade: User) -> None:
    sent_by(trade, cast, report)
    with cast.acting(cast.officer):
        listed = rounds.rounds(2026).get()
        assert (listed.asked, listed.come, listed.waiting, listed.missing) == (3, 1, 1, 2)  # type: ignore[attr-defined]
        row = rounds.board(round_).get(agency__name=TRADE)
        assert (row.tasks, row.said, row.sent_number) == (2, 1, 1)  # type: ignore[attr-defined]
        assert rounds.rounds(2025).count() == 0
