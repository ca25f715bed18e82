"""Files of documents: taken away, looked at in the page, added, taken off, marked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.documents import access, actions, kinds, queries, serving
from nscl.documents.forms.document import ReasonForm
from nscl.documents.models import Attachment, Document, DocumentFile
from nscl.documents.uploads import Received
from nscl.documents.viewing import pages
from nscl.documents.views.common import who
from nscl.foundation.limits import limited
from nscl.shared.errors import DomainError


def readable(request: HttpRequest, pk: int) -> tuple[Attachment, bool]:
    """The file, and whether it holds personal data, for a person who may open it."""
    attachment = access.attachment_for(who(request), pk)
    secret = queries.is_sensitive(attachment)
    if secret and not who(request).has_perm(access.SENSITIVE, attachment):
        raise PermissionDenied(access.SENSITIVE)
    return attachment, secret


@login_required
@require_safe
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes; `?xem=1` shows a picture in place."""
    attachment, _secret = readable(request, pk)
    return serving.respond(request, attachment, inline=request.GET.get("xem") == "1")


@login_required
@require_safe
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """The file in a page: pictures of a PDF's pages, a DOCX or text as plain words, a picture as it is."""
    attachment, secret = readable(request, pk)
    if secret:
        serving.note_reading(attachment, by=request.user)
    kind = kinds.BY_TYPE.get(attachment.media_type)
    context: dict[str, Any] = {"attachment": attachment, "secret": secret, "kind": kind.view if kind else ""}
    context["document"] = _holder(attachment)
    try:
        context |= _shown(request, attachment, context["kind"])
    except DomainError as error:
        context |= {"kind": "", "refusal": error.message}
    return render(request, "documents/view.html", context)


def _shown(request: HttpRequest, attachment: Attachment, kind: str) -> dict[str, Any]:
    if kind == "pdf":
        return {"page": pages.pdf_page(attachment, _number(request.GET.get("trang", "1")))}
    if kind == "docx":
        return {"html": mark_safe(pages.docx_html(attachment))}  # noqa: S308 (cleaned by nh3)
    if kind == "txt":
        words, more = pages.text(attachment)
        return {"words": words, "more": more}
    return {}


@login_required
@require_safe
def page_picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """One page of a PDF as a picture."""
    attachment, secret = readable(request, pk)
    if attachment.media_type != "application/pdf":
        raise Http404("pdf")
    if secret:
        serving.note_reading(attachment, by=request.user)
    page = pages.pdf_page(attachment, number)
    if page.number != number:
        raise Http404("page")
    response = FileResponse(page.picture.open("rb"), content_type="image/png")
    response["Content-Security-Policy"] = serving.POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Encoding"] = "identity"
    response["Cache-Control"] = "private, no-store" if secret else "private, max-age=3600"
    return response


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=document.province_id, by=who(request))
    error = ""
    if request.method == "POST" and not received.refused:
        try:
            if not received.kept:
                raise DomainError("empty", _("Hãy chọn ít nhất một tệp."))
            actions.attach(document=document, uploads=received.uploads(), by=who(request))
        except DomainError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Đã thêm %(n)s tệp.") % {"n": len(received.kept)})
            return redirect("document_page", pk=pk)
    context = {"document": document, "received": received, "error": error, "roles": DocumentFile.Role.choices}
    return render(request, "documents/attach.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def detach(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    file = access.file_for(document, file_pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.detach(file=file, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã gỡ tệp khỏi văn bản."))
            return redirect("document_page", pk=pk)
    context = {
        "form": form,
        "document": document,
        "title": _("Gỡ tệp khỏi văn bản"),
        "lead": _("Tệp “%(name)s” không còn ở trang văn bản này; kho và nhật ký vẫn giữ.")
        % {"name": file.attachment.name},
        "action": _("Gỡ tệp"),
        "danger": True,
        "cancel_url": reverse("document_page", args=[pk]),
    }
    return render(request, "documents/ask.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def mark(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    """Say that a file holds personal data, or that it does not."""
    document = access.document_for(who(request), pk, access.EDIT)
    found = [paper for paper in queries.papers(document) if paper.attachment.pk == attachment_pk]
    if not found:
        raise Http404("file")
    sensitive = request.POST.get("rieng") == "1"
    actions.mark_sensitive(document=document, attachment=found[0].attachment, sensitive=sensitive, by=who(request))
    messages.success(
        request, _("Đã đánh dấu tệp có dữ liệu cá nhân.") if sensitive else _("Đã bỏ dấu dữ liệu cá nhân của tệp.")
    )
    return redirect("document_page", pk=pk)


def _holder(attachment: Attachment) -> Document | None:
    held = (
        DocumentFile.objects.filter(attachment=attachment, removed_at__isnull=True).select_related("document").first()
    )
    return held.document if held else Document.objects.filter(attachment=attachment).order_by("id").first()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
