"""The people of a province: the list, one person's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.accounts import access, holdings
from nscl.accounts.forms.people import FilterForm
from nscl.accounts.models import Delegation, Membership, User
from nscl.accounts.queries import people
from nscl.accounts.roles import BY_CODE
from nscl.accounts.signin import second_factor, unlock
from nscl.foundation import clock
from nscl.foundation.paging import address
from nscl.foundation.templatetags.components import Pages

TONES = {"active": "success", "invited": "info", "expired": "warning", "locked": "danger", "ended": "neutral"}
ICONS = {"invited": "mail", "locked": "lock", "ended": "archive"}
MOST_DELEGATIONS = 30


def state_words(state: str) -> tuple[str, str, str]:
    """(words, tone, icon) of a line's state."""
    words = {
        "active": _("Đang làm việc"),
        "invited": _("Được mời"),
        "expired": _("Lời mời hết hạn"),
        "locked": _("Tạm khóa"),
        "ended": _("Đã thôi"),
    }
    return words[state], TONES[state], ICONS.get(state, "")


@login_required
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Members past and present and those invited, filtered as asked, by given name."""
    here = access.here(request, "accounts.view")
    form = FilterForm(request.GET, here.reach)
    asked = form.asked()
    agency = asked.get("co_quan", "")
    wanted = people.Asked(
        words=asked["tim"],
        role=asked["vai_tro"],
        agency=int(agency) if agency else None,
        state=asked["trang_thai"],
    )
    many = people.count(here.reach, wanted)
    asked_for = {"after": request.GET.get("sau", ""), "before": request.GET.get("truoc", "")}
    found = people.page(here.reach, wanted, many=many, **asked_for)
    context = {
        "filters": form,
        "filtered": any(asked.values()),
        "lines": [(line, *state_words(line.state)) for line in found.lines],
        "pages": Pages(_counted(many), _turn(request, "truoc", found.before), _turn(request, "sau", found.after)),
        "may_edit": here.may("accounts.edit"),
        "here": here,
    }
    return render(request, "accounts/people/list.html", context)


def _counted(many: int) -> str:
    if many > people.COUNTED:
        return _("Hơn 10.000 người")
    return _("%(many)s người") % {"many": f"{many:,}".replace(",", ".")} if many else ""


def _turn(request: HttpRequest, direction: str, mark: str) -> str:
    return address(request.GET, direction, mark) if mark else ""


@dataclass(frozen=True)
class Held:
    """A membership as the person's page shows it."""

    row: Membership
    role: Any
    coming: bool


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person is and was here, who stands in for whom, what they hold; nothing of other provinces."""
    here, found, rows = access.person_with_memberships(request, pk)
    held = [_held(row) for row in rows]
    line = people.Line(people.PERSON, found, [one.row for one in held])
    may_edit = here.may("accounts.edit")
    context = {
        "person": found,
        "state": state_words(line.state),
        "now": [one for one in held if people.still(one.row)],
        "past": [one for one in held if not people.still(one.row)],
        "delegations": _delegations(found, here),
        "held": holdings.held_by(found, here.reach),
        "paused_for": -(-unlock.paused_for(found) // 60),
        "factors": second_factor.has(found),
        "myself": found.pk == here.user.pk,
        "may_edit": may_edit and found.pk != here.user.pk,
        "here": here,
    }
    return render(request, "accounts/people/person.html", context)


def _held(row: Membership) -> Held:
    return Held(row, BY_CODE[row.role], row.valid_from > clock.today())


def _delegations(found: User, here: access.Here) -> list[Delegation]:
    """Who stood in for the person and for whom they did, the latest first."""
    rows = Delegation.objects.filter(province_id__in=here.reach).select_related("membership__user", "delegate")
    either = rows.filter(delegate=found) | rows.filter(membership__user=found)
    return list(
        either.annotate(absent=F("membership__user__full_name")).order_by("-valid_from", "-id")[:MOST_DELEGATIONS]
    )
