"""The life of a template's version."""

from __future__ import annotations

from nscl.documents.models import DocumentTemplate
from nscl.foundation.transitions import StateMachine, Transition

TEMPLATE: StateMachine[DocumentTemplate] = StateMachine(
    Transition("draft", "use", "in_use", "templates.edit", "template.put_in_use"),
    Transition("draft", "discard", "discarded", "templates.edit", "template.discarded"),
    Transition("in_use", "retire", "retired", "templates.edit", "template.retired"),
)
