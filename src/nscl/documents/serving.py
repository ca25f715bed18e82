"""A file's bytes to a browser. The caller has checked that the person may have them; here they are made harmless.

Every room serves its files through `respond`: the type is the one found in the bytes, the browser may guess nothing
and run nothing, a part of a file may be asked for, and whoever opens personal data is written down.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase

from nscl.accounts.models import User
from nscl.documents import files, queries, storage
from nscl.documents.kinds import BY_TYPE
from nscl.documents.models import Attachment
from nscl.foundation import audit, clock
from nscl.foundation.models import AuditEntry
from nscl.shared.vietnamese import fold

POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'"
ONCE_IN = dt.timedelta(minutes=10)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def respond(request: HttpRequest, attachment: Attachment, *, inline: bool = False) -> HttpResponseBase:
    """The bytes, whole or the part asked for. Only pictures are ever shown `inline`; all else is taken away.

    Raises `DomainError` `missing_file` when the store has them no more.
    """
    sensitive = queries.is_sensitive(attachment)
    etag = f'"{attachment.sha256}"'
    if not sensitive and request.headers.get("If-None-Match", "").strip() == etag:
        return _made_harmless(HttpResponseNotModified(), attachment, etag, inline, sensitive)
    size = _size(attachment)
    part = _part(request, etag, size)
    if part == (0, -1):
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _made_harmless(refused, attachment, etag, inline, sensitive)
    if sensitive:
        note_reading(attachment, by=request.user)
    start, length = part or (0, size)
    response = StreamingHttpResponse(
        _chunks(attachment, start, length) if request.method != "HEAD" else iter(()), status=206 if part else 200
    )
    if part:
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    response["Content-Length"] = str(length)
    return _made_harmless(response, attachment, etag, inline, sensitive)


def note_reading(attachment: Attachment, *, by: Any) -> None:
    """Write down that somebody opened personal data; pages of one file read one after another count once."""
    actor = by.pk if isinstance(by, User) else getattr(by, "pk", None)
    rows = AuditEntry.objects.filter(
        province_id=attachment.province_id, object_type=Attachment._meta.label_lower, object_id=attachment.pk,
        code=queries.READ, actor_id=actor, recorded_at__gt=clock.now() - ONCE_IN,
    )  # fmt: skip
    if not rows.exists():
        audit.read(attachment, by=by)


def disposition(name: str, *, inline: bool = False) -> str:
    """RFC 6266: the name in plain letters for old browsers and, after RFC 5987, as it is."""
    plain = re.sub(r"[^\w. -]", "_", fold(name), flags=re.ASCII)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _size(attachment: Attachment) -> int:
    try:
        if not files.KEY.fullmatch(attachment.key):
            raise FileNotFoundError(attachment.key)
        return storage.current().size(attachment.key)
    except OSError as error:
        raise files.missing() from error


def _part(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """Start and length of the one range asked for; None for the whole, (0, -1) for one that cannot be given.

    Several ranges, or a file that changed since, get the whole.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or end < start:
        return 0, -1
    return start, end - start + 1


def _chunks(attachment: Attachment, start: int, length: int) -> Iterator[bytes]:
    yield from storage.current().chunks(attachment.key, start, length)


def _made_harmless(
    response: HttpResponseBase, attachment: Attachment, etag: str, inline: bool, sensitive: bool
) -> HttpResponseBase:
    kind = BY_TYPE.get(attachment.media_type)
    shown = inline and kind is not None and kind.view == "image"
    response["Content-Type"] = attachment.media_type if kind else "application/octet-stream"
    if kind is not None and kind.code == "txt":
        response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = disposition(attachment.name, inline=shown)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Encoding"] = "identity"  # bytes as they are: no compression between, so parts fit together
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store" if sensitive else "private, no-cache"
    if not sensitive:
        response["ETag"] = etag
    return response
