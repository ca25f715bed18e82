"""What a look at the installation says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """`sentence` says how it is, `command` what mends it (empty when nothing is to be done)."""

    check: str
    state: State
    sentence: str
    command: str = ""


Check = Callable[[], Iterable[Finding]]


def ok(check: str, sentence: str) -> Finding:
    return Finding(check, State.OK, sentence)


def warn(check: str, sentence: str, command: str) -> Finding:
    return Finding(check, State.WARN, sentence, command)


def fail(check: str, sentence: str, command: str) -> Finding:
    return Finding(check, State.FAIL, sentence, command)


def ask(checks: Iterable[Check]) -> Iterator[Finding]:
    """Every check's findings; one that breaks is a finding itself, and the others still run."""
    for check in checks:
        name = check.__name__.strip("_")
        try:
            yield from check()
        except Exception as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            yield fail(name, f"Không kiểm tra được: {reason}", "nscl doctor --json")
