"""The demo: people of five provinces and what they work with, made through the same actions as everything else."""

from __future__ import annotations

from nscl.interfaces.ops.demo.people import PASSWORD, PEOPLE, accounts_to_show

__all__ = ["PASSWORD", "PEOPLE", "accounts_to_show", "load"]


def load() -> None:
    """Make what the demo lacks; whatever is there stays as it is."""
    from nscl.interfaces.ops.demo import agencies, documents, people, plans

    people.load()
    agencies.load()
    plans.load()
    documents.load()
