"""Several raise the same: they are linked to one of them and handled together with it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.access import difficulties as access
from nscl.plans.actions.difficulties.common import locked, save, step
from nscl.plans.actions.difficulties.receive import give
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.plans.states.difficulties import DIFFICULTY
from nscl.shared.errors import DomainError

Verb = DifficultyStep.Verb


def link_same(*, difficulty: Difficulty, version: int, code: str, by: User) -> Difficulty:
    """Handle it together with the one numbered `code`: it gets the same officer and, where given, the same answer.

    Rows are held in the order of their ids, so that two people linking in opposite directions wait for each other.
    """
    with transaction.atomic():
        wanted = _named(difficulty, code)
        pair = Difficulty.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[difficulty.pk, wanted.pk])
        head = {one.pk: one for one in pair.order_by("id")}[wanted.pk]
        found = locked(difficulty, version, access.EDIT, by, code=code)
        _can(found, head)
        found.same_as = head
        save(found, "same_as")
        audit.record("difficulty.linked", found, by=by, detail={"with": head.pk})
        step(found, Verb.LINKED, by=by, with_code=head.code)
        _catch_up(found, head, by)
    return found


def unlink_same(*, difficulty: Difficulty, version: int, by: User) -> Difficulty:
    """It goes its own way again, from where it stands."""
    with transaction.atomic():
        found = locked(difficulty, version, access.EDIT, by)
        if found.same_as is None:
            raise DomainError("state", _("Vấn đề này không gộp với vấn đề nào. Hãy tải lại trang."))
        code = found.same_as.code
        found.same_as = None
        save(found, "same_as")
        audit.record("difficulty.unlinked", found, by=by)
        step(found, Verb.UNLINKED, by=by, with_code=code)
    return found


def _named(difficulty: Difficulty, code: str) -> Difficulty:
    wanted = Difficulty.objects.filter(province_id=difficulty.province_id, code=code.strip().upper()).first()
    if wanted is None:
        raise DomainError("invalid", _("Không có vấn đề số này trong tỉnh. Số ghi như KK-2026-014."), "code")
    return wanted


def _can(found: Difficulty, head: Difficulty) -> None:
    if head.pk == found.pk:
        raise DomainError("invalid", _("Không gộp một vấn đề với chính nó."), "code")
    if head.same_as_id is not None:
        words = _("%(code)s đã gộp với %(head)s. Hãy ghi số %(head)s.")
        raise DomainError("invalid", words % {"code": head.code, "head": head.same_as and head.same_as.code}, "code")
    if Difficulty.objects.filter(same_as=found).exists():
        raise DomainError("state", _("Có vấn đề khác đang gộp vào đây. Hãy thôi gộp chúng trước."), "code")
    if found.same_as_id is not None:
        raise DomainError("state", _("Vấn đề này đã gộp rồi. Hãy thôi gộp trước."), "code")
    if not found.is_open or head.status == Difficulty.Status.WITHDRAWN:
        raise DomainError("state", _("Chỉ gộp vấn đề chưa trả lời vào vấn đề chưa rút."), "code")


def _catch_up(found: Difficulty, head: Difficulty, by: User) -> None:
    """The one linked gets the officer of the head, and the answer where the head has one."""
    responsible = head.responsible
    if responsible is None:
        return
    if access.can_work(responsible, found) and found.responsible_id != responsible.pk:
        give(found, responsible, by)
    if head.status not in (Difficulty.Status.ANSWERED, Difficulty.Status.CLOSED):
        return
    said = DifficultyStep.objects.filter(difficulty=head, verb=Verb.ANSWERED).order_by("-id").first()
    found.responsible = found.responsible or by
    save(found, "responsible")
    if DIFFICULTY.find(found, "answer") is None:
        give(found, by, by)
    DIFFICULTY.run(found, "answer", by=by, detail={"with": head.pk})
    step(found, Verb.ANSWERED, by=by, text=said.text if said else "", with_code=head.code)
