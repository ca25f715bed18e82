"""What the guidance log brings to the page "Việc hôm nay": nothing is ever due, but an act is one tap away."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import Asking, FirstStep


def first_steps(asking: Asking) -> Iterator[FirstStep]:
    scope = tenancy.current()
    if scope is not None and scope.writable and asking.user.has_perm("guidance.edit"):
        yield FirstStep(_("Ghi một lần hướng dẫn"), reverse("guidance_add"), "message-plus", quick=True)
