"""Agencies as a plan names them, found in the register as it stood when the plan was issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nscl.foundation import clock
from nscl.organisations import queries as organisations
from nscl.organisations.models import Agency, Province
from nscl.organisations.rules.agency_names import POSSIBLE, SURE
from nscl.plans.models import AgencyMention, Plan

MARK = "Cơ quan “"


@dataclass(frozen=True)
class Best:
    """The agency of the register that a name means, how sure that is, and whether it has become another since."""

    agency: Agency
    score: float
    stale: bool
    today: tuple[str, ...] = ()


def day_of(plan: Plan) -> dt.date:
    """The day on which the plan's words were right: its date, else the first day of its period, else today."""
    return day(plan.issued_on, plan.period_from)


def day(issued_on: dt.date | None, period_from: int | None) -> dt.date:
    if issued_on:
        return issued_on
    return dt.date(period_from, 1, 1) if period_from else clock.today()


def match(names: Iterable[str], province: Province, on: dt.date) -> dict[str, Best]:
    """The best match of every name that has a possible one."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    found = organisations.match_agencies(wanted, province=province, on=on)
    best = {name: matches[0] for name, matches in found.items() if matches}
    return {
        name: Best(m.agency, m.score, m.stale, tuple(a.name for a in m.today))
        for name, m in best.items()
        if m.score >= POSSIBLE
    }


def doubt(mention: AgencyMention) -> str | None:
    """What an officer should look at in this mention, as a sentence that begins with `MARK`."""
    if mention.agency is None:
        return f"{MARK}{mention.name}” chưa có trong danh bạ: hãy chọn hoặc thêm."
    if mention.score is not None and mention.score < SURE:
        return f"{MARK}{mention.name}” có thể là {mention.agency.name}: hãy kiểm tra."
    return None


def stale_doubt(best: Mapping[str, Best]) -> str | None:
    """One sentence on every agency that the plan names by what it was called then, and what became of it."""
    stale: dict[int, str] = {}
    for name, found in best.items():
        if found.stale:
            now = f"nay là {', '.join(found.today)}" if found.today else "nay không còn"
            stale.setdefault(found.agency.pk, f"“{name}” {now}")
    if not stale:
        return None
    told = stale.values()
    return f"Tên cũ của cơ quan: {'; '.join(told)}. Kế hoạch giữ tên cũ; phần việc được xem theo cơ quan hiện nay."


def is_of_agency(sentence: str) -> bool:
    return sentence.startswith(MARK)
