"""What proves a product: a document of the register, a file that came in, an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.documents.models import Attachment, Document
from nscl.foundation import audit, clock
from nscl.plans.access import products as access_products
from nscl.plans.actions.recorded import one_line, void
from nscl.plans.models import ProductEvidence, TaskProduct
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Proof:
    """One of: a document, a waiting upload, an address. `signed`: the agency's own paper, where one entered for it."""

    title: str = ""
    document: Document | None = None
    upload: documents.Upload | None = None
    url: str = ""
    signed: bool = False


def add_evidence(*, product: TaskProduct, proofs: Sequence[Proof], by: User) -> list[ProductEvidence]:
    """Add what proves the product."""
    with transaction.atomic():
        found = live(product, by)
        if not proofs:
            raise DomainError("empty", _("Hãy chọn tệp, ghi số văn bản hoặc địa chỉ."))
        added = [prove(found, proof, by) for proof in proofs]
        audit.record("product.proved", found, by=by, detail={"evidence": [row.pk for row in added]})
    return added


def void_evidence(*, evidence: ProductEvidence, reason: str, by: User) -> ProductEvidence:
    """Take evidence off that was added by mistake. The file or document itself stays."""
    with transaction.atomic():
        product = live(evidence.product, by)
        found = void(evidence, reason, by)
        audit.record("product.evidence_voided", product, by=by, detail={"evidence": found.pk})
    return found


def live(product: TaskProduct, by: User) -> TaskProduct:
    """The product held, if it was not voided and the person may change it."""
    rows = TaskProduct.objects.select_for_update(of=("self",), no_key=True).select_related("task__plan")
    found = rows.filter(pk=product.pk).first()
    if found is None or found.is_void:
        raise DomainError("state", _("Người khác vừa sửa hoặc hủy sản phẩm này. Hãy tải lại trang để xem bản mới."))
    if not access_products.may_change(by, found):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
    return found


def prove(product: TaskProduct, proof: Proof, by: User) -> ProductEvidence:
    """The evidence's row; inside the caller's transaction, which holds the product."""
    attachment: Attachment | None = None
    if proof.upload is not None:
        attachment = documents.take(upload=proof.upload, province_id=product.province_id, by=by)
    url = checked_address(proof.url)
    row = ProductEvidence(
        province_id=product.province_id, product=product, document=proof.document, attachment=attachment, url=url,
        title=_titled(proof, attachment), signed=proof.signed and attachment is not None, recorded_at=clock.now(),
        recorded_by=by,
    )  # fmt: skip
    same = ProductEvidence.objects.filter(product=product, document=proof.document, url=url, voided_at__isnull=True)
    if attachment is None and same.exists():
        raise DomainError("known", _("Minh chứng này đã có ở sản phẩm."), "number" if proof.document else "url")
    row.save(force_insert=True)
    return row


def carry(old: TaskProduct, new: TaskProduct, by: User) -> None:
    """What proved the voided row proves the one that replaces it."""
    for row in ProductEvidence.objects.filter(product=old, voided_at__isnull=True).order_by("id"):
        ProductEvidence(
            province_id=new.province_id, product=new, document_id=row.document_id, attachment_id=row.attachment_id,
            url=row.url, title=row.title, signed=row.signed, recorded_at=clock.now(), recorded_by=by,
        ).save(force_insert=True)  # fmt: skip


def checked_address(url: str) -> str:
    """An address of the web as it was typed; refused where it is none."""
    url = url.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or len(url) > 1000 or any(c.isspace() for c in url):
        raise DomainError("invalid", _("Địa chỉ ghi đầy đủ, bắt đầu bằng https:// hoặc http://."), "url")
    return url


def _titled(proof: Proof, attachment: Attachment | None) -> str:
    """The title given, else the document's, the file's, the address's own."""
    if title := one_line(proof.title, 300):
        return title
    if proof.document is not None:
        return one_line(f"{proof.document.number} {proof.document.title}", 300)
    return one_line(attachment.name if attachment else proof.url, 300)
