"""Adding an item that the reader did not find, from a stretch of the text or from nowhere in it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nscl.plans.actions import edit
from nscl.plans.forms.base import ReviewForm
from nscl.plans.forms.items import FORMS
from nscl.plans.forms.other import SpanForm
from nscl.plans.kinds import KINDS, Kind
from nscl.plans.models import Plan
from nscl.plans.views.review_answers import changed, draft, page, span_of, who
from nscl.plans.views.review_screen import Screen
from nscl.shared import numerals, periods
from nscl.shared.errors import DomainError

Span = tuple[int, int]
_WORDS = {"task": "title", "supportrule": "content", "duty": "duties", "budgetline": "name"}
_NUMBER = re.compile(r"(?<![\w.,/-])(\d[\d.,]*\d|\d)(?![\w/])")


@login_required
@require_GET
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """What the stretch is to become; with a kind chosen, that kind's form filled from the stretch."""
    plan = draft(request, pk)
    screen = Screen(plan)
    wanted = SpanForm(request.GET)
    if not wanted.is_valid():
        raise Http404("span")
    span = _inside(screen, wanted.span())
    text = _text(screen, span)
    slug = wanted.cleaned_data["loai"]
    if not slug:
        kinds = list(KINDS.values())
        return page(
            request, screen, "plans/review/_kinds.html", _("Thêm vào kế hoạch"), kinds=kinds, span=span, text=text
        )
    form = FORMS[KINDS[slug].code](initial=_guess(KINDS[slug].code, text, plan))
    return _form(request, screen, KINDS[slug], form, span)


@login_required
@require_POST
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    plan = draft(request, pk)
    if kind not in KINDS:
        raise Http404(kind)
    screen = Screen(plan)
    wanted = SpanForm(request.POST)
    span = _inside(screen, wanted.span() if wanted.is_valid() else None)
    form = FORMS[KINDS[kind].code](request.POST)
    if form.is_valid():
        try:
            item = edit.add_item(plan=plan, kind=kind, values=form.values(), span=span, by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            key = f"{KINDS[kind].code}-{item.pk}"
            return changed(request, plan, key, spans=span_of(item), added=True)
    return _form(request, screen, KINDS[kind], form, span, status=422)


def _form(
    request: HttpRequest, screen: Screen, kind: Kind, form: ReviewForm, span: Span | None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "key": "them",
        "code": kind.code,
        "action": f"{screen.base}{kind.slug}/them/",
        "adding": True,
        "span": span,
    }
    return page(request, screen, "plans/review/_form.html", _("Thêm %(name)s") % {"name": kind.name}, status, **context)


def _inside(screen: Screen, span: Span | None) -> Span | None:
    """The span without blanks at its edges, if it is one of this text."""
    source = screen.data.source
    if span is None or source is None or span[1] > len(source.text):
        return None
    part = source.text[span[0] : span[1]]
    start = span[0] + len(part) - len(part.lstrip())
    end = span[1] - len(part) + len(part.rstrip())
    return (start, end) if start < end else None


def _text(screen: Screen, span: Span | None) -> str:
    source = screen.data.source
    return " ".join(source.text[span[0] : span[1]].split()) if span and source else ""


def _guess(code: str, text: str, plan: Plan) -> dict[str, Any]:
    """Values of a new item as its words suggest them; the officer sees and corrects them before saving."""
    values: dict[str, Any] = {"text": text}
    if code in _WORDS:
        values[_WORDS[code]] = [text] if code == "duty" else text
    if code == "target":
        number = _NUMBER.search(text)
        values["minimum"] = number[1] if number and numerals.parse(number[1]) is not None else None
        values["period"] = periods.of(text) or _own_period(plan)
    if code == "task":
        values["when"] = periods.of(text) or ""
    return values


def _own_period(plan: Plan) -> str:
    first, last = plan.period_from, plan.period_to
    if not (first and last):
        return ""
    return str(first) if first == last else f"{first}-{last}"
