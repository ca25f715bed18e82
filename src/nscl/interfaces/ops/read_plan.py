"""`nscl plan read FILE [--json]`: what a document says, without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def run(file: Path, *, as_json: bool) -> int:
    """Print the reading of `file`; a `DomainError` says why it cannot be read."""
    from nscl.plans.importer.isolated import read_plan

    reading = read_plan(file)
    if as_json:
        json.dump(reading, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(summary(reading))
    return 0


def summary(reading: dict[str, Any]) -> str:
    """A short account for a person at a terminal."""
    head = reading["document"]
    lines = [
        " · ".join(str(v) for v in (head["title"], head["number"], head["issued_on"], head["issuer"]) if v),
        f"{len(reading['targets'])} chỉ tiêu · {len(reading['tasks'])} nhiệm vụ · "
        f"{len(reading['support_rules'])} mức hỗ trợ · {len(reading['deadlines'])} thời hạn",
    ]
    for target in reading["targets"]:
        lines.append(f"  {target['ref']}: {target['text']}")
    return "\n".join(lines)
