"""Reads a plan in a process of its own, which may neither take long nor much memory, whatever the file holds.

The web upload and the command line read through here; a file that kills its reader gives a sentence, not an outage.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from nscl.plans.importer.read import files
from nscl.plans.importer.read.errors import Unreadable, unreadable

SECONDS = 8.5
MEGABYTES = 450
_LARGEST_ANSWER = 64 * 1024 * 1024
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HOME", "TMPDIR", "LD_LIBRARY_PATH")
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)


def read_plan(path: Path, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> dict[str, Any]:
    """What the plan at `path` says, as `nscl plan read --json` prints it: the reading with `text` and `format`.

    Raises `Unreadable` for every file that cannot be read within `seconds` of wall time and `megabytes` of memory.
    """
    files.check(path)
    with tempfile.TemporaryFile() as answer:
        code = _run(path, answer, seconds, megabytes)
        size = answer.seek(0, os.SEEK_END)
        if size > _LARGEST_ANSWER:
            raise unreadable("too_long", limit=files.LONGEST // 1_000_000)
        answer.seek(0)
        return _understood(code, answer.read(), seconds)


def _run(path: Path, answer: IO[bytes], seconds: float, megabytes: int) -> int:
    """Runs the reader to its end or kills it; returns its exit code, negative for a signal."""
    command = [sys.executable, "-P", "-m", "nscl.plans.importer", str(path.absolute())]
    command += ["--seconds", str(seconds), "--megabytes", str(megabytes)]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={**kept, "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", "")},
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()


def _understood(code: int, answer: bytes, seconds: float) -> dict[str, Any]:
    if -code in _OUT_OF_TIME:
        raise unreadable("too_slow", limit=f"{seconds:g}".replace(".", ","))
    try:
        said = json.loads(answer)
    except ValueError:
        raise unreadable("crashed") from None
    if code == 0 and isinstance(said, dict):
        return said
    refused = said.get("refused") if isinstance(said, dict) else None
    if isinstance(refused, dict):
        raise Unreadable(str(refused.get("code", "")), str(refused.get("message", "")))
    raise unreadable("crashed")
