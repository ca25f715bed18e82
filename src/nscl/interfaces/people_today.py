"""What accounts bring to an administrator's page "Việc hôm nay": invitations nobody took up, roles that run out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.db.models import Expression
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.models import Membership
from nscl.accounts.queries import people
from nscl.accounts.roles import BY_CODE
from nscl.foundation import tenancy
from nscl.interfaces.today import NOW, Asking, DueItem, FirstStep, Row, Rows, Standing, WaitingItem

AHEAD = dt.timedelta(days=30)


def rows(standing: Standing) -> Iterator[Rows]:
    """For who gives roles: links that grew old unused, and memberships whose last day is near."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not standing.may("accounts.edit"):
        return
    old = people.invitations_of(scope.writable).filter(expires_at__lte=NOW)
    columns: dict[str, str | Expression] = {"one": "email", "two": "role"}
    yield Rows(old.order_by("expires_at", "id"), columns, _not_taken_up)
    ending = Membership.objects.filter(
        province__within=scope.writable,
        valid_to__gt=standing.today,
        valid_to__lte=standing.today + AHEAD,
        user__is_active=True,
    )
    columns = {"on": "valid_to", "about": "user_id", "one": "user__full_name", "two": "role"}
    yield Rows(ending.order_by("valid_to", "id"), columns, _ending(standing))


def first_steps(asking: Asking) -> Iterator[FirstStep]:
    scope = tenancy.current()
    if scope is not None and scope.writable and asking.user.has_perm("accounts.edit"):
        yield FirstStep(_("Mời người dùng"), reverse("person_invite"), "user-plus")


def _not_taken_up(row: Row) -> WaitingItem:
    url = f"{reverse('people')}?trang_thai=invited"
    told = _("%(who)s, %(role)s: gửi lại hoặc rút lời mời") % {"who": row.one, "role": BY_CODE[row.two].name}
    return WaitingItem(_("Lời mời đã hết hạn"), told, url, "mail")


def _ending(standing: Standing) -> Callable[[Row], DueItem | None]:
    def show(row: Row) -> DueItem | None:
        if row.on is None:
            return None
        last = row.on - dt.timedelta(days=1)
        told = f"{row.one} · {BY_CODE[row.two].name}"
        return DueItem(_("Hết thời gian giữ vai trò"), told, last, reverse("person", args=[row.about]), overdue=False)

    return show
