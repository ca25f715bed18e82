"""What monitoring asks: are you alive, can you work. Anyone may ask, so nothing is told but names of what fails."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from nscl.interfaces.ops import health


@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else: a database that is away is no reason to start the server anew."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    failing = health.failing()
    status = {"status": "failing", "failing": failing} if failing else {"status": "ok"}
    return JsonResponse(status, status=503 if failing else 200)
