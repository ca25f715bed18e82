"""Products of an enterprise: added, mended, ended with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue.models import ProductGroup
from nscl.enterprises.actions.common import Changed, holder_of, locked, past, plain, reason_of
from nscl.enterprises.models import Enterprise, Product
from nscl.enterprises.rules import gtin
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError

FIELDS = ("name", "group", "ocop_stars", "ocop_year", "exported", "markets", "gtins", "note")
FIRST_OCOP = 2018
MOST_GTINS = 50


def add_product(*, enterprise: Enterprise, values: Mapping[str, Any], by: User) -> Product:
    """A product that the enterprise makes; refused where it has one of that name."""
    with transaction.atomic():
        holder = locked(enterprise, None, by)
        made = Product(province_id=holder.province_id, enterprise=holder, recorded_at=clock.now(), recorded_by=by)
        _fill(made, values)
        _write(made, None)
        audit.record("product.added", holder, by=by, detail={"product": made.pk})
    return made


def edit_product(*, product: Product, version: int, values: Mapping[str, Any], by: User) -> Product:
    with transaction.atomic():
        found = _held(product, version, by)
        changed = _fill(found, values)
        if changed:
            found.version += 1
            _write(found, [*changed, "version"])
            audit.record("product.edited", found.enterprise, by=by, detail={"product": found.pk, "fields": changed})
    return found


def end_product(*, product: Product, version: int, ended_on: dt.date | None, reason: str, by: User) -> Product:
    """It is made no more; it stays to be seen."""
    past(ended_on, "ended_on")
    with transaction.atomic():
        found = _held(product, version, by)
        found.ended_on, found.end_reason = ended_on, reason_of(reason)
        found.version += 1
        found.save(update_fields=["ended_on", "end_reason", "version"])
        audit.record("product.ended", found.enterprise, by=by, detail={"product": found.pk})
    return found


def _held(product: Product, version: int, by: User) -> Product:
    holder = holder_of(product.enterprise, by)
    found = Product.objects.select_for_update(of=("self",)).select_related("group").get(pk=product.pk)
    found.enterprise = holder
    if found.version != version:
        raise Changed(found)
    if found.ended_on is not None:
        raise DomainError("state", _("Sản phẩm này đã kết thúc."))
    return found


def _fill(product: Product, values: Mapping[str, Any]) -> list[str]:
    changed = []
    for name in FIELDS:
        if name not in values:
            continue
        value = values[name]
        value = _numbers(value) if name == "gtins" else plain(value) if isinstance(value, str) else value
        if getattr(product, name) != value:
            setattr(product, name, value)
            changed.append(name)
    _check(product)
    return changed


def _check(product: Product) -> None:
    if sum(c.isalpha() for c in product.name) < 2:
        raise DomainError("invalid", _("Hãy ghi tên sản phẩm."), "name")
    group: ProductGroup | None = product.group
    if group is not None and group.province_id != product.province_id:
        raise DomainError("invalid", _("Nhóm sản phẩm này không phải của tỉnh. Hãy chọn lại."), "group")
    if product.ocop_stars is None and product.ocop_year is not None:
        raise DomainError("invalid", _("Ghi năm công nhận OCOP thì phải chọn số sao."), "ocop_stars")
    if product.ocop_stars is not None and product.ocop_stars not in (3, 4, 5):
        raise DomainError("invalid", _("OCOP có 3, 4 hoặc 5 sao."), "ocop_stars")
    if product.ocop_year is not None and not FIRST_OCOP <= product.ocop_year <= clock.today().year:
        words = _("Năm công nhận OCOP từ %(first)s đến năm nay.")
        raise DomainError("invalid", words % {"first": FIRST_OCOP}, "ocop_year")
    if product.markets and not product.exported:
        raise DomainError("invalid", _("Ghi thị trường thì phải đánh dấu “Có xuất khẩu”."), "exported")


def _numbers(told: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for written in told:
        if not written.strip():
            continue
        number = gtin.read(written)
        if number is None:
            words = _("Mã “%(code)s” không phải mã GTIN: cần 8, 12, 13 hoặc 14 chữ số với số kiểm tra đúng.")
            raise DomainError("invalid", words % {"code": written.strip()[:20]}, "gtins")
        found[number.text] = None
    if len(found) > MOST_GTINS:
        raise DomainError("invalid", _("Mỗi sản phẩm ghi nhiều nhất %(n)s mã.") % {"n": MOST_GTINS}, "gtins")
    return list(found)


def _write(product: Product, fields: list[str] | None) -> None:
    try:
        with transaction.atomic():
            product.save(**({"force_insert": True} if fields is None else {"update_fields": fields}))
    except IntegrityError as error:
        if "product_once" not in str(error):
            raise
        words = _("Nơi này đã có sản phẩm “%(name)s”. Hãy sửa sản phẩm ấy.")
        raise DomainError("known", words % {"name": product.name}, "name") from error
