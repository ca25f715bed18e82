"""Money of another programme for a task is recorded, corrected, voided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans.access.products import EDIT, HIDDEN
from nscl.plans.actions.common import forbid_unless
from nscl.plans.actions.recorded import check_year, held_task, needed, one_line, void
from nscl.plans.models import Task, WovenMoney
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

LARGEST_VND = 10**15


def record(*, task: Task, values: Mapping[str, Any], by: User) -> WovenMoney:
    """The money of one programme and source for the task in a year. `values`: year, programme, legal_text, source,
    planned_vnd, actual_vnd, document, note."""
    with transaction.atomic():
        row = _write(task, values, by)
        audit.record("woven_money.recorded", row, by=by, detail={"task": row.task_id, "year": row.year})
    return row


def correct(*, money: WovenMoney, task: Task, values: Mapping[str, Any], reason: str, by: User) -> WovenMoney:
    """The money as it should be; the row of before is voided and kept."""
    with transaction.atomic():
        forbid_unless(by, EDIT, money)
        held_task(money.task_id)
        found = void(money, reason, by)
        row = _write(task, values, by, replaces=found)
        audit.record("woven_money.corrected", row, by=by, detail={"replaces": found.pk})
    return row


def withdraw(*, money: WovenMoney, reason: str, by: User) -> WovenMoney:
    """Void money that there never was."""
    with transaction.atomic():
        forbid_unless(by, EDIT, money)
        found = void(money, reason, by)
        audit.record("woven_money.voided", found, by=by)
    return found


def _write(task: Task, values: Mapping[str, Any], by: User, replaces: WovenMoney | None = None) -> WovenMoney:
    held = held_task(task.root_pk)
    forbid_unless(by, EDIT, held)
    if held.plan.status in HIDDEN:
        raise DomainError("state", _("Kế hoạch này còn là bản thảo. Hãy xác nhận kế hoạch trước."))
    row = WovenMoney(
        province_id=held.province_id, task=held, year=check_year(values.get("year")),
        programme=needed(values.get("programme", ""), 300, "programme", _("Hãy ghi tên chương trình, đề án.")),
        legal_text=values.get("legal_text"), source=values.get("source") or "",
        planned_vnd=_amount(values, "planned_vnd"), actual_vnd=_amount(values, "actual_vnd"),
        document=values.get("document"), note=one_line(values.get("note") or "", 500), recorded_at=clock.now(),
        recorded_by=by, replaces=replaces,
    )  # fmt: skip
    if row.source not in WovenMoney.Source.values:
        raise DomainError("invalid", _("Hãy chọn nguồn vốn."), "source")
    if row.planned_vnd is None and row.actual_vnd is None:
        raise DomainError("invalid", _("Hãy ghi số tiền theo kế hoạch, hoặc số đã thực hiện."), "planned_vnd")
    same = WovenMoney.objects.filter(
        task=held, year=row.year, folded=fold(row.programme), source=row.source, voided_at__isnull=True
    )
    if same.exists():
        raise DomainError(
            "known", _("Nhiệm vụ đã có tiền của chương trình này, cùng năm, cùng nguồn. Hãy sửa dòng ấy."), "programme"
        )
    row.save(force_insert=True)
    return row


def _amount(values: Mapping[str, Any], name: str) -> int | None:
    amount = values.get(name)
    if amount is None:
        return None
    if not 0 <= amount <= LARGEST_VND:
        raise DomainError("invalid", _("Số tiền từ 0 đến 1 triệu tỷ đồng."), name)
    return int(amount)
