"""Managing people: who sees the people of a province, who changes what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator

from matrix.declare import EVERYONE, Route, alone, get, listing, post
from matrix.world import Side
from nscl.accounts import actions
from nscl.accounts.models import Delegation, Invitation, Membership, User
from nscl.foundation import clock
from nscl.plans.actions.upload import new_by_hand

ADMINISTRATOR = ["administrator"]
LOOKERS = ["administrator", "head"]
ABSENT = ["officer", "head", "cooperating", "administrator"]
OWN = "it is one's own work that is handed on"
GOOD = "ba con ga vang 7"
TODAY = clock.today().isoformat()
numbers = count(1)


def person(side: Side) -> Membership:
    return _member(side, "Người")


def closed(side: Side) -> Membership:
    member = _member(side, "Khóa")
    User.objects.filter(pk=member.user_id).update(is_active=False)
    return member


def factored(side: Side) -> Membership:
    member = _member(side, "Hai lớp")
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return member


def holding(side: Side) -> Membership:
    member = _member(side, "Nắm")
    with side.acting():
        new_by_hand(membership=member, by=member.user, title=f"Bản thảo {side.name}")
    return member


def delegation(side: Side) -> Delegation:
    absent, to = _member(side, "Vắng"), _member(side, "Thay")
    with side.acting():
        return actions.delegate(
            membership=absent, to=to.user, valid_from=clock.today(), valid_to=clock.today() + dt.timedelta(days=5),
            reason="Nghỉ phép", by=absent.user,
        )  # fmt: skip


@dataclass(frozen=True)
class Letter:
    invitation: Invitation
    token: str

    @property
    def province_id(self) -> int | None:
        return self.invitation.province_id

    @property
    def pk(self) -> int:
        return self.invitation.pk


def invited(side: Side) -> Letter:
    with side.acting():
        sent = actions.invite(
            email=f"moi.{side.name}.{next(numbers)}@example.vn", full_name="Ngô Thị Mời", province=side.province,
            role="officer", by=None,
        )  # fmt: skip
    assert sent.invitation is not None
    return Letter(sent.invitation, sent.link.rstrip("/").rsplit("/", 1)[1])


def grown_old(side: Side) -> Letter:
    """A letter of yesterday, so that another may go."""
    letter = invited(side)
    Invitation.objects.filter(pk=letter.pk).update(sent_at=clock.now() - dt.timedelta(days=1))
    return letter


def _member(side: Side, name: str) -> Membership:
    with side.acting():
        user = actions.create_user(
            email=f"{side.name}.{next(numbers)}@example.vn", full_name=f"{name} {side.name}", by=None
        )
        return actions.add_membership(user=user, province=side.province, role="officer", by=None)


def whose(member: Membership) -> Sequence[Any]:
    return [member.user_id]


def which(member: Membership) -> Sequence[Any]:
    return [member.user_id, member.pk]


def deed(name: str, make: Any = person, changes: str = "foundation.auditentry", **more: Any) -> Route:
    """A change of a person's account, by administrators alone."""
    return post(name, make, args=more.pop("args", whose), may=ADMINISTRATOR, changes=changes, **more)


def form(name: str, make: Any = person, args: Any = whose) -> Route:
    return get(name, make, args=args, may=ADMINISTRATOR)


WHY = {"reason": "Quyết định điều động"}
AWAY = {"delegate": "second_officer@example.vn", "valid_from": TODAY, "last_day": TODAY, "reason": "Nghỉ ốm"}
LETTER = "whoever holds the letter may be of any province, and is nobody here yet"

ROUTES = [
    listing("people", person, shows=lambda member: member.user.email, may=LOOKERS),
    get("person", person, args=whose, may=LOOKERS),
    alone("person_invite", may=ADMINISTRATOR, because="one invites into one's own province"),
    alone(
        "person_invite", method="POST", may=ADMINISTRATOR, because="one invites into one's own province", done=302,
        changes=("accounts.invitation",),
        send=lambda made: {"full_name": "Ngô K", "email": "k@example.vn", "role": "officer", "valid_from": TODAY},
    ),
    alone("people_import", may=ADMINISTRATOR, because="a list is invited into one's own province"),
    alone(
        "people_import", method="POST", may=ADMINISTRATOR, because="a list is invited into one's own province",
        done=302, changes=("accounts.invitation",),
        send=lambda made: {
            "dong-TOTAL_FORMS": "1", "dong-INITIAL_FORMS": "0", "dong-0-full_name": "Ngô K",
            "dong-0-email": "k@example.vn", "dong-0-role": "officer",
        },
    ),
    post("invitation_resend", grown_old, may=ADMINISTRATOR, changes="accounts.invitation"),
    get("invitation_withdraw", invited, may=ADMINISTRATOR),
    post("invitation_withdraw", invited, may=ADMINISTRATOR, changes="accounts.invitation"),
    form("person_rename"),
    deed("person_rename", changes="accounts.user", send=lambda made: {"full_name": "Tên Mới"}),
    form("person_deactivate"),
    deed("person_deactivate", changes="accounts.user", send=lambda made: WHY),
    deed("person_reactivate", closed, changes="accounts.user"),
    deed("person_sign_out"),
    deed("person_unlock"),
    deed("person_reset"),
    form("person_reset_factors"),
    deed("person_reset_factors", factored, "mfa.authenticator"),
    form("person_hand_over", holding),
    deed("person_hand_over", holding, "plans.plan", send=lambda made: {"plan_drafts": "officer@example.vn"}),
    form("person_absence"),
    deed("person_absence", changes="accounts.delegation", send=lambda made: AWAY),
    form("membership_add"),
    deed("membership_add", changes="accounts.membership", send=lambda made: {"role": "head", "valid_from": TODAY}),
    form("membership_change", args=which),
    deed(
        "membership_change", args=which, changes="accounts.membership",
        send=lambda made: {"role": "head", "on": TODAY, **WHY},
    ),
    form("membership_end", args=which),
    deed("membership_end", args=which, changes="accounts.membership", send=lambda made: {"on": TODAY, **WHY}),
    alone("absences", may=[*ABSENT, "second_officer"], because=OWN),
    alone(
        "absences", method="POST", may=ABSENT, others={"second_officer": 422, "stranger": 422}, because=OWN, done=302,
        changes=("accounts.delegation",), send=lambda made: AWAY,
    ),
    get("absence_withdraw", delegation, may=ADMINISTRATOR),
    post("absence_withdraw", delegation, may=ADMINISTRATOR, changes="accounts.delegation"),
    get("invitation_accept", invited, args=lambda m: [m.token], may=EVERYONE, public=LETTER, national=LETTER),
    post(
        "invitation_accept", invited, args=lambda m: [m.token], may=EVERYONE, public=LETTER, national=LETTER,
        changes=("accounts.invitation", "accounts.membership", "accounts.user"),
        send=lambda made: {"password": GOOD, "again": GOOD},
    ),
]  # fmt: skip
