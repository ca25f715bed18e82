"""The province's groups of products, the key ones among them: added, mended, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue.models import ProductGroup
from nscl.enterprises.actions.common import Changed, forbid_unless, plain, reason_of
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError

FIELDS = ("name", "is_key", "basis", "valid_from")


def add_group(*, province: Province, values: Mapping[str, Any], by: User) -> ProductGroup:
    """A group of the province's own list, from a day on."""
    with transaction.atomic():
        made = ProductGroup(province=province, recorded_at=clock.now(), recorded_by=by)
        forbid_unless(by, made)
        _fill(made, values)
        _write(made, None)
        audit.record("product_group.added", made, by=by)
    return made


def edit_group(*, group: ProductGroup, version: int, values: Mapping[str, Any], by: User) -> ProductGroup:
    with transaction.atomic():
        found = _held(group, version, by)
        if changed := _fill(found, values):
            found.version += 1
            _write(found, [*changed, "version"])
            audit.record("product_group.edited", found, by=by, detail={"fields": changed})
    return found


def end_group(*, group: ProductGroup, version: int, valid_to: dt.date | None, reason: str, by: User) -> ProductGroup:
    """The list has it no more from `valid_to` on; products tagged with it stay so."""
    with transaction.atomic():
        found = _held(group, version, by)
        if valid_to is None or valid_to <= found.valid_from:
            raise DomainError("invalid", _("Ngày kết thúc phải sau ngày bắt đầu."), "valid_to")
        found.valid_to, found.end_reason = valid_to, reason_of(reason)
        found.version += 1
        found.save(update_fields=["valid_to", "end_reason", "version"])
        audit.record("product_group.ended", found, by=by)
    return found


def _held(group: ProductGroup, version: int, by: User) -> ProductGroup:
    found = ProductGroup.objects.select_for_update(of=("self",)).select_related("province").get(pk=group.pk)
    forbid_unless(by, found)
    if found.version != version:
        raise Changed(found)
    if found.valid_to is not None:
        raise DomainError("state", _("Nhóm này đã có ngày kết thúc."))
    return found


def _fill(group: ProductGroup, values: Mapping[str, Any]) -> list[str]:
    changed = []
    for name in FIELDS:
        if name not in values:
            continue
        value = plain(values[name]) if isinstance(values[name], str) else values[name]
        if getattr(group, name) != value:
            setattr(group, name, value)
            changed.append(name)
    if sum(c.isalpha() for c in group.name) < 2:
        raise DomainError("invalid", _("Hãy ghi tên nhóm sản phẩm."), "name")
    if not group.basis:
        raise DomainError("invalid", _("Hãy ghi văn bản làm căn cứ của danh mục."), "basis")
    if group.valid_from is None:
        raise DomainError("invalid", _("Hãy ghi ngày bắt đầu."), "valid_from")
    return changed


def _write(group: ProductGroup, fields: list[str] | None) -> None:
    try:
        with transaction.atomic():
            group.save(**({"force_insert": True} if fields is None else {"update_fields": fields}))
    except IntegrityError as error:
        if "productgroup_once" not in str(error):
            raise
        raise DomainError("known", _("Danh mục đã có nhóm này."), "name") from error
