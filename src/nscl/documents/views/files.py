"""Files of texts: taken away, looked at in the page, marked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.documents import access, actions, kinds, queries, serving
from nscl.documents.models import Attachment, Document, DocumentFile, LegalText, LegalTextFile
from nscl.documents.viewing import pages
from nscl.documents.views.common import who
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


def _holder(attachment: Attachment) -> Document | LegalText | None:
    """The text that the file belongs to."""
    live = {"attachment": attachment, "removed_at__isnull": True}
    if held := DocumentFile.objects.filter(**live).select_related("document").first():
        return held.document
    if kept := LegalTextFile.objects.filter(**live).select_related("legal_text").first():
        return kept.legal_text
    return Document.objects.filter(attachment=attachment).order_by("id").first()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
