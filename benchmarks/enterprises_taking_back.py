"""Taking lists back: one that changed every profile it met (an address, a telephone, figures), then one of new
profiles; each looked at first, as the page does it."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

from benchmarks import enterprises_import as lists
from benchmarks.harness import Result


def taken(cast: Any, names: list[str], folder: Path, most: int, *, there: bool) -> list[Result]:
    """Of lists of so many rows; `there`: whether the first rows of `listed` are in the register already."""
    path, out = folder / "lay-lai.csv", list[Result]()
    if not there:
        lists.write_csv(path, names, 0, most)
        lists.run("import", str(lists.brought(cast, path)), cast, folder)
    _analyze()
    _changed(path, names, most)
    changed = str(lists.brought(cast, path, overwrite=True))
    runs = [("nhập CSV, mọi dòng đổi", lists.run("import", changed, cast, folder))]
    runs += _back("đã đổi", changed, cast, folder)
    lists.write_csv(path, names, 700_000_000, most)
    fresh = str(lists.brought(cast, path))
    lists.run("import", fresh, cast, folder)
    runs += _back("mới", fresh, cast, folder)
    shown = f"{most:,}".replace(",", ".")
    for name, told in runs:
        out += lists.results(f"{name} {shown}", told, None, most)
    return out


def _back(which: str, found: str, cast: Any, folder: Path) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"lấy lại hồ sơ {which}, xem trước", lists.run("weigh", found, cast, folder)),
        (f"lấy lại hồ sơ {which}", lists.run("take", found, cast, folder)),
    ]


def _analyze() -> None:
    """As the server does after a while."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("ANALYZE enterprises_enterprise, enterprises_yearfigures, organisations_legalentity")


def _changed(path: Path, names: list[str], most: int) -> None:
    """The first rows once more, each with another address, telephone and labour."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(lists.HEADS)
        for row in lists.listed(names, 0, most):
            cells = list(row)
            cells[4], cells[6], cells[10] = f"{cells[4]} mới", "0255 0000 111", str(int(cells[10]) + 1)
            writer.writerow(cells)
