"""The difficulty goes on: assigned, answered, escalated, closed, reopened, withdrawn. Those linked to it go with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.plans.access import difficulties as access
from nscl.plans.actions.difficulties.common import Paper, locked, needed, save, step, together
from nscl.plans.actions.difficulties.receive import give
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.plans.states.difficulties import DIFFICULTY
from nscl.shared.errors import DomainError

Verb = DifficultyStep.Verb


def assign(*, difficulty: Difficulty, version: int, responsible: User, by: User, text: str = "") -> Difficulty:
    """Give it to somebody of the province's officers; also to another than now."""
    with transaction.atomic():
        found = locked(difficulty, version, access.EDIT, by, responsible=responsible, text=text)
        for one in together(found):
            if one is found or DIFFICULTY.find(one, "assign"):
                give(one, responsible, by, text)
    return found


def answer(
    *,
    difficulty: Difficulty,
    version: int,
    text: str,
    by: User,
    on: dt.date | None = None,
    paper: Paper | None = None,
    uploads: Sequence[Upload] = (),
) -> Difficulty:
    """Answer it, and all that are linked to it: by letter or, without one, in words."""
    with transaction.atomic():
        found = locked(difficulty, version, access.EDIT, by, text=text)
        said = needed(text, "text", _("Hãy ghi nội dung trả lời; nếu trả lời bằng văn bản, ghi tóm tắt."))
        _not_before_receipt(found, on)
        for one in together(found):
            _moved(one, found, "answer", Verb.ANSWERED, by, on=on, text=said, paper=paper, uploads=uploads)
    return found


def escalate(
    *,
    difficulty: Difficulty,
    version: int,
    to: str,
    text: str,
    by: User,
    on: dt.date | None = None,
    expected_on: dt.date | None = None,
    paper: Paper | None = None,
    uploads: Sequence[Upload] = (),
) -> Difficulty:
    """Ask the people's committee or another agency: by which letter, answer expected by when."""
    with transaction.atomic():
        found = locked(difficulty, version, access.EDIT, by, to=to, text=text)
        whom = needed(" ".join(to.split())[:300], "to", _("Hãy ghi kiến nghị gửi cơ quan nào."))
        _not_before_receipt(found, on)
        if expected_on and on and expected_on < on:
            raise DomainError("invalid", _("Ngày mong có trả lời không thể trước ngày gửi."), "expected_on")
        for one in together(found):
            one.responsible = one.responsible or by
            one.escalated_to, one.expected_on = whom, expected_on
            save(one, "responsible", "escalated_to", "expected_on")
            _moved(
                one, found, "escalate", Verb.ESCALATED, by, on=on, text=text, paper=paper, uploads=uploads, to=whom,
                expected_on=expected_on,
            )  # fmt: skip
    return found


def close(*, difficulty: Difficulty, version: int, by: User, text: str = "") -> Difficulty:
    """Nothing is left to do after the answer."""
    with transaction.atomic():
        found = locked(difficulty, version, access.EDIT, by, text=text)
        for one in together(found):
            _moved(one, found, "close", Verb.CLOSED, by, text=text)
    return found


def reopen(*, difficulty: Difficulty, version: int, reason: str, by: User) -> Difficulty:
    """The answer did not settle it, or it was closed or withdrawn too early. Those linked to it stay as they are."""
    with transaction.atomic():
        found = locked(difficulty, version, access.REPORT, by, reason=reason)
        why = needed(reason, "reason", _("Hãy ghi lý do mở lại."))
        save(found)
        DIFFICULTY.run(found, "reopen", by=by)
        step(found, Verb.REOPENED, by=by, text=why)
    return found


def withdraw(*, difficulty: Difficulty, version: int, reason: str, by: User) -> Difficulty:
    """Whoever raised it takes it back, or it was entered by mistake. It stays to be seen and counts no more."""
    with transaction.atomic():
        found = locked(difficulty, version, access.REPORT, by, reason=reason)
        why = needed(reason, "reason", _("Hãy ghi lý do rút."))
        save(found)
        DIFFICULTY.run(found, "withdraw", by=by)
        step(found, Verb.WITHDRAWN, by=by, text=why)
    return found


def _moved(
    one: Difficulty,
    head: Difficulty,
    verb: str,
    kept_as: DifficultyStep.Verb,
    by: User,
    *,
    uploads: Sequence[Upload] = (),
    **told: object,
) -> None:
    """One difficulty goes on, a linked one only where its own state lets it; files stay with the head."""
    follows = one is not head
    if follows and not DIFFICULTY.find(one, verb):
        return
    save(one)
    DIFFICULTY.run(one, verb, by=by, detail={"with": head.pk} if follows else None)
    step(
        one, kept_as, by=by, uploads=() if follows else uploads, with_code=head.code if follows else "",
        **told,  # type: ignore[arg-type]
    )  # fmt: skip


def _not_before_receipt(difficulty: Difficulty, on: dt.date | None) -> None:
    if on and on < difficulty.received_on:
        raise DomainError("invalid", _("Ngày này trước ngày nhận. Hãy kiểm tra lại."), "on")
