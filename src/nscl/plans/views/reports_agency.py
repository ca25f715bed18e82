"""An agency's own page: what the plans of the province ask of it this year, what it has reported, what is missing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.foundation import clock
from nscl.organisations import queries as organisations
from nscl.plans.access import reports as access
from nscl.plans.models import AgencyReport
from nscl.plans.queries.reports import agency as queries
from nscl.plans.views.reports_form import who
from nscl.plans.views.reports_rounds import year_of
from nscl.plans.words.reports import STATES, days_words, said_state


@login_required
@require_safe
def work(request: HttpRequest, agency_pk: int) -> HttpResponse:
    """All plans at once. An agency that is no more leads to those that took it over."""
    person, year, today = who(request), year_of(request), clock.today()
    before = access.agency_for(person, agency_pk)
    agency = before[agency_pk]
    gone = agency.valid_to is not None and agency.valid_to <= today
    found = queries.work(agency, before, queries.plans_of_year(year), year)
    context = {
        "agency": agency, "work": found, "year": year, "years": (year - 1, year + 1), "today": today,
        "now": organisations.successors(agency) if gone else [],
        "own": agency_pk in access.own_agencies(person) and not access.sees_all(person),
        "sees_all": access.sees_all(person), "writes_letters": person.has_perm(access.RECEIVE),
        "before": [one for one in before.values() if one.pk != agency_pk],
        "reports": [_report(report) for report in found.reports],
        "parts": [(part, [_told(one) for one in part.leads], [_told(one) for one in part.cooperates])
                  for part in found.parts],
    }  # fmt: skip
    return render(request, "plans/reports/work.html", context)


def _report(report: AgencyReport) -> tuple[AgencyReport, str, str, str]:
    tone, icon = STATES[AgencyReport.Status(report.status)]
    return report, tone, icon, days_words(report.round, clock.today())


def _told(told: queries.TaskTold) -> tuple[queries.TaskTold, tuple[str, str, str] | None]:
    return told, said_state(told.said.state) if told.said and told.said.state else None
