"""A policy is issued: its document enters the register, and the task has its product."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.organisations.models import Province
from nscl.plans.actions import products
from nscl.plans.actions.policies.common import locked
from nscl.plans.actions.products import Proof
from nscl.plans.actions.recorded import needed, not_ahead
from nscl.plans.models import PolicyDraft, ProductKind
from nscl.plans.states import POLICY
from nscl.shared.errors import DomainError


def issue(
    *,
    policy: PolicyDraft,
    province: Province,
    number: str,
    issued_on: dt.date,
    by: User,
    signer: str = "",
    signer_title: str = "",
    uploads: Sequence[documents.Upload] = (),
) -> PolicyDraft:
    """Register the issued text in the province's register of today, and record it as the task's delivered product.

    A document that the register has already under this number is that document.
    """
    with transaction.atomic():
        found = locked(policy, by)
        if POLICY.find(found, "issue") is None:
            raise DomainError("state", _("Chỉ ban hành được văn bản đã trình. Hãy tải lại trang."))
        number = needed(number, 60, "number", _("Hãy ghi số, ký hiệu như văn thư cấp."))
        not_ahead(issued_on, "issued_on")
        attachment = documents.take(upload=uploads[0], province_id=province.pk, by=by) if uploads else None
        found.document = documents.register(
            province_id=province.pk, kind=found.kind, issuer=found.issuer, title=found.title, number=number,
            issued_on=issued_on, signer=signer.strip()[:200], signer_title=signer_title.strip()[:200],
            attachment=attachment, by=by,
        )  # fmt: skip
        found.product = products.record(
            task=found.task, by=by, proofs=[Proof(document=found.document)],
            values={
                "year": issued_on.year, "kind": ProductKind.POLICY,
                "title": f"{found.title[: 490 - len(number)]} ({number})",
                "delivered_on": issued_on, "agency": found.lead,
            },
        )  # fmt: skip
        found.save(update_fields=["document", "product"])
        POLICY.run(found, "issue", by=by, detail={"document": found.document.pk, "product": found.product.pk})
    return found
