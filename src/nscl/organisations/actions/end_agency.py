"""An agency ends and nothing takes it over."""

from __future__ import annotations

from django.db import transaction

from nscl.organisations import checks
from nscl.organisations.actions import common
from nscl.organisations.actions.common import Effect
from nscl.organisations.models import Agency, AgencyChange


@transaction.atomic
def end_agency(*, agency: Agency, effect: Effect, by: checks.Person, version: int | None = None) -> AgencyChange:
    """The agency's last day is the one before `effect.on`. Where something takes it over, merge or split instead."""
    (agency,) = common.locked([agency], {} if version is None else {agency.pk: version}, by)
    common.can_end(agency, effect)
    assert agency.province is not None
    row = common.change(AgencyChange.Verb.ENDED, agency.province, effect, by)
    common.end(agency, row)
    return common.finish(row, [agency], by)
