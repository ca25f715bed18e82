"""What an administrator does about somebody's signing in: end their sessions, end a pause, correct their name."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts import letters
from nscl.accounts.actions import common
from nscl.accounts.actions.invite import clean_name
from nscl.accounts.models import Membership, User
from nscl.accounts.signin import sessions, unlock
from nscl.foundation import audit
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError


def sign_out_everywhere(*, person: User, province: Province, by: User) -> int:
    """End every session of the person; how many there were."""
    with transaction.atomic():
        _ours(person, province, by)
        return sessions.end_everywhere(user=person, by=by)


def unlock_sign_in(*, person: User, province: Province, by: User) -> None:
    """The person may try again at once after too many failures."""
    with transaction.atomic():
        _ours(person, province, by)
        unlock.unlock(user=person, by=by)


def note_reset(*, person: User, province: Province, by: User) -> None:
    """An administrator has a letter sent with which the person sets a new password; the letter itself is allauth's."""
    with transaction.atomic():
        member = _ours(person, province, by)
        if not person.is_active:
            raise DomainError("state", _("Tài khoản đang tạm khóa. Hãy mở lại trước."))
        audit.record("person.reset_sent", member, by=by, detail={"user": person.pk})


def reset_factors(*, person: User, province: Province, by: User) -> int:
    """Take away the second factors of somebody who has lost them, and end their sessions; they are told by letter.

    How many there were. The person sets up new ones at the next sign-in, where their role asks for it.
    """
    with transaction.atomic():
        found = common.locked_person(person)
        common.forbid_unless(by, province)
        common.forbid_oneself(by, found)
        member = common.only_ours(found, province)
        factors = Authenticator.objects.filter(user_id=found.pk)
        count: int = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        if not count:
            raise DomainError("state", _("Người này chưa có lớp xác thực thứ hai nào để gỡ."))
        factors.delete()
        sessions.end_everywhere(user=found, by=by)
        audit.record("person.factors_reset", member, by=by, detail={"user": found.pk, "factors": count})
        letters.factors_reset(found, member, by)
    return count


def rename(*, person: User, province: Province, full_name: str, by: User) -> User:
    """Correct the name, where the person works nowhere else."""
    name = clean_name(full_name)
    with transaction.atomic():
        found = common.locked_person(person)
        common.forbid_unless(by, province)
        member = common.only_ours(found, province)
        if found.full_name != name:
            found.full_name = name
            found.save(update_fields=["full_name"])
            audit.record("person.renamed", member, by=by, detail={"user": found.pk})
    return found


def _ours(person: User, province: Province, by: User) -> Membership:
    common.forbid_unless(by, province)
    return common.still_ours(person, province)
