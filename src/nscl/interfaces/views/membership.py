"""Which of a person's memberships they are working under, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts import memberships
from nscl.accounts.middleware import SESSION_KEY
from nscl.accounts.models import User
from nscl.accounts.roles import GROUPS, NOT_DELEGABLE, PERMISSIONS, ROLES, Role


@dataclass(frozen=True)
class Shown:
    """A role on the page: whether the reader holds it, and may see who does."""

    row: Role
    mine: bool
    holders: bool


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work at another place of one's own, or for somebody absent; anybody else's is not there."""
    assert isinstance(request.user, User)
    wanted = request.POST.get("membership", "")
    chosen = next((place for place in memberships.places(request.user) if place.key == wanted), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.key
    held = chosen.membership
    where = held.province.title if held.province else _("Cả nước")
    words = {"place": f"{where[0].lower()}{where[1:]}", "absent": held.user.full_name}
    if chosen.delegation is None:
        messages.success(request, _("Đang làm việc với %(place)s.") % words)
    else:
        messages.success(request, _("Đang làm việc thay mặt %(absent)s với %(place)s.") % words)
    return redirect("home")


@login_required
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Roles × permissions as the code has them, by room, with the way to who holds each for those who see people."""
    assert isinstance(request.user, User)
    held = {m.role for m in memberships.in_force(request.user)}
    place = getattr(request, "membership", None)
    sees = place is not None and bool(place.province_id) and request.user.has_perm("accounts.view", place)
    shown = [Shown(role, role.code in held, sees and role.code != "ministry_viewer") for role in ROLES]
    return render(request, "interfaces/roles.html", {"roles": shown, "groups": _grouped()})


def _grouped() -> list[tuple[Any, list[tuple[Any, bool, list[tuple[Role, bool]]]]]]:
    """(room, [(permission's words, whether it stays with its holder, [(role, granted)])])."""
    return [
        (
            name,
            [
                (words, code in NOT_DELEGABLE, [(role, code in role.permissions) for role in ROLES])
                for code, words in PERMISSIONS.items()
                if code.partition(".")[0] == group
            ],
        )
        for group, name in GROUPS.items()
    ]
