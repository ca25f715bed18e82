"""Values of a reading brought within what the tables hold: a reader of hostile files may say anything."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

T = TypeVar("T")
BIGINT = 2**63 - 1
INTEGER = 2**31 - 1
MOST = Decimal(10) ** 16
Span = tuple[int, int] | None
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: T) -> T:
    """`value` with every character that PostgreSQL refuses replaced by one that it takes: positions stay right."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {storable(k): storable(v) for k, v in value.items()}  # type: ignore[return-value]
    if isinstance(value, list | tuple):
        return [storable(v) for v in value]  # type: ignore[return-value]
    return value


def short(value: Any, length: int) -> str:
    """One line of at most `length` characters; a cut one ends in an ellipsis."""
    text = " ".join(str(value or "").split())
    return text if len(text) <= length else text[: length - 1] + "…"


def one_of(allowed: Collection[str], value: Any, default: str) -> str:
    """The value if it is one of those allowed, else the default."""
    return value if isinstance(value, str) and value in allowed else default


def number(value: Any) -> Decimal | None:
    """A number with at most four decimals and sixteen digits before them, else None."""
    if value is None or isinstance(value, bool):
        return None
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    if not exact.is_finite() or abs(exact) >= MOST:
        return None
    return exact.quantize(Decimal("0.0001"))


def whole(value: Any, most: int) -> int | None:
    exact = number(value) if not isinstance(value, int) else Decimal(value)
    if exact is None or exact != exact.to_integral_value() or abs(exact) > most:
        return None
    return int(exact)


def year(value: Any) -> int | None:
    found = whole(value, 9999)
    return found if found and 1900 <= found <= 2200 else None


def date(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def span(value: Any, end: int) -> Span:
    """`[start, end]` where it is a stretch of a text of `end` characters, else None."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    first, last = value
    if not (isinstance(first, int) and isinstance(last, int) and 0 <= first < last <= end):
        return None
    return first, last


def spans(values: Any, end: int) -> Iterator[list[int]]:
    for value in values or ():
        if found := span(value, end):
            yield list(found)
