"""`nscl industries import FILE.csv --version 2025 [--check]`: the official list of lines of business."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nscl.shared.errors import DomainError


def run(options: argparse.Namespace) -> int:
    """Import the list and print what changed. A list with mistakes writes nothing: each line is named, exit code 2."""
    from nscl.catalogue import importing_industries as importing

    file = Path(options.file)
    if not file.is_file():
        raise DomainError("missing", "Không tìm thấy tệp; hãy kiểm tra lại đường dẫn.")
    try:
        outcome = importing.bring_list(file, version=options.version, dry=options.check)
    except importing.BadList as wrong:
        print("Danh sách có chỗ sai nên chưa ghi gì:", *wrong.problems, sep="\n  ", file=sys.stderr)
        return 2
    if options.check:
        print("Chỉ kiểm tra, chưa ghi gì.")
    print(f"Mới {outcome.added}, đổi tên {outcome.changed}, giữ nguyên {outcome.same}.")
    return 0
