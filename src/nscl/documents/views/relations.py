"""What a document says of others: added and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.documents import access, actions, queries
from nscl.documents.forms.document import ReasonForm, RelationForm
from nscl.documents.models import Document
from nscl.documents.queries import Entry
from nscl.documents.views.common import who
from nscl.shared.errors import DomainError


@login_required
@require_http_methods(["GET", "POST"])
def relate(request: HttpRequest, pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    form = RelationForm(request.POST or None)
    several = _several(document, form, request.POST.get("number", ""))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        target = several.get(given.pop("target"))
        try:
            actions.relate(document=document, target=target, by=who(request), **given)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi quan hệ giữa hai văn bản."))
            return redirect("document_page", pk=pk)
    context = {"form": form, "document": document, "several": several}
    return render(request, "documents/relate.html", context, status=422 if request.method == "POST" else 200)


def _several(document: Document, form: RelationForm, number: str) -> dict[str, Entry]:
    """The texts that the number typed may mean, offered for choice where there is more than one."""
    found = [entry for entry in queries.with_number(number) if entry != document] if number else []
    offered = {"".join(map(str, queries.place_of(entry))): entry for entry in found} if len(found) > 1 else {}
    form.offer([(key, queries.told(entry)) for key, entry in offered.items()])
    return offered


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int, relation_pk: int) -> HttpResponse:
    document = access.document_for(who(request), pk, access.EDIT)
    if document.is_void:
        raise Http404("void")
    relation = access.relation_for(document, relation_pk)
    other = relation.target_document or relation.target_text or relation.target_number
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(relation=relation, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã gỡ quan hệ với văn bản kia."))
            return redirect("document_page", pk=pk)
    context = {
        "form": form,
        "document": document,
        "title": _("Gỡ quan hệ giữa hai văn bản"),
        "lead": f"{relation.get_kind_display()}: {other}",
        "action": _("Gỡ quan hệ"),
        "danger": True,
        "cancel_url": reverse("document_page", args=[pk]),
    }
    return render(request, "documents/ask.html", context, status=422 if request.method == "POST" else 200)
