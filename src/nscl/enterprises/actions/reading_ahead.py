"""The next part is read and judged while the database writes the one before: two processors instead of one in turns."""

from __future__ import annotations

import contextvars
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Full, Queue
from typing import TypeVar

from django.utils import translation

T = TypeVar("T")
_Told = tuple[T | None, BaseException | None]
WAIT = 0.1
SWITCH = 0.0002
"""Seconds a thread may keep the interpreter while another waits for it: who talks to the database asks for it after
each answer, and would wait 5 ms for who reads."""
COLLECT = 500_000
"""New objects after which circles are looked for; rows make none, and a million of them would be gone through often."""


@contextmanager
def ahead(items: Iterator[T]) -> Iterator[Iterator[T]]:
    """`items`, made in a thread one item ahead; they must not use the database. The thread ends with the block."""
    told: Queue[_Told[T]] = Queue(maxsize=1)
    stop = threading.Event()
    context, language = contextvars.copy_context(), translation.get_language()
    thread = threading.Thread(target=lambda: context.run(_make, items, told, stop, language), daemon=True)
    usual, collected = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(COLLECT, *collected[1:])
    thread.start()
    try:
        yield _taken(told)
    finally:
        stop.set()
        thread.join()
        sys.setswitchinterval(usual)
        gc.set_threshold(*collected)


def _make(items: Iterator[T], told: Queue[_Told[T]], stop: threading.Event, language: str | None) -> None:
    error: BaseException | None = None
    with translation.override(language):
        try:
            for item in items:
                if not _put(told, (item, None), stop):
                    return
        except BaseException as raised:
            error = raised  # and raised again where the items are taken
    _put(told, (None, error), stop)


def _put(told: Queue[_Told[T]], what: _Told[T], stop: threading.Event) -> bool:
    while not stop.is_set():
        try:
            told.put(what, timeout=WAIT)
        except Full:
            continue
        return True
    return False


def _taken(told: Queue[_Told[T]]) -> Iterator[T]:
    while True:
        item, error = told.get()
        if error is not None:
            raise error
        if item is None:
            return
        yield item
