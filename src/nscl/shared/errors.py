"""Errors that a person is meant to read."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal with a stable `code`, a Vietnamese sentence saying what to do next, and the field it belongs to."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
