"""`nscl counts`: how many rows of each kind there are, for a province or for the whole country."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable

from django.apps import apps
from django.utils.module_loading import import_string

from nscl.foundation import clock
from nscl.foundation.tenancy import Scope, scope
from nscl.organisations.models import Province
from nscl.organisations.queries import province_coded, with_predecessors
from nscl.shared.errors import DomainError

FIRST = ("plans", "targets", "tasks", "needs", "guidance", "difficulties")
"""What stands first, whichever rooms come before: a programme's own kinds."""


def kinds() -> dict[str, Callable[[], int]]:
    """What is counted: `FIRST`, then in the order of the rooms. Each declares `counts = {"plans": "nscl.plans.…"}`.

    A function answers for the scope that is open: the number of rows of its kind, without those voided.
    """
    declared: dict[str, str] = {}
    for config in apps.get_app_configs():
        declared |= getattr(config, "counts", {})
    ordered = [*(name for name in FIRST if name in declared), *(name for name in declared if name not in FIRST)]
    return {name: import_string(declared[name]) for name in ordered}


def count(province: Province | None) -> dict[str, int]:
    """Kind → number of rows: of the province with those that came into it, or of every province."""
    if province is not None:
        return _counted(with_predecessors(province.pk))
    total = dict.fromkeys(kinds(), 0)
    for pk in Province.objects.order_by("id").values_list("id", flat=True):
        for name, number in _counted([pk]).items():
            total[name] += number
    return total


def _counted(province_ids: Iterable[int]) -> dict[str, int]:
    with scope(Scope.of(read=province_ids)):
        return {name: function() for name, function in kinds().items()}


def run(options: argparse.Namespace) -> int:
    province = province_coded(options.province, clock.today()) if options.province else None
    if options.province and province is None:
        raise DomainError("province", f"Không có tỉnh, thành phố nào mang mã {options.province}.", "province")
    found = count(province)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(province.title if province else "Cả nước")
    width = max(map(len, found), default=0)
    for name, number in found.items():
        print(f"  {name:<{width}}  {number:>12,}".replace(",", "."))
    return 0
