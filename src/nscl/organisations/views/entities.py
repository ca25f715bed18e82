"""The lookup behind the field that names an enterprise."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.organisations.queries.entities import find_entities


@login_required
@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """The few entities that fit what is typed so far, as choices under the field."""
    if not request.user.has_perm("entities.view"):
        raise PermissionDenied
    text = request.GET.get("entity_name", "")[:200]
    place = getattr(request, "membership", None)
    found = find_entities(text, getattr(place, "province_id", None))
    return render(request, "organisations/_entity_choices.html", {"entities": found, "text": text})
