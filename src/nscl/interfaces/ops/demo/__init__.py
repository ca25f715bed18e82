"""The demo: people of five provinces and what they work with, made through the same actions as everything else."""

from __future__ import annotations

from django.conf import settings

from nscl.interfaces.ops.demo.people import PASSWORD, PEOPLE, accounts_to_show
from nscl.shared.errors import DomainError

__all__ = ["PASSWORD", "PEOPLE", "accounts_to_show", "load"]


def load() -> None:
    """Make what the demo lacks; whatever is there stays as it is. Never where NSCL runs in earnest."""
    if settings.PRODUCTION:
        raise DomainError("production", "Bản chạy thật không nạp dữ liệu minh họa: mật khẩu của nó ai cũng biết.")
    from nscl.interfaces.ops.demo import (
        agencies,
        difficulties,
        documents,
        guidance,
        kin,
        needs,
        norms,
        people,
        plans,
        products,
        reports,
        rollup,
        support,
        work,
    )

    people.load()
    agencies.load()
    plans.load()
    documents.load()
    guidance.load()
    rollup.load()
    kin.begin()
    work.load()
    reports.load()
    norms.load()
    difficulties.load()
    kin.load()
    needs.load()
    products.load()
    support.load()
