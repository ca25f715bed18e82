"""Which of a person's memberships they are working under, and what each role may do."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts import memberships
from nscl.accounts.middleware import SESSION_KEY
from nscl.accounts.models import User
from nscl.accounts.roles import PERMISSIONS, ROLES


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
    """Roles × permissions, as the code has them."""
    rows = [(words, [(role, code in role.permissions) for role in ROLES]) for code, words in PERMISSIONS.items()]
    held = {m.role for m in memberships.in_force(request.user)} if isinstance(request.user, User) else set()
    return render(request, "interfaces/roles.html", {"roles": ROLES, "rows": rows, "held": held})
