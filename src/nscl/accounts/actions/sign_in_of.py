"""What an administrator does about somebody's signing in: end their sessions, end a pause, correct their name."""

from __future__ import annotations

from django.db import transaction

from nscl.accounts.actions import common
from nscl.accounts.actions.invite import clean_name
from nscl.accounts.models import Membership, User
from nscl.accounts.signin import sessions, unlock
from nscl.foundation import audit
from nscl.organisations.models import Province


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
    return common.ours(person, province)
