"""A round of needs is prepared, opened, closed, settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue.models import ContentGroup
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.plans.actions.needs.common import Conflict, forbid_unless, locked, one_line
from nscl.plans.models import MergedNeed, Need, NeedsQuestion, NeedsRound
from nscl.plans.states import NEEDS_ROUND
from nscl.shared.errors import DomainError

HEAD = ("for_year", "title", "opens_on", "closes_on", "note")


def add(*, province: Province, values: Mapping[str, Any], groups: Sequence[ContentGroup], by: User) -> NeedsRound:
    """A new round of the province, in preparation."""
    with transaction.atomic():
        found = NeedsRound(province=province, created_at=clock.now(), created_by=by)
        forbid_unless(by, "needs.edit", found)
        _assign(found, values)
        _need_groups(groups)
        found.save(force_insert=True)
        _ask(found, groups)
        audit.record("needs.round_added", found, by=by, detail={"year": found.for_year})
    return found


def edit(
    *, round: NeedsRound, version: int, values: Mapping[str, Any], groups: Sequence[ContentGroup], by: User
) -> NeedsRound:
    """Change the head of a round and what it asks about. A content that was already asked for stays in it."""
    with transaction.atomic():
        found = locked(round.pk)
        forbid_unless(by, "needs.edit", found)
        if found.version != version:
            raise Conflict(found, values)
        if found.status == NeedsRound.Status.SETTLED:
            raise DomainError("settled", _("Đợt khảo sát đã chốt nên không sửa được nữa. Hãy mở lại đợt trước."))
        _assign(found, values)
        _need_groups(groups)
        found.version += 1
        found.save(update_fields=[*HEAD, "version"])
        _ask(found, groups)
        audit.record("needs.round_edited", found, by=by)
    return found


def move(*, round: NeedsRound, verb: str, version: int, by: User) -> NeedsRound:
    """`open`, `close`, `reopen`, `settle` or `unsettle` the round."""
    with transaction.atomic():
        found = locked(round.pk)
        forbid_unless(by, "needs.edit", found)
        if found.version != version:
            raise Conflict(found, {})
        _can(found, verb)
        NEEDS_ROUND.run(found, verb, by=by)
        found.version += 1
        found.save(update_fields=["version"])
    return found


def _can(found: NeedsRound, verb: str) -> None:
    if verb in ("open", "reopen") and found.closes_on < clock.today():
        raise DomainError("over", _("Ngày khóa nhận đã qua. Hãy sửa ngày khóa nhận của đợt trước khi mở."), "closes_on")
    if verb == "settle":
        doubtful = Need.objects.filter(round=found, match=Need.Match.DOUBTFUL, voided_at__isnull=True).count()
        if doubtful:
            told = _("Còn %(count)s dòng chưa rõ là doanh nghiệp nào. Hãy xử lý ở mục “Tên còn nghi vấn” rồi chốt.")
            raise DomainError("doubtful", told % {"count": doubtful})
        waiting = MergedNeed.objects.filter(round=found, status=MergedNeed.Status.WAITING, row_count__gt=0).count()
        if waiting:
            told = _("Còn %(count)s nhu cầu chưa quyết định. Hãy chuyển tiếp, để lại sau hoặc ghi lý do không đưa vào.")
            raise DomainError("waiting", told % {"count": waiting})


def _assign(found: NeedsRound, values: Mapping[str, Any]) -> None:
    for name in HEAD:
        if name in values:
            value = values[name]
            setattr(found, name, one_line(value) if name == "title" else value)
    if not found.title:
        raise DomainError("invalid", _("Hãy ghi tên đợt khảo sát."), "title")
    if found.closes_on < found.opens_on:
        raise DomainError("invalid", _("Ngày khóa nhận đứng trước ngày mở."), "closes_on")


def _need_groups(groups: Sequence[ContentGroup]) -> None:
    if not groups:
        raise DomainError("invalid", _("Hãy chọn ít nhất một nội dung để hỏi."), "groups")


def _ask(found: NeedsRound, groups: Sequence[ContentGroup]) -> None:
    """Make the questions those of `groups`; one under which a need was proposed is kept."""
    wanted = {group.pk for group in groups}
    there = set(NeedsQuestion.objects.filter(round=found).values_list("group_id", flat=True))
    used = set(Need.objects.filter(round=found).values_list("group_id", flat=True).distinct())
    NeedsQuestion.objects.filter(round=found, group_id__in=there - wanted - used).delete()
    NeedsQuestion.objects.bulk_create(
        NeedsQuestion(province_id=found.province_id, round=found, group_id=pk) for pk in sorted(wanted - there)
    )
