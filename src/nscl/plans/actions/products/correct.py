"""A product was recorded wrongly, or a promised one is there now: the row is voided and another takes its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.actions import recorded
from nscl.plans.actions.products.evidence import Proof, carry, live, prove
from nscl.plans.actions.products.record import write
from nscl.plans.actions.recorded import held_task
from nscl.plans.models import TaskProduct
from nscl.shared.errors import DomainError

KEPT = "Sản phẩm đã hoàn thành."  # not wrapped: kept in the row


def correct(
    *, product: TaskProduct, values: Mapping[str, Any], reason: str, by: User, proofs: Sequence[Proof] = ()
) -> TaskProduct:
    """The product as it should be, with the evidence of before and `proofs`. A promise that is kept needs no reason."""
    with transaction.atomic():
        task = held_task(product.task_id)
        found = live(product, by)
        kept = found.delivered_on is None and values.get("delivered_on") is not None
        _unbound(found)
        recorded.void(found, reason or (KEPT if kept else ""), by)
        new = write(task, values, by, replaces=found)
        carry(found, new, by)
        for proof in proofs:
            prove(new, proof, by)
        audit.record("product.delivered" if kept else "product.corrected", new, by=by, detail={"replaces": found.pk})
    return new


def void(*, product: TaskProduct, reason: str, by: User) -> TaskProduct:
    """Void a product that is none. It stays to be seen, with the reason, and counts no more."""
    with transaction.atomic():
        found = live(product, by)
        _unbound(found)
        voided = recorded.void(found, reason, by)
        audit.record("product.voided", voided, by=by)
    return voided


def _unbound(product: TaskProduct) -> None:
    """A product that a policy brought forth follows from the policy's issue, which is recorded there."""
    if hasattr(product, "policy"):
        raise DomainError(
            "bound", _("Sản phẩm này do cơ chế, chính sách đã ban hành sinh ra nên không sửa riêng được.")
        )
