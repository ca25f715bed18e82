"""A plan in force with tasks of several agencies, people of two of them, and a round that asks them."""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from nscl.accounts.models import Membership, User
from nscl.config.testing.cast import Cast
from nscl.documents import kinds, uploads
from nscl.documents.actions import Upload
from nscl.organisations.models import Agency
from nscl.plans.actions import confirm
from nscl.plans.actions import reports as actions
from nscl.plans.models import AgencyReport, AskedTask, Plan, ReportRound
from nscl.plans.tests.conftest import MakeDraft, reading

SCIENCE, FINANCE, TRADE = "Sở Khoa học và Công nghệ", "Sở Tài chính", "Sở Công Thương"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # noqa: E501


def tasks_reading(**head: Any) -> dict[str, Any]:
    """The small plan with three tasks: of Science (with Finance), of Trade, and of Trade with the old planning one."""
    whole = reading(**head)
    first = whole["tasks"][0]
    second, third = copy.deepcopy(first), copy.deepcopy(first)
    second |= {"ref": "II.2", "title": "Tập huấn thương mại", "lead": [TRADE], "cooperating": [], "when": "yearly"}
    third |= {
        "ref": "II.3",
        "title": "Bố trí vốn",
        "lead": ["Sở Kế hoạch và Đầu tư"],
        "cooperating": [TRADE],
        "when": None,
    }
    whole["tasks"] = [first, second, third]
    return whole


@pytest.fixture
def plan(cast: Cast, make_draft: MakeDraft) -> Plan:
    with cast.acting(cast.officer) as officer:
        draft = make_draft(officer, whole=tasks_reading())
        return confirm.confirm(plan=draft, version=draft.version, by=officer)


def agency_named(cast: Cast, name: str) -> Agency:
    found = Agency.objects.filter(name=name, province=cast.province, valid_to__isnull=True).first()
    assert found is not None, name
    return found


MakeMember = Callable[..., User]


@pytest.fixture
def make_member(cast: Cast) -> MakeMember:
    """`make_member("Sở Công Thương")`: somebody who reports for it."""

    def make(name: str, *, part: str = "", agency: Agency | None = None) -> User:
        email = f"{part or 'nguoi'}.{User.objects.count()}@example.vn"
        user = User.objects.create_user(email, full_name="Cao Thị P", password="mat-khau-thu-1")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Membership.objects.create(
            user=user, role="cooperating", province=cast.province, agency=agency or agency_named(cast, name),
            valid_from=dt.date(2025, 7, 1),
        )  # fmt: skip
        return user

    return make


@pytest.fixture
def trade(make_member: MakeMember) -> User:
    return make_member(TRADE)


@pytest.fixture
def finance(make_member: MakeMember) -> User:
    return make_member(FINANCE)


def head(**changed: Any) -> actions.Head:
    told = {"name": "Báo cáo năm 2026", "opens_on": dt.date(2026, 10, 20), "due_on": dt.date(2026, 11, 15)}
    return actions.Head(**{**told, **changed})


def open_round(cast: Cast, plan: Plan, **changed: Any) -> ReportRound:
    """Opened by the officer, in the scope that is set."""
    given: dict[str, Any] = {"year": 2026, "half": "year", "head": head(), "plans": [plan], **changed}
    return actions.open_round(membership=cast.membership(cast.officer), by=cast.officer, **given)


@pytest.fixture
def round_(cast: Cast, plan: Plan) -> ReportRound:
    with cast.acting(cast.officer):
        return open_round(cast, plan)


@pytest.fixture
def report(cast: Cast, round_: ReportRound) -> AgencyReport:
    return report_of(cast, round_, TRADE)


def report_of(cast: Cast, round_: ReportRound, name: str) -> AgencyReport:
    with cast.acting(cast.officer):
        return AgencyReport.objects.select_related("agency", "round").get(round=round_, agency__name=name)


def asked(report: AgencyReport) -> list[AskedTask]:
    return list(AskedTask.objects.filter(report=report).order_by("position"))


def said(row: AskedTask, **changed: Any) -> dict[int, actions.Answer]:
    return {row.pk: actions.Answer(row.version, **{"state": "done", "result": "Đã mở 2 lớp", **changed})}


def scanned(cast: Cast) -> Upload:
    waiting = uploads.receive(
        content=io.BytesIO(PDF), name="cong-van.pdf", profile=kinds.SCAN, province_id=cast.province.pk, by=cast.officer
    )
    return Upload(waiting.token)


def sent_by(user: User, cast: Cast, report: AgencyReport, **changed: Any) -> AgencyReport:
    """The report, written and sent by somebody of the agency."""
    from nscl.plans.queries.reports import one

    with cast.acting(user):
        actions.save_draft(report=report, answers=said(asked(report)[0], **changed), by=user)
        fresh = AgencyReport.objects.get(pk=report.pk)
        actions.submit(report=fresh, seen=one.shown(fresh).seen, by=user)
        return AgencyReport.objects.select_related("agency", "round").get(pk=report.pk)


Open = Callable[[User], Client]


@pytest.fixture
def sign_in(db: None) -> Open:
    def open_as(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
        return client

    return open_as
