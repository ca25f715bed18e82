"""Choosing the year one works in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nscl.foundation import year
from nscl.interfaces.views.language import way_back


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the year and go back to the page; one that cannot be chosen changes nothing."""
    wanted = request.POST.get("year", "")
    if wanted.isascii() and wanted.isdigit():
        year.choose(request, int(wanted[:4]))
    return redirect(way_back(request))
