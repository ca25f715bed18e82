"""What is done with documents, one verb a file."""

from nscl.documents.actions.register import hold_number, register

__all__ = ["hold_number", "register"]
