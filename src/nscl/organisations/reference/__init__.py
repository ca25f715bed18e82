"""Reference data of this room: provinces of today and before, and the agencies every province has."""

from __future__ import annotations


def load(using: str) -> None:
    """Bring the tables to what the files say."""
