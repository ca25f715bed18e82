"""Inquiries: the list, one letter with who has answered, its papers, and each step of its life."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.documents import kinds, rendering, serving
from nscl.documents import queries as documents
from nscl.documents.rendering.answering import download
from nscl.documents.uploads import Received
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.foundation.paging import newest_first
from nscl.foundation.templatetags.components import Tab
from nscl.shared.errors import DomainError
from nscl.support.access import inquiries as access
from nscl.support.access.common import edits, see
from nscl.support.access.received import EDIT, VIEW
from nscl.support.actions import inquiries as actions
from nscl.support.exports import inquiries as papers
from nscl.support.forms.inquiries import AnswerHead, DraftForm, EndForm, ItemAnswer, SentForm, VersionForm, as_typed
from nscl.support.forms.policies import content_choices, content_names
from nscl.support.models import Inquiry, InquiryAsked
from nscl.support.queries import inquiries as queries
from nscl.support.views.common import Screen, answer, own_province, status_of, who

both = require_http_methods(["GET", "POST"])


def up() -> tuple[Any, str]:
    return _("Hỏi các nơi"), reverse("inquiries")


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Letters, the latest first; a tab for each state."""
    see(who(request), VIEW)
    status = request.GET.get("trang_thai", "")
    rows, pages = newest_first(queries.listed(status), request.GET)
    base = reverse("inquiries")
    tabs = [Tab(_("Tất cả"), base, status not in Inquiry.Status.values)]
    tabs += [Tab(label, f"{base}?trang_thai={value}", value == status) for value, label in Inquiry.Status.choices]
    context = {
        "rows": rows, "pages": pages, "tabs": tabs, "today": clock.today(), "filtered": bool(status),
        "editor": edits(who(request), EDIT),
    }  # fmt: skip
    return render(request, "support/inquiries/list.html", context)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.inquiry_for(who(request), pk)
    names = dict(content_choices())
    asked = queries.asked_of(found)
    context = {
        "inquiry": found, "asked": asked, "today": clock.today(), "editor": edits(who(request), EDIT),
        "items": [(item, [names.get(c, c) for c in item.contents]) for item in queries.items_of(found)],
        "silent": sum(shown.asked.answered_at is None for shown in asked),
    }  # fmt: skip
    return render(request, "support/inquiries/one.html", context)


@login_required
@limited("inquiry_add", times=60, minutes=60)
@both
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request, EDIT)
    form = DraftForm(request.POST or None)
    screen = Screen(
        _("Soạn văn bản hỏi"), _("Lưu bản thảo"), reverse("inquiries"), (up(),),
        _("Hỏi sở, ngành, tỉnh khác đã hỗ trợ các doanh nghiệp này chưa. Lưu xong tải Word về trình ký."),
    )  # fmt: skip

    def done(form: DraftForm) -> tuple[str, str]:
        made = actions.draft(province=province, told=form.told(), by=who(request))
        return reverse("inquiry", args=[made.pk]), _("Đã lưu bản thảo. Tải văn bản về trình ký, gửi xong thì ghi số.")

    return answer(request, screen, form, done)


@login_required
@both
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.inquiry_for(who(request), pk, edit=True)
    asked = list(found.asked.order_by("id").values_list("name", flat=True))
    form = DraftForm(request.POST or None, initial=as_typed(found, queries.items_of(found), asked))

    def done(form: DraftForm) -> tuple[str, str]:
        actions.change(inquiry=found, version=_seen(form), told=form.told(), by=who(request))
        return reverse("inquiry", args=[pk]), _("Đã lưu bản thảo.")

    return answer(request, _screen(found, _("Sửa văn bản hỏi"), _("Lưu bản thảo")), form, done)


@login_required
@both
def send(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.inquiry_for(who(request), pk, edit=True)
    form = SentForm(request.POST or None, initial={"version": found.version, "on": clock.today()})

    def done(form: SentForm) -> tuple[str, str]:
        typed = form.cleaned_data
        actions.send(inquiry=found, version=_seen(form), number=typed["number"], on=typed["on"], by=who(request))
        return reverse("inquiry", args=[pk]), _("Đã ghi là đã gửi; trang chính sẽ nhắc khi tới hạn.")

    return answer(request, _screen(found, _("Ghi đã gửi"), _("Ghi đã gửi")), form, done)


@login_required
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that those silent were reminded today; the letter itself is a paper to sign."""
    found = access.inquiry_for(who(request), pk, edit=True)
    form = VersionForm(request.POST)
    form.is_valid()
    try:
        actions.remind(inquiry=found, version=_seen(form), by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã ghi ngày nhắc."))
    return redirect("inquiry", pk)


@login_required
@both
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.inquiry_for(who(request), pk, edit=True)
    form = EndForm(request.POST or None, initial={"version": found.version})
    title = _("Không gửi nữa") if found.is_draft else _("Thôi chờ trả lời")

    def done(form: EndForm) -> tuple[str, str]:
        actions.end(inquiry=found, version=_seen(form), reason=form.cleaned_data["reason"], by=who(request))
        return reverse("inquiry", args=[pk]), _("Đã ghi.")

    return answer(request, _screen(found, title, title, danger=True), form, done)


@login_required
@limited("upload", times=60, minutes=10)
@both
def reply(request: HttpRequest, pk: int, asked_pk: int) -> HttpResponse:
    """What one of those asked answers, enterprise by enterprise, with the scan of its letter."""
    asked = access.asked_for(who(request), pk, asked_pk, edit=True)
    found = asked.inquiry
    received = Received.of(request, profile=kinds.SCAN, province_id=found.province_id, by=who(request))
    head = AnswerHead(request.POST or None, initial={"version": found.version, "on": clock.today()})
    contents = content_choices()
    answers = [ItemAnswer(request.POST or None, item, contents) for item in queries.items_of(found)]
    status = status_of(request)
    whole = request.method == "POST" and all([head.is_valid(), *(form.is_valid() for form in answers)])
    if whole and not received.refused:
        try:
            _reply(asked, head, answers, received, who(request))
        except DomainError as error:
            if not any(form.refuse(error) for form in answers):
                head.refuse(error)
            status = 409 if error.code == "conflict" else 422
        else:
            messages.success(request, _("Đã ghi trả lời của %(name)s.") % {"name": asked.name})
            return redirect("inquiry", pk)
    context = {"inquiry": found, "asked": asked, "head": head, "answers": answers, "received": received}
    return render(request, "support/inquiries/reply.html", context, status=status)


def _reply(asked: InquiryAsked, head: AnswerHead, answers: list[ItemAnswer], received: Received, by: Any) -> None:
    typed = head.cleaned_data
    actions.answer(
        asked=asked, version=_seen(head), answers={form.item.pk: form.given() for form in answers}, on=typed["on"],
        number=typed["number"], note=typed["note"], uploads=received.uploads(), by=by,
    )  # fmt: skip


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def paper(request: HttpRequest, pk: int, which: str, ending: str) -> HttpResponse:
    """The letter, or the one that reminds, as Word or PDF."""
    found = access.inquiry_for(who(request), pk)
    if ending not in ("docx", "pdf") or which not in ("cong-van", "nhac"):
        raise Http404(ending)
    membership = getattr(request, "membership", None)
    if which == "nhac":
        silent = list(found.asked.filter(answered_at__isnull=True).order_by("id").values_list("name", flat=True))
        made = papers.reminder(found, silent, membership)
    else:
        asked = list(found.asked.order_by("id").values_list("name", flat=True))
        made = papers.letter(found, queries.items_of(found), asked, content_names(), membership)
    return download(rendering.render(made, ending), f"{which}-{found.code.lower()}", ending)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """The scan of an answer."""
    found = access.file_for(who(request), pk, file_pk)
    if documents.is_sensitive(found.attachment) and not who(request).has_perm("documents.sensitive", found.attachment):
        raise PermissionDenied("documents.sensitive")
    return serving.respond(request, found.attachment, inline=request.GET.get("xem") == "1")


def _screen(found: Inquiry, title: Any, action: Any, *, danger: bool = False) -> Screen:
    own = reverse("inquiry", args=[found.pk])
    return Screen(title, action, own, (up(), (found.code, own)), found.purpose, danger=danger)


def _seen(form: django_forms.Form) -> int:
    """The version that the person saw. A form without one was not drawn by us: it is taken as stale."""
    version: int | None = form.cleaned_data.get("version")
    return -1 if version is None else version
