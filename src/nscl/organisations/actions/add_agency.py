"""Adding an agency that the register lacks."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nscl.foundation import audit
from nscl.organisations import checks
from nscl.organisations.models import Agency, Province
from nscl.organisations.queries import in_force
from nscl.organisations.reference.files import places
from nscl.organisations.rules.agency_names import normal
from nscl.shared.errors import DomainError


@transaction.atomic
def add_agency(
    *, province: Province, name: str, kind: str, by: checks.Person, valid_from: dt.date | None = None
) -> Agency:
    """Enter an agency of `province`, in force from `valid_from` (default: as long as the province has been).

    Refused when an agency of the same name, however it is spelt, was in force there on that day.
    """
    checks.lock_register(province)
    checks.may_edit(by, province)
    name = checks.clean_name(name)
    if kind not in Agency.Kind.values:
        raise DomainError("kind", "Hãy chọn loại cơ quan trong danh sách.", field="kind")
    begin = max(valid_from or province.valid_from, province.valid_from)
    if province.valid_to is not None and begin >= province.valid_to:
        raise DomainError("valid_from", f"{province} đã kết thúc trước ngày này. Hãy chọn ngày sớm hơn.", "valid_from")
    if (there := _same(province, name, begin)) is not None:
        raise DomainError("exists", f"Danh bạ đã có “{there.name}”. Hãy chọn cơ quan đó.", field="name")
    agency = Agency(province=province, name=name, kind=kind, valid_from=begin, valid_to=province.valid_to)
    agency.save(force_insert=True)
    audit.record("agency.added", agency, by=by, detail={"name": name, "kind": kind})
    return agency


def _same(province: Province, name: str, on: dt.date) -> Agency | None:
    """An agency of the province whose name, reduced to what tells it from others, is this one."""
    wanted = normal(name, places())
    for agency in Agency.objects.filter(in_force(on), province=province).order_by("id"):
        other = normal(agency.name, places())
        same_group = wanted.group is not None and wanted.group == other.group
        if same_group or (wanted.words == other.words and not (wanted.group or other.group)):
            return agency
    return None
