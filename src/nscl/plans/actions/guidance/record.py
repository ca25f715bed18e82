"""An act of guidance is recorded; or one day's visits to many enterprises at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.plans.access import guidance as access
from nscl.plans.actions.guidance.attach import attach_to
from nscl.plans.actions.guidance.common import (
    Double,
    EntityGiven,
    doubles_of,
    entity_meant,
    fill,
    forbid_unless,
    seal,
)
from nscl.plans.models import Guidance
from nscl.shared.errors import DomainError

MOST_AT_ONCE = 200


class LinesRefused(DomainError):
    """Nothing was recorded; `refusals` says of each enterprise, by its place in the list, why."""

    def __init__(self, refusals: dict[int, DomainError]) -> None:
        told = "; ".join(f"{_('dòng')} {at + 1}: {error.message}" for at, error in sorted(refusals.items()))
        super().__init__("lines", _("Chưa ghi lượt nào. Hãy sửa: %(told)s") % {"told": told}, "entities")
        self.refusals = refusals


def record(
    *,
    province: Province,
    entity: EntityGiven,
    values: Mapping[str, Any],
    by: User,
    key: str = "",
    uploads: Sequence[Upload] = (),
    sure: bool = False,
) -> Guidance:
    """The new act; the one that is there when the same form (`key`) was recorded before.

    Raises `Double` unless `sure`, and `DomainError` with the field at fault.
    """
    with transaction.atomic():
        act = Guidance(province=province, recorded_at=clock.now(), recorded_by=by, entry_key=key)
        forbid_unless(by, access.EDIT, act)
        if there := entered(province.pk, key):
            return there
        act.entity = entity_meant(entity, province.pk, by)
        fill(act, values)
        seal(act)
        if not sure and (known := doubles_of(act)):
            raise Double(known)
        if (there := _insert(act)) is not act:
            return there
        attach_to(act, uploads, by)
        audit.record("guidance.recorded", act, by=by, detail={"entity": act.entity_id})
    return act


def entered(province_id: int, key: str) -> Guidance | None:
    """The act that this form was recorded as."""
    rows = Guidance.objects.select_related("entity").filter(province_id=province_id, entry_key=key)
    return rows.first() if key else None


def _insert(act: Guidance) -> Guidance:
    """The act, or the one that the same form made in the meantime."""
    try:
        with transaction.atomic():
            act.save(force_insert=True)
    except IntegrityError as error:
        if "guidance_entered_once" not in str(error):
            raise
        there = entered(act.province_id, act.entry_key)
        if there is None:
            raise
        return there
    return act


def record_many(
    *,
    province: Province,
    entities: Sequence[EntityGiven],
    values: Mapping[str, Any],
    by: User,
    key: str = "",
    uploads: Sequence[Upload] = (),
    sure: bool = False,
) -> list[Guidance]:
    """One act for each enterprise, all of them or none. The files hang on the first act.

    Raises `Double` for all of them together unless `sure`, and `LinesRefused`.
    """
    if not entities:
        raise DomainError("invalid", _("Hãy ghi ít nhất một doanh nghiệp."), "entities")
    if len(entities) > MOST_AT_ONCE:
        told = _("Mỗi lần ghi nhiều nhất %(most)s doanh nghiệp; danh sách dài hơn thì dùng “Nhập danh sách”.")
        raise DomainError("many", told % {"most": MOST_AT_ONCE}, "entities")
    made: list[Guidance] = []
    refusals: dict[int, DomainError] = {}
    doubles: list[Guidance] = []
    with transaction.atomic():
        for at, entity in enumerate(entities):
            try:
                made.append(
                    record(
                        province=province, entity=entity, values=values, by=by, key=f"{key}-{at}" if key else "",
                        uploads=uploads if not at else (), sure=sure,
                    )
                )  # fmt: skip
            except Double as double:
                doubles += double.known
            except DomainError as error:
                if error.code == "forbidden" or error.field not in (
                    "entity_name",
                    "entity_tax_code",
                    "tax_code",
                    "name",
                ):
                    raise
                refusals[at] = error
        if refusals:
            raise LinesRefused(refusals)
        if doubles:
            raise Double(doubles)
    return made
