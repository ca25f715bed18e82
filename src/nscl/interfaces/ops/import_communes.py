"""`nscl communes import FILE.csv --on DATE [--end-missing] [--check]`: the official list of communes."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from nscl.organisations.importing import Outcome


def run(options: argparse.Namespace) -> int:
    """Import the list and print what changed. A list with mistakes writes nothing: each line is named, exit code 2."""
    from nscl.organisations import importing

    file = Path(options.file)
    if not file.is_file():
        raise DomainError("missing", "Không tìm thấy tệp; hãy kiểm tra lại đường dẫn.")
    try:
        day = dt.date.fromisoformat(options.on)
    except ValueError:
        raise DomainError("on", "Ngày hiệu lực ghi dạng YYYY-MM-DD, ví dụ 2026-04-30.") from None
    try:
        outcome = importing.bring(file, on=day, end_missing=options.end_missing, dry=options.check)
    except importing.BadList as wrong:
        print("Danh sách có chỗ sai nên chưa ghi gì:", *wrong.problems, sep="\n  ", file=sys.stderr)
        return 2
    if not options.check:
        _record(outcome, day, file.name)
    _tell(outcome, checked=options.check)
    return 0


def _record(outcome: Outcome, day: dt.date, name: str) -> None:
    """One row of the trail for each province that changed."""
    from nscl.foundation import audit, tenancy

    for province, commune in outcome.touched.items():
        with tenancy.scope(tenancy.Scope.of(write=[province])):
            audit.record("communes.imported", commune, by=None, detail={"on": day.isoformat(), "file": name})


def _tell(outcome: Outcome, *, checked: bool) -> None:
    if checked:
        print("Chỉ kiểm tra, chưa ghi gì.")
    print(f"Giữ nguyên {outcome.same}, mới {len(outcome.begun)}, thay đổi {len(outcome.changed)}, "
          f"kết thúc {len(outcome.ended)}, không có trong tệp {len(outcome.unlisted)}.")  # fmt: skip
    for title, lines in (
        ("Mới", outcome.begun),
        ("Thay đổi", outcome.changed),
        ("Kết thúc", outcome.ended),
        ("Không có trong tệp, vẫn giữ", outcome.unlisted),
    ):
        for line in lines:
            print(f"  {title}: {line}")
