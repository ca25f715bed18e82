"""Who a sender is, by the name an officer wrote."""

from __future__ import annotations

from nscl.foundation import clock
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.queries.matching import called
from nscl.plans.actions.needs.common import one_line
from nscl.plans.actions.needs.take import Sender
from nscl.plans.matching import needs as needs_matching
from nscl.plans.models import SenderKind
from nscl.plans.rules.needs_names import Written


def sender_named(kind: str, name: str, province: Province, tax_code: str = "") -> Sender:
    """The agency or enterprise of the register that is surely meant; by the name alone where none is."""
    name = one_line(name)
    if not name:
        return Sender(kind, name)
    if kind == SenderKind.ENTERPRISE:
        written = Written(name, tax_code)
        found = needs_matching.match([written], province.pk)[written].entity_id
        return Sender(kind, name, entity=LegalEntity.objects.filter(pk=found).first() if found else None)
    return Sender(kind, name, agency=called(name, province=province, on=clock.today()))
