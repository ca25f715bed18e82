"""A profile is entered: its legal entity is found by tax code or name, or entered with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from nscl.accounts.models import User
from nscl.enterprises.actions.common import Known, derive, fill, forbid_unless
from nscl.enterprises.models import Enterprise
from nscl.foundation import audit, clock
from nscl.organisations.actions.record_entity import record_entity
from nscl.organisations.models import LegalEntity, Province


def record_enterprise(
    *,
    province: Province,
    name: str,
    tax_code: str = "",
    kind: str = LegalEntity.Kind.ENTERPRISE,
    values: Mapping[str, Any] | None = None,
    entity: LegalEntity | None = None,
    by: User,
) -> Enterprise:
    """The province's new profile of `entity`, or of the one that name and tax code say.

    A tax code whose check digit is wrong is kept: the page warns. Raises `Known` where the province has a profile of
    it, and `DomainError` with the field at fault.
    """
    with transaction.atomic():
        now = clock.now()
        made = Enterprise(province=province, name=name, recorded_at=now, recorded_by=by, changed_at=now)
        forbid_unless(by, made)
        found = entity or record_entity(name=name, tax_code=tax_code, kind=kind, province_id=province.pk, by=by)
        if known := _profile(province.pk, found.pk):
            raise Known(known)
        made.entity, made.tax_code, made.kind = found, found.tax_code, found.kind
        fill(made, {**(values or {}), "name": name or found.name})
        derive(made)
        _insert(made)
        audit.record("enterprise.recorded", made, by=by, detail={"entity": found.pk})
    return made


def _insert(made: Enterprise) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        known = _profile(made.province_id, made.entity_id)
        if "enterprise_once" not in str(error) or known is None:
            raise
        raise Known(known) from error


def _profile(province_id: int, entity_id: int) -> Enterprise | None:
    return Enterprise.objects.filter(province_id=province_id, entity_id=entity_id, merged_into__isnull=True).first()
