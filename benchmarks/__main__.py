"""Run the benchmarks: all of them, or the one named."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.backup import backup
from benchmarks.compare import compare
from benchmarks.difficulties import difficulties
from benchmarks.enterprises import enterprises
from benchmarks.enterprises_growth import enterprises_growth
from benchmarks.enterprises_import import enterprises_import
from benchmarks.files import files
from benchmarks.guidance import guidance
from benchmarks.harness import Result
from benchmarks.jobs import jobs
from benchmarks.load import load
from benchmarks.matching import matching
from benchmarks.needs import needs
from benchmarks.pages import pages
from benchmarks.people import people
from benchmarks.products import products
from benchmarks.reading import reading
from benchmarks.rendering import rendering
from benchmarks.reports import reports
from benchmarks.searching import searching
from benchmarks.signin import signin
from benchmarks.starting import starting
from benchmarks.support import support
from benchmarks.trail import trail
from benchmarks.work import work

BUILD = Path(__file__).parents[1] / "build"
ALL = {
    "reading": reading,
    "starting": starting,
    "signin": signin,
    "matching": matching,
    "pages": pages,
    "audit": trail,
    "people": people,
    "guidance": guidance,
    "work": work,
    "difficulties": difficulties,
    "reports": reports,
    "products": products,
    "search": searching,
    "files": files,
    "backup": backup,
    "load": load,
    "jobs": jobs,
    "rendering": rendering,
    "compare": compare,
    "needs": needs,
    "enterprises": enterprises,
    "import": enterprises_import,
    "growth": enterprises_growth,
    "support": support,
}


def main(only: str | None) -> int:
    if only and only not in ALL:
        print(f"Không có phép đo {only!r}. Có: {', '.join(ALL)}", file=sys.stderr)
        return 2
    results: list[Result] = []
    for name, bench in ALL.items():
        if only in (None, name):
            results += bench()
    rows = [result.as_row() for result in results]
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    width = max((len(row["name"]) for row in rows), default=4)
    print(f"{'name':{width}}  {'median':>10}  {'p95':>10}  unit  {'floor':>10}  {'ratio':>7}  rows")
    for row in rows:
        floor = "" if row["floor"] is None else f"{row['floor']:.2f}"
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.1f}"
        print(
            f"{row['name']:{width}}  {row['median']:10.2f}  {row['p95']:10.2f}  {row['unit']:4}  "
            f"{floor:>10}  {ratio:>7}  {row['rows'] or ''}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
