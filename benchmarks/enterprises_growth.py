"""How import, export, the search for duplicates and taking back grow with the list: each size in an empty register of
its own.

`NSCL_BENCH_GROWTH`: the sizes, `10000,100000` unless said (`10000,100000,1000000` takes three quarters of an hour).
Each run is a process of its own. Beside each stands the floor: the same cells copied in, or out, by PostgreSQL alone.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import enterprises_import as lists
from benchmarks.enterprises_taking_back import taken
from benchmarks.harness import Result, site

SIZES = tuple(int(size) for size in os.environ.get("NSCL_BENCH_GROWTH", "10000,100000").split(","))


def enterprises_growth() -> list[Result]:
    out: list[Result] = []
    with site() as empty:
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                out += _measure(Path(folder), size)
            empty()
    return out


def _measure(folder: Path, size: int) -> list[Result]:
    cast, names = lists.prepared(folder)
    path = folder / "danh-sach.csv"
    lists.write_csv(path, names, 0, size)
    into, found = lists.bare_import(path), str(lists.brought(cast, path))
    told: list[tuple[str, dict[str, Any], float | None]] = [
        ("nhập CSV", lists.run("import", found, cast, folder), into)
    ]
    out = lists.bare_export()
    told += [(f"xuất {kind.upper()}", lists.run("export", kind, cast, folder), out) for kind in ("csv", "xlsx")]
    told.append(("tìm hồ sơ trùng", lists.run("duplicates", "", cast, folder), None))
    shown = f"{size:,}".replace(",", ".")
    results = [row for name, run, floor in told for row in lists.results(f"{name} {shown}", run, floor, size)]
    return results + taken(cast, names, folder, size, there=True)
