"""What every action on a task of a year begins with: lock, may, can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.accounts.queries.people import working
from nscl.foundation import clock
from nscl.organisations.models import Agency
from nscl.organisations.queries import with_predecessors
from nscl.plans.actions.common import forbid_unless
from nscl.plans.models import Plan, Task, TaskStep, TaskYear
from nscl.shared.errors import DomainError

FOLLOW = "tasks.follow"


class WorkConflict(DomainError):
    """Somebody else changed it first: `current` is the row as it stands, `submitted` what was sent."""

    def __init__(self, current: TaskYear | TaskStep, submitted: Mapping[str, Any]) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa sửa chỗ này. Hãy xem bản hiện có, sửa lại nếu cần rồi lưu; nội dung bạn nhập vẫn còn."),
        )
        self.current = current
        self.submitted = dict(submitted)


def locked_year(*, task: Task, year: int, by: User, version: int | None, submitted: Mapping[str, Any]) -> TaskYear:
    """The task in that year, made where there is none yet, held until the transaction ends.

    `version` is the one that the person saw: 0 where there was no row, None where it does not matter.
    """
    forbid_unless(by, FOLLOW, task)
    _workable(task, year)
    # The root row stands for the task: of two that make the same year, one waits here.
    Task.objects.select_for_update(of=("self",), no_key=True).get(pk=task.root_pk)
    found = next(iter(rows_of(task, year)), None)
    if found is None:
        found = TaskYear(province_id=task.province_id, task_id=task.root_pk, year=year, created_at=clock.now())
        found.version = 0
    if version is not None and found.version != version:
        raise WorkConflict(found, submitted)
    if found.version == 0:
        found.version = 1
        found.save(force_insert=True)
    return found


def rows_of(task: Task, year: int) -> list[TaskYear]:
    """The task's rows of the year, its own first; others are those of tasks that were joined into it."""
    rows = TaskYear.objects.filter(task_id__in=task.roots, year=year)
    return sorted(rows, key=lambda row: (row.task_id != task.root_pk, row.pk))


def year_of(*, task: Task, year: int, by: User) -> TaskYear:
    """The row of the task in that year, inside the caller's transaction: made where there is none yet, and locked."""
    return locked_year(task=task, year=year, by=by, version=None, submitted={})


def locked_row(row: TaskYear, by: User, version: int | None, submitted: Mapping[str, Any]) -> TaskYear:
    """A row that is there, as it stands, held; `WorkConflict` when it is not the version seen."""
    rows = TaskYear.objects.select_for_update(of=("self",), no_key=True).select_related("task")
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy nhiệm vụ này. Hãy tải lại trang."))
    forbid_unless(by, FOLLOW, found)
    if version is not None and found.version != version:
        raise WorkConflict(found, submitted)
    return found


def check_person(person: User | None, province_id: int, field: str = "responsible") -> None:
    """Whether the person works in the province today and may follow tasks."""
    if person is None:
        return
    reach = _reach(province_id)
    if not working(reach, permission=FOLLOW).filter(pk=person.pk).exists():
        raise DomainError(
            "invalid",
            _("%(person)s hiện không theo dõi nhiệm vụ ở tỉnh này nên không nhận việc được. Hãy chọn người khác.")
            % {"person": person.full_name},
            field,
        )


def check_unit(unit: Agency | None, province_id: int, field: str = "unit") -> None:
    """Whether the agency is one of the province's register, or a central one."""
    if unit is not None and unit.province_id is not None and unit.province_id not in _reach(province_id):
        raise DomainError("invalid", _("Không tìm thấy cơ quan này trong danh bạ của tỉnh."), field)


def _reach(province_id: int) -> frozenset[int]:
    """The scope's provinces hold the province, those before it and, for a plan of one of those, the one of today."""
    from nscl.foundation import tenancy

    scope = tenancy.current()
    return scope.writable if scope and province_id in scope.writable else with_predecessors(province_id)


def _workable(task: Task, year: int) -> None:
    plan = Plan.objects.only("status", "period_from", "period_to", "horizon").get(pk=task.plan_id)
    if plan.status != Plan.Status.IN_FORCE:
        raise DomainError("state", _("Kế hoạch này không còn hiệu lực nên không ghi việc của năm được nữa."))
    if task.is_discarded:
        raise DomainError("state", _("Nhiệm vụ này đã bỏ khỏi kế hoạch."))
    assert plan.period_from is not None
    assert plan.period_to is not None
    last = max(plan.period_to, plan.horizon or 0)
    if not plan.period_from <= year <= last:
        raise DomainError(
            "invalid",
            _("Năm %(year)s nằm ngoài giai đoạn %(first)s–%(last)s của kế hoạch. Hãy chọn năm trong giai đoạn.")
            % {"year": year, "first": plan.period_from, "last": last},
            "nam",
        )
