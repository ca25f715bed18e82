"""`python -m nscl.plans.importer FILE`: reads one plan and prints it as JSON, within limits it sets itself.

Exit code 0 with the reading on standard output; 2 with a sentence on standard error, and on standard output
`{"refused": {"code", "message"}}`, when the file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from nscl.plans.importer.read.errors import Unreadable, unreadable

_LARGEST_ANSWER = 64 * 1024 * 1024


def main(arguments: list[str] | None = None) -> int:
    """Reads the file named on the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nscl.plans.importer")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--megabytes", type=int)
    options = parser.parse_args(arguments)
    _limit(options.seconds, options.megabytes)
    try:
        answer: dict[str, Any] = read_plan(options.file)
    except Unreadable as error:
        return _refuse(error)
    except MemoryError:
        return _refuse(unreadable("too_much_memory"))
    _print(answer)
    return 0


def read_plan(path: Path) -> dict[str, Any]:
    """The reading of the file with its text and format, in this very process and without limits."""
    from nscl.plans.importer.read import read_file

    source = read_file(path)
    from nscl.plans.importer.parse import parse
    from nscl.plans.importer.propose.layout import layout

    return {**parse(source).as_json(), "text": source.text, "format": source.format, "lines": layout(source.lines)}


def _limit(seconds: float | None, megabytes: int | None) -> None:
    """Lowers what this process may use; nothing raises it again."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if megabytes:
        size = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_ANSWER, _LARGEST_ANSWER))
    if seconds:
        whole = math.ceil(seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (whole + 1, whole + 2))
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)


def _refuse(error: Unreadable) -> int:
    _print({"refused": {"code": error.code, "message": error.message}})
    sys.stderr.write(error.message + "\n")
    return 2


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
