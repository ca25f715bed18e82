"""A made document as the answer to a request: to be saved, never shown by the browser as something it is not."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from nscl.documents.rendering import FORMATS


def download(data: bytes, stem: str, ending: str) -> HttpResponse:
    """The bytes under the name `stem` with the ending of their format."""
    response = HttpResponse(data, content_type=FORMATS[ending].media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{stem}.{ending}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
