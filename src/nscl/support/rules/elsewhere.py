"""What supports known from elsewhere may mean for a rule that counts by the year or once. A warning, never a limit.

They are what registers say: perhaps not for the same, perhaps not of this programme. Whoever decides looks at the row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from nscl.support.rules.amount import PER, Ceiling, Entitlement, Per, Received, Rule, vnd


@dataclass(frozen=True)
class Caution:
    """A sentence, and the rows it comes from, by their keys. `left_vnd`: of the year's cap, were they counted."""

    text: str
    keys: tuple[str, ...]
    left_vnd: int | None = None


def cautions(
    found: Entitlement, elsewhere: Iterable[Received], on: dt.date, ceilings: Iterable[Ceiling] = ()
) -> tuple[Caution, ...]:
    """What to look at before the entitlement is relied on. `ceilings`: those that hold for it."""
    known = tuple(elsewhere)
    told = [_once(found.rule.basis, found.rule, known)] if found.rule.per is Per.ONCE else []
    if found.rule.per is Per.YEAR:
        told.append(_year(found.rule, known, on))
    told += [_once(one.basis, one, known) for one in ceilings if one.once]
    return tuple(one for one in told if one is not None)


def _once(basis: str, rule: Rule | Ceiling, known: tuple[Received, ...]) -> Caution | None:
    had = [one for one in known if one.content in rule.contents]
    if not had:
        return None
    return Caution(
        f"Chỉ hỗ trợ một lần ({basis}), mà sổ ghi đã được hỗ trợ cùng nhóm nội dung: {_listed(had)}. Hãy kiểm tra lần"
        " duy nhất ấy đã dùng chưa.",
        tuple(one.key for one in had),
    )


def _year(rule: Rule, known: tuple[Received, ...], on: dt.date) -> Caution | None:
    had = [one for one in known if one.content in rule.contents and one.on.year == on.year]
    if not had:
        return None
    told = f"Mức tối đa tính chung cả {PER[Per.YEAR]} {on.year} ({rule.basis}); sổ ghi đã nhận: {_listed(had)}."
    keys = tuple(one.key for one in had)
    if rule.cap_vnd is None:
        return Caution(told, keys)
    left = max(rule.cap_vnd - sum(one.vnd for one in had), 0)
    return Caution(f"{told} Nếu tính cả các khoản này, năm nay còn {vnd(left)} đồng.", keys, left)


def _listed(had: list[Received]) -> str:
    return "; ".join(
        f"{one.source or 'nơi khác'}, {one.on:%d/%m/%Y}, {f'{vnd(one.vnd)} đồng' if one.vnd else 'chưa rõ số tiền'}"
        for one in had[:5]
    )
