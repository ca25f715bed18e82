"""The life of a plan."""

from __future__ import annotations

from nscl.foundation.transitions import StateMachine, Transition
from nscl.plans.models import Plan

PLAN: StateMachine[Plan] = StateMachine(
    Transition("draft", "confirm", "in_force", "plans.confirm", "plan.confirmed"),
    Transition("draft", "discard", "discarded", "plans.edit", "plan.discarded"),
    Transition("in_force", "amend", "amended", "plans.confirm", "plan.amended"),
    Transition("in_force", "supersede", "superseded", "plans.confirm", "plan.superseded"),
    Transition("in_force", "end", "ended", "plans.confirm", "plan.ended"),
)
