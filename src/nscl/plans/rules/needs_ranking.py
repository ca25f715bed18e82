"""How needs are ranked: points that the province gives, each with the line that says why. Pure.

    points = senders (where several) + asked for by itself + fits a support rule + fits a target
           + a key product of the province + never guided or supported before

Nothing else counts. The order: more points first, then more senders, then the smaller expected cost, then the name.
An officer may set a need at a place by hand, for a reason; the others close up around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TypedDict

from nscl.shared.vietnamese import fold, sort_key

LAST_PLACE = 1_000_000
"""No round has as many needs; a number beyond is a slip."""


class Line(TypedDict):
    """A reason: `code` says which of the province's points it is, `words` what they were given for."""

    code: str
    points: int
    words: str


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for each ground; proposals of this system until the province sets its own."""

    sender: int = 1
    senders_most: int = 5
    own: int = 1
    rule: int = 3
    target: int = 2
    key_product: int = 2
    first_time: int = 2

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one need. `rule`, `target`, `key_product` are words to show; empty where there is none."""

    pk: int
    name: str
    senders: int
    asked_itself: bool = False
    rule: str = ""
    target: str = ""
    key_product: str = ""
    helped_before: bool | None = None
    expected_cost_vnd: int | None = None
    hand_place: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    pk: int
    place: int
    points: int
    lines: tuple[Line, ...]


def reckon(facts: Facts, weights: Weights) -> tuple[int, tuple[Line, ...]]:
    """The points of one need and a line for each ground that gave any."""
    lines: list[Line] = []

    def give(code: str, points: int, words: str) -> None:
        if points:
            lines.append({"code": code, "points": points, "words": words})

    if facts.senders > 1:
        give("senders", weights.sender * min(facts.senders, weights.senders_most), str(facts.senders))
    if facts.asked_itself:
        give("own", weights.own, "")
    if facts.rule:
        give("rule", weights.rule, facts.rule)
    if facts.target:
        give("target", weights.target, facts.target)
    if facts.key_product:
        give("key_product", weights.key_product, facts.key_product)
    if facts.helped_before is False:
        give("first_time", weights.first_time, "")
    return sum(line["points"] for line in lines), tuple(lines)


def rank(needs: Iterable[Facts], weights: Weights) -> list[Ranked]:
    """Every need at its place, from 1."""
    reckoned = [(facts, *reckon(facts, weights)) for facts in needs]
    reckoned.sort(key=lambda row: (-row[1], -row[0].senders, _cost(row[0]), sort_key(row[0].name), row[0].pk))
    ordered = [row for row in reckoned if row[0].hand_place is None]
    by_hand = [row for row in reckoned if row[0].hand_place is not None]
    for row in sorted(by_hand, key=lambda row: (row[0].hand_place or 0, row[0].pk)):
        ordered.insert(max(0, (row[0].hand_place or 1) - 1), row)
    return [Ranked(f.pk, place, points, lines) for place, (f, points, lines) in enumerate(ordered, start=1)]


def key_product_in(text: str, words: Sequence[str]) -> str:
    """The first of the province's key words that the need or its enterprise's name holds, as the province writes it."""
    folded = f" {' '.join(fold(text).split())} "
    return next((word for word in words if f" {' '.join(fold(word).split())} " in folded), "")


def _cost(facts: Facts) -> int:
    return facts.expected_cost_vnd if facts.expected_cost_vnd is not None else 2**63
