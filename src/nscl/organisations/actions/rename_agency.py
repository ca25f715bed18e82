"""An agency goes on under another name."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations import checks
from nscl.organisations.actions import common
from nscl.organisations.actions.common import Effect, NewAgency
from nscl.organisations.models import Agency, AgencyChange
from nscl.shared.errors import DomainError


@transaction.atomic
def rename_agency(
    *, agency: Agency, name: str, effect: Effect, by: checks.Person, version: int | None = None
) -> Agency:
    """The agency under its new name, a row of its own from `effect.on` on; the old row keeps the old name.

    A name that was never right is corrected instead.
    """
    (agency,) = common.locked([agency], {} if version is None else {agency.pk: version}, by)
    common.can_end(agency, effect)
    if checks.clean_name(name) == agency.name:
        raise DomainError("same", _("Tên mới giống hệt tên đang dùng. Hãy ghi tên mới."), "name")
    assert agency.province is not None
    row = common.change(AgencyChange.Verb.RENAMED, agency.province, effect, by)
    common.end(agency, row)
    renamed = common.begin(NewAgency(name, agency.kind), agency.province, row)
    common.succeed(agency, renamed, row)
    common.finish(row, [agency, renamed], by, name=renamed.name)
    return renamed
