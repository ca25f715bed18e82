"""A product of a task is recorded: promised, or delivered with what proves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans.access import products as access_products
from nscl.plans.actions.products.evidence import Proof, prove
from nscl.plans.actions.recorded import check_year, held_task, needed, not_ahead, one_line
from nscl.plans.models import ProductKind, Task, TaskProduct
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold


def record(*, task: Task, values: Mapping[str, Any], by: User, proofs: Sequence[Proof] = ()) -> TaskProduct:
    """The new product of the task (in any of its versions), with its evidence.

    `values`: year, kind, title, output, delivered_on, agency, on_behalf, note. Raises `DomainError` with the field.
    """
    with transaction.atomic():
        held = held_task(task.root_pk)
        if held.plan.status in access_products.HIDDEN:
            raise DomainError("state", _("Kế hoạch này còn là bản thảo. Hãy xác nhận kế hoạch trước."))
        if not access_products.may_record(by, held):
            raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
        product = write(held, values, by)
        for proof in proofs:
            prove(product, proof, by)
        audit.record("product.recorded", product, by=by, detail={"task": held.pk, "evidence": len(proofs)})
    return product


def write(task: Task, values: Mapping[str, Any], by: User, *, replaces: TaskProduct | None = None) -> TaskProduct:
    """The row, checked; inside the caller's transaction, which holds the task."""
    product = TaskProduct(
        province_id=task.province_id, task=task, year=check_year(values.get("year")), kind=_kind(values.get("kind")),
        title=needed(values.get("title", ""), 500, "title", _("Hãy ghi tên sản phẩm.")),
        output=one_line(values.get("output") or "", 2000),
        delivered_on=not_ahead(values.get("delivered_on"), "delivered_on"), agency=values.get("agency"),
        on_behalf=bool(values.get("on_behalf")), note=one_line(values.get("note") or "", 1000),
        recorded_at=clock.now(), recorded_by=by, replaces=replaces,
    )  # fmt: skip
    _for_whom(product, by)
    _before_the_plan(task, product)
    same = TaskProduct.objects.filter(
        task=task, year=product.year, kind=product.kind, folded=fold(product.title), voided_at__isnull=True,
        delivered_on=product.delivered_on,
    )  # fmt: skip
    if same.exists():
        raise DomainError(
            "known", _("Nhiệm vụ đã có sản phẩm này, cùng năm, cùng loại, cùng ngày. Hãy mở sản phẩm ấy."), "title"
        )
    product.save(force_insert=True)
    return product


def _kind(kind: str | None) -> str:
    if kind not in ProductKind.values:
        raise DomainError("invalid", _("Hãy chọn loại sản phẩm."), "kind")
    return kind


def _for_whom(product: TaskProduct, by: User) -> None:
    """An agency's own person records for that agency alone, never on behalf of it."""
    if by.has_perm(access_products.EDIT, product):
        if product.on_behalf and product.agency is None:
            raise DomainError("invalid", _("Hãy chọn cơ quan mà bạn nhập thay."), "agency")
        return
    own = access_products.own_agencies(by, product.province_id)
    if product.agency_id not in own:
        raise DomainError("invalid", _("Bạn chỉ ghi được sản phẩm của cơ quan mình. Hãy chọn cơ quan ấy."), "agency")
    product.on_behalf = False


def _before_the_plan(task: Task, product: TaskProduct) -> None:
    first = task.plan.period_from
    if first is not None and product.year < first:
        message = _("Kế hoạch bắt đầu từ năm %(first)s. Hãy kiểm tra lại năm.")
        raise DomainError("invalid", message % {"first": first}, "year")
