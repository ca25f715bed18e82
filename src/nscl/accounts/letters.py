"""Letters to people about their account, in the caller's transaction: no letter of what did not happen."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from nscl.accounts.models import Delegation, Invitation, Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.foundation.outbox import belonging_to


def invited(invitation: Invitation, link: str) -> None:
    """Asks to join; `link` is the address that accepts."""
    context = {"invitation": invitation, "link": link, "role": BY_CODE[invitation.role]}
    with belonging_to(invitation.province_id):
        _send(invitation.email, "invited", context)


def added(membership: Membership) -> None:
    """Tells somebody with an account that they have one more role."""
    context = {"membership": membership, "role": BY_CODE[membership.role], "link": settings.SITE_URL}
    with belonging_to(membership.province_id, shown=True):
        _send(membership.user.email, "added", context)


def stands_in(delegation: Delegation) -> None:
    """Tells who stands in for whom, from when until when; the absent too, where somebody else arranged it."""
    held = delegation.membership
    context = {"delegation": delegation, "absent": held.user, "role": BY_CODE[held.role], "link": settings.SITE_URL}
    with belonging_to(delegation.province_id, shown=True):
        _send(delegation.delegate.email, "stands_in", context)
        if delegation.made_by_id != held.user_id:
            _send(held.user.email, "stood_in_for", context)


def factors_reset(person: User, member: Membership, by: User) -> None:
    """Tells whose second factors were taken away, and by whom: nobody else should have asked for that."""
    with belonging_to(member.province_id, shown=True):
        _send(person.email, "factors_reset", {"person": person, "by": by, "link": settings.SITE_URL})


def _send(to: str, name: str, context: dict[str, object]) -> None:
    """The first line of the template is the subject. Letters go out in Vietnamese, whoever caused them."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, _, body = render_to_string(f"accounts/letters/{name}.txt", context).strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", None, [to])
