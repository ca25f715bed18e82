"""Claim, hand over, mark. A crash in between leaves a letter `uncertain`: a person decides, the system never does."""

from __future__ import annotations

import datetime as dt
import logging
import time

from django.db import DatabaseError, InterfaceError, connection, transaction

from nscl.foundation import clock, logs
from nscl.foundation.jobs import queue
from nscl.foundation.jobs.running import Again
from nscl.foundation.models import OutboxMessage
from nscl.foundation.outbox import transport

log = logging.getLogger("nscl.outbox")
State = OutboxMessage.State
WAITS = tuple(dt.timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))  # then it is given up
LONGEST_HAND_OVER = dt.timedelta(minutes=10)
KEEP = dt.timedelta(days=30)  # the words of a letter that has ended
KEEP_ROW = dt.timedelta(days=365)
MARK_SECONDS = 30.0  # how long to try to write down that a letter has gone


def deliver(pk: int) -> None:
    """Send the letter if it is to be sent now. Raises `Again` when it should be tried later."""
    message = _claim(pk)
    if message is None:
        return
    with logs.about(message_id=pk):
        wait = _hand_over(message)
    if wait is not None:
        raise Again(wait)


def _claim(pk: int) -> OutboxMessage | None:
    """Take the letter, or raise `Again` until it is due.

    One found in hand was dropped by a worker that died: nobody knows how far it came.
    """
    now = clock.now()
    with transaction.atomic():
        rows = OutboxMessage.objects.select_for_update(skip_locked=True)
        message = rows.filter(pk=pk, state__in=(State.QUEUED, State.SENDING)).first()
        if message is None:
            return None
        if message.state == State.SENDING:
            message.state = State.UNCERTAIN
            message.save(update_fields=["state"])
            return None
        if not _due(message, now):
            raise Again(message.next_try_at - now)
        message.state, message.claimed_at, message.attempts = State.SENDING, now, message.attempts + 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def _due(message: OutboxMessage, now: dt.datetime) -> bool:
    """A time further ahead than any wait was written by a clock that has been set back since."""
    return message.next_try_at <= now or message.next_try_at > now + WAITS[-1] * 2


def _hand_over(message: OutboxMessage) -> dt.timedelta | None:
    """Let it go and write down what came of it; how long to wait when it is to be tried again."""
    letter = transport.Letter(message.message_id, message.sender, message.recipients, bytes(message.raw or b""))
    try:
        refused = transport.hand_over(letter)
    except transport.NotSent as failure:
        return _not_sent(message, failure)
    except transport.Unsure as doubt:
        _mark(message, State.UNCERTAIN, error=doubt.reason)
    else:
        _mark(message, State.SENT, error=refused)
    return None


def _not_sent(message: OutboxMessage, failure: transport.NotSent) -> dt.timedelta | None:
    if failure.for_good or message.attempts > len(WAITS):
        _mark(message, State.FAILED, error=failure.reason)
        return None
    wait = WAITS[message.attempts - 1]
    _mark(message, State.QUEUED, error=failure.reason, next_try_at=clock.now() + wait)
    return wait


def _mark(message: OutboxMessage, state: State, *, error: str, next_try_at: dt.datetime | None = None) -> None:
    """Only over what this very attempt left; a database that is away for a moment is waited for."""
    values = {"state": state, "last_error": error[:500], "ended_at": clock.now() if state in _ENDED else None}
    if next_try_at is not None:
        values["next_try_at"] = next_try_at
    left = (State.SENDING, State.UNCERTAIN)
    row = OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts, state__in=left)
    deadline = time.monotonic() + MARK_SECONDS
    while True:
        try:
            row.update(**values)
            break
        except (DatabaseError, InterfaceError):
            if time.monotonic() > deadline or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(0.5)
    log.info("letter.marked", extra={"state": str(state), "attempt": message.attempts})


_ENDED = (State.SENT, State.FAILED)


def sweep() -> int:
    """Put forgotten letters back on the queue and call those uncertain whose worker is gone; how many."""
    now = clock.now()
    with transaction.atomic():
        held = OutboxMessage.objects.filter(state=State.SENDING)
        dropped = held.filter(claimed_at__lt=now - LONGEST_HAND_OVER) | held.filter(
            claimed_at__gt=now + LONGEST_HAND_OVER
        )
        touched = dropped.update(state=State.UNCERTAIN)
        late = OutboxMessage.objects.filter(state=State.QUEUED).order_by("next_try_at", "id")
        for message in [*late.filter(next_try_at__lte=now - WAITS[0])[:500], *late.filter(
            next_try_at__gt=now + WAITS[-1] * 2)[:500]]:  # fmt: skip
            if not queue.holds(f"letter-{message.pk}", by=now):
                queue.letter(message.pk)
                touched += 1
    return touched


def purge() -> int:
    """Take the words, the subject and the addresses from letters that ended long ago; how many."""
    now = clock.now()
    ended = OutboxMessage.objects.filter(state__in=_ENDED, ended_at__lt=now - KEEP)
    taken = ended.filter(purged_at=None).update(raw=None, subject="", recipients=[], purged_at=now)
    ended.filter(ended_at__lt=now - KEEP_ROW).delete()
    return taken
