"""The demo: people of five provinces and what they work with, made through the same actions as everything else."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import transaction

from nscl.foundation.environment import data_folder
from nscl.interfaces.ops.demo.people import PASSWORD, PEOPLE, accounts_to_show
from nscl.shared.errors import DomainError

__all__ = ["PASSWORD", "PEOPLE", "accounts_to_show", "begin", "is_unfinished", "load"]

FIRST = ("people.load", "agencies.load", "plans.load")
"""What the first look at a page needs."""
REST = (
    "documents.load",
    "guidance.load",
    "rollup.load",
    "kin.begin",
    "work.load",
    "reports.load",
    "norms.load",
    "difficulties.load",
    "kin.load",
    "needs.load",
    "products.load",
    "enterprises.load",
    "brought.load",
    "support.load",
    "elsewhere.load",
    "support.keep_some",
)


def begin() -> None:
    """People and their plans; the rest is owed until `load` has brought it, also after a stop in between."""
    _forbid()
    with _alone():
        _mark().touch()
        _bring(FIRST)


def load() -> None:
    """Make what the demo lacks; whatever is there stays as it is. Never where NSCL runs in earnest."""
    _forbid()
    with _alone():
        _bring((*FIRST, *REST))
        _mark().unlink(missing_ok=True)


def is_unfinished() -> bool:
    """Whether the demo was begun and not brought to its end."""
    return _mark().exists()


def _bring(parts: tuple[str, ...]) -> None:
    """Each part whole or not at all: so a load that was cut off goes on where it was, and a commit is paid once."""
    for part in parts:
        module, _, name = part.partition(".")
        with transaction.atomic():
            getattr(import_module(f"{__name__}.{module}"), name)()


def _forbid() -> None:
    if settings.PRODUCTION:
        raise DomainError("production", "Bản chạy thật không nạp dữ liệu minh họa: mật khẩu của nó ai cũng biết.")


def _mark() -> Path:
    return data_folder() / "demo.unfinished"


@contextmanager
def _alone() -> Iterator[None]:
    """Of two that load at once the second waits, and finds everything there."""
    data_folder().mkdir(parents=True, exist_ok=True)
    with (data_folder() / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
