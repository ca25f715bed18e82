"""Agencies' work and reports. Members of two agencies meet in plans/tests/reports/test_access.py."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matrix.declare import EDITORS, Route, alone, get, listing, post
from matrix.plans import in_force
from matrix.world import Side
from nscl.accounts.models import Membership, User
from nscl.documents import kinds, uploads
from nscl.documents.actions import Upload
from nscl.foundation import tenancy
from nscl.organisations.models import Agency
from nscl.plans.actions import reports as actions
from nscl.plans.models import AgencyReport, AskedTask, Plan, ReportFile, ReportRound, ReportSubmission, TaskReport
from nscl.plans.queries.reports import one
from nscl.plans.tests.reports.conftest import PDF

SEES = (*EDITORS, "ministry")
NAMES = {"ours": "Đợt của Quảng Ngãi", "theirs": "Đợt của Nghệ An"}
SENDER = {"chu_quan": "UBND", "co_quan": "Sở Khoa học và Công nghệ"}
# A member without an agency, an administrator: there is no report for them.
UNSEEN = {"administrator": 404, "cooperating": 404}


def _opened(side: Side, half: str = "other") -> ReportRound:
    plan = side.kept(in_force)
    head = actions.Head(NAMES[side.name], dt.date(2026, 10, 1), dt.date(2026, 11, 15))
    with side.acting() as officer:
        return actions.open_round(
            membership=side.cast.membership(officer), year=2026, half=half, head=head, plans=[plan], by=officer
        )


def a_round(side: Side) -> ReportRound:
    return _opened(side)


def report(side: Side) -> AgencyReport:
    with side.acting():
        return AgencyReport.objects.filter(round=_opened(side), asked__role="lead").order_by("id")[0]


def _entered(side: Side) -> AgencyReport:
    """Entered by the officer, so accepted, with a further file."""
    found = report(side)
    with side.acting() as officer:
        papers = [_paper(side, officer) for _ in range(2)]
        row = AskedTask.objects.filter(report=found).order_by("position")[0]
        actions.enter(
            report=found, answers={row.pk: actions.Answer(1, "done", "Xong")}, summary=(1, ""), uploads=papers[1:],
            letter=actions.Letter("1/SKHCN", dt.date(2026, 11, 1), papers[0]), by=officer,
        )  # fmt: skip
    return found


def _paper(side: Side, officer: Any) -> Upload:
    waiting = uploads.receive(
        content=io.BytesIO(PDF), name="quet.pdf", profile=kinds.SCAN, province_id=side.province.pk, by=officer
    )
    return Upload(waiting.token)


def entered(side: Side) -> AgencyReport:
    return _entered(side)


def sent(side: Side) -> AgencyReport:
    """As if an agency had sent it: what the officer is to take in."""
    found = report(side)
    from nscl.foundation import clock
    from nscl.plans.states import AGENCY_REPORT

    with side.acting() as officer:
        row = ReportSubmission(
            province_id=found.province_id, report=found, number=1, summary="Xong", recorded_at=clock.now(),
            recorded_by=officer,
        )  # fmt: skip
        row.save(force_insert=True)
        AGENCY_REPORT.run(found, "submit", by=officer)
    return found


def scan(side: Side) -> ReportSubmission:
    with side.acting():
        return ReportSubmission.objects.get(report=_entered(side))


def hard_task(side: Side) -> TaskReport:
    found = report(side)
    with side.acting() as officer:
        row = AskedTask.objects.filter(report=found).order_by("position")[0]
        actions.enter(
            report=found, answers={row.pk: actions.Answer(1, "held_up", "Chậm", "", "Thiếu người")}, summary=(1, ""),
            letter=actions.Letter("1/SKHCN", dt.date(2026, 11, 1), _paper(side, officer)), by=officer,
        )  # fmt: skip
        return TaskReport.objects.select_related("submission").get(submission__report=found, task=row.task_id)


def file(side: Side) -> ReportFile:
    with side.acting():
        return ReportFile.objects.get(report=_entered(side))


@contextmanager
def of_the_agency() -> Iterator[None]:
    """The cooperating member of the cast works for the agency that is asked, as long as the request lasts."""
    user = User.objects.get(email="cooperating@example.vn")
    province = user.memberships.get().province
    agency = Agency.objects.get(name="Sở Khoa học và Công nghệ", province=province, valid_to=None)
    held = Membership.objects.create(
        user=user, role="cooperating", province=province, agency=agency, valid_from=dt.date(2025, 7, 1)
    )
    yield
    held.delete()


def written(side: Side) -> AgencyReport:
    found = report(side)
    with side.acting() as officer:
        row = AskedTask.objects.filter(report=found).order_by("position")[0]
        actions.save_draft(report=found, answers={row.pk: actions.Answer(1, "done", "Xong")}, by=officer)
        return AgencyReport.objects.get(pk=found.pk)


def _seen(row: AgencyReport) -> dict[str, Any]:
    with tenancy.scope(tenancy.Scope.of(read=[row.province_id])):
        return {"seen": one.shown(row).seen}


def short_of_one(side: Side) -> ReportRound:
    plan = side.kept(in_force)
    head = actions.Head("Đợt thiếu", dt.date(2026, 10, 1), dt.date(2026, 11, 15))
    with side.acting() as officer:
        left = Agency.objects.get(name="Sở Tài chính", province=side.province, valid_to=None)
        return actions.open_round(
            membership=side.cast.membership(officer), year=2026, half="other", head=head, plans=[plan], by=officer,
            without=[left.pk],
        )  # fmt: skip


def openable(plan: Plan) -> dict[str, Any]:
    agencies = Agency.objects.filter(name="Sở Khoa học và Công nghệ", valid_to=None)
    return {
        "year": "2026", "half": "half", "name": "Đợt mới", "opens_on": "01/06/2026", "due_on": "10/07/2026",
        "plans": [plan.pk], "agencies": [a.pk for a in agencies.filter(province=plan.province_id)],
    }  # fmt: skip


def asked_task(side: Side) -> AskedTask:
    found = report(side)
    with side.acting():
        return AskedTask.objects.filter(report=found).order_by("position")[0]


def typed(row: AgencyReport) -> dict[str, Any]:
    return {"summary": "Chung", "summary_version": row.version}


def of_agency(row: AgencyReport) -> list[Any]:
    return [row.agency_id]


def _head(row: ReportRound) -> dict[str, Any]:
    return {"name": "Tên khác", "opens_on": "01/10/2026", "due_on": "20/11/2026", "version": row.version}


def _letter(row: AgencyReport) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {**typed(row), "letter_on": "01/11/2026", "tep": SimpleUploadedFile("quet.pdf", PDF)}


def _round_page(name: str, **more: Any) -> Route:
    return get(name, a_round, may=SEES, others={"administrator": 404}, **more)


def _run(name: str, changes: str | tuple[str, ...], **more: Any) -> Route:
    return post(name, a_round, may=EDITORS, changes=changes, others={"administrator": 404}, **more)


def _answer(name: str, make: Any, changes: str, **more: Any) -> Route:
    return post(name, make, may=EDITORS, changes=changes, others=UNSEEN, **more)


OWN = ("cooperating",)


def _own(name: str, make: Any, changes: str, **more: Any) -> Route:
    """What only people of the agency do."""
    return post(name, make, may=OWN, changes=changes, others={"administrator": 404}, during=of_the_agency, **more)


ROUTES = [
    listing("report_rounds", a_round, shows=lambda row: row.name, may=(*SEES, "cooperating"), unseen=("cooperating",)),
    alone("report_round_open", may=EDITORS, because="the form before there is a round"),
    post("report_round_open", in_force, may=EDITORS, changes="plans.reportround", args=lambda plan: [], send=openable),
    _round_page("report_round"),
    _round_page("report_round_export"),
    _run("report_round_export_later", "foundation.job"),
    get("report_round_change", a_round, may=EDITORS, others={"administrator": 404}),
    _run("report_round_change", "plans.reportround", send=_head),
    get("report_round_end", a_round, may=EDITORS, others={"administrator": 404}),
    _run("report_round_end", "plans.reportround", send=lambda row: {"reason": "Đã đủ"}),
    post("report_round_refresh", short_of_one, may=EDITORS, changes="plans.agencyreport",
         others={"administrator": 404}),
    _run("report_round_invite", "foundation.auditentry"),
    get("round_letters", a_round, may=EDITORS, others={"administrator": 404}),
    get("round_letters_zip", a_round, may=EDITORS, others={"administrator": 404}, query=lambda row: "co_quan=So"),
    _run("round_letters_later", "foundation.job", send=lambda row: SENDER),
    get("agency_report", report, may=SEES, others=UNSEEN),
    _own("agency_report", report, "plans.agencyreport", send=typed),
    _own("agency_report_save", asked_task, "plans.askedtask", args=lambda a: [a.report_id, a.pk], done=200,
         send=lambda a: {f"t{a.pk}-version": a.version, f"t{a.pk}-result": "Đã làm"}),
    get("agency_report_send", written, may=OWN, others={"administrator": 404}, during=of_the_agency),
    _own("agency_report_send", written, "plans.reportsubmission", send=_seen),
    _own("agency_report_recall", sent, "plans.agencyreport"),
    get("agency_report_blank", report, may=SEES, others=UNSEEN),
    get("agency_report_file", file, may=SEES, args=lambda f: [f.report_id, f.pk], others=UNSEEN),
    get("agency_report_scan", scan, may=SEES, args=lambda s: [s.report_id, s.number], others=UNSEEN),
    get("agency_report_enter", report, may=EDITORS, others=UNSEEN),
    _answer("agency_report_enter", report, "plans.reportsubmission", send=_letter),
    _answer("agency_report_accept", sent, "plans.reportanswer", send=lambda row: {"number": 1}),
    get("agency_report_return", entered, may=EDITORS, others=UNSEEN),
    _answer("agency_report_return", entered, "plans.reportanswer", send=lambda row: {"number": 1, "reason": "Thiếu"}),
    _answer("agency_report_silent", report, "plans.agencyreport"),
    _answer("agency_report_difficulty", hard_task, "plans.difficulty", args=lambda t: [t.submission.report_id, t.pk]),
    get("agency_work", report, may=SEES, args=of_agency, others=UNSEEN),
    get("agency_letter", report, may=EDITORS, args=of_agency, others=UNSEEN),
    get(
        "agency_letter_file", report, may=EDITORS, args=lambda row: [row.agency_id, "docx"], others=UNSEEN,
        query=lambda row: "co_quan=So",
    ),
]  # fmt: skip
