"""Letters on their way out, for administrators: what is stuck, and what a person has to decide."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts.models import User
from nscl.foundation import outbox, paging, tenancy
from nscl.foundation.models import OutboxMessage
from nscl.foundation.outbox.actions import OPEN

TONES = {"queued": "neutral", "sending": "info", "sent": "success", "failed": "danger", "uncertain": "warning"}
ICONS = {"queued": "hourglass", "sending": "send", "uncertain": "help"}


class FilterForm(forms.Form):
    """Which letters; in the address so that it can be sent to a colleague."""

    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *OutboxMessage.State.choices],
    )


@dataclass(frozen=True)
class Line:
    message: OutboxMessage

    @property
    def tone(self) -> str:
        return TONES[self.message.state]

    @property
    def icon(self) -> str:
        return ICONS.get(self.message.state, "")

    @property
    def open(self) -> bool:
        """Whether a person has to decide."""
        return self.message.state in OPEN and self.message.raw is not None

    @property
    def readable(self) -> bool:
        """Whether its words may be shown: a letter with a secret link is its owner's."""
        return self.message.shown and self.message.province_id is not None

    @property
    def subject(self) -> str:
        return self.message.subject or (_("(nội dung đã xóa)") if self.message.purged_at else _("(không có tiêu đề)"))


@login_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    _allow(request, "outbox.view")
    found = _seen()
    form = FilterForm(request.GET)
    if form.is_valid() and (state := form.cleaned_data["trang_thai"]):
        found = found.filter(state=state)
    rows, pages = paging.newest_first(found.defer("raw"), request.GET)
    context = {"rows": [Line(row) for row in rows], "pages": pages, "form": form, "filtered": bool(form.data)}
    return render(request, "interfaces/letters/list.html", context)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    message = _letter_for(request, pk)
    body, names = _words(message)
    return render(request, "interfaces/letters/one.html", {"line": Line(message), "body": body, "names": names})


@login_required
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    outbox.resend(message=_letter_for(request, pk, "outbox.edit"), by=request.user)
    messages.success(request, _("Đã xếp hàng để gửi lại."))
    return redirect("letter", pk)


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    message = _letter_for(request, pk, "outbox.edit")
    outbox.settle(message=message, arrived=request.POST.get("da_den") == "co", by=request.user)
    messages.success(request, _("Đã ghi kết luận về thư này."))
    return redirect("letter", pk)


def _allow(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _seen() -> QuerySet[OutboxMessage]:
    """Letters of the provinces in reach, and those of no province to people who work there."""
    scope = tenancy.current()
    readable = sorted(scope.readable) if scope else []
    people = User.objects.filter(memberships__province_id__in=readable).order_by("id").values_list("email", flat=True)
    return OutboxMessage.objects.filter(
        Q(province_id__in=readable) | Q(province_id=None, recipients__overlap=list(people.distinct()))
    )


def _letter_for(request: HttpRequest, pk: int, permission: str = "outbox.view") -> OutboxMessage:
    """The letter, 404 where it is of a province out of reach, 403 for a lesser role."""
    message = _seen().filter(pk=pk).first()
    if message is None:
        raise Http404("letter")
    _allow(request, permission)
    return message


def _words(message: OutboxMessage) -> tuple[str, list[str]]:
    """The text and the names of attachments, where they may be shown."""
    if not Line(message).readable or message.raw is None:
        return "", []
    read = email.message_from_bytes(bytes(message.raw), _class=EmailMessage, policy=email.policy.default)
    body = read.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    return str(text), [part.get_filename() or "?" for part in read.iter_attachments()]
