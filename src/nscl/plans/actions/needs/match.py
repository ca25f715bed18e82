"""An officer says which legal entity a written name means. It is remembered and holds for every row so written."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.organisations.actions.record_entity import record_entity
from nscl.organisations.models import LegalEntity
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.plans.actions.needs import gathering
from nscl.plans.actions.needs.common import locked_for, touched
from nscl.plans.matching import needs as needs_matching
from nscl.plans.models import MergedNeed, NameDecision, Need, NeedsRound
from nscl.plans.rules.needs_names import Written, is_sound, tax_code_of
from nscl.shared.errors import DomainError


def decide(*, round: NeedsRound, name_key: str, entity: LegalEntity | None, by: User) -> int:
    """The name means `entity`, or (None) nobody of the register: how many rows that settles here."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        rows = list(_rows(found).filter(name_key=name_key))
        if not rows:
            raise DomainError("missing", _("Không còn dòng nào ghi tên này. Hãy tải lại trang."))
        NameDecision.objects.create(
            province_id=found.province_id, name_key=name_key, raw_name=rows[0].raw_name, entity=entity,
            decided_at=clock.now(), decided_by=by,
        )  # fmt: skip
        for row in rows:
            row.entity = entity
            row.match = Need.Match.DECIDED if entity else Need.Match.NEW
        _settle(found, rows)
        audit.record("needs.name_decided", found, by=by, detail={"rows": len(rows), "entity": entity and entity.pk})
    return len(rows)


def add_entity(*, round: NeedsRound, name_key: str, name: str, tax_code: str, kind: str, by: User) -> LegalEntity:
    """The name is an enterprise that the register lacks: it is added, and the name means it from now on."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        code = tax_code_of(tax_code)
        if tax_code.strip() and not code:
            raise DomainError("invalid", _("Mã số thuế có 10, 12 hoặc 13 chữ số. Hãy sửa, hoặc để trống."), "tax_code")
        entity = record_entity(name=name, tax_code=code, kind=kind, province_id=found.province_id, by=by)
        decide(round=found, name_key=name_key, entity=entity, by=by)
        rematch(round=found, by=by)
    return entity


def add_unknown(*, round: NeedsRound, by: User) -> int:
    """Every enterprise with a sound tax code that the register neither has nor has one like it is added at once."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        unknown = _rows(found).filter(match=Need.Match.UNKNOWN).exclude(raw_tax_code="")
        rows = [row for row in unknown if is_sound(row.raw_tax_code)]
        entities: dict[str, LegalEntity] = {}
        for row in rows:
            if row.raw_tax_code not in entities:
                entities[row.raw_tax_code] = record_entity(
                    name=row.raw_name, tax_code=row.raw_tax_code, kind=kind_of(row.raw_name),
                    province_id=found.province_id, by=by,
                )  # fmt: skip
            row.entity, row.match = entities[row.raw_tax_code], Need.Match.SURE
        if rows:
            _settle(found, rows)
            audit.record("needs.entities_added", found, by=by, detail={"entities": len(entities)})
            rematch(round=found, by=by)
    return len(entities)


def rematch(*, round: NeedsRound, by: User) -> int:
    """Look once more for the names still open, since the register or what was decided has grown."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        rows = list(_rows(found).filter(match__in=[Need.Match.DOUBTFUL, Need.Match.UNKNOWN]))
        written = {row.pk: Written(row.raw_name, row.raw_tax_code) for row in rows}
        best = needs_matching.match(written.values(), found.province_id)
        changed = []
        for row in rows:
            now = best[written[row.pk]]
            if (now.entity_id, now.match) != (row.entity_id, row.match):
                row.entity_id, row.match = now.entity_id, now.match
                changed.append(row)
        if changed:
            _settle(found, changed)
            audit.record("needs.rematched", found, by=by, detail={"rows": len(changed)})
    return len(changed)


def _rows(found: NeedsRound) -> QuerySet[Need]:
    return Need.objects.filter(round=found, voided_at__isnull=True).select_related("merged").order_by("id")


def _settle(found: NeedsRound, rows: Iterable[Need]) -> None:
    rows = list(rows)
    before = {row.merged_id for row in rows}
    gathering.regather(found, rows)
    lost = MergedNeed.objects.filter(pk__in=before, row_count=0, status=MergedNeed.Status.HANDED_ON).first()
    if lost is not None:
        told = _("Nhu cầu “%(name)s” đã chuyển tiếp nên không nhập vào nhu cầu khác được. Hãy thu hồi nó trước.")
        raise DomainError("handed_on", told % {"name": lost.name})
    touched(found)
