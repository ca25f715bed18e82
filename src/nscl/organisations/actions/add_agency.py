"""Adding an agency that the register lacks."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations import checks
from nscl.organisations.actions import common
from nscl.organisations.actions.common import Effect, NewAgency
from nscl.organisations.models import Agency, AgencyChange, Province
from nscl.shared.errors import DomainError


@transaction.atomic
def add_agency(
    *,
    province: Province,
    name: str,
    kind: str,
    by: checks.Person,
    valid_from: dt.date | None = None,
    legal_basis: str = "",
    document_number: str = "",
) -> Agency:
    """Enter an agency of `province`, in force from `valid_from` (default: as long as the province has been).

    Refused when an agency of the same name, however it is spelt, was in force there on that day or later.
    """
    checks.lock_register(province)
    checks.may_edit(by, province)
    since = max(valid_from or province.valid_from, province.valid_from)
    if province.valid_to is not None and since >= province.valid_to:
        raise DomainError(
            "valid_from",
            _("%(province)s đã kết thúc trước ngày này. Hãy chọn ngày sớm hơn.") % {"province": province},
            "valid_from",
        )
    common.plausible(since, "valid_from")
    row = common.change(AgencyChange.Verb.ADDED, province, Effect(since, legal_basis, document_number), by)
    agency = common.begin(NewAgency(name, kind), province, row)
    common.finish(row, [agency], by, name=agency.name, kind=agency.kind)
    return agency
