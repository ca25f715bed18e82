"""Who is asked: their links, the letters that bring them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.foundation.limits import limited
from nscl.foundation.paging import newest_first, number
from nscl.plans.access import needs as access
from nscl.plans.actions.needs import invite as actions
from nscl.plans.actions.needs.senders import sender_named
from nscl.plans.exports import needs_papers
from nscl.plans.forms.needs import InviteForm, ReasonForm
from nscl.plans.models import NeedsInvitation
from nscl.plans.queries.needs import groups_of
from nscl.plans.views.needs.common import asked, for_editors, frame, status_of, who
from nscl.plans.views.needs.papers import sender_of
from nscl.shared.errors import DomainError

MOST_LETTERS = 200


@login_required
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Those invited, with their links, and a place to invite more."""
    found, context = frame(request, pk, "needs_round")
    for_editors(context)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        senders = [
            (sender_named(form.cleaned_data["kind"], name, found.province), email) for name, email in form.whom()
        ]
        whom = [actions.Invited(s.kind, s.name, email, s.entity, s.agency) for s, email in senders]
        try:
            made = actions.invite(round=found, whom=whom, by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã tạo %(count)s liên kết mời.") % {"count": len(made)})
            return redirect("needs_invitations", pk=pk)
    rows = NeedsInvitation.objects.filter(round=found).prefetch_related("proposals")
    shown, pages = newest_first(rows, request.GET)
    context |= {
        "form": form,
        "invitations": [
            (row, actions.link_of(row), [p for p in row.proposals.all() if not p.voided_at]) for row in shown
        ],
        "pages": pages,
        "part": _("Mời đề xuất"),
    }
    return render(request, "plans/needs/invitations.html", context, status=status_of(request))


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.invitation_for(found, invitation_pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke(invitation=row, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thu hồi liên kết của %(name)s.") % {"name": row.name})
            return redirect("needs_invitations", pk=pk)
    return asked(
        request, found, form, title=_("Thu hồi liên kết"), about=row.name, action=_("Thu hồi"), danger=True,
        lead=_("Liên kết không mở được nữa. Những gì đã gửi qua liên kết vẫn giữ nguyên."),
        cancel_url=reverse("needs_invitations", args=[pk]),
    )  # fmt: skip


@login_required
@require_POST
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the links to those of this round who have an address and were not written to yet."""
    found = access.round_for(who(request), pk, access.EDIT)
    try:
        sent = actions.mail(round=found, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã đưa %(count)s thư mời vào hàng gửi.") % {"count": sent})
    return redirect("needs_invitations", pk=pk)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def letters(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The letter of invitation with the paper form as its annex: one for all, or (`?moi=`) for one with its link."""
    found = access.round_for(who(request), pk, access.EDIT)
    if ending not in ("docx", "pdf"):
        raise Http404(ending)
    wanted = number(request.GET.get("moi", ""))
    row = access.invitation_for(found, wanted) if wanted else None
    if row is not None and row.voided_at:
        raise Http404("revoked")
    link = actions.link_of(row) if row else ""
    paper = needs_papers.invitation(found, groups_of(found), sender_of(request, found), to=row, link=link)
    return download(rendering.render(paper, ending), f"giay-moi-nhu-cau-{found.for_year}", ending)
