"""Handing one's work to somebody for an absence, and taking it back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts import letters
from nscl.accounts.actions import common
from nscl.accounts.models import Delegation, Membership, User
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError

LONGEST = dt.timedelta(days=366)


def delegate(
    *, membership: Membership, to: User, valid_from: dt.date, valid_to: dt.date, reason: str, by: User
) -> Delegation:
    """`to` works under the membership from `valid_from` until the day before `valid_to`.

    Done by whom the membership is, or by an administrator of the province who gains nothing by it. Who stands in
    cannot hand on: only one's own membership is handed over.
    """
    with common.told(), transaction.atomic():
        for person in sorted((membership.user, to), key=lambda one: one.pk):
            common.locked_person(person)
        found = Membership.objects.select_related("province", "user").get(pk=membership.pk)
        province = _may(found, to, by)
        _period(found, valid_from, valid_to)
        if not to.is_active:
            raise DomainError("delegate", _("Tài khoản của người này đang tạm khóa. Hãy chọn người khác."), "delegate")
        made = Delegation.objects.create(
            province=province, membership=found, delegate=to, valid_from=valid_from, valid_to=valid_to,
            reason=common.clean_reason(reason), made_at=clock.now(), made_by=by,
        )  # fmt: skip
        audit.record("delegation.made", made, by=by, detail={"membership": found.pk, "delegate": to.pk})
        letters.stands_in(made)
    common.changed(to)
    return made


def withdraw_delegation(*, delegation: Delegation, by: User) -> Delegation:
    """The work goes back at once; what was done meanwhile stays done."""
    with transaction.atomic():
        rows = Delegation.objects.select_for_update(of=("self",)).select_related("membership__province", "delegate")
        found = rows.get(pk=delegation.pk)
        member = found.membership
        if by.pk != member.user_id:
            common.forbid_unless(by, member.province)
        if found.withdrawn_at is not None or found.valid_to <= clock.today():
            raise DomainError("state", _("Việc làm thay này đã kết thúc. Hãy tải lại trang."))
        found.withdrawn_at, found.withdrawn_by = clock.now(), by
        found.save(update_fields=["withdrawn_at", "withdrawn_by"])
        audit.record("delegation.withdrawn", found, by=by, detail={"membership": member.pk})
    common.changed(found.delegate)
    return found


def _may(membership: Membership, to: User, by: User) -> Province:
    if membership.province is None:
        raise DomainError("forbidden", _("Vai trò theo dõi cả nước không giao cho người khác được."))
    if by.pk == membership.user_id:
        if not by.has_perm("absence.delegate", membership):
            raise DomainError("forbidden", _("Người đang làm thay không giao tiếp việc này cho người khác được."))
        return membership.province
    common.forbid_unless(by, membership.province)
    if by.pk == to.pk:
        raise DomainError(
            "oneself", _("Không ai tự giao việc của người khác cho mình. Hãy chọn người khác."), "delegate"
        )
    return membership.province


def _period(membership: Membership, valid_from: dt.date, valid_to: dt.date) -> None:
    common.from_today(valid_from, "valid_from")
    if valid_to <= valid_from:
        raise DomainError("period", _("Ngày cuối phải từ ngày đầu trở đi."), "last_day")
    if valid_to - valid_from > LONGEST:
        raise DomainError("period", _("Giao việc tối đa một năm. Chọn ngày cuối gần hơn."), "last_day")
    if valid_from < membership.valid_from or (membership.valid_to is not None and valid_to > membership.valid_to):
        raise DomainError("period", _("Những ngày này nằm ngoài thời gian giữ vai trò đó."), "valid_from")
