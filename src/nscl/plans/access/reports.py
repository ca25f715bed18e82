"""Loading rounds, reports and agencies for a person.

An agency's member sees what is asked of the agency, or of one that came into it, and nothing of another: everything
of this topic is loaded through here (docs/adr/0020). Whoever may not see it is told that it does not exist.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Expression, QuerySet
from django.http import Http404

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.foundation import tenancy
from nscl.organisations.models import Agency
from nscl.plans.models import AgencyReport, ReportFile, ReportRound

VIEW, RECEIVE, REPORT = "agency_reports.view", "agency_reports.receive", "tasks.report"
_WITH_BEFORE = """
WITH RECURSIVE own(id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT s.predecessor_id FROM organisations_agencysuccession s JOIN own ON s.successor_id = own.id
) SELECT a.* FROM organisations_agency a JOIN own USING (id)
"""


def with_before(*agency_ids: int) -> dict[int, Agency]:
    """These agencies and all that came into them, by their ids. One query, none for none."""
    if not agency_ids:
        return {}
    return {agency.pk: agency for agency in Agency.objects.raw(_WITH_BEFORE, [list(agency_ids)])}


def own(user: User) -> dict[int, Agency]:
    """The agencies the person works for here, with all that came into them. One query, kept for the request."""
    ids = tuple(sorted(agency.pk for agency in memberships.agencies_of(user)))
    kept: dict[tuple[int, ...], dict[int, Agency]] = user.__dict__.setdefault("_own_agencies", {})
    if ids not in kept:
        kept[ids] = with_before(*ids)
    return kept[ids]


def own_agencies(user: User) -> frozenset[int]:
    return frozenset(own(user))


def sees_all(user: User) -> bool:
    """Whether the person sees the reports of every agency."""
    return user.has_perm(VIEW)


def visible(user: User) -> QuerySet[AgencyReport]:
    """The reports that the person may know of."""
    if sees_all(user):
        return AgencyReport.objects.all()
    return of_agencies(own_agencies(user)) if user.has_perm(REPORT) else AgencyReport.objects.none()


def of_agencies(ids: frozenset[int] | Expression) -> QuerySet[AgencyReport]:
    """The reports of these agencies, given by their ids or by what tells them."""
    return AgencyReport.objects.filter(agency__within=ids)


def report_for(user: User, pk: int, permission: str = "") -> AgencyReport:
    """The report `pk`. 404 when unknown, of another agency or province; 403 for who may see it but not do that."""
    found = visible(user).select_related("round__province", "agency").filter(pk=pk).first()
    if found is None or not may_see(user, found):
        raise Http404("report")
    allowed = {"": True, REPORT: may_report(user, found), RECEIVE: may_receive(user, found)}
    if not allowed[permission]:
        raise PermissionDenied(permission)
    return found


def round_for(user: User, pk: int, permission: str = VIEW) -> ReportRound:
    """The round `pk` with all its agencies, for those who see every report."""
    found = ReportRound.objects.select_related("province").filter(pk=pk).first()
    if found is None or not (user.has_perm(VIEW, found) or user.has_perm("plans.view", found)):
        raise Http404("round")
    if not user.has_perm(VIEW, found) or (permission == RECEIVE and not may_receive(user, found)):
        raise PermissionDenied(permission)
    return found


def file_for(report: AgencyReport, pk: int) -> ReportFile:
    """The file `pk` of this report, one taken off since too: what was sent with it stays to be seen."""
    found = ReportFile.objects.select_related("attachment").filter(report=report, pk=pk).first()
    if found is None:
        raise Http404("file")
    return found


def agency_for(user: User, pk: int) -> dict[int, Agency]:
    """The agency `pk` and all that came into it, by their ids: for its own people, and who sees every agency's."""
    if not user.has_perm("plans.view"):
        raise Http404("agency")
    mine = tuple(agency.pk for agency in memberships.agencies_of(user))
    if not sees_all(user):
        if pk not in own_agencies(user):
            raise Http404("agency")
        return own(user) if mine == (pk,) else with_before(pk)
    found = with_before(pk)
    scope = tenancy.current() or tenancy.nobody()
    if pk not in found or (found[pk].province_id is not None and found[pk].province_id not in scope.readable):
        raise Http404("agency")
    return found


def first_page(user: User) -> int | None:
    """The agency whose page stands in for the list of plans: that of a person who only reports for one."""
    if sees_all(user) or not user.has_perm(REPORT):
        return None
    held = memberships.agencies_of(user)
    return held[0].pk if len(held) == 1 else None


def opens_work(user: Any, agency_pk: int) -> bool:
    """Whether the person may open the page of this agency's work."""
    return isinstance(user, User) and (sees_all(user) or agency_pk in own_agencies(user))


def may_see(user: User, report: AgencyReport) -> bool:
    return user.has_perm(VIEW, report) or (user.has_perm(REPORT, report) and report.agency_id in own_agencies(user))


def may_report(user: User, report: AgencyReport) -> bool:
    """Whether the person writes this report as one of the agency's own."""
    return user.has_perm(REPORT, report) and _writes(report) and report.agency_id in own_agencies(user)


def may_receive(user: User, subject: AgencyReport | ReportRound | Membership) -> bool:
    """Whether the person runs rounds there: opens them, takes reports in, enters them for an agency."""
    return user.has_perm(RECEIVE, subject) and _writes(subject)


def _writes(subject: AgencyReport | ReportRound | Membership) -> bool:
    scope = tenancy.current()
    return scope is None or subject.province_id in scope.writable
