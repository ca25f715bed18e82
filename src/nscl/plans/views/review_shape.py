"""Splitting, joining, setting aside and taking back the items of a draft."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.plans.actions import edit, shape
from nscl.plans.forms.other import ReasonForm, SplitForm
from nscl.plans.queries import Entry
from nscl.plans.views.review_answers import changed, draft, found, page, span_of, who
from nscl.plans.views.review_cards import key_of
from nscl.plans.views.review_edit import _version
from nscl.plans.views.review_screen import Screen
from nscl.shared.errors import DomainError


@login_required
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, pk: int, kind: str, item_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    screen = Screen(plan)
    entry = found(screen, kind, item_pk)
    first, second = _halves(entry.item.text)
    form = SplitForm(request.POST or None, initial={"first": first, "second": second, "version": entry.item.version})
    if request.method == "POST" and form.is_valid():
        texts = [form.cleaned_data["first"], form.cleaned_data["second"]]
        try:
            one, two = shape.split_item(
                item=entry.item, version=form.cleaned_data["version"], at=texts, by=who(request)
            )
        except DomainError as error:
            form.add_error("second" if error.field else None, error.message)
        else:
            keys = (key_of(entry), f"{entry.kind.code}-{two.pk}")
            return changed(request, plan, *keys, spans=span_of(one) + span_of(two))
    return _ask(
        request,
        screen,
        entry,
        "plans/review/_split.html",
        _("Tách %(name)s này làm hai") % {"name": entry.kind.name},
        form=form,
    )


@login_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, pk: int, kind: str, item_pk: int) -> HttpResponse:
    """Join with the next item of the kind, after both have been shown."""
    plan = draft(request, pk)
    screen = Screen(plan)
    entry = found(screen, kind, item_pk)
    group = screen.data.groups[kind]
    at = group.index(entry) if entry in group else len(group)
    if at + 1 >= len(group):
        raise Http404("next")
    following = group[at + 1]
    if request.method == "POST" and request.POST.get("second") == str(following.item.pk):
        versions = (_version(request), _number(request.POST.get("second_version", "")))
        one = shape.join_items(first=entry.item, second=following.item, versions=versions, by=who(request))
        gone = [key_of(following)]
        return changed(request, plan, key_of(entry), gone=gone, spans=span_of(one))
    second = screen.card(following)
    title = _("Gộp %(name)s này với mục sau") % {"name": entry.kind.name}
    return _ask(
        request, screen, entry, "plans/review/_join.html", title, second=second, second_pk=str(following.item.pk)
    )


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: int, kind: str, item_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    screen = Screen(plan)
    entry = found(screen, kind, item_pk)
    form = ReasonForm(request.POST or None, initial={"version": entry.item.version})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            edit.discard_item(
                item=entry.item, version=form.cleaned_data["version"] or 0, reason=reason, by=who(request)
            )
        except DomainError as error:
            form.add_error("reason" if error.field else None, error.message)
        else:
            return changed(request, plan, key_of(entry), spans=span_of(entry.item))
    return _ask(
        request,
        screen,
        entry,
        "plans/review/_discard.html",
        _("Bỏ %(name)s này?") % {"name": entry.kind.name},
        form=form,
    )


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, kind: str, item_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    entry = found(Screen(plan), kind, item_pk)
    edit.restore_item(item=entry.item, version=_version(request), by=who(request))
    return changed(request, plan, key_of(entry), spans=span_of(entry.item))


def _ask(request: HttpRequest, screen: Screen, entry: Entry, part: str, title: str, **context: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    shown = {"card": screen.card(entry), "key": key_of(entry), "code": entry.kind.code}
    return page(request, screen, part, title, status, **shown, **context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _halves(text: str) -> tuple[str, str]:
    """A first proposal of where to cut: after the sentence or the part of it that ends nearest to the middle."""
    flat = " ".join(text.split())
    for stops in ("; ", ". ", ", ", " "):
        places = [i + len(stops) for i in range(len(flat)) if flat.startswith(stops, i)]
        if places:
            at = min(places, key=lambda i: abs(i - len(flat) / 2))
            return flat[:at].strip(), flat[at:].strip()
    return flat, ""
