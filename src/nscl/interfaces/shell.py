"""What every page's shell needs to know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    return {"membership": getattr(request, "membership", None)}
