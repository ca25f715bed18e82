"""What is done with products of tasks, one verb a file."""

from nscl.plans.actions.products.correct import correct, void
from nscl.plans.actions.products.evidence import Proof, add_evidence, void_evidence
from nscl.plans.actions.products.record import record

__all__ = ["Proof", "add_evidence", "correct", "record", "void", "void_evidence"]
