"""The cast: officers, a head and an administrator of Quảng Ngãi, an officer of Nghệ An, a ministry viewer, a nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from nscl.accounts.models import Membership, User
    from nscl.organisations.models import Province

TODAY = dt.date(2026, 11, 22)
PASSWORD = "mat-khau-thu-1"
PEOPLE = {
    "officer": ("Nguyễn Văn A", "officer", "51"),
    "second_officer": ("Phạm Văn D", "officer", "51"),
    "head": ("Lê Thị C", "head", "51"),
    "cooperating": ("Hoàng Thị E", "cooperating", "51"),
    "administrator": ("Bùi Văn I", "administrator", "51"),
    "stranger": ("Trần Thị B", "officer", "40"),
    "ministry": ("Đỗ Văn G", "ministry_viewer", None),
    "nobody": ("Vũ Thị H", None, None),
}


@dataclass
class Cast:
    """People by their part; `acting` enters someone's scope as the middleware would."""

    officer: User
    second_officer: User
    head: User
    cooperating: User
    administrator: User
    stranger: User
    ministry: User
    nobody: User
    province: Province
    other_province: Province

    def membership(self, user: User) -> Membership:
        found = user.memberships.first()
        assert found is not None
        return found

    @contextmanager
    def acting(self, user: User) -> Iterator[User]:
        from nscl.accounts import memberships
        from nscl.foundation import tenancy

        with tenancy.scope(memberships.scope_of(user.memberships.first())):
            yield user


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def make_cast() -> Cast:
    from allauth.account.models import EmailAddress

    from nscl.accounts.models import Membership, User
    from nscl.organisations.queries import province_for

    provinces: dict[str, Any] = {code: province_for(code, TODAY) for code in ("51", "40")}
    people = {}
    for part, (name, role, code) in PEOPLE.items():
        user = User.objects.create_user(f"{part}@example.vn", full_name=name, password=PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if role:
            Membership.objects.create(
                user=user, role=role, province=provinces[code] if code else None, valid_from=dt.date(2025, 7, 1)
            )
        people[part] = user
    return Cast(**people, province=provinces["51"], other_province=provinces["40"])
