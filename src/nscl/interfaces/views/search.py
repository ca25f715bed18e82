"""Looking for anything by a few words: the page, and the short list under the box in the top bar."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.accounts.models import User
from nscl.foundation import search
from nscl.foundation.limits import limited
from nscl.foundation.search.find import permitted
from nscl.interfaces import own_search

EACH = 6
ALONE = 50
SUGGESTED = 4
SUGGESTED_OF_MANY = 2
MANY_KINDS = 3


@login_required
@limited("search", times=120, minutes=1, methods=("GET",))
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Hits by kind, or, with `loai`, more of one kind. Where nothing is found, titles that a slip keeps apart."""
    assert isinstance(request.user, User)
    words = " ".join(request.GET.get("tim", "").replace("\x00", "").split())[:200]
    user, indexed = request.user, permitted(request.user.has_perm)
    kinds = [*indexed, *own_search.kinds(user)]
    only = next((kind for kind in kinds if kind.code == request.GET.get("loai")), None)
    among, each = ([kind for kind in indexed if kind is only], ALONE) if only else (indexed, EACH)
    if request.htmx:  # type: ignore[attr-defined]
        found = own_search.find(user, words, SUGGESTED) + search.find(words, among=indexed, each=SUGGESTED)
        return render(request, "interfaces/_search_hits.html", {"words": words, "found": _short(found)})
    found = own_search.find(user, words, each, only=only) + search.find(words, among=among, each=each)
    near = [] if found or not words else search.slips(words, among=among, each=each)
    context: dict[str, Any] = {
        "words": words,
        "found": found or near,
        "near": bool(near),
        "only": only,
        "kinds": kinds,
        "most": ALONE,
    }
    return render(request, "interfaces/search.html", context)


def _short(found: list[search.Found]) -> list[search.Found]:
    """For the list under the box: where many kinds have the words, the best of each."""
    if len(found) <= MANY_KINDS:
        return found
    return [replace(group, hits=group.hits[:SUGGESTED_OF_MANY]) for group in found]
