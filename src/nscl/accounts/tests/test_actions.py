"""Adding people and what they are where."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from nscl.accounts import actions, memberships
from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.foundation.models import AuditEntry
from nscl.shared.errors import DomainError

PASSWORD = "mat-khau-thu-1"


def make(email: str = "Moi@Example.vn", password: str | None = PASSWORD) -> User:
    return actions.create_user(email=email, full_name="  Ngô   Thị K ", password=password, by=None)


def test_a_new_person_signs_in_with_their_address(db: None) -> None:
    user = make()
    assert (user.email, user.full_name) == ("moi@example.vn", "Ngô Thị K")
    assert authenticate(None, email="moi@example.vn", password=PASSWORD) == user
    assert authenticate(None, email="moi@example.vn", password="sai") is None


def test_without_a_password_nobody_signs_in(db: None) -> None:
    assert not make(password=None).has_usable_password()


def test_an_address_is_taken_once(db: None) -> None:
    make()
    with pytest.raises(DomainError) as refusal:
        make("moi@example.vn")
    assert refusal.value.field == "email"


def test_a_membership_gives_its_permissions_from_its_day_on(cast: Cast) -> None:
    user = make()
    assert memberships.in_force(user) == []
    with tenancy.scope(tenancy.Scope.of(write=[cast.province.pk])):
        member = actions.add_membership(user=user, province=cast.province, role="officer", by=None)
        assert user.has_perm("plans.edit", member)
        entry = AuditEntry.objects.get(code="membership.added")
        assert entry.detail == {"user": user.pk, "role": "officer"}


def test_what_cannot_be(cast: Cast) -> None:
    user = make()
    with tenancy.scope(tenancy.Scope.of(write=[cast.province.pk])):
        with pytest.raises(DomainError):
            actions.add_membership(user=user, province=cast.province, role="king", by=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.add_membership(user=user, province=None, role="officer", by=None)


def test_people_do_not_make_accounts_without_an_invitation(cast: Cast) -> None:
    for by in (cast.head, cast.administrator):
        with cast.acting(by), pytest.raises(DomainError):
            actions.create_user(email="x@example.vn", full_name="X", by=by)
