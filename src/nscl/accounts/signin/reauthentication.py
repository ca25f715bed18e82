"""Before what matters, the person proves once more that it is them: a password, a code or a passkey.

    @reauthentication_required
    def give_role(request): …

stands under `login_required`. What was being sent is kept and goes on afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def reauthentication_required(view: View) -> View:
    """The view runs only within ten minutes of a proof (settings: `ACCOUNT_REAUTHENTICATION_TIMEOUT`)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
