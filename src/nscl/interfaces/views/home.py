"""The first page of a signed-in person."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.interfaces import today


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    asking = today.Asking(request.user, getattr(request, "membership", None), clock.today())
    told = {"today": today.gather(asking), "asking": asking, "plans": request.user.has_perm("plans.view")}
    return render(request, "interfaces/home.html", told)


@login_required
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return render(request, "interfaces/keys.html")
