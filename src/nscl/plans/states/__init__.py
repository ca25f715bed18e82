"""The life of a plan, of a round of needs and of each need in it, of an agency's report."""

from __future__ import annotations

from nscl.foundation.transitions import StateMachine, Transition
from nscl.plans.models import AgencyReport, MergedNeed, NeedsRound, Plan, PolicyDraft, TaskYear

PLAN: StateMachine[Plan] = StateMachine(
    Transition("draft", "confirm", "in_force", "plans.confirm", "plan.confirmed"),
    Transition("draft", "discard", "discarded", "plans.edit", "plan.discarded"),
    Transition("in_force", "amend", "amended", "plans.confirm", "plan.amended"),
    Transition("in_force", "supersede", "superseded", "plans.confirm", "plan.superseded"),
    Transition("in_force", "end", "ended", "plans.confirm", "plan.ended"),
)

NEEDS_ROUND: StateMachine[NeedsRound] = StateMachine(
    Transition("preparing", "open", "open", "needs.edit", "needs.round_opened"),
    Transition("open", "close", "closed", "needs.edit", "needs.round_closed"),
    Transition("closed", "reopen", "open", "needs.edit", "needs.round_reopened"),
    Transition("closed", "settle", "settled", "needs.decide", "needs.round_settled"),
    Transition("settled", "unsettle", "closed", "needs.decide", "needs.round_unsettled"),
)

NEED: StateMachine[MergedNeed] = StateMachine(
    Transition("waiting", "hand_on", "handed_on", "needs.decide", "needs.handed_on"),
    Transition("waiting", "postpone", "later", "needs.decide", "needs.postponed"),
    Transition("waiting", "decline", "declined", "needs.decide", "needs.declined"),
    Transition("handed_on", "take_back", "waiting", "needs.decide", "needs.taken_back"),
    Transition("later", "reconsider", "waiting", "needs.decide", "needs.reconsidered"),
    Transition("declined", "reconsider", "waiting", "needs.decide", "needs.reconsidered"),
    Transition("waiting", "merge", "merged", "needs.edit", "needs.merged"),
    Transition("merged", "unmerge", "waiting", "needs.edit", "needs.unmerged"),
)

POLICY: StateMachine[PolicyDraft] = StateMachine(
    Transition("draft", "consult", "consultation", "products.edit", "policy.consulted"),
    Transition("draft", "appraise", "appraised", "products.edit", "policy.appraised"),
    Transition("consultation", "appraise", "appraised", "products.edit", "policy.appraised"),
    Transition("appraised", "submit", "submitted", "products.edit", "policy.submitted"),
    Transition("appraised", "return", "draft", "products.edit", "policy.returned"),
    Transition("submitted", "return", "draft", "products.edit", "policy.returned"),
    Transition("submitted", "issue", "issued", "products.edit", "policy.issued"),
    Transition("draft", "drop", "dropped", "products.edit", "policy.dropped"),
    Transition("consultation", "drop", "dropped", "products.edit", "policy.dropped"),
    Transition("appraised", "drop", "dropped", "products.edit", "policy.dropped"),
    Transition("submitted", "drop", "dropped", "products.edit", "policy.dropped"),
)
"""A policy on its way to being issued. One that is returned is a draft again; one that is dropped never comes back."""
AGENCY_REPORT: StateMachine[AgencyReport] = StateMachine(
    Transition("draft", "submit", "submitted", "tasks.report", "task_report.submitted"),
    Transition("returned", "submit", "submitted", "tasks.report", "task_report.submitted"),
    Transition("silent", "submit", "submitted", "tasks.report", "task_report.submitted"),
    Transition("submitted", "recall", "draft", "tasks.report", "task_report.recalled"),
    Transition("submitted", "accept", "accepted", "agency_reports.receive", "task_report.accepted"),
    Transition("submitted", "return", "returned", "agency_reports.receive", "task_report.returned"),
    Transition("accepted", "return", "returned", "agency_reports.receive", "task_report.returned"),
    Transition("draft", "mark_silent", "silent", "agency_reports.receive", "task_report.silent"),
    Transition("silent", "unmark", "draft", "agency_reports.receive", "task_report.not_silent"),
)

TASK_YEAR: StateMachine[TaskYear] = StateMachine(
    Transition("not_started", "start", "under_way", "tasks.follow", "task_year.started"),
    Transition("under_way", "finish", "done", "tasks.follow", "task_year.finished"),
    Transition("not_started", "stop", "stopped", "tasks.follow", "task_year.stopped"),
    Transition("under_way", "stop", "stopped", "tasks.follow", "task_year.stopped"),
    Transition("done", "reopen", "under_way", "tasks.follow", "task_year.reopened"),
    Transition("stopped", "reopen", "under_way", "tasks.follow", "task_year.reopened"),
)
