"""Log lines that help without telling on anybody: ids, codes, times, places in the code; never what people typed.

Our own lines are an event's name and facts: `log.info("job.ended", extra={"kind": …, "ms": …})`. Of a library's line
only the fixed words are kept, not what was put into them; of an error its class, its place and the database's code,
not its message: messages quote rows, addresses and forms. Used by the settings, so Django is not imported here.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

OURS = "nscl."
# What a line may say besides its event: ids, codes from our own lists, counts and times.
FACTS = (
    *("request_id", "route", "method", "status", "ms", "user_id", "province_id", "job_id", "message_id"),
    *("kind", "state", "attempt", "reference", "task", "period", "count", "check", "seconds", "code"),
)
_CODE = re.compile(r"[A-Za-z0-9_.:<>/-]{1,120}")
_SOURCES = Path(__file__).resolve().parents[1]
_facts: ContextVar[dict[str, Any]] = ContextVar("nscl_log_facts", default={})  # noqa: B039 (never changed in place)


@contextmanager
def about(**facts: Any) -> Iterator[None]:
    """Every line written inside carries these facts."""
    token = _facts.set({**_facts.get(), **{k: v for k, v in facts.items() if v is not None}})
    try:
        yield
    finally:
        _facts.reset(token)


def request_id() -> str:
    """The id of the request being answered; empty outside of one."""
    return str(_facts.get().get("request_id", ""))


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """The facts of a line that may be told; a library's own are not among them."""
    own = vars(record) if record.name.startswith(OURS) else {}
    told = {**_facts.get(), **{k: v for k, v in own.items() if k in FACTS}}
    return {k: told[k] for k in FACTS if k in told and _plain(told[k])}


def _plain(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and _CODE.fullmatch(value) is not None)


def words_of(record: logging.LogRecord) -> str:
    """An event's name, or the fixed words of a library's line with `%s` where something was put in."""
    words = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    if record.name.startswith(OURS):
        return words
    return words if record.args or _fixed(words) else "(…)"


def _fixed(words: str) -> bool:
    """Whether a line without arguments was not made up from values: few plain words, no figures, quotes, addresses."""
    return len(words) <= 120 and re.fullmatch(r"[A-Za-z ,.:;()'-]+", words) is not None


def error_of(record: logging.LogRecord) -> dict[str, Any] | None:
    """An exception without its message: class, the database's code and constraint, the places it went through."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is None:
        return None
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain and len(chain) < 5:
        chain.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    found: dict[str, Any] = {"error": " < ".join(f"{type(e).__module__}.{type(e).__qualname__}" for e in chain)}
    for link in chain:
        if sqlstate := getattr(link, "sqlstate", None):
            found["sqlstate"] = sqlstate
            found["constraint"] = getattr(getattr(link, "diag", None), "constraint_name", None)
    found["at"] = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)[-12:]]
    return {k: v for k, v in found.items() if v}


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    name = path.relative_to(_SOURCES).as_posix() if path.is_relative_to(_SOURCES) else "/".join(path.parts[-2:])
    return f"{name}:{frame.lineno} {frame.name}"


class JsonLines(logging.Formatter):
    """One JSON object a line, for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": words_of(record),
            **facts_of(record),
        }
        line.update(error_of(record) or {})
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """The same to be read by a person: `14:05:09 WARNING nscl.requests request.slow route=home ms=1210`."""

    def format(self, record: logging.LogRecord) -> str:
        when = dt.datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        facts = " ".join(f"{key}={value}" for key, value in facts_of(record).items())
        line = f"{when} {record.levelname} {record.name} {words_of(record)} {facts}".rstrip()
        error = error_of(record)
        if error:
            places = error.pop("at", [])
            line += "".join(f"\n    {key}: {value}" for key, value in error.items())
            line += "".join(f"\n      {place}" for place in places)
        return line


def settings(*, production: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"nscl.foundation.logs.{'JsonLines' if production else 'PlainLines'}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "nscl": {"level": level or ("INFO" if production else "WARNING")},
            # each request has its line of ours; Django's own would tell the whole path
            "django.request": {"level": "CRITICAL"},
            "django.server": {"level": "CRITICAL"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "procrastinate": {"level": "ERROR"},
        },
    }
