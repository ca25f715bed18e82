"""A legal entity's tax code or kind is mended, by the province that entered it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.foundation import audit
from nscl.organisations.actions.record_entity import clean_tax_code
from nscl.organisations.checks import Person
from nscl.organisations.models import LegalEntity
from nscl.shared.errors import DomainError


@transaction.atomic
def correct_entity(
    *, entity: LegalEntity, tax_code: str | None = None, kind: str | None = None, by: Person
) -> LegalEntity:
    """The entity with the tax code and kind told; as it is where nothing differs. Its profiles follow by their key.

    Refused: an entity that another province entered, a code that another entity bears or that can be none.
    """
    held = LegalEntity.objects.select_for_update(of=("self",)).filter(pk=entity.pk).first()
    found = held or LegalEntity.objects.get(pk=entity.pk)  # row-level security holds only what one may write
    code = found.tax_code if tax_code is None else clean_tax_code(tax_code)
    sort = found.kind if kind is None else kind
    changed = [name for name, new in (("tax_code", code), ("kind", sort)) if getattr(found, name) != new]
    if not changed:
        return found
    if sort not in LegalEntity.Kind.values:
        raise DomainError("kind", _("Hãy chọn loại hình trong danh sách."), "kind")
    if held is None or not by.has_perm("entities.record", found):
        words = _("Mã số thuế, loại hình do tỉnh khác ghi vào danh mục chung, nên tỉnh này không sửa được.")
        raise DomainError("forbidden", words, changed[0])
    found.tax_code, found.kind = code, sort
    try:
        with transaction.atomic():
            found.save(update_fields=changed)
    except IntegrityError as error:
        if "legal_entity_tax_code_once" in str(error):
            words = _("Mã số thuế này là của “%(name)s”. Hãy kiểm tra lại, hoặc gộp hai hồ sơ trùng.")
            other = LegalEntity.objects.filter(tax_code=code).first()
            raise DomainError("taken", words % {"name": other.name if other else code}, "tax_code") from error
        if "legal_entity_name_once" in str(error):
            words = _("Đã có nơi khác cùng tên không có mã số thuế. Hãy giữ mã số thuế để phân biệt.")
            raise DomainError("taken", words, "tax_code") from error
        raise
    audit.record("entity.corrected", found, by=by, detail={"fields": changed})
    return found
