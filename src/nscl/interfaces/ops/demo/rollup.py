"""Further plans of merged provinces, so that several stand beside each other: all words and figures are invented."""

from __future__ import annotations

from nscl.interfaces.ops.demo.plans import Paper, bring

PAPERS = (
    Paper("hau-giang.txt", "officer.cantho@example.vn"),
    Paper("can-tho-2026.txt", "officer.cantho@example.vn"),
    Paper("quang-ngai-truoc.txt", "officer.quangngai@example.vn"),
    Paper("quang-ngai-2026.txt", "officer.quangngai@example.vn"),
)


def load() -> None:
    """Upload and confirm what was not uploaded yet."""
    bring(PAPERS)
