"""Names of agencies in the five real plans found in the register: how many, how fast, beside a bare dict look-up.

The floor is what a register without any rule could do: an exact look-up of the folded name.
"""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

from benchmarks.harness import Result, median, times
from nscl.config.testing.databases import TestDatabases

PLANS = Path(__file__).parents[1].parent / "shared" / "plans"


def matching() -> list[Result]:
    if not PLANS.is_dir():
        print("matching: bỏ qua, không có ../shared/plans bên cạnh dự án", file=sys.stderr)
        return []
    databases = TestDatabases()
    databases.name = f"{databases.name}_matching"
    databases.begin()
    os.environ.update(databases.environment())
    import django

    django.setup()
    try:
        return _measure()
    finally:
        databases.end()


def _measure() -> list[Result]:
    from nscl.organisations import queries
    from nscl.organisations.models import Agency, Province
    from nscl.organisations.queries import in_force
    from nscl.organisations.rules import agency_names
    from nscl.organisations.tests.named_in_plans import NAMED
    from nscl.shared.vietnamese import fold

    asked: list[tuple[Province, Any, dict[str, str]]] = []
    for plan, (on, names) in NAMED.items():
        facts = json.loads((PLANS / "expected" / f"{plan}.json").read_text(encoding="utf-8"))
        text = _flat((PLANS / f"{plan}.txt").read_text(encoding="utf-8"))
        province = queries.resolve_province(facts["document"]["issuer"], on)
        assert province is not None
        missing = [name for name in names if _flat(name) not in text]
        assert not missing, f"{plan} does not name {missing}"
        asked.append((province, on, {name: fold(name if meant == "=" else meant) for name, meant in names.items()}))
    total = sum(len(names) for _, _, names in asked)
    hits = wrong = exact = 0
    for province, on, names in asked:
        known = {a.folded for a in Agency.objects.filter(in_force(on), province=province).order_by("id")}
        for name, matches in queries.match_agencies(names, province=province, on=on).items():
            sure = [m.agency.folded for m in matches[:1] if m.score >= agency_names.SURE]
            hits += sure == [names[name]]
            wrong += bool(sure) and sure != [names[name]]
            exact += fold(name) in known and fold(name) == names[name]
    print(f"matching: {hits}/{total} đúng ({hits / total:.1%}), {wrong} sai trên ngưỡng chắc chắn; "
          f"tra từ điển đúng {exact}/{total} ({exact / total:.1%})")  # fmt: skip
    province, on, names = max(asked, key=lambda part: len(part[2]))
    many = [f"{name} " + "  " * n for n in range(1_000 // len(names) + 1) for name in names][:1_000]
    table = {a.folded: a.pk for a in Agency.objects.filter(in_force(on), province=province).order_by("id")}

    def cold() -> object:
        agency_names.normal.cache_clear()
        return queries.match_agencies(many, province=province, on=on)

    floor = median(lambda: [table.get(fold(name)) for name in many], runs=9)
    samples = times(cold, runs=7)
    print(f"matching: {1000 * len(many) / sorted(samples)[len(samples) // 2]:.0f} tên/giây, bộ nhớ đệm trống")
    return [
        Result("khớp tên cơ quan đúng", [100 * hits / total], unit="%", floor=100 * exact / total, rows=total),
        Result("khớp tên cơ quan sai", [100 * wrong / total], unit="%", rows=total),
        Result("khớp 1.000 tên", samples, floor=floor, rows=len(many)),
    ]


def _flat(text: str) -> str:
    return re.sub(r"[\s|]+", " ", unicodedata.normalize("NFC", text)).lower()
