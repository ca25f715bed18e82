"""An agency's people meet their own report everywhere and another agency's nowhere."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.organisations import actions as register
from nscl.organisations.models import Agency
from nscl.plans.models import AgencyReport, ReportRound, ReportSubmission
from nscl.plans.tests.reports.conftest import (
    FINANCE,
    TRADE,
    MakeMember,
    Open,
    agency_named,
    asked,
    open_round,
    report_of,
    sent_by,
)

OWN = ("agency_report", "agency_report_blank")


def status(client: Client, name: str, *args: int, method: str = "get") -> int:
    return int(getattr(client, method)(reverse(name, args=args)).status_code)


def test_every_address_of_anothers_report_is_not_there(
    cast: Cast, round_: ReportRound, report: AgencyReport, trade: User, finance: User, sign_in: Open
) -> None:
    sent = sent_by(trade, cast, report)
    with cast.acting(cast.officer):
        row = asked(sent)[0].pk
    other, pk = sign_in(finance), sent.pk
    gets = ("agency_report", "agency_report_send", "agency_report_blank", "agency_report_enter", "agency_report_return")
    posts = ("agency_report", "agency_report_send", "agency_report_recall", "agency_report_enter",
             "agency_report_accept", "agency_report_return", "agency_report_silent")  # fmt: skip
    assert {status(other, name, pk) for name in gets} == {404}
    assert {status(other, name, pk, method="post") for name in posts} == {404}
    assert status(other, "agency_report_save", pk, row, method="post") == 404
    assert status(other, "agency_report_scan", pk, 1) == 404
    assert status(other, "agency_work", agency_named(cast, TRADE).pk) == 404
    for name in ("report_round", "report_round_export", "round_letters", "round_letters_zip"):
        assert status(other, name, round_.pk) == 403, "the board is the officer's"
    own = sign_in(trade)
    assert {status(own, name, pk) for name in OWN} == {200}
    assert status(own, "agency_work", agency_named(cast, TRADE).pk) == 200


def test_lists_and_counts_tell_of_the_own_report_alone(
    cast: Cast, report: AgencyReport, trade: User, finance: User, sign_in: Open
) -> None:
    sent_by(trade, cast, report, result="Điều bí mật của Công Thương")
    client = sign_in(finance)
    for url in (reverse("report_rounds"), "/", reverse("agency_work", args=[agency_named(cast, FINANCE).pk]),
                "/tim/?q=bi+mat", "/ke-hoach/?xem=tat-ca"):  # fmt: skip
        page = client.get(url).content.decode()
        assert "bí mật" not in page, url
        assert f"/bao-cao/co-quan/{report.pk}/" not in page, url
    listed = client.get(reverse("report_rounds")).content.decode()
    assert len(re.findall(r"/bao-cao/co-quan/\d+/", listed)) == 1


def test_another_provinces_officer_finds_nothing(cast: Cast, report: AgencyReport, sign_in: Open) -> None:
    client = sign_in(cast.stranger)
    assert status(client, "agency_report", report.pk) == 404
    assert status(client, "report_round", report.round_id) == 404


def test_whoever_took_an_agency_over_has_its_report(
    cast: Cast, round_: ReportRound, make_member: MakeMember, sign_in: Open
) -> None:
    report = report_of(cast, round_, TRADE)
    with cast.acting(cast.officer):
        whole = register.rename_agency(
            agency=report.agency, name="Sở Công Thương mới", by=cast.officer,
            effect=register.Effect(report.round.opens_on, "Quyết định thử", "1/QĐ"),
        )  # fmt: skip
        successor = whole if isinstance(whole, Agency) else Agency.objects.get(name="Sở Công Thương mới")
    heir = make_member("", agency=successor)
    assert status(sign_in(heir), "agency_report", report.pk) == 200


def test_the_plan_entry_leads_an_agency_to_its_own_page(
    cast: Cast, report: AgencyReport, trade: User, sign_in: Open
) -> None:
    own = reverse("agency_work", args=[agency_named(cast, TRADE).pk])
    client = sign_in(trade)
    assert client.get("/ke-hoach/").headers["Location"] == own
    assert client.get("/ke-hoach/?xem=tat-ca").status_code == 200
    assert sign_in(cast.officer).get("/ke-hoach/").status_code == 200
    assert reverse("agency_report", args=[report.pk]) in client.get(own).content.decode()


def test_a_member_without_an_agency_is_told_so(cast: Cast, report: AgencyReport, sign_in: Open) -> None:
    client = sign_in(cast.cooperating)
    assert "chưa gắn với cơ quan nào" in client.get(reverse("report_rounds")).content.decode()
    assert status(client, "agency_report", report.pk) == 404


def test_an_agency_no_more_asked_writes_nothing_of_another_year(
    cast: Cast, report: AgencyReport, trade: User, sign_in: Open
) -> None:
    with cast.acting(cast.officer):
        plan = report.round.plan_links.get().plan
        other = open_round(cast, plan, year=2027)
        assert other.reports.filter(agency__name=TRADE).exists()
    page = sign_in(trade).get(reverse("report_rounds") + "?nam=2027").content.decode()
    assert page.count("/bao-cao/co-quan/") == 1


@pytest.mark.parametrize("person", ["officer", "head", "ministry"])
def test_who_sees_every_report(cast: Cast, report: AgencyReport, trade: User, sign_in: Open, person: str) -> None:
    sent_by(trade, cast, report)
    page = sign_in(getattr(cast, person)).get(reverse("agency_report", args=[report.pk])).content.decode()
    assert "Đã mở 2 lớp" in page
    assert ("Nhận báo cáo" in page) == (person != "ministry")
    with cast.acting(cast.officer):
        assert ReportSubmission.objects.count() == 1
