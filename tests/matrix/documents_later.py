"""Beginning the work that the offer of a long paper was about: the offer is signed for one person."""

from __future__ import annotations

from dataclasses import asdict

from django.core import signing

from matrix.declare import post
from matrix.world import Side
from nscl.documents import later


def offer(side: Side) -> str:
    """What the page of the offer sends, as the officer of the side got it."""
    wanted = later.Wanted("plans.official", {"plan": 0}, "pdf", "van-ban", "Kế hoạch", side.province.pk)
    with side.acting() as officer:
        return signing.dumps([officer.pk, asdict(wanted)], salt=later.SALT)


ROUTES = [
    post(
        "paper_later", offer, args=lambda made: [], send=lambda made: {"giay": made}, may=["officer"], refused=404,
        changes="foundation.job",
    ),
]  # fmt: skip
