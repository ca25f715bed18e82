"""What came on paper or as a list, entered by an officer; what each sender sent."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.documents import files, kinds
from nscl.documents.rendering.answering import download
from nscl.documents.uploads import Received
from nscl.foundation import audit, clock
from nscl.foundation.limits import limited
from nscl.plans.access import needs as access
from nscl.plans.actions.needs import bring, take
from nscl.plans.actions.needs.common import Conflict
from nscl.plans.actions.needs.senders import sender_named
from nscl.plans.exports import needs_book
from nscl.plans.forms.needs import AnsweredForm, ReasonForm, SenderForm
from nscl.plans.forms.needs_grid import Grid
from nscl.plans.models import Need, NeedsImport, NeedsRound, Proposal
from nscl.plans.queries.needs import groups_of
from nscl.plans.rules import needs_headings, needs_rows
from nscl.plans.views import list_pages
from nscl.plans.views.needs.common import asked, for_editors, frame, status_of, who
from nscl.plans.words import needs as needs_words
from nscl.shared.errors import DomainError

WRONG_AT_ONCE = 40
SHOWN = 10


@login_required
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter or a paper form typed in, with its scan."""
    found, context = _open(request, pk)
    received = Received.of(request, profile=kinds.SCAN, province_id=found.province_id, by=who(request))
    form = SenderForm(request.POST or None)
    grid = Grid(request.POST or None, groups=groups_of(found), year=found.for_year)
    refused: DomainError | None = None
    if (
        request.method == "POST"
        and not grid.wants_more
        and form.is_valid()
        and grid.is_valid()
        and not received.refused
    ):
        given = form.cleaned_data
        try:
            proposal = take.enter(
                round=found, sender=sender_named(given["kind"], given["name"], found.province), rows=grid.values(),
                paper=take.Paper(given["number"], given["dated_on"], received.uploads(), note=given["note"]),
                channel=Proposal.Channel.LETTER, key=f"form:{grid.key}", by=who(request),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
            refused = error
        else:
            messages.success(request, _("Đã nhập %(count)s nhu cầu.") % {"count": len(grid.rows)})
            return redirect("needs_proposal", pk=pk, proposal_pk=proposal.pk)
    empty = request.method == "POST" and not grid.wants_more and not grid.rows
    context |= {"form": form, "grid": grid, "received": received, "empty": empty, "refused": refused}
    return render(request, "plans/needs/letter.html", context, status=200 if grid.wants_more else status_of(request))


def _open(request: HttpRequest, pk: int) -> tuple[NeedsRound, dict[str, Any]]:
    found, context = frame(request, pk, "needs_round")
    for_editors(context)
    return found, context


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A list as a workbook comes in; what it says is looked at on the next page."""
    found, context = _open(request, pk)
    form = SenderForm(request.POST or None)
    error = ""
    if request.method == "POST" and form.is_valid():
        sent = request.FILES.get("files")
        try:
            if sent is None:
                raise DomainError("file", _("Hãy chọn tệp danh sách (.xlsx)."))
            made = bring.receive(
                round=found, content=cast(BinaryIO, sent), name=sent.name or "danh-sach.xlsx", sender=form.cleaned_data,
                by=who(request),
            )  # fmt: skip
        except DomainError as refused:
            error = refused.message
        else:
            return redirect("needs_import", pk=pk, import_pk=made.pk)
    context |= {"form": form, "error": error, "part": _("Nhận danh sách Excel")}
    return render(request, "plans/needs/upload.html", context, status=status_of(request))


@login_required
@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty list with the headings and the contents that may be asked for."""
    found = access.round_for(who(request), pk)
    return download(needs_book.sample(found, groups_of(found)), "mau-danh-sach-nhu-cau", "xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest, pk: int, import_pk: int) -> HttpResponse:
    """A list before it is taken: what its columns are, what is wrong in which row."""
    found, context = _open(request, pk)
    row = access.import_for(found, import_pk)
    if row.proposal is not None:
        return redirect("needs_proposal", pk=pk, proposal_pk=row.proposal.pk)
    error: DomainError | None = None
    if request.method == "POST":
        try:
            done = _mend(request, row)
        except DomainError as refused:
            error = refused
        else:
            if done is not None:
                messages.success(request, _("Đã nhận danh sách: %(count)s nhu cầu.") % {"count": done.needs.count()})
                return redirect("needs_proposal", pk=pk, proposal_pk=done.pk)
            return redirect("needs_import", pk=pk, import_pk=import_pk)
        row = access.import_for(found, import_pk)
    rows = bring.checked(row)
    wrong = [r for r in rows if not r.is_good]
    good = [r for r in rows if r.is_good]
    context |= {
        "list": row, "error": error, "wrong": wrong[:WRONG_AT_ONCE], "wrong_count": len(wrong), "good_count": len(good),
        "good": good[:SHOWN], "groups": groups_of(found), "columns": _columns(row), "part": _("Xem trước danh sách"),
        "fields": needs_book.FIELD_NAMES, "conflict": isinstance(error, Conflict),
    }  # fmt: skip
    return render(request, "plans/needs/import.html", context, status=_code(request, error))


def _code(request: HttpRequest, error: DomainError | None) -> int:
    return 409 if isinstance(error, Conflict) else status_of(request)


def _columns(row: NeedsImport) -> list[tuple[int, str, str, str]]:
    """(column, heading, field, an example) of every column that has a heading."""
    first = row.rows[0][1] if row.rows else []
    return [
        (at, head, row.mapping.get(str(at), ""), first[at] if at < len(first) else "")
        for at, head in enumerate(row.heads)
        if head
    ]


def _mend(request: HttpRequest, row: NeedsImport) -> Proposal | None:
    """Save what was mended; with the button that takes the list, take it."""
    given = request.POST
    version = int(given["version"]) if given.get("version", "").isdecimal() else 0
    mapping = {at: given.get(f"cot-{at}", "") for at, _h, _f, _e in _columns(row)} if "cot" in given else None
    allowed = {*needs_rows.FIELDS, needs_headings.SKIP, ""}
    if mapping is not None and not set(mapping.values()) <= allowed:
        raise DomainError("invalid", _("Hãy chọn nội dung của cột trong danh sách."))
    numbers = list_pages.numbers(given.getlist("dong"))
    fixes = {
        n: {f: given[f"s{n}-{f}"].strip() for f in needs_rows.FIELDS if f"s{n}-{f}" in given}
        for n in numbers
    }  # fmt: skip
    dropped = list_pages.numbers(given.getlist("bo"))
    after = bring.mend(
        waiting=row, version=version, by=who(request), mapping=mapping,
        fixes={n: fix for n, fix in fixes.items() if n not in dropped}, dropped=dropped,
    )  # fmt: skip
    return bring.accept(waiting=after, version=after.version, by=who(request)) if "nhan" in given else None


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def wrong_rows(request: HttpRequest, pk: int, import_pk: int) -> HttpResponse:
    """The rows that could not be taken, with why, to be mended in Excel and sent again."""
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.import_for(found, import_pk)
    wrong = [r for r in bring.checked(row) if not r.is_good]
    return download(needs_book.wrong_rows(wrong), "dong-can-sua", "xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int, import_pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.import_for(found, import_pk)
    if row.proposal_id is not None:
        raise Http404("taken")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            bring.drop(waiting=row, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã bỏ danh sách."))
            return redirect("needs_round", pk=pk)
    return asked(
        request, found, form, title=_("Bỏ danh sách đã tải lên"), about=row.attachment.name, action=_("Bỏ danh sách"),
        lead=_("Không dòng nào của danh sách được nhận. Tệp vẫn giữ trong kho."), danger=True,
        cancel_url=reverse("needs_import", args=[pk, import_pk]),
    )  # fmt: skip


@login_required
@require_safe
def proposal(request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """One submission: from whom, on which paper, its rows, and what became of each."""
    found, context = frame(request, pk, "needs_round")
    row = access.proposal_for(found, proposal_pk)
    needs = (
        Need.objects.filter(proposal=row).select_related("group", "merged", "entity").prefetch_related("merged__handed")
    )
    shown = list(needs.order_by("source_row", "id")[:500])
    context |= {
        "proposal": row,
        "needs": [(need, _outcome(need)) for need in shown],
        "part": row.sender,
        "answerable": context["editor"] and row.voided_at is None,
    }
    return render(request, "plans/needs/proposal.html", context)


def _outcome(need: Need) -> str:
    return needs_words.outcome(need.merged, [h for h in need.merged.handed.all() if h.voided_at is None])


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.proposal_for(found, proposal_pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take.void(proposal=row, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã hủy đề xuất; các dòng của nó không còn tính."))
            return redirect("needs_proposal", pk=pk, proposal_pk=proposal_pk)
    return asked(
        request, found, form, title=_("Hủy đề xuất"), about=row.sender, action=_("Hủy đề xuất"), danger=True,
        lead=_("Chỉ dùng khi nhập nhầm. Đề xuất vẫn xem được, có dấu đã hủy, và không còn tính vào nhu cầu nào."),
        cancel_url=reverse("needs_proposal", args=[pk, proposal_pk]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def answered(request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """Number and day of the letter that answered the sender, as the clerk gave them."""
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.proposal_for(found, proposal_pk)
    initial = {"number": row.answer_number, "answered_on": row.answered_on or clock.today()}
    form = AnsweredForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            take.record_answer(proposal=row, by=who(request), **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi công văn trả lời."))
            return redirect("needs_proposal", pk=pk, proposal_pk=proposal_pk)
    return asked(
        request, found, form, title=_("Ghi đã trả lời"), about=row.sender, action=_("Ghi đã trả lời"),
        lead=_("Số và ngày do văn thư cấp."), cancel_url=reverse("needs_proposal", args=[pk, proposal_pk]),
    )  # fmt: skip


@login_required
@require_safe
def file(request: HttpRequest, pk: int, proposal_pk: int) -> HttpResponseBase:
    """The scan or the list, never shown by the browser itself; who took it is recorded."""
    found = access.round_for(who(request), pk)
    row = access.proposal_for(found, proposal_pk)
    if row.attachment is None:
        raise Http404("file")
    stream = files.open_file(row.attachment)
    audit.record("attachment.taken", row.attachment, by=request.user)
    response = FileResponse(stream, as_attachment=True, filename=row.attachment.name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response
