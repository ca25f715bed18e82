"""Profiles that may be of one enterprise: the list, two side by side, called different, merged, taken apart again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nscl.enterprises import access_lists as access
from nscl.enterprises.actions import duplicates as actions
from nscl.enterprises.models import DuplicatePair, Enterprise
from nscl.enterprises.queries import duplicates as queries
from nscl.enterprises.rules.duplicates import SURE, score
from nscl.enterprises.views.lists import own_province, who
from nscl.foundation import jobs, paging
from nscl.foundation.limits import limited
from nscl.foundation.templatetags.components import Pages, Tab
from nscl.shared.errors import DomainError

PAGE = 25
LABELS = {
    "name": gettext_lazy("Tên"),
    "address": gettext_lazy("Địa chỉ"),
    "commune_id": gettext_lazy("Xã, phường"),
    "phone": gettext_lazy("Điện thoại"),
    "email": gettext_lazy("Thư điện tử"),
    "website": gettext_lazy("Trang web"),
    "representative": gettext_lazy("Người đại diện"),
    "contact_name": gettext_lazy("Người liên hệ"),
    "industry": gettext_lazy("Ngành chính"),
    "founded_on": gettext_lazy("Ngày thành lập"),
    "status": gettext_lazy("Tình trạng"),
    "women_owned": gettext_lazy("Do phụ nữ làm chủ"),
    "social": gettext_lazy("Doanh nghiệp xã hội"),
    "note": gettext_lazy("Ghi chú"),
}


@login_required
@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """Pairs to be decided, those with most points first; with `xem=xong` those that were decided, newest first."""
    province = own_province(request)
    own, done = frozenset({province.pk}), request.GET.get("xem") == "xong"
    found = queries.decided_pairs(own) if done else queries.open_pairs(own)
    joined = found.select_related("first__commune", "second__commune", "decided_by")
    rows, pages = paging.newest_first(joined, request.GET, size=PAGE) if done else _page(joined, request)
    address = reverse("enterprise_duplicates")
    context = {
        "province": province, "rows": rows, "pages": pages, "sure": SURE, "total": found[:10_001].count(), "done": done,
        "tabs": [Tab(_("Chờ xem"), address, not done), Tab(_("Đã quyết định"), f"{address}?xem=xong", done)],
    }  # fmt: skip
    return render(request, "enterprises/duplicates/all.html", context)


@login_required
@limited("enterprise_duplicates", times=20, minutes=60)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look through the whole register, behind the page."""
    province = own_province(request)
    job = jobs.start(
        "enterprises.duplicates", province_id=province.pk, by=who(request), title=_("Sổ doanh nghiệp của tỉnh")
    )
    return redirect("job", job.pk)


@login_required
@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, access.pair_for(who(request), pk))


@login_required
@require_POST
def different(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.pair_for(who(request), pk)
    try:
        actions.call_different(pair=found, by=who(request))
    except DomainError as error:
        return _show(request, found, told=error.message, status=409)
    messages.success(request, _("Đã nhớ: hai hồ sơ này là hai nơi khác nhau, sẽ không nêu lại."))
    return redirect("enterprise_duplicates")


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """What was called different is to be decided again."""
    actions.put_forward(pair=access.pair_for(who(request), pk), by=who(request))
    messages.success(request, _("Cặp này lại chờ xem."))
    return redirect("enterprise_duplicate", pk=pk)


@login_required
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.pair_for(who(request), pk)
    reason = request.POST.get("ly_do", "")
    try:
        actions.merge(pair=found, choices=_chosen(request), reason=reason, versions=_versions(request), by=who(request))
    except DomainError as error:
        status = 409 if error.code in ("conflict", "state") else 422
        return _show(request, found, told=error.message, reason=reason, chosen=_chosen(request), status=status)
    messages.success(request, _("Đã gộp hai hồ sơ. Hồ sơ kia vẫn giữ trong sổ và dẫn về hồ sơ này."))
    return redirect("enterprise_duplicate", pk=pk)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.pair_for(who(request), pk)
    try:
        actions.undo(pair=found, by=who(request))
    except DomainError as error:
        return _show(request, found, told=error.message, status=409)
    messages.success(request, _("Đã tách lại: hai hồ sơ như trước khi gộp."))
    return redirect("enterprise_duplicate", pk=pk)


@dataclass(frozen=True)
class Line:
    """A field of both profiles as words; `chosen` is the side that would remain, `differs`: there is a choice."""

    name: str
    label: Any
    first: str
    second: str
    differs: bool
    chosen: str


def _show(
    request: HttpRequest, found: DuplicatePair, *, told: str = "", reason: str = "",
    chosen: dict[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    first, second = found.first, found.second
    kept = actions.remaining(first, second)
    merged = found.decision == DuplicatePair.Decision.MERGED
    sides = (_("Hồ sơ ghi trước"), _("Hồ sơ ghi sau"))
    context = {
        "both": list(zip(queries.held(first, second), sides, strict=True)),
        "found": found, "first": first, "second": second, "kept_first": kept is first, "told": told, "reason": reason,
        "lines": [_line(name, first, second, kept, chosen or {}) for name in actions.CHOSEN],
        "scored": score(queries.facts_of(first), queries.facts_of(second)), "sure": SURE, "merged": merged,
        "why_not": "" if merged else actions.why_not(first, second), "may_undo": merged and actions.may_undo(found),
        "gone": first if first.is_merged else second,
    }  # fmt: skip
    return render(request, "enterprises/duplicates/one.html", context, status=status)


def _line(name: str, first: Enterprise, second: Enterprise, kept: Enterprise, chosen: dict[str, str]) -> Line:
    one, other = _words(first, name), _words(second, name)
    mine, theirs = (one, other) if kept is first else (other, one)
    side = ("first" if kept is first else "second") if mine or not theirs else ("second" if kept is first else "first")
    return Line(name, LABELS[name], one, other, one != other, chosen.get(name, side))


def _words(profile: Enterprise, name: str) -> str:
    if name == "commune_id":
        return profile.commune.title if profile.commune else ""
    if name == "industry":
        return f"{profile.industry_code} (VSIC {profile.industry_version})" if profile.industry_code else ""
    if name == "status":
        return str(profile.get_status_display())
    value = getattr(profile, name)
    if isinstance(value, bool):
        return _("Có") if value else ""
    return date_format(value, "d/m/Y") if hasattr(value, "year") else str(value or "")


def _chosen(request: HttpRequest) -> dict[str, str]:
    sent = {name: request.POST.get(f"lay-{name}", "") for name in actions.CHOSEN}
    return {name: side for name, side in sent.items() if side in ("first", "second")}


def _versions(request: HttpRequest) -> tuple[int, int]:
    told = [request.POST.get(name, "") for name in ("version_1", "version_2")]
    first, second = (int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0 for text in told)
    return first, second


def _page(found: QuerySet[DuplicatePair], request: HttpRequest) -> tuple[list[DuplicatePair], Pages]:
    """Those with most points first; `sau=87-12` goes on after the pair 12 of 87 points."""
    points, _dash, pk = request.GET.get("sau", "").partition("-")
    after = (paging.number(points), paging.number(pk))
    if after[0] is not None and after[1] is not None:
        found = found.filter(Q(points__lt=after[0]) | Q(points=after[0], id__gt=after[1]))
    rows = list(found.order_by("-points", "id")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = rows[-1] if rows else None
    address = paging.address(request.GET, "sau", f"{last.points}-{last.pk}") if last and more else ""
    return rows, Pages(next_url=address, previous_url="?" if after[0] is not None else "")
