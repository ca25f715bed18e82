"""One need: who proposed it, why it has its rank, what it was merged with, what became of it. And doubtful names."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.foundation.paging import number
from nscl.organisations.models import LegalEntity
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.plans.access import needs as access
from nscl.plans.actions.needs import decide as deciding
from nscl.plans.actions.needs import match, rank
from nscl.plans.actions.needs import merge as merging
from nscl.plans.forms.needs import DecideForm, EntityForm, PlaceForm, ReasonForm
from nscl.plans.models import HandedOn, MergedNeed, Need, NeedMerge
from nscl.plans.queries import needs_names, needs_ranking
from nscl.plans.views.needs.board import TONES
from nscl.plans.views.needs.common import asked, for_editors, frame, status_of, who
from nscl.plans.words import needs as needs_words
from nscl.shared.errors import DomainError


@login_required
@require_safe
def need(request: HttpRequest, pk: int, need_pk: int) -> HttpResponse:
    found, context = frame(request, pk, "needs_merged")
    row = access.merged_for(found, need_pk)
    rows = Need.objects.filter(merged=row).select_related("proposal").order_by("voided_at", "-id")
    merges = NeedMerge.objects.filter(source=row) | NeedMerge.objects.filter(target=row)
    tone, icon = TONES[MergedNeed.Status(row.status)]
    context |= {
        "need": row, "tone": tone, "need_icon": icon, "rows": list(rows[:200]), "lines": needs_words.lines(row),
        "merges": list(merges.select_related("source", "target", "merged_by").order_by("-id")[:20]),
        "handed": [
            (h, needs_words.handed(h))
            for h in HandedOn.objects.filter(need=row).select_related("plan", "task").order_by("-id")
        ],
        "siblings": needs_ranking.siblings(row) if row.status != MergedNeed.Status.MERGED else [], "part": row.name,
    }  # fmt: skip
    return render(request, "plans/needs/need.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int, need_pk: int) -> HttpResponse:
    """Into which other need (`?vao=`) this one goes, and why."""
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.merged_for(found, need_pk)
    wanted = number(request.POST.get("vao", "") or request.GET.get("vao", ""))
    if wanted is None:
        raise Http404("target")
    target = access.merged_for(found, wanted)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            merging.merge(
                source=row, target=target, reason=given["reason"], version=given["version"] or 0, by=who(request)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã gộp. Có thể tách lại ở mục “Lịch sử gộp”."))
            return redirect("need", pk=pk, need_pk=target.pk)
    return asked(
        request, found, form, title=_("Gộp hai nhu cầu"), action=_("Gộp vào nhu cầu này"), hidden={"vao": target.pk},
        about=f"{row.name} ({row.group.label}) → {target.name} ({target.group.label})",
        lead=_("Mọi đề xuất của nhu cầu thứ nhất được tính ở nhu cầu thứ hai. Tách lại được."),
        cancel_url=reverse("need", args=[pk, need_pk]),
    )  # fmt: skip


@login_required
@require_POST
def unmerge(request: HttpRequest, pk: int, need_pk: int, merge_pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.merged_for(found, need_pk)
    done = NeedMerge.objects.select_related("source").filter(pk=merge_pk, source__round=found).first()
    if done is None or row.pk not in (done.source_id, done.target_id):
        raise Http404("merge")
    try:
        merging.unmerge(merge=done, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã tách lại thành hai nhu cầu."))
    return redirect("need", pk=pk, need_pk=done.source_id)


@login_required
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, pk: int, need_pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    row = access.merged_for(found, need_pk)
    initial = {"version": row.version, "place": row.hand_place or row.place, "reason": row.hand_reason}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            rank.set_place(
                need=row, place=given["place"], reason=given["reason"], version=given["version"] or 0, by=who(request)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã đặt thứ hạng."))
            return redirect("need", pk=pk, need_pk=need_pk)
    return asked(
        request, found, form, title=_("Đặt thứ hạng"), about=row.name, action=_("Đặt hạng"),
        lead=_("Các nhu cầu khác dồn lại quanh hạng này. Lý do hiện ở bảng xếp hạng và bản in."),
        cancel_url=reverse("need", args=[pk, need_pk]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int, need_pk: int) -> HttpResponse:
    """Leave it for later or decline it, for a reason."""
    found = access.round_for(who(request), pk, access.DECIDE)
    row = access.merged_for(found, need_pk)
    form = DecideForm(request.POST or None, initial={"version": row.version, "verb": "postpone"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            deciding.decide(
                need=row, verb=given["verb"], reason=given["reason"], version=given["version"] or 0, by=who(request)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi quyết định."))
            return redirect("need", pk=pk, need_pk=need_pk)
    return asked(
        request, found, form, title=_("Không đưa vào, để lại sau"), about=row.name, action=_("Ghi quyết định"),
        lead=_("Lý do được ghi trong công văn trả lời nơi đề xuất."), cancel_url=reverse("need", args=[pk, need_pk]),
    )  # fmt: skip


@login_required
@require_POST
def reconsider(request: HttpRequest, pk: int, need_pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.DECIDE)
    row = access.merged_for(found, need_pk)
    try:
        deciding.decide(need=row, verb="reconsider", reason="", version=_version(request), by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Nhu cầu trở lại danh sách chờ quyết định."))
    return redirect("need", pk=pk, need_pk=need_pk)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int, need_pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.DECIDE)
    row = access.merged_for(found, need_pk)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            deciding.take_back(need=row, reason=given["reason"], version=given["version"] or 0, by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thu hồi; nhu cầu trở lại danh sách chờ quyết định."))
            return redirect("need", pk=pk, need_pk=need_pk)
    return asked(
        request, found, form, title=_("Thu hồi nhu cầu đã chuyển"), about=row.name, action=_("Thu hồi"), danger=True,
        lead=_("Nhu cầu rời khỏi nơi đã chuyển đến. Nhiệm vụ đã viết trong bản thảo kế hoạch thì vẫn ở đó."),
        cancel_url=reverse("need", args=[pk, need_pk]),
    )  # fmt: skip


@login_required
@require_safe
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Names of which it is doubtful whom they mean, and those that the register lacks."""
    return _names(request, pk)


@login_required
@require_POST
def decide_name(request: HttpRequest, pk: int) -> HttpResponse:
    """The name means the entity chosen, or nobody of the register: remembered for every list to come."""
    found = access.round_for(who(request), pk, access.EDIT)
    key, chosen = request.POST.get("name_key", ""), request.POST.get("entity", "")
    try:
        entity = None
        if chosen != "khong":
            entity = LegalEntity.objects.filter(pk=number(chosen) or 0).first()
            if entity is None:
                raise DomainError("entity", _("Hãy chọn một doanh nghiệp, hoặc “Không phải nơi nào ở trên”."))
        count = match.decide(round=found, name_key=key, entity=entity, by=who(request))
    except DomainError as error:
        return _names(request, pk, error=error)
    messages.success(request, _("Đã ghi nhớ; áp dụng cho %(count)s dòng.") % {"count": count})
    return redirect("needs_names", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def add_entity(request: HttpRequest, pk: int) -> HttpResponse:
    """A name (`?ten=`) is entered into the register as a new enterprise."""
    found = access.round_for(who(request), pk, access.EDIT)
    key = request.POST.get("name_key", "") or request.GET.get("ten", "")
    row = Need.objects.filter(round=found, name_key=key, voided_at__isnull=True).order_by("id").first()
    if row is None:
        raise Http404("name")
    initial = {
        "name_key": key, "name": row.raw_name, "tax_code": row.raw_tax_code, "kind": kind_of(row.raw_name)
    }  # fmt: skip
    form = EntityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            match.add_entity(round=found, by=who(request), **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm vào danh bạ doanh nghiệp."))
            return redirect("needs_names", pk=pk)
    return asked(
        request, found, form, title=_("Thêm doanh nghiệp vào danh bạ"), about=row.raw_name,
        action=_("Thêm vào danh bạ"),
        lead=_("Hãy ghi tên đầy đủ như trên giấy đăng ký. Có mã số thuế thì lần sau tự khớp."),
        cancel_url=reverse("needs_names", args=[pk]),
    )  # fmt: skip


@login_required
@require_POST
def add_unknown(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    try:
        count = match.add_unknown(round=found, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã thêm %(count)s doanh nghiệp có mã số thuế đúng.") % {"count": count})
    return redirect("needs_names", pk=pk)


def _names(request: HttpRequest, pk: int, error: DomainError | None = None) -> HttpResponse:
    found, context = frame(request, pk, "needs_merged")
    for_editors(context)
    context |= {
        "doubtful": needs_names.doubtful(found), "unknown": needs_names.unknown(found), "error": error,
        "part": _("Tên còn nghi vấn"),
    }  # fmt: skip
    return render(request, "plans/needs/names.html", context, status=status_of(request))


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
