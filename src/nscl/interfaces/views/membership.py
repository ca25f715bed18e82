"""Which of a person's memberships they are working under, and what each role may do."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nscl.accounts import memberships
from nscl.accounts.middleware import SESSION_KEY
from nscl.accounts.models import User
from nscl.accounts.roles import PERMISSIONS, ROLES


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work under another membership of one's own; anybody else's is not there."""
    assert isinstance(request.user, User)
    wanted = request.POST.get("membership", "")
    chosen = next((m for m in memberships.in_force(request.user) if str(m.pk) == wanted), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.pk
    place = chosen.province.title if chosen.province else "cả nước"
    messages.success(request, f"Đang làm việc với {place[0].lower()}{place[1:]}.")
    return redirect("home")


@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Roles × permissions, as the code has them."""
    rows = [(words, [(role, code in role.permissions) for role in ROLES]) for code, words in PERMISSIONS.items()]
    held = {m.role for m in memberships.in_force(request.user)} if isinstance(request.user, User) else set()
    return render(request, "interfaces/roles.html", {"roles": ROLES, "rows": rows, "held": held})
