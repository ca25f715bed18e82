"""Agencies go together into one: a new one, or one that is there and goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations import checks
from nscl.organisations.actions import common
from nscl.organisations.actions.common import Effect, NewAgency
from nscl.organisations.models import Agency, AgencyChange
from nscl.shared.errors import DomainError


@transaction.atomic
def merge_agencies(
    *,
    agencies: Sequence[Agency],
    into: Agency | NewAgency,
    effect: Effect,
    by: checks.Person,
    versions: Mapping[int, int] | None = None,
) -> Agency:
    """The agency that takes over all of `agencies` on `effect.on`; they end on that day, it goes on or begins."""
    if isinstance(into, Agency) and into.pk in {agency.pk for agency in agencies}:
        raise DomainError("itself", _("Cơ quan không thể sáp nhập vào chính nó. Hãy chọn cơ quan nhận khác."), "into")
    if not agencies or (len(agencies) < 2 and isinstance(into, NewAgency)):
        raise DomainError(
            "few", _("Hợp nhất cần ít nhất hai cơ quan. Nếu chỉ một cơ quan đổi tên, hãy dùng “Đổi tên”."), "others"
        )
    ending = common.locked(agencies, versions or {}, by)
    for agency in ending:
        common.can_end(agency, effect)
    province = ending[0].province
    assert province is not None
    if isinstance(into, Agency):
        into = Agency.objects.select_related("province").get(pk=into.pk)
        common.can_succeed(into, province.pk, effect.on, "into")
    row = common.change(AgencyChange.Verb.MERGED, province, effect, by)
    for agency in ending:
        common.end(agency, row)
    successor = into if isinstance(into, Agency) else common.begin(into, province, row, field="into")
    for agency in ending:
        common.succeed(agency, successor, row)
    common.finish(row, [*ending, successor], by, into=successor.pk)
    return successor
