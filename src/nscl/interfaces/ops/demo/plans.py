"""The plans of the demo: documents with the figures of real plans, told in other words, read by the real reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nscl.accounts.models import User

TEXTS = Path(__file__).with_name("texts")


@dataclass(frozen=True)
class Paper:
    """A document, who uploads it, and whether they confirm what was read."""

    file: str
    by: str
    confirmed: bool = True


PAPERS = (
    Paper("kon-tum.txt", "officer.quangngai@example.vn"),
    Paper("quang-ngai.txt", "officer.quangngai@example.vn", confirmed=False),
    Paper("can-tho.txt", "officer.cantho@example.vn"),
    Paper("nghe-an.txt", "officer.nghean@example.vn"),
    Paper("tay-ninh.txt", "officer.tayninh@example.vn"),
    Paper("son-la.txt", "officer.sonla@example.vn"),
)


def load() -> None:
    """Upload and confirm the documents that were not uploaded yet."""
    bring(PAPERS)


def bring(papers: Iterable[Paper]) -> None:
    """Upload, each by its officer, those that are not there; confirm those that are to be."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for paper in papers:
        user = User.objects.get(email=paper.by)
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            _bring(paper, user)


def _bring(paper: Paper, user: User) -> None:
    from nscl.accounts import memberships
    from nscl.plans.actions import confirm, upload
    from nscl.plans.models import Plan

    if Plan.objects.filter(attachment__name=paper.file).exists():
        return
    plan = upload.open_draft(
        membership=memberships.in_force(user)[0], name=paper.file, content=TEXTS / paper.file, by=user
    )
    if paper.confirmed:
        confirm.confirm(plan=plan, version=plan.version, by=user, revision=plan.revision)
