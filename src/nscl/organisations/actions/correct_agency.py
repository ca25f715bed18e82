"""Putting right what the register has wrong. What really changed on a day is a rename, an end, a merger."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.foundation import clock
from nscl.organisations import checks
from nscl.organisations.actions import common
from nscl.organisations.actions.common import Effect
from nscl.organisations.models import Agency, AgencyChange, AgencySuccession
from nscl.shared.errors import DomainError


@transaction.atomic
def correct_agency(
    *,
    agency: Agency,
    name: str,
    kind: str,
    valid_from: dt.date,
    by: checks.Person,
    valid_to: dt.date | None = None,
    legal_basis: str = "",
    document_number: str = "",
    version: int | None = None,
) -> Agency:
    """The agency as it should have been from the start. An end is moved with its successions, never added or lifted."""
    (agency,) = common.locked([agency], {} if version is None else {agency.pk: version}, by)
    name = checks.clean_name(name)
    if kind not in Agency.Kind.values:
        raise DomainError("kind", _("Hãy chọn loại cơ quan trong danh sách."), field="kind")
    _check_days(agency, valid_from, valid_to)
    assert agency.province is not None
    if name != agency.name and (there := common.same_name(agency.province, name, valid_from)) not in (None, agency):
        assert there is not None
        raise DomainError("exists", _("Danh bạ đã có “%(name)s”. Hãy ghi tên khác.") % {"name": there.name}, "name")
    if (name, kind, valid_from, valid_to) == (agency.name, agency.kind, agency.valid_from, agency.valid_to):
        return agency
    effect = Effect(clock.today(), legal_basis, document_number)
    row = common.change(AgencyChange.Verb.CORRECTED, agency.province, effect, by)
    common.remember(row, agency)
    if valid_to is not None and valid_to != agency.valid_to:
        AgencySuccession.objects.filter(predecessor=agency).update(effective_on=valid_to)
    agency.name, agency.kind, agency.valid_from, agency.valid_to = name, kind, valid_from, valid_to
    agency.version += 1
    agency.save(update_fields=["name", "kind", "valid_from", "valid_to", "version"])
    common.finish(row, [agency], by)
    return agency


def _check_days(agency: Agency, valid_from: dt.date, valid_to: dt.date | None) -> None:
    """Refuses days that the province or the agencies before and after do not allow."""
    province = agency.province
    assert province is not None
    if (valid_to is None) != (agency.valid_to is None):
        raise DomainError(
            "end", _("Việc kết thúc không sửa ở đây: hãy dùng “Kết thúc”, hoặc hoàn tác thay đổi đã ghi."), "valid_to"
        )
    common.plausible(valid_from, "valid_from")
    if valid_from < province.valid_from or (province.valid_to and valid_from >= province.valid_to):
        raise DomainError("valid_from", _("Ngày bắt đầu nằm ngoài thời gian tồn tại của tỉnh."), "valid_from")
    if valid_to is not None and (valid_to <= valid_from or (province.valid_to and valid_to > province.valid_to)):
        raise DomainError(
            "valid_to", _("Ngày kết thúc phải sau ngày bắt đầu và không sau ngày tỉnh kết thúc."), "valid_to"
        )
    before = AgencySuccession.objects.filter(successor=agency).order_by("effective_on", "id")
    first, last = before.first(), before.last()
    if first and valid_from > first.effective_on:
        raise DomainError("valid_from", _("Cơ quan này đã tiếp nối cơ quan khác từ trước ngày đó."), "valid_from")
    if last and valid_to and valid_to <= last.effective_on:
        raise DomainError("valid_to", _("Cơ quan này còn tiếp nối cơ quan khác sau ngày đó."), "valid_to")
    for step in AgencySuccession.objects.filter(predecessor=agency).select_related("successor").order_by("id"):
        if valid_to and not step.successor.in_force(valid_to):
            raise DomainError(
                "valid_to",
                _("“%(name)s”, cơ quan tiếp nối, không hoạt động vào ngày đó. Hãy sửa cơ quan ấy trước.")
                % {"name": step.successor.name},
                "valid_to",
            )
