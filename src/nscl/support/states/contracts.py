"""The life of a contract with whoever carries work out."""

from __future__ import annotations

from nscl.foundation.transitions import StateMachine, Transition
from nscl.support.models import ProviderContract

_EDIT = "providers.edit"
CONTRACT: StateMachine[ProviderContract] = StateMachine(
    Transition("active", "accept", "done", _EDIT, "contract.accepted"),
    Transition("done", "liquidate", "liquidated", _EDIT, "contract.liquidated"),
    Transition("active", "terminate", "terminated", _EDIT, "contract.terminated"),
)
