"""Rounds of agencies' reports: years past entered from letters (one late, one that never came), this year's under way.

What is past is entered as of today, as an officer would who brings old letters in: nothing is recorded in the past.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from nscl.interfaces.ops.demo.papers import waiting

if TYPE_CHECKING:
    from nscl.accounts.models import Membership, User

OFFICERS = ("officer.quangngai", "officer.nghean", "officer.cantho", "officer.tayninh", "officer.sonla")
FIRST = 2021
ASKED = 4  # agencies of a past round: two on time, one late, one silent
MEMBER = "Sở Tài chính"
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
RESULTS = (
    ("done", "Đã làm xong phần việc được giao, có biên bản và danh sách ký nhận.", ""),
    ("under_way", "Đã làm được một nửa khối lượng, phần còn lại làm trong quý tới.", "Thiếu người đi thực địa."),
    ("held_up", "Mới dự thảo, chưa trình.", "Đề nghị hướng dẫn thêm về định mức chi."),
)


def load() -> None:
    """Open the rounds that a province lacks."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy
    from nscl.plans.models import ReportRound

    for name in OFFICERS:
        user = User.objects.get(email=f"{name}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            if not ReportRound.objects.filter(province=membership.province).exists():
                _years(membership, user, name.partition(".")[2])


def _years(membership: Membership, user: User, place: str) -> None:
    from nscl.foundation import clock

    today = clock.today()
    for year in range(FIRST, today.year):
        _past(membership, user, year, "year")
    _past(membership, user, today.year, "half")
    _under_way(membership, user, place, today)
    _besides(membership, user, place, today)


def _open(
    membership: Membership,
    user: User,
    year: int,
    half: str,
    days: tuple[dt.date, dt.date],
    most: int | None = None,
    only: set[int] | None = None,
) -> Any:
    """The round, or None where no plan of the year gives anybody anything."""
    from nscl.plans.actions import reports as actions
    from nscl.plans.queries.reports.asking import asking
    from nscl.plans.queries.reports.rounds import open_plans

    plans = list(open_plans(year))
    found = [one.agency.pk for one in asking(plans, year).agencies if one.tasks()]
    if not found:
        return None
    everybody = {one.agency.pk for one in asking(plans, year).agencies}
    kept = (only & set(found)) if only else set(found[:most]) if most else everybody
    if not kept:
        return None
    name = {"half": f"Báo cáo 6 tháng đầu năm {year}", "other": f"Báo cáo bổ sung năm {year}"}.get(
        half, f"Báo cáo năm {year}"
    )
    return actions.open_round(
        membership=membership, year=year, half=half, head=actions.Head(name, *days), plans=plans, by=user,
        without=everybody - kept,
    )  # fmt: skip


def _past(membership: Membership, user: User, year: int, half: str) -> None:
    from nscl.plans.actions import reports as actions
    from nscl.plans.models import AgencyReport
    from nscl.plans.rules.rounds import proposed

    proposal = next(one for one in proposed(year) if one.half == half)
    made = _open(membership, user, year, half, (proposal.opens_on, proposal.due_on), ASKED)
    if made is None:
        return
    reports = list(AgencyReport.objects.filter(round=made).select_related("agency").order_by("agency__sort_key", "id"))
    for at, report in enumerate(reports):
        if at == ASKED - 1:
            actions.mark_silent(report=report, by=user)
            continue
        day = made.due_on + dt.timedelta(days=6 if at == ASKED - 2 else -3 - at)
        _enter(report, user, f"{100 + at}/BC-{year}", min(day, _today()))
    if year < _today().year:
        actions.end_round(round=made, reason="Đã tổng hợp xong", by=user)


def _under_way(membership: Membership, user: User, place: str, today: dt.date) -> None:
    """This year's: one sent by the agency itself, one entered from a letter, one returned, the others awaited."""
    from nscl.plans.actions import reports as actions
    from nscl.plans.models import AgencyReport

    due = max(dt.date(today.year, 11, 15), today + dt.timedelta(days=9))
    made = _open(membership, user, today.year, "year", (min(dt.date(today.year, 10, 20), today), due))
    if made is None:
        return
    reports = list(AgencyReport.objects.filter(round=made).select_related("agency").order_by("agency__sort_key", "id"))
    others = [report for report in reports if report.agency.name != MEMBER and report.asked.exists()]
    for report in reports:
        if report.agency.name == MEMBER:
            _send(report, place)
    if others:
        _enter(others[0], user, f"200/BC-{today.year}", today)
    if len(others) > 1:
        _enter(others[1], user, f"201/BC-{today.year}", today)
        actions.return_to(report=others[1], number=1, reason="Chưa có số liệu của quý III, đề nghị bổ sung.", by=user)


def _besides(membership: Membership, user: User, place: str, today: dt.date) -> None:
    """One agency is asked again for its figures and has begun to write: nothing was sent yet."""
    from nscl.accounts.models import User as Person
    from nscl.organisations.models import Agency
    from nscl.plans.actions import reports as actions
    from nscl.plans.models import AgencyReport

    own = Agency.objects.filter(name=MEMBER, province=membership.province, valid_to__isnull=True)
    days = (today, today + dt.timedelta(days=14))
    made = _open(membership, user, today.year, "other", days, only=set(own.values_list("pk", flat=True)))
    if made is None:
        return
    member = Person.objects.get(email=f"coquan.{place}@example.vn")
    report = AgencyReport.objects.get(round=made)
    first = dict(list(_answers(report).items())[:1])
    file = waiting("bang-so-lieu.docx", "Số liệu kèm báo cáo", report.province_id, member)
    actions.save_draft(report=report, answers=first, uploads=[file], by=member)


def _answers(report: Any) -> dict[int, Any]:
    from nscl.plans.actions.reports import Answer
    from nscl.plans.models import AskedTask

    rows = AskedTask.objects.filter(report=report).order_by("position", "id")
    found = {}
    for at, row in enumerate(rows):
        state, result, difficulties = RESULTS[at % len(RESULTS)]
        found[row.pk] = Answer(row.version, state, result, "", difficulties)
    return found


def _enter(report: Any, user: User, number: str, day: dt.date) -> None:
    from nscl.documents import kinds, uploads
    from nscl.documents.actions import Upload
    from nscl.plans.actions import reports as actions

    scan = uploads.receive(
        content=io.BytesIO(SCAN), name="bao-cao-co-dau.pdf", profile=kinds.SCAN, province_id=report.province_id,
        by=user,
    )  # fmt: skip
    actions.enter(
        report=report, answers=_answers(report), summary=(1, "Đã phân công phòng phụ trách (bản minh họa)."),
        letter=actions.Letter(number, day, Upload(scan.token)), by=user,
    )  # fmt: skip


def _send(report: Any, place: str) -> None:
    """By the agency's own account."""
    from nscl.accounts.models import User
    from nscl.plans.actions import reports as actions
    from nscl.plans.queries.reports import one

    member = User.objects.get(email=f"coquan.{place}@example.vn")
    summary = (1, "Kinh phí năm đã bố trí; đề nghị gửi dự toán sớm (bản minh họa).")
    file = waiting("phu-luc-ket-qua.docx", "Phụ lục kết quả thực hiện", report.province_id, member)
    actions.save_draft(report=report, answers=_answers(report), summary=summary, uploads=[file], by=member)
    report.refresh_from_db()
    actions.submit(report=report, seen=one.shown(report).seen, by=member)


def _today() -> dt.date:
    from nscl.foundation import clock

    return clock.today()
