"""Files hung on a text and taken off it: a document of the province, or a central text of which it keeps files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.documents import access, actions, kinds
from nscl.documents.actions import Upload
from nscl.documents.forms.document import ReasonForm
from nscl.documents.models import DocumentFile, LegalTextFile
from nscl.documents.queries import Entry
from nscl.documents.templatetags.documents import entry_url
from nscl.documents.uploads import Received
from nscl.documents.views.common import own_province, who
from nscl.foundation.limits import limited
from nscl.shared.errors import DomainError


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)

    def act(uploads: Sequence[Upload]) -> object:
        return actions.attach(document=document, uploads=uploads, by=who(request))

    return _taking(request, document, document.province_id, act, choose_role=True)


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    text = access.legal_text_for(who(request), pk)
    province = own_province(request)

    def act(uploads: Sequence[Upload]) -> object:
        return actions.keep_files(text=text, province=province, uploads=uploads, by=who(request))

    return _taking(request, text, province.pk, act, choose_role=False)


def _taking(
    request: HttpRequest,
    entry: Entry,
    province_id: int,
    act: Callable[[Sequence[Upload]], object],
    *,
    choose_role: bool,
) -> HttpResponse:
    """The form that takes files; what waits already is kept when another file is refused."""
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=province_id, by=who(request))
    error = ""
    if request.method == "POST" and not received.refused:
        try:
            if not received.kept:
                raise DomainError("empty", _("Hãy chọn ít nhất một tệp."))
            act(received.uploads())
        except DomainError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Đã thêm %(n)s tệp.") % {"n": len(received.kept)})
            return redirect(entry_url(entry))
    context = {"document": entry, "received": received, "error": error, "choose_role": choose_role}
    return render(request, "documents/attach.html", context, status=_status(request))


@login_required
@require_http_methods(["GET", "POST"])
def detach(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    file = access.file_for(document, file_pk)
    return _dropping(request, document, file, lambda given: actions.detach(file=file, by=who(request), **given))


@login_required
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    file = access.legal_text_file_for(who(request), pk, file_pk)
    return _dropping(
        request, file.legal_text, file, lambda given: actions.drop_file(file=file, by=who(request), **given)
    )


def _dropping(
    request: HttpRequest, entry: Entry, file: DocumentFile | LegalTextFile, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Asks why the file is taken off."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act({"reason": form.cleaned_data["reason"]})
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã gỡ tệp khỏi văn bản."))
            return redirect(entry_url(entry))
    context = {
        "form": form,
        "document": entry,
        "title": _("Gỡ tệp khỏi văn bản"),
        "lead": _("Tệp “%(name)s” không còn ở trang văn bản này; kho và nhật ký vẫn giữ.")
        % {"name": file.attachment.name},
        "action": _("Gỡ tệp"),
        "danger": True,
        "cancel_url": entry_url(entry),
    }
    return render(request, "documents/ask.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200
