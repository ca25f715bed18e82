"""Being away: who does one's work meanwhile, and for whom one does theirs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts import access, actions
from nscl.accounts.forms.people import AbsenceForm, chosen, own_memberships
from nscl.accounts.models import Delegation, Membership, User
from nscl.accounts.queries.people import still, working
from nscl.accounts.roles import BY_CODE, NOT_DELEGABLE, PERMISSIONS
from nscl.accounts.views.base import answer, done, tried, typed
from nscl.foundation import clock

MOST = 50


@login_required
@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """One's own: the form to hand work on, and what was handed on before, either way."""
    here = access.here(request, "absence.delegate")
    held = own_memberships(here.user, here.province)
    form = AbsenceForm(typed(request), held=held, people=_others(here, here.user)) if held else None
    if request.method == "POST" and form is not None and tried(form, lambda: _delegate(form, here)):
        return done(request, _("Đã giao việc. Người làm thay nhận được thư báo."), "absences")
    rows = Delegation.objects.filter(province_id__in=here.reach)
    context: dict[str, Any] = {
        "form": form,
        "handed": _listed(rows.filter(membership__user=here.user)),
        "taken": _listed(rows.filter(delegate=here.user)),
        "kept_back": [PERMISSIONS[code] for code in sorted(NOT_DELEGABLE) if any(_grants(m, code) for m in held)],
    }
    return render(request, "accounts/absences.html", context, status=422 if form is not None and form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator does it for somebody who cannot."""
    here, person = access.person_for(request, pk, "accounts.edit")
    rows = person.memberships.filter(province=here.province).select_related("agency", "province")
    held = [member for member in rows.order_by("id") if still(member)]
    form = AbsenceForm(typed(request), held=held, people=_others(here, person).exclude(pk=here.user.pk))
    if request.method == "POST" and held and tried(form, lambda: _delegate(form, here)):
        return done(request, _("Đã giao việc. Người làm thay nhận được thư báo."), "person", person.pk)
    words = {
        "person": person,
        "title": _("Giao việc khi vắng mặt"),
        "lead": _("Dùng khi người này không tự làm được, ví dụ nghỉ ốm. Nhật ký ghi tên bạn."),
        "button": _("Giao việc"),
    }
    return answer(request, "accounts/people/form.html", form, words)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    here, delegation = access.delegation_for(request, pk)
    own = delegation.membership.user_id == here.user.pk
    if request.method == "POST":
        actions.withdraw_delegation(delegation=delegation, by=here.user)
        if own:
            return done(request, _("Đã thu hồi. Việc trở lại với bạn ngay bây giờ."), "absences")
        return done(request, _("Đã thu hồi việc làm thay."), "person", delegation.membership.user_id)
    return render(request, "accounts/withdraw_absence.html", {"delegation": delegation, "own": own})


def _delegate(form: AbsenceForm, here: access.Here) -> Delegation:
    given = form.cleaned_data
    return actions.delegate(
        membership=form.membership_chosen(), to=chosen(form.people, given["delegate"], "delegate"),
        valid_from=given["valid_from"], valid_to=form.end(), reason=given["reason"], by=here.user,
    )  # fmt: skip


def _others(here: access.Here, person: User) -> QuerySet[User]:
    return working(here.reach).exclude(pk=person.pk)


def _grants(member: Membership, code: str) -> bool:
    return code in BY_CODE[member.role].permissions and code != "absence.delegate"


def _listed(rows: QuerySet[Delegation]) -> list[tuple[Delegation, str, str]]:
    """(delegation, words, tone), the latest first."""
    found = rows.select_related("membership__user", "membership__agency", "delegate").order_by("-valid_from", "-id")
    return [(row, *_state(row)) for row in found[:MOST]]


def _state(row: Delegation) -> tuple[str, str]:
    today = clock.today()
    if row.withdrawn_at is not None:
        return _("Đã thu hồi"), "neutral"
    if row.valid_to <= today:
        return _("Đã hết hạn"), "neutral"
    return (_("Đang làm thay"), "success") if row.valid_from <= today else (_("Sắp tới"), "info")
