"""Before what matters, the person proves once more that it is them: a password, a code or a passkey.

    @login_required
    @reauthentication_required
    def give_role(request): …

What was being sent is kept, and goes on afterwards. Signing in a moment ago is proof, too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from nscl.shared.errors import DomainError

View = Callable[..., HttpResponseBase]
PROOFS = {"password", "mfa"}


def proved_recently(request: HttpRequest) -> bool:
    """Whether a password or factor was given within the last ten minutes (`ACCOUNT_REAUTHENTICATION_TIMEOUT`).

    Raises DomainError for somebody who has neither (they came by the sign-on) and did not come just now.
    """
    user = request.user
    if not user.is_authenticated:
        return False
    able = bool(get_reauthentication_flows(user))
    proofs = PROOFS if able else {"socialaccount"}
    ages = [
        time.time() - record["at"] for record in get_authentication_records(request, user) if record["method"] in proofs
    ]
    recent = any(0 <= age < app_settings.REAUTHENTICATION_TIMEOUT for age in ages)
    if not recent and not able:
        raise DomainError(
            "sign_in_again", _("Để làm việc này, hãy đăng xuất, đăng nhập lại rồi làm ngay trong 10 phút.")
        )
    return recent


def reauthentication_required(view: View) -> View:
    """The view runs only shortly after a proof; otherwise the person is asked for one and led back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not proved_recently(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
