"""A text's own page: its head, what it says of others and they of it, its life in time, its files, where it is used."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.documents import access, queries, uses
from nscl.documents.models import RelationKind
from nscl.documents.queries import Entry, Line, Ties
from nscl.documents.rules.validity import Standing
from nscl.documents.views.common import keeps_register, may_see, who
from nscl.foundation import clock, tenancy
from nscl.foundation.templatetags.components import Step


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.document_for(who(request), pk)
    papers = queries.papers(found)
    secret = who(request).has_perm(access.SENSITIVE, found)
    context = _about(found) | {
        "document": found,
        "editor": access.may(who(request), access.EDIT, found) and not found.is_void,
        "papers": papers,
        "secret": secret,
        "readings": queries.readings(found, papers) if secret else [],
        "common": queries.in_common_list(found) if found.central else None,
    }
    return render(request, "documents/document.html", context)


@login_required
@require_safe
def legal_text(request: HttpRequest, pk: int) -> HttpResponse:
    may_see(request)
    found = access.legal_text_for(who(request), pk)
    scope = tenancy.current() or tenancy.nobody()
    context = _about(found) | {
        "papers": queries.kept(found, scope.readable),
        "secret": who(request).has_perm(access.SENSITIVE),
        "may_keep": keeps_register(request),
        "writable": scope.writable,
        "several": len(scope.readable) > 1,
    }
    return render(request, "documents/legal_text.html", context)


def _about(entry: Entry) -> dict[str, Any]:
    today = clock.today()
    line = queries.lines([entry], today)[0]
    ties = queries.ties(entry)
    return {
        "entry": entry,
        "line": line,
        "says": _grouped(ties, told=False),
        "told": _grouped(ties, told=True),
        "replaced_by": ties.replaced_by,
        "steps": steps(entry, line, ties, today),
        "uses": uses.uses_of(entry),
    }


def _grouped(ties: Ties, *, told: bool) -> list[tuple[str, list[queries.Tie]]]:
    """Relations by kind, in words from this page's side."""
    back = {
        RelationKind.SUPERSEDES: _("Được thay thế bởi"),
        RelationKind.AMENDS: _("Được sửa đổi, bổ sung bởi"),
        RelationKind.IMPLEMENTS: _("Được quy định chi tiết, thực hiện bởi"),
        RelationKind.CITES: _("Được dẫn làm căn cứ ở"),
    }
    found = ties.told if told else ties.says
    groups = [(kind, [tie for tie in found if tie.kind == kind]) for kind in RelationKind]
    return [(back[kind] if told else str(kind.label), here) for kind, here in groups if here]


def steps(entry: Entry, line: Line, ties: Ties, today: dt.date) -> list[Step]:
    """The life of the text as far as its days are known."""
    dated: list[tuple[dt.date, str, str]] = []
    for day, words in (
        (entry.issued_on, _("Ban hành")),
        (entry.effective_on, _("Có hiệu lực")),
        (entry.expires_on, _("Hết hiệu lực")),
    ):
        if day:
            dated.append((day, words, ""))
    for tie in (*ties.amended_by, *ties.replaced_by):
        if tie.effective_on:
            part = _("Một phần được thay thế") if tie.partial else _("Được thay thế")
            words = _("Được sửa đổi, bổ sung") if tie.kind == RelationKind.AMENDS else part
            dated.append((tie.effective_on, words, str(tie.other or tie.number)))
    dated.sort(key=lambda step: step[0])
    known = [Step(words, "done" if day <= today else "next", f"{day:%d/%m/%Y}", detail) for day, words, detail in dated]
    if known and line.standing in (Standing.IN_FORCE, Standing.UNKNOWN):
        at = sum(step.state == "done" for step in known)
        known.insert(at, Step(str(line.words), "now", _("hôm nay")))
    return known
