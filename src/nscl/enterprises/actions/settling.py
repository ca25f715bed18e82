"""Words written last wait in a list that every search reads through; a second connection brings them into their indexes
while the next rows are written, so that what writes need not."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

LOG = logging.getLogger(__name__)


def weigh() -> None:
    """The planner knows how much there is: what it last saw may be a register of three profiles."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT enterprise_lists_weigh()")


def settle() -> None:
    """What was written last can be found as fast as what was there before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT enterprise_words_settle()")


@contextmanager
def beside() -> Iterator[Callable[[], None]]:
    """Gives what asks for it, after each part that was written; at the end all of it is settled here.

    What fails beside is done at the end, and said by that.
    """
    asked, over = threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def ask() -> None:
        if not threads:
            threads.append(threading.Thread(target=_work, args=(asked, over), daemon=True))
            threads[0].start()
        asked.set()

    try:
        yield ask
    finally:
        over.set()
        asked.set()
        for thread in threads:
            thread.join()
    settle()


def _work(asked: threading.Event, over: threading.Event) -> None:
    try:
        while asked.wait() and not over.is_set():
            asked.clear()
            settle()
    except DatabaseError as error:
        LOG.warning("words are settled at the end only", exc_info=error)
    finally:
        connection.close()
