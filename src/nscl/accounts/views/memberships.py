"""Giving a role, changing it, ending it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts import access, actions, holdings
from nscl.accounts.forms.people import ChangeForm, EndForm, MembershipForm
from nscl.accounts.models import Membership, User
from nscl.accounts.queries import people
from nscl.accounts.roles import BY_CODE
from nscl.accounts.signin.reauthentication import reauthentication_required
from nscl.accounts.views.base import answer, done, tried, typed

FORM = "accounts/people/form.html"


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    here, person = access.person_for(request, pk, "accounts.edit")
    form = MembershipForm(typed(request), province=here.province)
    if request.method == "POST":
        return _add(request, here, person, form)
    return answer(request, FORM, form, _adding(person))


@reauthentication_required
def _add(request: HttpRequest, here: access.Here, person: User, form: MembershipForm) -> HttpResponse:
    def deed() -> Membership:
        given = form.cleaned_data
        return actions.add_membership(
            user=person, province=here.province, role=given["role"], agency=form.agency_chosen(),
            valid_from=given["valid_from"], by=here.user,
        )  # fmt: skip

    if tried(form, deed):
        return done(request, _("Đã giao vai trò cho %(name)s.") % {"name": person.full_name}, "person", person.pk)
    return answer(request, FORM, form, _adding(person))


def _adding(person: User) -> dict[str, object]:
    return {"person": person, "title": _("Giao thêm vai trò"), "button": _("Giao vai trò")}


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int, held: int) -> HttpResponseBase:
    here, membership = access.membership_for(request, pk, held)
    initial = {"role": membership.role, "agency": str(membership.agency_id or "")}
    form = ChangeForm(typed(request), province=here.province, initial=initial)
    if request.method == "POST":
        return _change(request, here, membership, form)
    return answer(request, FORM, form, _changing(membership))


@reauthentication_required
def _change(request: HttpRequest, here: access.Here, membership: Membership, form: ChangeForm) -> HttpResponse:
    def deed() -> Membership:
        given = form.cleaned_data
        return actions.change_role(
            membership=membership, role=given["role"], agency=form.agency_chosen(), on=given["on"],
            reason=given["reason"], by=here.user,
        )  # fmt: skip

    if tried(form, deed):
        words = _("Đã đổi vai trò của %(name)s.") % {"name": membership.user.full_name}
        return done(request, words, "person", membership.user_id)
    return answer(request, FORM, form, _changing(membership))


def _changing(membership: Membership) -> dict[str, object]:
    return {
        "person": membership.user,
        "title": _("Đổi vai trò %(role)s") % {"role": BY_CODE[membership.role].name},
        "button": _("Đổi vai trò"),
    }


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int, held: int) -> HttpResponseBase:
    here, membership = access.membership_for(request, pk, held)
    form = EndForm(typed(request))
    if request.method == "POST":
        return _end(request, here, membership, form)
    return answer(request, "accounts/people/end.html", form, _ending(here, membership))


@reauthentication_required
def _end(request: HttpRequest, here: access.Here, membership: Membership, form: EndForm) -> HttpResponse:
    def deed() -> Membership:
        given = form.cleaned_data
        return actions.end_membership(membership=membership, on=given["on"], reason=given["reason"], by=here.user)

    if tried(form, deed):
        words = _("Đã ghi ngày %(name)s thôi vai trò.") % {"name": membership.user.full_name}
        return done(request, words, "person", membership.user_id)
    return answer(request, "accounts/people/end.html", form, _ending(here, membership))


def _ending(here: access.Here, membership: Membership) -> dict[str, object]:
    """With what the person still holds here, when this is the last thing they are."""
    rows = membership.user.memberships.filter(province_id__in=here.reach).exclude(pk=membership.pk)
    last = not any(people.still(other) for other in rows)
    return {
        "person": membership.user,
        "role": BY_CODE[membership.role],
        "last": last,
        "held": holdings.held_by(membership.user, here.reach) if last else [],
    }
