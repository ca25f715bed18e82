"""The command line as a shell sees it."""

from __future__ import annotations

import subprocess
import sys


def test_a_reader_that_has_enough_is_no_error() -> None:
    """`nscl size … | head -1` ends in silence."""
    asked = ["size", "--sector", "trade", "--labour", "5", "--revenue", "1000000", "--capital", "1000000"]
    running = subprocess.Popen(
        [sys.executable, "-m", "nscl.interfaces.cli", *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    said = running.stderr.read()
    assert (running.wait(), said) == (0, b"")
