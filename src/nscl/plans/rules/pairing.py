"""Which item of one plan is which item of another: first by origin, then the equal ones, then the most alike.

Symmetric: with the sides exchanged the same pairs come out. Deterministic: nothing but the items decides.
Likeness is measured on folded words and pairs of words, rare ones counting more (ADR 0017 has the figures).
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nscl.shared import periods
from nscl.shared.vietnamese import fold

LIKE = 0.30
"""From this likeness on two items may be one; chosen on the labelled pairs in `tests/compare/labelled.py`."""
LIKE_WORDS = 0.15
"""Less alike in words, they are not one, whatever else they have in common."""
MOST_PAIRS = 400_000
"""So many likenesses are reckoned at most; beyond, only those of items at about the same place of their plans."""
HEAVIEST = 7
_WORDS = re.compile(r"[^\W_]+")
SURE = 0.65
"""From here on two items are taken for one without a person looking: none of the labelled wrong pairs reaches 0.61."""
WORDS, UNIT, WHEN, WHO = 70, 10, 12, 8
"""What each counts of 100; what one of two items does not tell counts nothing, and the rest the more."""

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of an item: all its `values` as they are shown, and what tells it from others of its kind.

    `period` is its own (2026); `place` is where that lies in its plan's time (see `place_in_time`), since next year's
    plan speaks of next year. `root`: the item it was first written as, where an amendment carried it on; 0 for none.
    """

    values: tuple[str, ...]
    words: str
    unit: str = ""
    period: str = ""
    place: str = ""
    who: str = ""
    root: int = 0


@dataclass(slots=True)
class _Sides:
    """Indices that have no partner yet, and the partners found."""

    left: list[int]
    right: list[int]
    found: dict[int, int] = field(default_factory=dict)

    def join(self, pairs: Iterable[tuple[int, int]]) -> None:
        taken = dict(pairs)
        self.found |= taken
        self.left = [i for i in self.left if i not in taken]
        used = set(taken.values())
        self.right = [j for j in self.right if j not in used]


def pair(left: Sequence[Item], right: Sequence[Item]) -> list[Pair]:
    """Every item once, with its partner or None, in the order of reading: the right plan's, the left's fitted in."""
    sides = _Sides(list(range(len(left))), list(range(len(right))))
    sides.join(_of_one_origin(sides, left, right))
    sides.join(_equal(sides, left, right))
    sides.join(_alike(sides, left, right))
    return _in_order(sides.found, len(left), len(right))


def sure(left: Sequence[Item], right: Sequence[Item]) -> list[tuple[int, int]]:
    """Those pairs that are one without doubt: of one origin, equal in every value, or at least `SURE` alike."""
    like = {(i, j) for i, j, score in likenesses(left, right) if score >= SURE}
    pairs = [(i, j) for i, j in pair(left, right) if i is not None and j is not None]
    return [(i, j) for i, j in pairs if (i, j) in like or _are_one(left[i], right[j])]


def _are_one(mine: Item, theirs: Item) -> bool:
    return mine.values == theirs.values or mine.root == theirs.root != 0


def _of_one_origin(sides: _Sides, left: Sequence[Item], right: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Items of which each is the only one of its origin in its plan."""
    mine, theirs = (_only(items) for items in (left, right))
    return ((mine[root], theirs[root]) for root in mine.keys() & theirs.keys())


def _only(items: Sequence[Item]) -> dict[int, int]:
    counted = Counter(item.root for item in items)
    return {item.root: at for at, item in enumerate(items) if item.root and counted[item.root] == 1}


def _equal(sides: _Sides, left: Sequence[Item], right: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """The first with the first of those that are equal in every value, the second with the second."""
    theirs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in sides.right:
        theirs[right[j].values].append(j)
    used: Counter[tuple[str, ...]] = Counter()
    for i in sides.left:
        values = left[i].values
        if used[values] < len(theirs.get(values, ())):
            yield i, theirs[values][used[values]]
            used[values] += 1


def _alike(sides: _Sides, left: Sequence[Item], right: Sequence[Item]) -> list[tuple[int, int]]:
    """The most alike first, each item once; of equally alike ones those at the nearest places."""
    found = likenesses([left[i] for i in sides.left], [right[j] for j in sides.right])
    candidates = []
    for a, b, score in found:
        i, j = sides.left[a], sides.right[b]
        candidates.append((-score, abs(i - j), i + j, i, j))
    candidates.sort()
    partners: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in candidates:
        if i not in partners and j not in used:
            partners[i] = j
            used.add(j)
    return list(partners.items())


def _reach(i: int, lefts: int, rights: int) -> tuple[int, int]:
    """Which of the right are weighed against the left `i`: all, or where that is too much those at a near place.

    Places are shares of the whole, so that the same pairs are weighed with the sides exchanged.
    """
    if lefts * rights <= MOST_PAIRS:
        return 0, rights
    half = MOST_PAIRS // 2
    return max(0, -((half - i * rights) // lefts)), min(rights, (half + i * rights) // lefts + 1)


_Facts = tuple[frozenset[str], str, str, frozenset[str]]
_LANE = 32


def likenesses(left: Sequence[Item], right: Sequence[Item]) -> Iterator[tuple[int, int, float]]:
    """(left, right, likeness from 0 to 1) of every two items that are alike enough to be one.

    A feature weighs 1 to `HEAVIEST` by how rare it is on both sides. For each feature one long number holds its weight
    in the lane of every item of the right that has it, so that adding the numbers of a left item's features weighs
    what it shares with all of the right at once.
    """
    said = [features(item.words) for item in (*left, *right)]
    known = Counter(feature for each in said for feature in each)
    weight = {feature: _weight(times, len(said)) for feature, times in known.items()}
    totals = [sum(weight[feature] for feature in each) for each in said]
    mine, theirs = totals[: len(left)], totals[len(left) :]
    lanes = _lanes(said[len(left) :], weight)
    like = _FactsLike([_facts(item) for item in left], [_facts(item) for item in right])
    for i, each in enumerate(said[: len(left)]):
        shared = _unpacked(sum(lanes.get(feature, 0) for feature in each), len(right))
        first, end = _reach(i, len(left), len(right))
        least = LIKE_WORDS**2 * mine[i]
        for j in range(first, end):
            if (common := shared[j]) and common * common >= least * theirs[j]:
                score = like(i, j, common / math.sqrt(mine[i] * theirs[j]))
                if score >= LIKE:
                    yield i, j, score


def _lanes(said: Sequence[frozenset[str]], weight: dict[str, int]) -> dict[str, int]:
    """By feature: its weight in the lane of each item that has it."""
    lanes: dict[str, int] = defaultdict(int)
    for j, each in enumerate(said):
        for feature in each:
            lanes[feature] |= weight[feature] << (_LANE * j)
    return dict(lanes)


def _unpacked(packed: int, count: int) -> memoryview[int]:
    return memoryview(packed.to_bytes(count * _LANE // 8, sys.byteorder)).cast("I")


def features(text: str) -> frozenset[str]:
    """The folded words of `text` and every two that follow each other, which in Vietnamese often are one word."""
    words = _WORDS.findall(fold(text))
    return frozenset((*words, *(f"{a} {b}" for a, b in pairwise(words))))


def _weight(times: int, items: int) -> int:
    """`HEAVIEST` for what one item alone has, 1 for what all have."""
    return max(1, round(HEAVIEST * math.log((items + 1) / times) / math.log(items + 1)))


def _facts(item: Item) -> _Facts:
    return _bare(item.unit), item.period, item.place, _bare(item.who)


def _bare(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(text)))


class _FactsLike:
    """A likeness of words with what else two items have in common; the same facts are weighed once."""

    def __init__(self, left: Sequence[_Facts], right: Sequence[_Facts]) -> None:
        numbers: dict[_Facts, int] = {}
        self._left, self._right = ([numbers.setdefault(f, len(numbers)) for f in side] for side in (left, right))
        self._facts = list(numbers)
        self._known: dict[tuple[int, int], tuple[float, int]] = {}

    def __call__(self, i: int, j: int, words: float) -> float:
        both = self._left[i], self._right[j]
        if both not in self._known:
            self._known[both] = _in_common(self._facts[both[0]], self._facts[both[1]])
        more, of = self._known[both]
        return (WORDS * words + more) / of


def _in_common(mine: _Facts, theirs: _Facts) -> tuple[float, int]:
    """What the facts add to the words, and of how much in all."""
    more, of = 0.0, WORDS
    if mine[0] and theirs[0]:
        more, of = more + UNIT * _overlap(mine[0], theirs[0]), of + UNIT
    if (mine[1] or mine[2]) and (theirs[1] or theirs[2]):
        same = (mine[1] and mine[1] == theirs[1]) or (mine[2] and mine[2] == theirs[2])
        more, of = more + (WHEN if same else 0), of + WHEN
    if mine[3] and theirs[3]:
        more, of = more + WHO * _overlap(mine[3], theirs[3]), of + WHO
    return more, of


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)


def _in_order(found: dict[int, int], lefts: int, rights: int) -> list[Pair]:
    """The right side in its order; what only the left has stands after what stood before it there."""
    mine = {j: i for i, j in found.items()}
    after: dict[int, list[int]] = defaultdict(list)
    last = -1
    for i in range(lefts):
        if i in found:
            last = found[i]
        else:
            after[last].append(i)
    rows: list[Pair] = [(i, None) for i in after[-1]]
    for j in range(rights):
        rows.append((mine.get(j), j))
        rows += [(i, None) for i in after[j]]
    return rows


def place_in_time(period: str, first: int | None, last: int | None) -> str:
    """Where `period` lies in a plan of these years: `yearly`, `whole`, `end`, `later`, or the number of the year.

    So that a target of 2025 in the plan of 2025 and one of 2026 in the plan of 2026 are at the same place.
    """
    if period == periods.YEARLY or first is None or last is None:
        return period if period == periods.YEARLY else ""
    ends = periods.last_year(period)
    if ends is None:
        return ""
    years = periods.years(period)
    if years == (first, last):
        return "whole"
    if years is not None and years[0] == years[1] and first < last:
        return f"year {ends - first}"
    if ends > last:
        return "later"
    return "end" if ends == last else "before"
