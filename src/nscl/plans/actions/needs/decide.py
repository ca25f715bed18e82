"""What becomes of a need: taken into a year's plan, estimate or call; left for later; not taken, for a reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans.actions import edit
from nscl.plans.actions.needs.common import forbid_unless, locked_for, locked_need, reason_of
from nscl.plans.models import BudgetLine, HandedOn, MergedNeed, NeedsRound, Plan, Task
from nscl.plans.states import NEED
from nscl.shared.errors import DomainError
from nscl.shared.money import format_vnd

MOST = 500


def decide(*, need: MergedNeed, verb: str, reason: str, version: int, by: User) -> MergedNeed:
    """`postpone` or `decline` it for a reason, or `reconsider` it."""
    with transaction.atomic():
        locked_for(need.round_id, by, "needs.decide")
        row = locked_need(need, version)
        if verb not in ("postpone", "decline", "reconsider"):
            raise DomainError("invalid", _("Hãy chọn một quyết định."), "verb")
        row.decision_note = reason_of(reason) if verb != "reconsider" else row.decision_note
        row.decided_at, row.decided_by = clock.now(), by
        row.version += 1
        row.save(update_fields=["decision_note", "decided_at", "decided_by", "version"])
        NEED.run(row, verb, by=by)
    return row


def hand_on(*, round: NeedsRound, needs: Sequence[int], to: str, year: int, by: User) -> list[HandedOn]:
    """The needs with these ids go into that year's estimate or call: what upper rooms read. Again is no change."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.decide")
        if to not in (HandedOn.To.ESTIMATE, HandedOn.To.CALL):
            raise DomainError("invalid", _("Hãy chọn nơi chuyển đến."), "to")
        rows = _chosen(found, needs)
        return _hand(rows, to, year, by)


def take_back(*, need: MergedNeed, reason: str, version: int, by: User) -> MergedNeed:
    """What was handed on is withdrawn; a task already written into a draft plan stays there for its editor to judge."""
    with transaction.atomic():
        locked_for(need.round_id, by, "needs.decide")
        row = locked_need(need, version)
        told = reason_of(reason)
        handed = HandedOn.objects.filter(need=row, voided_at__isnull=True)
        handed.update(voided_at=clock.now(), voided_by=by, void_reason=told)
        row.decision_note, row.decided_at, row.decided_by = told, clock.now(), by
        row.version += 1
        row.save(update_fields=["decision_note", "decided_at", "decided_by", "version"])
        NEED.run(row, "take_back", by=by)
    return row


def to_plan(
    *, round: NeedsRound, needs: Sequence[int], plan: Plan, year: int, with_budget: bool, by: User
) -> list[HandedOn]:
    """Write the needs into a draft plan: a task for each content with its enterprises, and a line of its estimate."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.decide")
        if plan.province_id != found.province_id:
            raise DomainError("invalid", _("Kế hoạch này của tỉnh khác. Hãy chọn một bản thảo của tỉnh mình."), "plan")
        forbid_unless(by, "needs.decide", plan)
        rows = _chosen(found, needs)
        there = HandedOn.objects.filter(need__in=rows, to=HandedOn.To.PLAN, year=year, voided_at__isnull=True)
        if known := there.select_related("need").first():
            told = _("“%(name)s” đã đưa vào kế hoạch năm %(year)s. Hãy bỏ chọn nhu cầu ấy.")
            raise DomainError("known", told % {"name": known.need.name, "year": year})
        made: list[HandedOn] = []
        for group in sorted({row.group_id for row in rows}):
            of_group = [row for row in rows if row.group_id == group]
            task = _task(plan, of_group, year, by)
            line = _line(plan, of_group, by) if with_budget else None
            made += _hand(of_group, HandedOn.To.PLAN, year, by, plan=plan, task=task, line=line)
        audit.record("plan.needs_taken", plan, by=by, detail={"needs": len(rows), "round": found.pk})
    return made


def title_of(rows: Sequence[MergedNeed], year: int) -> str:
    """`Hỗ trợ 12 đơn vị: Truy xuất nguồn gốc (nhu cầu năm 2027)`."""
    told = _("Hỗ trợ %(count)s đơn vị: %(content)s (nhu cầu năm %(year)s)")
    return told % {"count": _enterprises(rows), "content": rows[0].group.name, "year": year}


@translation.override(settings.LANGUAGE_CODE)  # a plan is written in Vietnamese, whoever writes
def _task(plan: Plan, rows: Sequence[MergedNeed], year: int, by: User) -> Task:
    lines = [_said(number, row) for number, row in enumerate(rows, start=1)]
    output = _("%(count)s đơn vị được hỗ trợ: %(content)s")
    values = {
        "title": title_of(rows, year),
        "when": str(year),
        "outputs": [output % {"count": _enterprises(rows), "content": rows[0].group.name}],
        "text": _("Danh sách theo đợt khảo sát nhu cầu:") + "\n" + "\n".join(lines),
    }
    task = edit.add_item(plan=plan, kind="nhiem-vu", values=values, span=None, by=by)
    assert isinstance(task, Task)
    return task


@translation.override(settings.LANGUAGE_CODE)
def _line(plan: Plan, rows: Sequence[MergedNeed], by: User) -> BudgetLine:
    values = {
        "name": _("Hỗ trợ theo nhu cầu: %(content)s") % {"content": rows[0].group.name},
        "measure": _("đơn vị"),
        "quantity": _enterprises(rows),
        "amount_vnd": sum(row.expected_cost_vnd or 0 for row in rows) or None,
        "level": 0,
    }
    line = edit.add_item(plan=plan, kind="du-toan", values=values, span=None, by=by)
    assert isinstance(line, BudgetLine)
    return line


def _said(number: int, row: MergedNeed) -> str:
    cost = format_vnd(row.expected_cost_vnd) if row.expected_cost_vnd else ""
    return f"{number}. " + "; ".join(part for part in (row.name, row.standard, cost) if part)


def _enterprises(rows: Sequence[MergedNeed]) -> int:
    return len({row.entity_id or row.name_key for row in rows})


def _chosen(found: NeedsRound, needs: Sequence[int]) -> list[MergedNeed]:
    wanted = set(needs)
    if not wanted:
        raise DomainError("empty", _("Hãy chọn ít nhất một nhu cầu trong danh sách."), "needs")
    if len(wanted) > MOST:
        raise DomainError("many", _("Mỗi lần chuyển nhiều nhất %(most)s nhu cầu.") % {"most": MOST}, "needs")
    rows = list(
        MergedNeed.objects.select_related("group")
        .filter(round=found, pk__in=wanted, row_count__gt=0)
        .order_by("place", "sort_key", "id")
    )
    if len(rows) != len(wanted):
        raise DomainError("missing", _("Có nhu cầu không còn trong đợt này. Hãy tải lại trang rồi chọn lại."), "needs")
    usable = (MergedNeed.Status.WAITING, MergedNeed.Status.HANDED_ON)
    if other := next((row for row in rows if row.status not in usable), None):
        told = _("“%(name)s” đang ở trạng thái “%(state)s”. Hãy xem xét lại nhu cầu ấy trước.")
        raise DomainError("state", told % {"name": other.name, "state": other.get_status_display()}, "needs")
    return rows


def _hand(
    rows: Sequence[MergedNeed], to: str, year: int, by: User, *, plan: Plan | None = None, task: Task | None = None,
    line: BudgetLine | None = None,
) -> list[HandedOn]:  # fmt: skip
    there = set(
        HandedOn.objects.filter(need__in=rows, to=to, year=year, voided_at__isnull=True).values_list("need", flat=True)
    )
    made = [
        HandedOn(
            province_id=row.province_id, need=row, to=to, year=year, plan=plan, task=task, budget_line=line,
            recorded_at=clock.now(), recorded_by=by,
        )
        for row in rows
        if row.pk not in there
    ]  # fmt: skip
    HandedOn.objects.bulk_create(made)
    for row in rows:
        if row.status == MergedNeed.Status.WAITING:
            row.decided_at, row.decided_by = clock.now(), by
            row.version += 1
            row.save(update_fields=["decided_at", "decided_by", "version"])
            NEED.run(row, "hand_on", by=by, detail={"to": to, "year": year})
    return made
