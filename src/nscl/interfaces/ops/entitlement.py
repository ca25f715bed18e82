"""`nscl entitlement --province CODE --content CODE --cost VND`: what there is for a cost, with the clause and why."""

from __future__ import annotations

import argparse
import datetime as dt
import json

from nscl.foundation import clock, tenancy
from nscl.organisations.models import Province
from nscl.organisations.queries import heirs, province_coded, with_predecessors
from nscl.shared.errors import DomainError

LARGEST_VND = 10**15


def run(options: argparse.Namespace) -> int:
    """Print the most favourable amount, the rules asked and the reasons. An unknown province or content is refused.

    Where the province set no policy for the content, its plan in force on the day is read instead, and that is said.
    The code of a province that was merged before the day asks the one that took it over.
    """
    from nscl.catalogue.queries import content_groups
    from nscl.support import queries
    from nscl.support.queries.reckoning import NO_SIZE
    from nscl.support.rules.amount import Cost, Facts, vnd

    try:
        day = dt.date.fromisoformat(options.on) if options.on else clock.today()
    except ValueError as error:
        raise DomainError("on", "Ngày sau --on phải viết như 2026-11-30.", "on") from error
    province = province_coded(options.province, day)
    if province is None:
        raise DomainError("province", f"Không có tỉnh, thành phố nào mang mã {options.province}.", "province")
    asked_for, province = province, _today_of(province, day)
    codes = list(dict.fromkeys(group.code for on in (day, clock.today()) for group in content_groups(on)))
    if options.content not in codes:
        known = ", ".join(codes)
        raise DomainError("content", f"Không có nhóm nội dung {options.content}. Các nhóm: {known}.", "content")
    if options.cost < 0:
        raise DomainError("cost", "Chi phí không thể là số âm.", "cost")
    if options.cost > LARGEST_VND:
        raise DomainError("cost", "Chi phí này quá lớn. Hãy kiểm tra lại.", "cost")
    size = "" if options.kind in NO_SIZE else options.size
    facts = Facts(options.kind, size, options.sector, day, marks=frozenset(options.mark))
    with tenancy.scope(tenancy.Scope.of(read=with_predecessors(province.pk))):
        found = queries.what_one_may_get(options.content, facts, [Cost("", options.cost)], of_plans=True)
    best = next((one for one in found if one.applies), None)
    if options.json:
        print(json.dumps({
            "amount_vnd": best.amount_vnd if best else 0,
            "rules": [
                {
                    "basis": one.rule.basis, "rate_bp": one.rule.rate_bp, "cap_vnd": one.rule.cap_vnd,
                    "per": one.rule.per, "applies": one.applies, "amount_vnd": one.amount_vnd, "version": one.rule.key,
                }
                for one in found
            ],
            "reasons": [reason for one in found for reason in one.reasons] or [_nothing(day)],
        }, ensure_ascii=False))  # fmt: skip
        return 0
    if asked_for != province:
        print(f"Mã {options.province} là {asked_for.title}; vào ngày {day:%d/%m/%Y} thuộc {province.title}.")
    print(f"{province.title}, {day:%d/%m/%Y}: {vnd(best.amount_vnd if best else 0)} đồng")
    for one in found:
        print(f"  {one.rule.basis}: {vnd(one.amount_vnd)} đồng")
        for reason in one.reasons:
            print(f"    {reason}")
    if not found:
        print(f"  {_nothing(day)}")
    return 0


def _today_of(province: Province, day: dt.date) -> Province:
    """The province itself, or the one that had taken it over by the day."""
    after = heirs([province.pk], on=day).get(province.pk, [])
    return after[0] if len(after) == 1 else province


def _nothing(day: dt.date) -> str:
    return f"Tỉnh chưa có mức hỗ trợ nào cho nội dung này vào ngày {day:%d/%m/%Y}."
