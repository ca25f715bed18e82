"""Questions about plans: all that a page shows, in a few queries, however many items the plan has."""

from nscl.plans.queries.overview import Overview, overview, plans_of
from nscl.plans.queries.review import Entry, ReviewData, review
from nscl.plans.queries.tasks import AgencyWork, Occurrence, TaskGroup, agency_work, deadlines_between, tasks_by_agency

__all__ = [
    "AgencyWork",
    "Entry",
    "Occurrence",
    "Overview",
    "ReviewData",
    "TaskGroup",
    "agency_work",
    "deadlines_between",
    "overview",
    "plans_of",
    "review",
    "tasks_by_agency",
]
