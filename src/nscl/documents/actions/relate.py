"""What a document says of another text: that it supersedes, amends, implements or cites it."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import queries
from nscl.documents.actions.common import locked, reason_of
from nscl.documents.models import Document, DocumentRelation, LegalText, RelationKind
from nscl.documents.rules.numbers import clean_number, number_key
from nscl.foundation import audit, clock, tenancy
from nscl.organisations.queries import all_province_ids, with_predecessors
from nscl.shared.errors import DomainError

Target = Document | LegalText


def relate(
    *,
    document: Document,
    kind: str,
    by: User,
    target: Target | None = None,
    number: str = "",
    partial: bool = False,
    effective_on: dt.date | None = None,
    clause: str = "",
) -> DocumentRelation:
    """Record what `document` says of `target`, or of the text with this number, known here or not.

    A supersession holds from `effective_on`, else from the document's own day of effect. Raises `DomainError`: `self`,
    `several` (the number means more than one text), `repeated`, `cycle`, `invalid`.
    """
    with transaction.atomic():
        found = locked(document, None, {}, by)
        if kind not in RelationKind.values:
            raise DomainError("invalid", _("Hãy chọn quan hệ giữa hai văn bản."), "kind")
        target = target or _named(found, number)
        if target == found or (target is None and number_key(number) == found.number_key):
            raise DomainError("self", _("Một văn bản không thể dẫn chiếu chính nó."), "number")
        return _record(found, kind, target, number, by, partial=partial, effective_on=effective_on, clause=clause)


def tie(*, document: Document, kind: str, target: Target, by: User | None) -> None:
    """What another room says of a document that it registered; nothing where the register says so already."""
    column = "target_document" if isinstance(target, Document) else "target_text"
    said = DocumentRelation.objects.filter(source=document, kind=kind, voided_at__isnull=True, **{column: target})
    if document != target and not said.exists():
        _record(document, kind, target, "", by)


def adopt(document: Document, by: User | None) -> int:
    """Tie relations that named this number while no register had it to the document that bears it now; how many.

    Only where the number means this document alone and the one that says so is not older than it. What would close a
    ring stays a number.
    """
    key = document.number_key
    if not key or queries.with_number(document.number) != [document]:
        return 0
    rows = DocumentRelation.objects.select_for_update(of=("self",)).filter(
        province_id__in=(tenancy.current() or tenancy.nobody()).writable, voided_at__isnull=True,
        target_number__iendswith=document.number.lstrip("0"), source__voided_at__isnull=True,
        source__listed_on__gte=document.listed_on,
    )  # fmt: skip
    named = [r for r in rows.exclude(source=document).order_by("id") if number_key(r.target_number) == key]
    return sum(_point(relation, document, by) for relation in named)


def adopt_texts() -> int:
    """Tie relations of every province that named a number while nobody had it to the central text that the common
    list has since; how many. As with documents: where the number means that text alone, and the one that says so is not
    older than it."""
    with tenancy.scope(tenancy.Scope.of(write=all_province_ids())):
        provinces = list(_open().order_by("province_id").values_list("province_id", flat=True).distinct())
    tied = 0
    for province in provinces:
        with tenancy.scope(tenancy.Scope.of(read=with_predecessors(province), write=[province])), transaction.atomic():
            rows = _open().filter(province_id=province).select_for_update(of=("self",)).select_related("source")
            found = list(rows.order_by("id"))
            meant = queries.by_numbers(row.target_number for row in found)
            for row in found:
                text = meant.get(row.target_number)
                if isinstance(text, LegalText) and row.source.listed_on >= text.listed_on:
                    tied += _point(row, text, None)
    return tied


def _open() -> QuerySet[DocumentRelation]:
    live = DocumentRelation.objects.filter(voided_at__isnull=True, source__voided_at__isnull=True)
    return live.exclude(target_number="")


def _point(relation: DocumentRelation, target: Target, by: User | None) -> bool:
    column = "target_document" if isinstance(target, Document) else "target_text"
    setattr(relation, column, target)
    relation.target_number = ""
    try:
        with transaction.atomic():
            relation.save(update_fields=[column, "target_number"])
    except IntegrityError:
        return False
    audit.record("document.related", relation.source, by=by, detail={"kind": relation.kind, "relation": relation.pk})
    return True


def _record(
    found: Document,
    kind: str,
    target: Target | None,
    number: str,
    by: User | None,
    *,
    partial: bool = False,
    effective_on: dt.date | None = None,
    clause: str = "",
) -> DocumentRelation:
    supersedes = kind == RelationKind.SUPERSEDES
    relation = DocumentRelation(
        province_id=found.province_id, source=found, kind=kind,
        target_document=target if isinstance(target, Document) else None,
        target_text=target if isinstance(target, LegalText) else None,
        target_number=clean_number(number) if target is None else "",
        partial=partial and supersedes,
        effective_on=effective_on or found.effective_on if supersedes else effective_on,
        clause=" ".join(clause.split())[:300], recorded_at=clock.now(), recorded_by=by,
    )  # fmt: skip
    _insert(relation)
    audit.record("document.related", found, by=by, detail={"kind": kind, "relation": relation.pk})
    return relation


def withdraw(*, relation: DocumentRelation, reason: str, by: User) -> DocumentRelation:
    """Take back a relation that was entered by mistake."""
    with transaction.atomic():
        source = locked(relation.source, None, {}, by)
        found = DocumentRelation.objects.select_for_update().filter(pk=relation.pk, voided_at__isnull=True).first()
        if found is None:
            raise DomainError("state", _("Quan hệ này đã được gỡ. Hãy tải lại trang."))
        found.voided_at, found.voided_by, found.void_reason = clock.now(), by, reason_of(reason)
        found.save(update_fields=["voided_at", "voided_by", "void_reason"])
        audit.record("document.relation_withdrawn", source, by=by, detail={"relation": found.pk})
    return found


def _named(document: Document, number: str) -> Target | None:
    if not number.strip():
        raise DomainError("invalid", _("Hãy ghi số, ký hiệu của văn bản kia."), "number")
    if len(clean_number(number)) > 60:
        raise DomainError("invalid", _("Số, ký hiệu không quá 60 ký tự."), "number")
    found = [entry for entry in queries.with_number(number) if entry != document]
    if len(found) > 1:
        told = "; ".join(queries.told(entry) for entry in found[:5])
        raise DomainError(
            "several", _("Có nhiều văn bản mang số này: %(told)s. Hãy chọn một.") % {"told": told}, "target"
        )
    return found[0] if found else None


def _insert(relation: DocumentRelation) -> None:
    try:
        with transaction.atomic():
            relation.save(force_insert=True)
    except IntegrityError as error:
        told = str(error)
        if "supersede itself" in told:
            message = _("Không ghi được: văn bản kia đã thay thế văn bản này, trực tiếp hoặc qua văn bản khác.")
            raise DomainError("cycle", message, "number") from error
        if "documentrelation_once" in told:
            raise DomainError("repeated", _("Quan hệ này đã được ghi rồi."), "number") from error
        raise
