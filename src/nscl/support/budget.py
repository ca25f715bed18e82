"""What is left in a year's budget for a content. Whoever keeps money says it; until then nobody does.

The room of budgets provides its function in its `AppConfig.ready`: `budget.provide(left_for)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Left = Callable[[int, Sequence[str], int], int | None]
_provided: list[Left] = []


def provide(function: Left) -> None:
    """`function(province_id, contents, year)` gives the đồng left, or None where it is not public or not known."""
    _provided.append(function)


def left(province_id: int, contents: Sequence[str], year: int) -> int | None:
    """What the first that knows says."""
    for function in _provided:
        if (found := function(province_id, contents, year)) is not None:
            return found
    return None
