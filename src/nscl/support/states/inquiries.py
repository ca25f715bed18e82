"""The life of an inquiry."""

from __future__ import annotations

from nscl.foundation.transitions import StateMachine, Transition
from nscl.support.models import Inquiry

_EDIT = "other_support.edit"
INQUIRY: StateMachine[Inquiry] = StateMachine(
    Transition("draft", "send", "sent", _EDIT, "inquiry.sent"),
    Transition("draft", "withdraw", "withdrawn", _EDIT, "inquiry.withdrawn"),
    Transition("sent", "remind", "sent", _EDIT, "inquiry.reminded"),
    Transition("sent", "answer", "answered", _EDIT, "inquiry.answered"),
    Transition("sent", "close", "closed", _EDIT, "inquiry.closed"),
)
