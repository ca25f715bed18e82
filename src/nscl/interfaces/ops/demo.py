"""The demo: people of two provinces and what they work with."""

from __future__ import annotations

PASSWORD = "nscl-demo-2026"  # noqa: S105 (shown on the first screen of a local demo)


def load() -> None:
    """Make the demo accounts."""


def accounts_to_show() -> list[str]:
    return []
