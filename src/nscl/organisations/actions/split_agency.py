"""An agency is cut up: what it did goes to several, new ones or ones that are there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations import checks
from nscl.organisations.actions import common
from nscl.organisations.actions.common import Effect, NewAgency
from nscl.organisations.models import Agency, AgencyChange
from nscl.shared.errors import DomainError


@transaction.atomic
def split_agency(
    *,
    agency: Agency,
    into: Sequence[Agency | NewAgency],
    effect: Effect,
    by: checks.Person,
    version: int | None = None,
) -> list[Agency]:
    """The agencies that took over parts of `agency` on `effect.on`, the main one first, as given."""
    existing = {part.pk for part in into if isinstance(part, Agency)}
    if agency.pk in existing:
        raise DomainError("itself", _("Cơ quan không thể tách vào chính nó. Hãy chọn cơ quan nhận khác."), "into")
    names = [part.name.casefold() for part in into]
    if len(into) < 2 or len(set(names)) < len(names):
        raise DomainError("few", _("Chia tách cần ít nhất hai cơ quan nhận khác nhau, mỗi cơ quan một dòng."), "into")
    (agency,) = common.locked([agency], {} if version is None else {agency.pk: version}, by)
    common.can_end(agency, effect)
    province = agency.province
    assert province is not None
    rows = Agency.objects.select_related("province").in_bulk(list(existing))
    for part in rows.values():
        common.can_succeed(part, province.pk, effect.on, "into")
    row = common.change(AgencyChange.Verb.SPLIT, province, effect, by)
    common.end(agency, row)
    parts = [
        rows[part.pk] if isinstance(part, Agency) else common.begin(part, province, row, field="into") for part in into
    ]
    for part in parts:
        common.succeed(agency, part, row)
    common.finish(row, [agency, *parts], by, into=[part.pk for part in parts])
    return parts
