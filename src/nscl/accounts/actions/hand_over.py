"""What a leaver held goes to those who take over, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts import holdings, memberships
from nscl.accounts.actions import common
from nscl.accounts.models import Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.organisations.queries import with_predecessors
from nscl.shared.errors import DomainError


def hand_over(*, person: User, province: Province, successors: Mapping[str, User], by: User) -> dict[str, int]:
    """How many of each kind went over. `successors` names who takes over what, by the holding's code."""
    provinces = with_predecessors(province.pk)
    done: dict[str, int] = {}
    with common.told(), transaction.atomic():
        for one in sorted({person, *successors.values()}, key=lambda one: one.pk):
            common.locked_person(one)
        common.forbid_unless(by, province)
        member = common.ours(person, province)
        for holding in holdings.declared():
            if (to := successors.get(holding.code)) is not None:
                _can_take(to, person, holding, province)
                done[holding.code] = holding.hand_over(user=person, to=to, provinces=provinces, by=by)
        if not done:
            raise DomainError("nobody", _("Hãy chọn người nhận cho ít nhất một việc."))
        to_whom = {code: successors[code].pk for code in done}
        audit.record("person.handed_over", member, by=by, detail={"user": person.pk, "to": to_whom, "count": done})
    common.changed(person, *successors.values())
    return done


def _can_take(to: User, person: User, holding: holdings.Holding, province: Province) -> None:
    if to.pk == person.pk:
        raise DomainError("successor", _("Hãy chọn một người khác nhận việc."), holding.code)
    rows = Membership.objects.filter(memberships.current(clock.today()), user=to, province=province)
    if not to.is_active or not any(holding.needs in BY_CODE[member.role].permissions for member in rows):
        words = {"name": to.full_name, "what": holding.label}
        raise DomainError(
            "successor", _("%(name)s không có quyền nhận: %(what)s. Chọn người khác.") % words, holding.code
        )
