"""Adding a person, without an invitation: commands do it, as the system itself."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.actions.common import forbid_unless
from nscl.accounts.models import User
from nscl.shared.errors import DomainError


def create_user(*, email: str, full_name: str, password: str | None = None, by: User | None) -> User:
    """A person who signs in with this address; without a password, not before one is set."""
    forbid_unless(by, None)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, full_name=" ".join(full_name.split()), password=password)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError as error:
        raise DomainError("known", _("Đã có tài khoản %(email)s.") % {"email": email}, "email") from error
    return user
