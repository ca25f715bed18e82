"""Choosing the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nscl.foundation import language


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the page; an unknown one changes nothing."""
    answer = redirect(way_back(request))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        language.remember(answer, code)
    return answer


def way_back(request: HttpRequest) -> str:
    """The page of this site that was named in the form, else home."""
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if here else resolve_url("home")
