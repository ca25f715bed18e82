"""Letters by e-mail to the people of agencies whose report has not come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.foundation import audit, clock, outbox
from nscl.organisations.queries import with_predecessors
from nscl.plans.actions.reports.common import locked_round
from nscl.plans.models import AgencyReport, ReportRound
from nscl.plans.queries.reports.rounds import OPEN


@dataclass(frozen=True)
class Invited:
    """How many letters go out, and the agencies nobody of which has an account (they get a letter on paper)."""

    letters: int
    without: list[AgencyReport]


def invite(*, round: ReportRound, by: User, only: Collection[int] | None = None) -> Invited:
    """Write to everybody who reports for an agency that has sent nothing; `only`: of these reports."""
    with transaction.atomic():
        found = locked_round(round, by)
        rows = AgencyReport.objects.filter(round=found, status__in=OPEN).select_related("agency")
        waiting = list((rows if only is None else rows.filter(pk__in=only)).order_by("agency__sort_key", "id"))
        people = _people(found, waiting)
        written = [report for report in waiting if people.get(report.agency_id)]
        for report in written:
            _write(found, report, people[report.agency_id])
        AgencyReport.objects.filter(pk__in=[report.pk for report in written]).update(reminded_at=clock.now())
        letters = sum(len(people[report.agency_id]) for report in written)
        audit.record("report_round.invited", found, by=by, detail={"letters": letters})
    return Invited(letters, [report for report in waiting if not people.get(report.agency_id)])


def _people(round_: ReportRound, waiting: list[AgencyReport]) -> dict[int, list[User]]:
    """By the agency, who works for it here today and may report. One query."""
    rows = Membership.objects.filter(
        memberships.current(clock.today()), role="cooperating", agency__in={r.agency_id for r in waiting},
        province_id__in=with_predecessors(round_.province_id), user__is_active=True,
    )  # fmt: skip
    found: dict[int, dict[int, User]] = {}
    for held in rows.select_related("user").order_by("id"):
        found.setdefault(held.agency_id or 0, {})[held.user_id] = held.user
    return {agency: list(people.values()) for agency, people in found.items()}


def _write(round_: ReportRound, report: AgencyReport, people: list[User]) -> None:
    link = settings.SITE_URL.rstrip("/") + reverse("agency_report", args=[report.pk])
    with translation.override(settings.LANGUAGE_CODE):
        context = {"round": round_, "report": report, "link": link, "left": (round_.due_on - clock.today()).days}
        subject, _, body = render_to_string("plans/letters/report_asked.txt", context).strip().partition("\n")
    for person in people:
        outbox.send(
            to=[person.email], subject=subject.strip(), body=body.strip() + "\n", province_id=round_.province_id
        )
