"""Which targets are near a task: those that share its words, common words of the plan left aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from nscl.shared.vietnamese import fold

_WORD = re.compile(r"\w+")
ENOUGH = 2  # pairs of neighbouring words that must be shared


def near(tasks: Sequence[str], targets: Sequence[str], most: int = 5) -> list[int]:
    """Places of the targets whose text shares enough pairs of words with one of the tasks, in the plan's order.

    A pair that stands in more than half of four or more targets tells nothing (`doanh nghiệp`).
    """
    pairs = [_pairs(text) for text in targets]
    seen = Counter(pair for found in pairs for pair in found)
    common = {pair for pair, times in seen.items() if len(targets) >= 4 and times * 2 > len(targets)}
    asked = [_pairs(text) - common for text in tasks]
    shared = [max((len((found - common) & task) for task in asked), default=0) for found in pairs]
    best = sorted((at for at, count in enumerate(shared) if count >= ENOUGH), key=lambda at: (-shared[at], at))[:most]
    return sorted(best)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Vietnamese words are mostly of two syllables: neighbours, within a stretch without punctuation."""
    found: set[tuple[str, str]] = set()
    for stretch in re.split(r"[.,;:()/–-]", fold(text)):
        words = [word for word in _WORD.findall(stretch) if not word.isdecimal()]
        found |= set(pairwise(words))
    return found
