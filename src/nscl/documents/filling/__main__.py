"""`python -m nscl.documents.filling`: one job as JSON on standard input, within limits it sets itself.

The job: `{"do": "check" | "fill" | "show", "file": path, "values": {…}, "fields": {…}, "needed": […], "to": path}`.
The answer on standard output: `{"findings": […]}`, `{"bytes": n}` (the DOCX stands in `to`), `{"blocks": […]}`, or
`{"refused": {"code", "told"}}`.
"""

from __future__ import annotations

import json
import math
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

LARGEST_ANSWER = 64 * 1024 * 1024


def main() -> int:
    seconds, wait, megabytes = float(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    job = json.loads(sys.stdin.buffer.read())
    _limit(seconds, wait, megabytes)
    from nscl.documents.filling.answers import Refused

    try:
        answer = do(job)
    except Refused as error:
        answer = {"refused": {"code": error.code, "told": error.told}}
    except MemoryError:
        answer = {"refused": {"code": "memory", "told": ""}}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def do(job: dict[str, Any]) -> dict[str, Any]:
    """The answer to a job, in this very process."""
    from nscl.documents.filling import fill
    from nscl.documents.filling.checking import check
    from nscl.documents.filling.package import lines

    file, values = Path(job["file"]), job["values"]
    found = lines(file)
    if job["do"] == "check":
        findings = check(found, job["fields"], job["needed"])
        if not any(finding.grave for finding in findings):
            findings += fill.try_out(file, values)
        return {"findings": [asdict(finding) for finding in findings]}
    data = fill.fill(file, values)
    if job["do"] == "show":
        return {"blocks": fill.blocks(data)}
    Path(job["to"]).write_bytes(data)
    return {"bytes": len(data)}


def _limit(seconds: float, wait: float, megabytes: int) -> None:
    """Lowers what this process may use, of work and of waiting; nothing raises it again."""
    size, whole = megabytes * 1024 * 1024, math.ceil(seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER, LARGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CPU, (whole + 1, whole + 2))
    signal.setitimer(signal.ITIMER_REAL, wait + 1)


if __name__ == "__main__":
    sys.exit(main())
