"""Finding a legal entity by what is known of it, or entering it."""

from __future__ import annotations

import unicodedata

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.foundation import audit, clock
from nscl.organisations.checks import LONGEST, Person
from nscl.organisations.models import LegalEntity
from nscl.organisations.queries.entities import named
from nscl.organisations.rules import tax_codes
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold, sort_key


@transaction.atomic
def record_entity(
    *, name: str, tax_code: str = "", kind: str = LegalEntity.Kind.ENTERPRISE, province_id: int, by: Person
) -> LegalEntity:
    """The entity with this tax code; without one, that of this name which `province_id` entered; else a new one.

    A known entity is given back as it is, whatever name was typed beside its code. Refused: a name of no letters, a tax
    code that can be none, a kind not in the list, a person without `entities.record`.
    """
    code, plain = clean_tax_code(tax_code), clean_entity_name(name)
    if kind not in LegalEntity.Kind.values:
        raise DomainError("kind", _("Hãy chọn loại hình trong danh sách."), "entity_kind")
    fresh = LegalEntity(
        name=plain, tax_code=code, kind=kind, province_id=province_id, recorded_at=clock.now(), recorded_by_id=by.pk
    )
    if not by.has_perm("entities.record", fresh):
        raise DomainError("forbidden", _("Bạn không có quyền ghi doanh nghiệp mới. Hãy nhờ chuyên viên của tỉnh."))
    if (known := _known(fresh)) is not None:
        return known
    LegalEntity.objects.bulk_create([_whole(fresh)], ignore_conflicts=True)  # somebody may have been faster
    found = _known(fresh)
    assert found is not None
    if found.recorded_by_id == by.pk and found.recorded_at == fresh.recorded_at:
        audit.record("entity.recorded", found, by=by, detail={"kind": kind, "tax_code": bool(code)})
    return found


def clean_tax_code(written: str) -> str:
    """The code in its usual writing, empty for none; refused where it can be none."""
    if not written.strip():
        return ""
    code = tax_codes.read(written)
    if code is None:
        raise DomainError(
            "tax_code",
            _("Mã số thuế gồm 10 chữ số, 10 chữ số và 3 chữ số của chi nhánh, hoặc 12 chữ số. Hãy kiểm tra lại."),
            "entity_tax_code",
        )
    return code.text


def clean_entity_name(name: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", name).split()).strip(" ,;:-–")
    if sum(c.isalpha() for c in plain) < 2:
        raise DomainError("name", _("Hãy ghi tên doanh nghiệp, hợp tác xã hoặc cơ sở."), "entity_name")
    if len(plain) > LONGEST:
        raise DomainError("name", _("Tên dài quá %(n)s ký tự. Hãy ghi gọn lại.") % {"n": LONGEST}, "entity_name")
    return plain


def _known(entity: LegalEntity) -> LegalEntity | None:
    """By tax code. Without one: of this name here, entered without a code, or the only one of this name with a code."""
    rows = LegalEntity.objects.select_related("province")
    if entity.tax_code:
        return rows.filter(tax_code=entity.tax_code).first()
    same = rows.filter(named([fold(entity.name)]), province_id=entity.province_id).order_by("tax_code", "id")[:3]
    found = list(same)
    if found and (not found[0].tax_code or len(found) == 1):
        return found[0]
    return None


def _whole(entity: LegalEntity) -> LegalEntity:
    """With the fields that `save` would derive: rows made in bulk do not go through it."""
    entity.folded, entity.sort_key = fold(entity.name), sort_key(entity.name)
    return entity
