"""What is said of a difficulty is put right, a day is set, something is added to the conversation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.foundation import audit
from nscl.plans.access import difficulties as access
from nscl.plans.actions.difficulties.common import Paper, locked, needed, save, step
from nscl.plans.actions.difficulties.receive import FIELDS, check, cleaned
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.shared.errors import DomainError

Verb = DifficultyStep.Verb
KEPT = frozenset({"received_on"})
"""The number is of the year of receipt, so the day may move within that year alone."""


def correct(*, difficulty: Difficulty, version: int, values: Mapping[str, Any], by: User) -> Difficulty:
    """Put right what was entered; the step keeps which fields were."""
    with transaction.atomic():
        found = locked(difficulty, version, access.EDIT, by, **values)
        _live(found)
        new = cleaned(values)
        changed = [name for name in FIELDS if name in new and new[name] != getattr(found, name)]
        for name in changed:
            setattr(found, name, new[name])
        if not changed:
            return found
        check(found)
        if found.received_on.year != found.year:
            words = _(
                "Số %(code)s thuộc năm %(year)s nên ngày nhận phải trong năm ấy. Nếu sai năm, hãy rút và nhập lại."
            )
            raise DomainError("invalid", words % {"code": found.code, "year": found.year}, "received_on")
        if "letter_number" in changed:
            found.letter = Paper(found.letter_number).registered()
        save(found, *changed, "letter")
        step(found, Verb.CORRECTED, by=by)
        audit.record("difficulty.corrected", found, by=by, detail={"fields": changed})
    return found


def set_due(*, difficulty: Difficulty, version: int, due_on: dt.date | None, reason: str, by: User) -> Difficulty:
    """The day by which it is to be answered; a change of it says why."""
    with transaction.atomic():
        found = locked(difficulty, version, access.EDIT, by, due_on=due_on, reason=reason)
        if not found.is_open:
            raise DomainError("state", _("Vấn đề này đã được trả lời hoặc kết thúc nên không đặt hạn nữa."))
        if found.due_on is not None:
            needed(reason, "reason", _("Hãy ghi lý do đổi hạn."))
        if due_on is None and found.due_on is None:
            raise DomainError("invalid", _("Hãy ghi hạn trả lời."), "due_on")
        if due_on and due_on < found.received_on:
            raise DomainError("invalid", _("Hạn trả lời không thể trước ngày nhận."), "due_on")
        found.due_on = due_on
        save(found, "due_on")
        step(found, Verb.DUE, by=by, text=reason)
        audit.record("difficulty.due_set", found, by=by)
    return found


def add_note(
    *,
    difficulty: Difficulty,
    version: int,
    text: str,
    by: User,
    on: dt.date | None = None,
    paper: Paper | None = None,
    uploads: Sequence[Upload] = (),
    on_behalf: bool = False,
) -> Difficulty:
    """Something said or sent meanwhile: by whoever raised it, by the officers, by an agency that was asked."""
    with transaction.atomic():
        found = locked(difficulty, version, access.REPORT, by, text=text)
        _live(found)
        said = needed(text, "text", _("Hãy ghi nội dung trao đổi."))
        save(found)
        step(found, Verb.NOTE, by=by, on=on, text=said, paper=paper, uploads=uploads, on_behalf=on_behalf)
        audit.record("difficulty.noted", found, by=by)
    return found


def _live(difficulty: Difficulty) -> None:
    if difficulty.status in Difficulty.OVER:
        raise DomainError("state", _("Vấn đề này đã kết thúc. Hãy mở lại trước khi ghi thêm."))
