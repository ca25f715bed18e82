"""What a leaver holds, and who takes over each kind of it."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts import access, actions, holdings
from nscl.accounts.forms.people import PeopleForm, chosen, person_field
from nscl.accounts.models import User
from nscl.accounts.queries.people import working
from nscl.accounts.signin.reauthentication import reauthentication_required
from nscl.accounts.views.base import answer, done, tried, typed


class HandOverForm(PeopleForm):
    """A field for each kind that is held; one left empty stays with the person."""

    def __init__(self, data: object, *, held: list[holdings.Held], here: access.Here, person: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.people = {
            one.holding.code: working(here.reach, permission=one.holding.needs).exclude(pk=person.pk) for one in held
        }
        for one in held:
            label = f"{one.holding.label}: {one.count}"
            self.fields[one.holding.code] = person_field(self.people[one.holding.code], label, required=False)
            self.fields[one.holding.code].help_text = _("Người nhận; để trống nếu chưa giao.")

    def successors(self) -> dict[str, User]:
        """Who takes over what, by the holding's code. Raises DomainError."""
        given = {code: str(email) for code, email in self.cleaned_data.items() if email}
        return {code: chosen(self.people[code], email, code) for code, email in given.items()}


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    here, person = access.person_for(request, pk, "accounts.edit")
    held = holdings.held_by(person, here.reach)
    form = HandOverForm(typed(request), held=held, here=here, person=person)
    if request.method == "POST":
        return _hand_over(request, here, person, form)
    return answer(request, "accounts/people/hand_over.html", form, {"person": person, "held": held})


@reauthentication_required
def _hand_over(request: HttpRequest, here: access.Here, person: User, form: forms.Form) -> HttpResponse:
    assert isinstance(form, HandOverForm)
    moved: dict[str, int] = {}

    def deed() -> None:
        moved.update(
            actions.hand_over(person=person, province=here.province, successors=form.successors(), by=here.user)
        )

    if tried(form, deed):
        return done(request, _("Đã bàn giao %(n)s việc.") % {"n": sum(moved.values())}, "person", person.pk)
    held = holdings.held_by(person, here.reach)
    return answer(request, "accounts/people/hand_over.html", form, {"person": person, "held": held})
