"""Giving tasks of a year to a person, to a unit, or to both."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.organisations.models import Agency
from nscl.plans.actions.work.common import check_person, check_unit, locked_year
from nscl.plans.models import Task, TaskYear
from nscl.shared.errors import DomainError

LONGEST_NOTE = 1000


def assign(
    *,
    tasks: Sequence[Task],
    year: int,
    responsible: User | None,
    unit: Agency | None,
    by: User,
    version: int | None = None,
) -> list[TaskYear]:
    """These tasks are `responsible`'s and `unit`'s in `year`, all or none; both None takes them from whoever has them.

    `version` is told where one task is given from its own page. One audit row for each task that changed hands.
    """
    if not tasks:
        raise DomainError("invalid", _("Hãy đánh dấu ít nhất một nhiệm vụ."), "task")
    sent = {"responsible": responsible, "unit": unit}
    with transaction.atomic():
        changed: list[TaskYear] = []
        for task in sorted(tasks, key=lambda t: t.root_pk):
            row = locked_year(task=task, year=year, by=by, version=version, submitted=sent)
            if not changed:
                check_person(responsible, task.province_id)
                check_unit(unit, task.province_id)
            if _give(row, responsible, unit):
                audit.record("task_year.assigned", row, by=by, detail=_told(row))
            changed.append(row)
    return changed


def note(*, task: Task, year: int, text: str, version: int, by: User) -> TaskYear:
    """What is to be known of the task in that year, in a few words; empty takes the note away."""
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise DomainError("invalid", _("Ghi chú dài quá 1.000 chữ. Hãy rút gọn."), "note")
    with transaction.atomic():
        row = locked_year(task=task, year=year, by=by, version=version, submitted={"note": text})
        if row.note != text:
            row.note = text
            row.version += 1
            row.save(update_fields=["note", "version"])
            audit.record("task_year.noted", row, by=by)
    return row


def _give(row: TaskYear, responsible: User | None, unit: Agency | None) -> bool:
    """Whether anything is other than before."""
    person_id, unit_id = (responsible.pk if responsible else None), (unit.pk if unit else None)
    if (row.responsible_id, row.unit_id) == (person_id, unit_id):
        return False
    row.responsible_id, row.unit_id = person_id, unit_id
    row.version += 1
    row.save(update_fields=["responsible_id", "unit_id", "version"])
    return True


def _told(row: TaskYear) -> dict[str, int | None]:
    return {"year": row.year, "task": row.task_id, "responsible": row.responsible_id, "unit": row.unit_id}
