"""The life of a difficulty."""

from __future__ import annotations

from nscl.foundation.transitions import StateMachine, Transition
from nscl.plans.models import Difficulty

_EDIT, _REPORT = "difficulties.edit", "difficulties.report"
DIFFICULTY: StateMachine[Difficulty] = StateMachine(
    Transition("received", "assign", "assigned", _EDIT, "difficulty.assigned"),
    Transition("assigned", "assign", "assigned", _EDIT, "difficulty.assigned"),
    Transition("escalated", "assign", "escalated", _EDIT, "difficulty.assigned"),
    Transition("received", "escalate", "escalated", _EDIT, "difficulty.escalated"),
    Transition("assigned", "escalate", "escalated", _EDIT, "difficulty.escalated"),
    Transition("escalated", "escalate", "escalated", _EDIT, "difficulty.escalated"),
    Transition("assigned", "answer", "answered", _EDIT, "difficulty.answered"),
    Transition("escalated", "answer", "answered", _EDIT, "difficulty.answered"),
    Transition("answered", "close", "closed", _EDIT, "difficulty.closed"),
    Transition("answered", "reopen", "assigned", _REPORT, "difficulty.reopened"),
    Transition("closed", "reopen", "assigned", _EDIT, "difficulty.reopened"),
    Transition("withdrawn", "reopen", "received", _EDIT, "difficulty.reopened"),
    Transition("received", "withdraw", "withdrawn", _REPORT, "difficulty.withdrawn"),
    Transition("assigned", "withdraw", "withdrawn", _EDIT, "difficulty.withdrawn"),
    Transition("escalated", "withdraw", "withdrawn", _EDIT, "difficulty.withdrawn"),
)
