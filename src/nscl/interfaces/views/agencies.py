"""The register of agencies: who there is today, what each was before, under which other names documents write it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.accounts import memberships
from nscl.accounts.models import Membership
from nscl.foundation import clock
from nscl.organisations import queries
from nscl.organisations.models import Agency, AgencySuccession
from nscl.shared.vietnamese import fold, sort_key


class FilterForm(forms.Form):
    """What is looked for, in the address so that it can be sent to a colleague."""

    tim = forms.CharField(label="Tìm theo tên, tên cũ hoặc chữ viết tắt", required=False, max_length=200)


@dataclass(frozen=True)
class Line:
    """An agency of today with its predecessors and the other names it is known by."""

    agency: Agency
    former: tuple[str, ...]
    also: tuple[str, ...]

    def named(self, words: str) -> bool:
        return any(words in fold(name) for name in (self.agency.name, *self.former, *self.also))


@login_required
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Agencies in force of the province one works for and the central ones, by kind, each with what came before it."""
    if not request.user.has_perm("plans.view"):
        raise PermissionDenied
    form = FilterForm(request.GET or None)
    words = fold(form.cleaned_data["tim"]) if form.is_valid() else ""
    shown = [line for line in _lines(_reached(getattr(request, "membership", None))) if not words or line.named(words)]
    return render(
        request,
        "interfaces/agencies.html",
        {
            "form": form,
            "looked_for": bool(words),
            "groups": [
                (title, found)
                for title, central in (("Của tỉnh", False), ("Trung ương", True))
                if (found := [line for line in shown if (line.agency.province_id is None) == central])
            ],
        },
    )


def _reached(membership: Membership | None) -> frozenset[int]:
    return memberships.reach(membership) if membership and membership.province_id else frozenset()


def _lines(reached: frozenset[int]) -> Iterable[Line]:
    """Three queries, however many agencies."""
    before = _predecessors(reached)
    today = queries.agencies(reached).filter(queries.in_force(clock.today())).prefetch_related("aliases")
    for agency in today:
        former = sorted(_all_before(agency.pk, before) - {agency.name}, key=sort_key)
        known = {fold(agency.name), *map(fold, former)}
        also = [alias.name for alias in agency.aliases.all() if alias.folded not in known]
        yield Line(agency, tuple(former), tuple(also))


def _predecessors(reached: frozenset[int]) -> dict[int, list[Agency]]:
    """Who came into each agency directly."""
    ours = Q(predecessor__province_id__in=reached) | Q(predecessor__province__isnull=True)
    before: dict[int, list[Agency]] = defaultdict(list)
    for succession in AgencySuccession.objects.filter(ours).select_related("predecessor").order_by("id"):
        before[succession.successor_id].append(succession.predecessor)
    return before


def _all_before(pk: int, before: dict[int, list[Agency]]) -> set[str]:
    """The names of all that came into the agency, however long ago."""
    names, seen, ahead = set[str](), {pk}, [pk]
    while ahead:
        for agency in before.get(ahead.pop(), ()):
            if agency.pk not in seen:
                seen.add(agency.pk)
                ahead.append(agency.pk)
                names.add(agency.name)
    return names
