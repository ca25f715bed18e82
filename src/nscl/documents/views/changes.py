"""Entering and correcting documents. A refused form keeps what was typed and the files that came with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.documents import access, actions, kinds
from nscl.documents.actions.common import HEAD
from nscl.documents.forms.document import DocumentForm, EndForm, NumberForm, ReasonForm, form_of
from nscl.documents.models import Document, DocumentKind, Subject
from nscl.documents.uploads import Received
from nscl.documents.views.common import own_province, who
from nscl.foundation.sending import Done, Shown, send


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=province.pk, by=who(request))
    initial = {
        "issuer": f"Ủy ban nhân dân {province}",  # not wrapped: a name in a document
        "kind": DocumentKind.DECISION,
        "subject": Subject.PRODUCTIVITY,
    }
    form = DocumentForm(request.POST or None, initial=initial, adding=True)

    def act() -> Document:
        return actions.add(
            province=province, values=form.values(), by=who(request), uploads=received.uploads(), ties=form.ties()
        )

    sent = Shown(422) if received.refused else send(request, form, act)
    if isinstance(sent, Done):
        messages.success(request, _("Đã ghi %(document)s vào sổ văn bản.") % {"document": sent.outcome})
        return redirect("document_page", pk=sent.outcome.pk)
    context = {"form": form, "received": received, "known": sent.refusal, "province": province}
    return render(request, "documents/add.html", context, status=sent.status)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    form = DocumentForm(request.POST) if request.method == "POST" else form_of(document)

    def act() -> Document:
        version = form.cleaned_data["version"] or 0
        return actions.edit(document=document, version=version, values=form.values(), by=who(request))

    sent = send(request, form, act)
    if isinstance(sent, Done):
        messages.success(request, _("Đã lưu thông tin văn bản."))
        return redirect("document_page", pk=pk)
    if isinstance(sent.refusal, actions.Conflict):
        return _both(request, form, sent.refusal)
    return render(request, "documents/edit.html", {"form": form, "document": document}, status=sent.status)


def _both(request: HttpRequest, form: DocumentForm, conflict: actions.Conflict) -> HttpResponse:
    """Both texts, side by side, with a choice for each field that differs."""
    data = request.POST.copy()
    data["version"] = str(conflict.current.version)
    again = DocumentForm(data)
    again.is_valid()
    differences = list(again.differences(conflict.current, HEAD))
    differing = {difference.name for difference in differences}
    context = {
        "form": again,
        "document": conflict.current,
        "message": conflict.message,
        "differences": differences,
        "same": [again[name] for name in HEAD if name not in differing],
    }
    return render(request, "documents/both.html", context, status=409)


@login_required
@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    form = NumberForm(request.POST or None, initial={"version": document.version, "issued_on": document.issued_on})
    return _asked(
        request, document, form,
        lambda given: actions.record_number(document=document, by=who(request), **given),
        title=_("Ghi số, ngày của văn bản"), action=_("Ghi số"), done=_("Đã ghi số của văn bản."),
        lead=_("Số do văn thư cấp trong sổ đăng ký của cơ quan; mỗi số chỉ dùng một lần trong năm."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    form = EndForm(request.POST or None, initial={"version": document.version, "expires_on": document.expires_on})
    return _asked(
        request, document, form, lambda given: actions.end(document=document, by=who(request), **given),
        title=_("Ghi văn bản hết hiệu lực"), action=_("Ghi hết hiệu lực"), done=_("Đã ghi ngày hết hiệu lực."),
        lead=_("Nếu có văn bản khác thay thế, hãy ghi quan hệ “Thay thế” ở văn bản mới; ngày ở đây sẽ tự theo."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    form = ReasonForm(request.POST or None, initial={"version": document.version})
    return _asked(
        request, document, form,
        lambda given: actions.void(document=document, by=who(request), **{**given, "version": given["version"] or 0}),
        title=_("Hủy văn bản khỏi sổ"), action=_("Hủy khỏi sổ"), done=_("Đã hủy văn bản khỏi sổ."), danger=True,
        lead=_("Chỉ dùng khi ghi nhầm. Văn bản vẫn xem được, có dấu “Đã hủy khỏi sổ”, và số của nó dùng lại được."),
    )  # fmt: skip


def _asked(request: HttpRequest, document: Document, form: Any, act: Any, *, done: str, **words: Any) -> HttpResponse:
    """One small form about a document: what the action refuses is said in it."""
    sent = send(request, form, lambda: act(dict(form.cleaned_data)))
    if isinstance(sent, Done):
        messages.success(request, done)
        return redirect("document_page", pk=document.pk)
    context = {"form": form, "document": document, "cancel_url": reverse("document_page", args=[document.pk]), **words}
    return render(request, "documents/ask.html", context, status=sent.status)
