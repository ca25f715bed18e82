"""Two people at once, on connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from nscl.accounts import actions, memberships
from nscl.accounts.models import Invitation, Membership, User
from nscl.accounts.tests.signing import SECOND, add_application, factor, sign_in, text, with_address
from nscl.accounts.tests.test_absence import REASON, WEEK
from nscl.accounts.tests.test_invite import ADDRESS, GOOD, send, token_of
from nscl.accounts.tests.test_memberships import WHY, second_administrator
from nscl.accounts.tests.test_password_and_address import FORGOT, NEW_ADDRESS, reset_form
from nscl.config.testing.cast import Cast, make_cast
from nscl.foundation import clock, tenancy
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def at_once(*calls: tuple[User, Callable[[], Any]]) -> list[Any]:
    """The results of the calls, or what they raised, all begun at the same moment, each in its person's scope."""
    barrier = threading.Barrier(len(calls))

    def run(user: User, call: Callable[[], Any]) -> Any:
        try:
            with tenancy.scope(memberships.scope_of(user.memberships.first())):
                barrier.wait(10)
                return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(30) for future in [pool.submit(run, *c) for c in calls]]


def codes(results: list[Any]) -> list[str]:
    unexpected = [r for r in results if isinstance(r, Exception) and not isinstance(r, DomainError)]
    assert unexpected == []
    return sorted(r.code for r in results if isinstance(r, DomainError))


def test_two_administrators_end_each_other_and_one_is_left(cast: Cast) -> None:
    first, second = cast.administrator, second_administrator(cast)
    roles = {u.pk: Membership.objects.get(user=u, role="administrator") for u in (first, second)}

    def end(membership: Membership, by: User) -> Callable[[], Any]:
        return lambda: actions.end_membership(membership=membership, on=clock.today(), reason=WHY, by=by)

    results = at_once((first, end(roles[second.pk], first)), (second, end(roles[first.pk], second)))
    refused = codes(results)
    assert len(refused) == 1
    assert refused[0] in ("last_administrator", "forbidden")
    assert Membership.objects.filter(role="administrator", valid_to__isnull=True).count() == 1


def test_two_administrators_close_each_other_and_one_is_left(cast: Cast) -> None:
    first, second = cast.administrator, second_administrator(cast)

    def close(person: User, by: User) -> Callable[[], Any]:
        return lambda: actions.deactivate(person=person, province=cast.province, reason=WHY, by=by)

    assert len(codes(at_once((first, close(second, first)), (second, close(first, second))))) == 1
    assert User.objects.filter(pk__in=[first.pk, second.pk], is_active=True).count() == 1


def test_two_invite_the_same_address_and_one_letter_goes(cast: Cast) -> None:
    other = second_administrator(cast)

    def invite(by: User) -> Callable[[], Any]:
        return lambda: actions.invite(
            email=ADDRESS, full_name="Ngô Thị K", province=cast.province, role="officer", by=by
        )

    results = at_once((cast.administrator, invite(cast.administrator)), (other, invite(other)))
    assert codes(results) == ["invited"]
    assert Invitation.objects.count() == 1
    assert len(mail.outbox) == 1


def test_a_link_opened_twice_at_once_makes_one_member(cast: Cast) -> None:
    send(cast)
    token = token_of(mail.outbox[0])

    def accept() -> Any:
        return actions.accept_invitation(token=token, password=GOOD)

    assert codes(at_once((cast.nobody, accept), (cast.nobody, accept))) == ["used"]
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_two_invitations_of_one_address_accepted_at_once_make_one_account(cast: Cast) -> None:
    send(cast)
    send(cast, role="cooperating")
    tokens = [token_of(letter) for letter in mail.outbox]
    results = at_once(
        *((cast.nobody, lambda t=token: actions.accept_invitation(token=t, password=GOOD)) for token in tokens)
    )
    assert codes(results) in ([], ["known"])
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_a_letter_s_link_sets_one_new_password_for_two_who_use_it_at_once(cast: Cast) -> None:
    with_address(cast.officer)
    Client().post(FORGOT, {"email": cast.officer.email})
    chosen = ("ba con ga vang 7", "bon con vit xanh 8")
    browsers = {password: Client() for password in chosen}
    forms = {password: reset_form(browser) for password, browser in browsers.items()}

    def choose(password: str) -> Callable[[], Any]:
        return lambda: browsers[password].post(forms[password], {"password1": password, "password2": password})

    answers = at_once(*((cast.nobody, choose(password)) for password in chosen))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert "Liên kết không dùng được" in next(text(answer) for answer in answers if answer.status_code == 200)
    used = [password for password, answer in zip(chosen, answers, strict=True) if answer.status_code == 302]
    cast.officer.refresh_from_db()
    assert [password for password in chosen if cast.officer.check_password(password)] == used


def test_an_address_two_people_confirm_at_once_is_one_s(cast: Cast) -> None:
    links = []
    for person in (cast.officer, cast.second_officer):
        waiting = EmailAddress.objects.create(user=with_address(person), email=NEW_ADDRESS)
        links.append(reverse("account_confirm_email", args=[EmailConfirmationHMAC(waiting).key]))
    answers = at_once(*((cast.nobody, lambda link=link: Client().post(link)) for link in links))
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert User.objects.filter(email=NEW_ADDRESS).count() == 1


def test_a_recovery_code_opens_one_of_two_doors_at_once(cast: Cast) -> None:
    browser = Client()
    sign_in(browser, with_address(cast.officer))
    add_application(browser)
    code = factor(cast.officer, "recovery_codes").wrap().get_unused_codes()[0]
    doors = [Client(), Client()]
    for door in doors:
        assert sign_in(door, cast.officer)["Location"] == SECOND
    answers = at_once(*((cast.nobody, lambda d=door: d.post(SECOND, {"code": code})) for door in doors))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert len(factor(cast.officer, "recovery_codes").wrap().get_unused_codes()) == 9


def test_two_delegates_at_once_and_one_stands_in(cast: Cast) -> None:
    held = cast.membership(cast.head)

    def to(person: User) -> Callable[[], Any]:
        return lambda: actions.delegate(
            membership=held, to=person, valid_from=clock.today(), valid_to=clock.today() + WEEK, reason=REASON,
            by=cast.head,
        )  # fmt: skip

    assert codes(at_once((cast.head, to(cast.officer)), (cast.head, to(cast.second_officer)))) == ["overlap"]


def test_the_same_role_given_twice_at_once_is_given_once(cast: Cast) -> None:
    def give() -> Any:
        return actions.add_membership(user=cast.nobody, province=cast.province, role="officer", by=cast.administrator)

    assert codes(at_once((cast.administrator, give), (cast.administrator, give))) == ["overlap"]
    assert cast.nobody.memberships.count() == 1
