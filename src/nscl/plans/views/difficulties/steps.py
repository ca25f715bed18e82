"""The forms of each step. Refused, or overtaken by somebody else, they come back with what was typed and sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.documents import kinds
from nscl.documents.uploads import Received
from nscl.foundation import clock
from nscl.plans.access import difficulties as access
from nscl.plans.actions import difficulties as actions
from nscl.plans.forms import difficulties as forms
from nscl.plans.models import Difficulty
from nscl.plans.queries import difficulties as queries
from nscl.plans.views.difficulties.common import entry_form, membership_of, status, who
from nscl.shared.errors import DomainError

FILES = kinds.DOCUMENT


@login_required
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    return _work(
        request, found, forms.AssignForm,
        lambda given, form, received: actions.assign(
            difficulty=found, by=who(request), version=given["version"], responsible=given["responsible"],
            text=given["text"],
        ),
        options={"workers": access.workers(found.province_id)},
        initial={"responsible": found.responsible_id or who(request).pk},
        title=_("Giao xử lý"), action=_("Giao"), done=_("Đã giao xử lý."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    return _work(
        request, found, forms.AnswerForm,
        lambda given, form, received: actions.answer(
            difficulty=found, by=who(request), version=given["version"], text=given["text"], on=given["on"],
            paper=form.paper(), uploads=received.uploads(),
        ),
        initial={"on": clock.today()}, files=True,
        title=_("Trả lời"), action=_("Ghi trả lời"), done=_("Đã ghi trả lời."),
        lead=_("Các vấn đề đang gộp vào đây được trả lời cùng."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    above = f"Ủy ban nhân dân {found.province}"  # not wrapped: the addressee's name
    return _work(
        request, found, forms.EscalateForm,
        lambda given, form, received: actions.escalate(
            difficulty=found, by=who(request), version=given["version"], to=given["to"], text=given["text"],
            on=given["on"], expected_on=given["expected_on"], paper=form.paper(), uploads=received.uploads(),
        ),
        initial={"on": clock.today(), "to": found.escalated_to or above}, files=True,
        title=_("Kiến nghị cấp trên, cơ quan khác"), action=_("Ghi kiến nghị"), done=_("Đã ghi kiến nghị."),
        lead=_("Soạn văn bản gửi đi ở mục Văn bản của vấn đề này; gửi xong ghi lại số, ngày ở đây."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.REPORT)
    return _work(
        request, found, forms.NoteForm,
        lambda given, form, received: actions.add_note(
            difficulty=found, by=who(request), version=given["version"], text=given["text"], on=given["on"],
            paper=form.paper(), uploads=received.uploads(), on_behalf=bool(given.get("on_behalf")),
        ),
        options={"officer": access.may(who(request), access.EDIT, found)}, initial={"on": clock.today()}, files=True,
        title=_("Trao đổi thêm"), action=_("Ghi"), done=_("Đã ghi trao đổi."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    return _work(
        request, found, forms.CloseForm,
        lambda given, form, received: actions.close(
            difficulty=found, by=who(request), version=given["version"], text=given["text"]
        ),
        title=_("Kết thúc"), action=_("Kết thúc vấn đề"), done=_("Đã kết thúc."),
        lead=_("Sau khi trả lời, khi bên nêu vấn đề không có ý kiến gì thêm."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.REPORT)
    return _work(
        request, found, forms.ReasonForm,
        lambda given, form, received: actions.reopen(
            difficulty=found, by=who(request), version=given["version"], reason=given["reason"]
        ),
        title=_("Mở lại"), action=_("Mở lại vấn đề"), done=_("Đã mở lại."),
        lead=_("Khi trả lời chưa giải quyết được việc, hoặc đã kết thúc, rút quá sớm."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.REPORT)
    return _work(
        request, found, forms.ReasonForm,
        lambda given, form, received: actions.withdraw(
            difficulty=found, by=who(request), version=given["version"], reason=given["reason"]
        ),
        title=_("Rút khó khăn, kiến nghị"), action=_("Rút"), done=_("Đã rút."), danger=True,
        lead=_("Vấn đề vẫn xem được nhưng không tính vào số liệu."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def due(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    proposed = found.due_on or queries.proposed_due(found.province_id, found.received_on)
    return _work(
        request, found, forms.DueForm,
        lambda given, form, received: actions.set_due(
            difficulty=found, by=who(request), version=given["version"], due_on=given["due_on"], reason=given["reason"]
        ),
        initial={"due_on": proposed},
        title=_("Đặt hạn trả lời"), action=_("Lưu hạn"), done=_("Đã đặt hạn trả lời."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    return _work(
        request, found, forms.SameForm,
        lambda given, form, received: actions.link_same(
            difficulty=found, by=who(request), version=given["version"], code=given["code"]
        ),
        title=_("Gộp với vấn đề giống nhau"), action=_("Gộp"), done=_("Đã gộp."),
        lead=_("Vấn đề này sẽ được giao, kiến nghị, trả lời cùng vấn đề kia."),
    )  # fmt: skip


@login_required
@require_POST
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk, access.EDIT)
    actions.unlink_same(difficulty=found, version=_number(request.POST.get("version")), by=who(request))
    messages.success(request, _("Đã thôi gộp."))
    return redirect("difficulty", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was entered."""
    found = access.difficulty_for(who(request), pk, access.EDIT)
    held = membership_of(request, access.EDIT)
    form = entry_form(request, held, own=False, difficulty=found, initial=forms.initial_of(found))
    code = status(request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                difficulty=found, version=form.cleaned_data["version"] or 0, by=who(request),
                values=form.values(province_id=found.province_id, by=who(request)),
            )  # fmt: skip
        except actions.Changed as error:
            code, form = 409, _again(request, error, lambda data: _refilled(request, held, found, data))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("difficulty", pk=pk)
    context = {"form": form, "difficulty": found, "own": False, "latest": _latest(found) if code == 409 else []}
    return render(request, "plans/difficulties/correct.html", context, status=code)


def _refilled(request: HttpRequest, held: Any, found: Difficulty, data: Any) -> Any:
    request.POST = data
    return entry_form(request, held, own=False, difficulty=found)


def _work(
    request: HttpRequest,
    found: Difficulty,
    kind: Any,
    act: Callable[[dict[str, Any], Any, Received], Any],
    *,
    done: str,
    files: bool = False,
    options: dict[str, Any] | None = None,
    initial: dict[str, Any] | None = None,
    **words: Any,
) -> HttpResponse:
    """One step: the form, the files that came with it, the action, and back to the conversation."""
    more = options or {}
    received = Received.of(request, profile=FILES, province_id=found.province_id, by=who(request))
    form = kind(request.POST or None, initial={"version": found.version, **(initial or {})}, **more)
    code = status(request)
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            act({**form.cleaned_data, "version": form.cleaned_data.get("version") or 0}, form, received)
        except actions.Changed as error:
            code, form = 409, _again(request, error, lambda data: kind(data, **more))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect("difficulty", pk=found.pk)
    context = {
        "form": form, "difficulty": found, "received": received if files else None,
        "latest": _latest(found) if code == 409 else [], **words,
    }  # fmt: skip
    return render(request, "plans/difficulties/step.html", context, status=code)


def _again(request: HttpRequest, error: actions.Changed, make: Callable[[Any], Any]) -> Any:
    """The form with what was typed, over the version that stands now."""
    data = request.POST.copy()
    data["version"] = str(error.current.version)
    form = make(data)
    form.is_valid()
    form.add_error(None, error.message)
    return form


def _latest(found: Difficulty) -> list[Any]:
    """What the others did, to be read before sending again."""
    return queries.conversation(found)[-3:]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
