"""Papers and workbooks too long to wait for: made at once when short, else offered as work behind the page.

A room tells in its AppConfig how each is made: `papers_later = {"plans.compare": "nscl.interfaces.….made"}`. That
function takes `ending`, who asks as `by`, and the arguments that its view gave (JSON), loads all it needs for that
person and returns the bytes. It is the same for the page and for the work behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from nscl.documents.rendering.answering import download
from nscl.foundation import tenancy

MOST_LINES = 1500
"""Lines of a paper made while the person waits: PDF takes 1.3 ms of processor a line, so about two seconds."""
MOST_ROWS = 5000
"""Rows of a workbook made while the person waits."""
PERMISSION = "documents.view"
SALT = "nscl.documents.later"


@dataclass(frozen=True)
class Wanted:
    """A paper asked for: what makes it, out of what, as what, under which name; `title` says so to a person."""

    code: str
    arguments: dict[str, Any]
    ending: str
    stem: str
    title: str
    province_id: int

    def content(self, by: Any) -> bytes:
        return bytes(_maker(self.code)(ending=self.ending, by=by, **self.arguments))


def answer(request: HttpRequest, wanted: Wanted, *, rows: int, most: int, back: str) -> HttpResponse:
    """The file; of more than `most` rows, for whoever may begin work in the province, the offer to make it behind.

    `back` is where the page of the offer leads back to.
    """
    if rows > most and _may_begin(request, wanted.province_id):
        signed = signing.dumps([request.user.pk, asdict(wanted)], salt=SALT)
        context = {"wanted": wanted, "signed": signed, "rows": rows, "back": back}
        return render(request, "documents/paper_later.html", context)
    return download(wanted.content(request.user), wanted.stem, wanted.ending)


def home(request: HttpRequest) -> int:
    """Where the file of a paper about several provinces is kept: that for which the person works; 0 for nobody's."""
    membership = getattr(request, "membership", None)
    return (membership.province_id if membership else None) or 0


def read(signed: str, by: Any) -> Wanted | None:
    """What an offer of ours to this very person was about; None for anything else."""
    try:
        pk, told = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return None
    return Wanted(**told) if pk == by.pk else None


def _may_begin(request: HttpRequest, province_id: int) -> bool:
    scope = tenancy.current() or tenancy.nobody()
    return province_id in scope.writable and request.user.has_perm(PERMISSION)


def _maker(code: str) -> Callable[..., bytes]:
    known = {
        name: path for config in apps.get_app_configs() for name, path in getattr(config, "papers_later", {}).items()
    }
    found: Callable[..., bytes] = import_string(known[code])
    return found
