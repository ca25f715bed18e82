"""Editing the head and the items of a draft: forms that save by themselves, and both texts where two people wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from nscl.foundation import clock
from nscl.plans import queries
from nscl.plans.actions import edit
from nscl.plans.actions.common import Conflict
from nscl.plans.forms.base import PICK, ReviewForm
from nscl.plans.forms.head import HeadForm, head_form
from nscl.plans.forms.items import FORMS, form_of
from nscl.plans.models import Plan, PlanItem
from nscl.plans.views.review_answers import changed, draft, found, page, who
from nscl.plans.views.review_cards import key_of
from nscl.plans.views.review_screen import Screen
from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORM, BOTH = "plans/review/_form.html", "plans/review/_both.html"


SOMEBODY = gettext_lazy("người khác")


@dataclass
class Editing:
    """One form in work: what it is called, where it posts, how it is saved, what stands now where two people wrote."""

    screen: Screen
    form: ReviewForm
    key: str
    code: str
    path: str
    title: str
    save: Callable[[int, dict[str, Any]], Plan | PlanItem]
    current: Callable[[], ReviewForm]
    whose: StrOrPromise = SOMEBODY

    def context(self) -> dict[str, Any]:
        return {"form": self.form, "key": self.key, "code": self.code, "action": self.screen.base + self.path}


@dataclass(frozen=True)
class Difference:
    """A field in which two texts differ: `theirs` stands now, `bound` holds what this person typed."""

    name: str
    bound: Any
    theirs: str


@login_required
@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, pk: int) -> HttpResponse:
    plan = draft(request, pk)
    screen = Screen(plan)
    form = HeadForm(request.POST) if request.method == "POST" else head_form(screen.data)

    def save(version: int, values: dict[str, Any]) -> Plan:
        return edit.edit_head(plan=plan, version=version, values=values, by=who(request))

    def current() -> ReviewForm:
        plan.refresh_from_db()
        return head_form(queries.review(plan))

    title = _("Sửa thông tin chung")
    editing = Editing(screen, form, "thong-tin-chung", "head", "thong-tin-chung/", title, save, current)
    return _work(request, editing, lambda: changed(request, plan, head=True))


@login_required
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int, kind: str, item_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    screen = Screen(plan)
    entry = found(screen, kind, item_pk)
    code, key = entry.kind.code, key_of(entry)
    form = FORMS[code](request.POST) if request.method == "POST" else form_of(entry)

    def save(version: int, values: dict[str, Any]) -> PlanItem:
        return edit.edit_item(item=entry.item, version=version, values=values, by=who(request))

    def current() -> ReviewForm:
        fresh = queries.review(plan)
        return form_of(next(e for e in [*fresh.entries(), *fresh.discarded] if key_of(e) == key))

    title = _("Sửa %(name)s") % {"name": entry.kind.name}
    editing = Editing(screen, form, key, code, screen.card(entry).path, title, save, current)
    return _work(request, editing, lambda: changed(request, plan, key))


@login_required
@require_POST
def settle_head(request: HttpRequest, pk: int) -> HttpResponse:
    plan = draft(request, pk)
    edit.settle_head(plan=plan, version=_version(request), by=who(request))
    return changed(request, plan, head=True)


@login_required
@require_POST
def settle(request: HttpRequest, pk: int, kind: str, item_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    entry = found(Screen(plan), kind, item_pk)
    edit.settle_doubts(item=entry.item, version=_version(request), by=who(request))
    return changed(request, plan, key_of(entry))


def _version(request: HttpRequest) -> int:
    """The version that the page showed; 0, which no row has, when it is missing."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _work(request: HttpRequest, editing: Editing, done: Callable[[], HttpResponse]) -> HttpResponse:
    """Show the form; or save what was typed, all by itself or on the button, and say how that went."""
    if request.method == "GET":
        return page(request, editing.screen, FORM, editing.title, **editing.context())
    alone = "autosave" in request.POST
    row: Plan | PlanItem | None = None
    try:
        if editing.form.is_valid():
            row = editing.save(_version(request), editing.form.values())
    except Conflict as conflict:
        return _conflict(request, editing, conflict, alone)
    except DomainError as error:
        editing.form.refuse(error)
    if row is None:
        if alone:
            return JsonResponse({"errors": editing.form.errors}, status=422)
        return page(request, editing.screen, FORM, editing.title, status=422, **editing.context())
    if alone:
        return JsonResponse({"version": row.version, "saved": f"{timezone.localtime(clock.now()):%H:%M}"})
    return done()


def _conflict(request: HttpRequest, editing: Editing, conflict: Conflict, alone: bool) -> HttpResponse:
    """Both texts side by side. What this person typed stays in the fields, the version is the one that stands."""
    current = editing.current()
    data = {**dict(editing.form.data.items()), "version": str(conflict.current.version)}
    typed = type(editing.form)(data)
    differences = [
        Difference(PICK + name, typed[name], current.shown(name))
        for name in typed.names()
        if " ".join(typed.shown(name).split()) != " ".join(current.shown(name).split())
    ]
    different = {d.bound.name for d in differences}
    editing.form = typed
    context = editing.context() | {
        "message": conflict.message,
        "differences": differences,
        "same": [typed[name] for name in typed.names() if name not in different],
        "whose": _who_wrote(conflict.current),
    }
    title = _("Hai người cùng sửa một chỗ")
    if alone:
        shared = {"title": title, "screen": editing.screen, "plan": editing.screen.plan, "base": editing.screen.base}
        return JsonResponse({"html": render_to_string(BOTH, shared | context | {"alone": True}, request)}, status=409)
    return page(request, editing.screen, BOTH, title, status=422 if getattr(request, "htmx", False) else 409, **context)


def _who_wrote(row: Plan | PlanItem) -> str:
    if isinstance(row, PlanItem) and row.edited_by and row.edited_at:
        return f"{row.edited_by}, {timezone.localtime(row.edited_at):%H:%M}"
    return _("người khác")
