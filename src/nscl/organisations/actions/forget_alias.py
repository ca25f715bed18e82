"""Taking back what a province's documents were said to mean by a name."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.foundation import audit
from nscl.organisations import checks
from nscl.organisations.models import AgencyAlias
from nscl.shared.errors import DomainError


@transaction.atomic
def forget_alias(*, alias: AgencyAlias, by: checks.Person) -> None:
    """From now on the name means what the register says by itself. Plans keep the agency they were matched to."""
    if alias.province is None or not alias.decided:
        raise DomainError("reference", _("Tên này có sẵn trong danh mục chung, tỉnh không bỏ được."))
    checks.lock_register(alias.province)
    checks.may_edit(by, alias.province)
    alias = AgencyAlias.objects.select_for_update(of=("self",)).get(pk=alias.pk)
    audit.record("agency.alias_removed", alias, by=by, detail={"name": alias.name, "agency": alias.agency_id})
    alias.delete()
