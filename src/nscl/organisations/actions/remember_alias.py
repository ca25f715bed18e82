"""Remembering what a province's documents mean by a name, once an officer has decided it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.foundation import audit, clock
from nscl.organisations import checks
from nscl.organisations.models import Agency, AgencyAlias, Province
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold


@transaction.atomic
def remember_alias(*, agency: Agency, name: str, by: checks.Person, province: Province | None = None) -> AgencyAlias:
    """From now on `name` in documents of `province` means `agency`; an earlier decision about the name is replaced.

    `province` is the document's; left out, it is the agency's own, so a central body needs it.
    """
    where = province or agency.province
    if where is None:
        raise DomainError("province", _("Hãy cho biết tên này được dùng trong văn bản của tỉnh nào."), field="province")
    checks.lock_register(where)
    checks.may_edit(by, where)
    name = checks.clean_name(name)
    alias = AgencyAlias.objects.filter(province=where, folded=fold(name), decided=True).first()
    if alias is None:
        alias = AgencyAlias(province=where, name=name, decided=True)
    elif alias.agency_id == agency.pk:
        return alias
    before = alias.agency_id
    alias.agency, alias.decided_at, alias.decided_by_id = agency, clock.now(), by.pk
    alias.save()
    audit.record("agency.alias", alias, by=by, detail={"name": name, "agency": agency.pk, "before": before})
    return alias
