"""Pages of what the province pays: those in force on a day, taking over from a plan, one with its versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nscl.accounts.models import Membership, User
from nscl.foundation import clock
from nscl.plans.access import plan_for
from nscl.plans.models import Plan
from nscl.shared.errors import DomainError
from nscl.support import actions, queries
from nscl.support.access import policies as access
from nscl.support.access import reckonings as reckoning_access
from nscl.support.forms.policies import (
    SME,
    DayForm,
    EndForm,
    PolicyForm,
    TakeOverForm,
    TakeOverHead,
    as_typed,
    content_choices,
    today_or,
)
from nscl.support.models import SupportPolicy
from nscl.support.queries import plan_changes, reckonings
from nscl.support.queries.policies import basis_of

both = require_http_methods(["GET", "POST"])
MANY = 200
KEPT = 5


@login_required
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """What the province pays on a day, and plans whose rules nobody took over yet."""
    user = _user(request)
    access.may_view(user)
    form = DayForm(request.GET or None)
    on = today_or(form, clock.today())
    found = list(queries.in_force(on)[: MANY + 1])
    names = dict(content_choices())
    editor = access.may_edit(user)
    context = {
        "form": DayForm({"ngay": on.isoformat()}),
        "on": on,
        "rows": [(policy, [names.get(code, code) for code in policy.contents]) for policy in found[:MANY]],
        "more": len(found) > MANY,
        "editor": editor,
        "plans": list(queries.plans_to_take_over()) if editor else [],
        "changed": plan_changes.changed(clock.today()) if editor else [],
        "kept": list(reckonings.latest(KEPT)) if user.has_perm(reckoning_access.VIEW) else [],
    }
    return render(
        request, "support/policies.html", context, status=200 if form.is_valid() or not form.is_bound else 422
    )


@login_required
@require_safe
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    user = _user(request)
    found = access.policy_for(user, pk)
    names = dict(content_choices())
    versions = queries.versions(found)
    context = {
        "policy": found,
        "contents": [names.get(code, code) for code in found.contents],
        "versions": versions,
        "newest": versions[0],
        "editor": access.may_edit(user) and versions[0].pk == found.pk,
        "changed": plan_changes.changed(clock.today(), [found.pk]),
    }
    return render(request, "support/policy.html", context)


@login_required
@both
def add(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    access.may_view(user)
    if not access.may_edit(user):
        raise PermissionDenied("policies.edit")
    place: Membership = request.membership  # type: ignore[attr-defined]
    form = PolicyForm(request.POST or None, initial={"sizes": list(SME), "valid_from": clock.today()})

    def done(form: Any) -> SupportPolicy:
        typed = form.cleaned_data
        assert place.province_id is not None, "whoever may write is of a province"
        return actions.add(
            province_id=place.province_id, values=form.values(), valid_from=typed["valid_from"],
            valid_to=typed["valid_to"], by=user,
        )  # fmt: skip

    return _screen(request, None, form, done, gettext_lazy("Thêm mức hỗ trợ"), gettext_lazy("Đã ghi mức hỗ trợ."))


@login_required
@both
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    user = _user(request)
    found = access.policy_for(user, pk, edit=True)
    initial = as_typed(found)
    if request.GET.get("theo") == "ke-hoach" and (rule := plan_changes.rule_now(found)) is not None:
        initial |= plan_changes.as_typed(rule, found)
    form = PolicyForm(request.POST or None, initial=initial, amends=True)

    def done(form: Any) -> SupportPolicy:
        typed = form.cleaned_data
        return actions.amend(
            policy=found, version=_seen(form), values=form.values(), valid_from=typed["valid_from"], by=user
        )

    return _screen(request, found, form, done, gettext_lazy("Sửa bằng phiên bản mới"),
                   gettext_lazy("Đã ghi phiên bản mới; phiên bản trước giữ nguyên cho hồ sơ đã xét."))  # fmt: skip


@login_required
@both
def end(request: HttpRequest, pk: int) -> HttpResponse:
    user = _user(request)
    found = access.policy_for(user, pk, edit=True)
    form = EndForm(request.POST or None, initial={"version": found.version})

    def done(form: Any) -> SupportPolicy:
        typed = form.cleaned_data
        return actions.end(policy=found, version=_seen(form), on=typed["on"], reason=typed["reason"], by=user)

    return _screen(request, found, form, done, gettext_lazy("Kết thúc mức hỗ trợ"),
                   gettext_lazy("Đã ghi ngày hết hiệu lực."))  # fmt: skip


@login_required
@both
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's rules as policies would say them, prefilled: one press takes them over."""
    user = _user(request)
    plan = plan_for(user, pk)
    if not (access.may_edit(user) and user.has_perm("policies.edit", plan)):
        raise PermissionDenied("policies.edit")
    data = request.POST or None
    begins, ends = queries.validity(plan) if plan.period_from else (clock.today(), None)
    head = TakeOverHead(data, initial={"valid_from": begins, "valid_to": ends, "sme_only": True})
    choices = content_choices()
    forms = [TakeOverForm(data, proposal, choices) for proposal in queries.proposals(plan)]
    open_forms = [form for form in forms if form.proposal.policy_id is None]
    status = 200
    if request.method == "POST":
        status = 422
        if all([head.is_valid(), *(form.is_valid() for form in open_forms)]):
            try:
                made = _take(plan, head, open_forms, user)
            except DomainError as error:
                head.refuse(error)
            else:
                return _taken(request, made)
    return render(request, "support/take_over.html", {"plan": plan, "head": head, "forms": forms}, status=status)


def _taken(request: HttpRequest, made: list[SupportPolicy]) -> HttpResponse:
    """Back to the list, on a day on which they hold: a plan of years gone by is not seen today."""
    messages.success(request, _("Đã tiếp nhận %(n)s mức hỗ trợ của kế hoạch.") % {"n": len(made)})
    today = clock.today()
    if not made or any(one.valid_from <= today and (one.valid_to is None or today < one.valid_to) for one in made):
        return redirect("support_policies")
    first = made[0]
    on = first.valid_from if first.valid_to is None or first.valid_from > today else first.valid_to - dt.timedelta(1)
    words = _("Các mức này không áp dụng hôm nay; đang xem ngày %(day)s.")
    messages.info(request, words % {"day": f"{on:%d/%m/%Y}"})
    return redirect(f"{reverse('support_policies')}?{urlencode({'ngay': on.isoformat()})}")


def _take(plan: Plan, head: TakeOverHead, forms: list[TakeOverForm], user: User) -> list[SupportPolicy]:
    typed = head.cleaned_data
    chosen = []
    for form in forms:
        rule = form.proposal.rule
        if not form.cleaned_data["take"]:
            continue
        values = {
            "name": rule.content[:500], "contents": form.cleaned_data["contents"], "rate_bp": rule.rate_bp,
            "cap_vnd": rule.cap_vnd, "per": form.cleaned_data["per"], **head.whom(), "sectors": [], "marks": [],
            "vat_eligible": False, "basis": basis_of(rule),
        }  # fmt: skip
        chosen.append(actions.TakenOver(rule.root_pk, values))
    return actions.take_over(
        plan=plan, chosen=chosen, valid_from=typed["valid_from"], valid_to=typed["valid_to"], by=user
    )


def _screen(
    request: HttpRequest, found: SupportPolicy | None, form: Any, done: Callable[[Any], SupportPolicy], heading: Any,
    told: Any,
) -> HttpResponse:  # fmt: skip
    """The form, or, once it is sent and the action agrees, the policy that came out of it."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                outcome = done(form)
            except DomainError as error:
                form.refuse(error)
                status = 409 if error.code == "conflict" else 422
            else:
                messages.success(request, str(told))
                return redirect("support_policy", outcome.pk)
    wide = isinstance(form, PolicyForm)
    context = {"policy": found, "form": form, "heading": heading, "wide": wide}
    return render(request, "support/form.html", context, status=status)


def _seen(form: django_forms.Form) -> int:
    """The version that the person saw. A form without one was not drawn by us: it is taken as stale."""
    version: int | None = form.cleaned_data["version"]
    return -1 if version is None else version


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
