"""Two needs are one after all: an officer merges them, and may undo it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.plans.actions.needs import gathering
from nscl.plans.actions.needs.common import locked_for, locked_need, reason_of, touched
from nscl.plans.models import MergedNeed, Need, NeedMerge
from nscl.plans.states import NEED
from nscl.shared.errors import DomainError


def merge(*, source: MergedNeed, target: MergedNeed, reason: str, version: int, by: User) -> NeedMerge:
    """All rows of `source` count in `target` from now on."""
    with transaction.atomic():
        found = locked_for(source.round_id, by, "needs.edit")
        one, other = locked_need(source, version), locked_need(target)
        if one.pk == other.pk or one.round_id != other.round_id:
            raise DomainError("invalid", _("Hãy chọn một nhu cầu khác của cùng đợt khảo sát."), "target")
        if other.status == MergedNeed.Status.MERGED:
            raise DomainError("state", _("Nhu cầu được chọn đã gộp vào nhu cầu khác. Hãy chọn nhu cầu kia."), "target")
        moved = list(Need.objects.filter(merged=one).order_by("id").values_list("pk", flat=True))
        row = NeedMerge(
            province_id=found.province_id, source=one, target=other, moved=moved, reason=reason_of(reason),
            merged_at=clock.now(), merged_by=by,
        )  # fmt: skip
        NEED.run(one, "merge", by=by, detail={"into": other.pk, "rows": len(moved)})
        row.save(force_insert=True)
        one.into = other
        one.save(update_fields=["into"])
        Need.objects.filter(pk__in=moved).update(merged=other)
        gathering.refresh([one.pk, other.pk])
        touched(found)
    return row


def unmerge(*, merge: NeedMerge, by: User) -> MergedNeed:
    """The rows that moved and are still there go back; the need stands for itself again."""
    with transaction.atomic():
        found = locked_for(merge.source.round_id, by, "needs.edit")
        row = NeedMerge.objects.select_related("source", "target").filter(pk=merge.pk, undone_at__isnull=True).first()
        if row is None:
            raise DomainError("state", _("Lần gộp này đã tách lại. Hãy tải lại trang."))
        one = locked_need(row.source)
        one.into = None
        one.save(update_fields=["into"])
        NEED.run(one, "unmerge", by=by, detail={"from": row.target_id})
        Need.objects.filter(pk__in=row.moved, merged=row.target).update(merged=one)
        row.undone_at, row.undone_by = clock.now(), by
        row.save(update_fields=["undone_at", "undone_by"])
        gathering.refresh([one.pk, row.target_id])
        touched(found)
    return one
