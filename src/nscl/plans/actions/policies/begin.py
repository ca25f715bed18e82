"""A policy that a task asks for is begun, and its head is put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.models import DocumentKind
from nscl.foundation import audit, clock
from nscl.plans.access import products as access_products
from nscl.plans.actions.common import forbid_unless
from nscl.plans.actions.policies.common import PolicyConflict, locked
from nscl.plans.actions.recorded import check_year, held_task, needed, one_line
from nscl.plans.models import PolicyDraft, Task
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

HEAD = ("title", "kind", "issuer", "lead", "year", "planned_on", "note")


def begin(*, task: Task, values: Mapping[str, Any], by: User) -> PolicyDraft:
    """The new policy of the task, as a draft without any text yet."""
    with transaction.atomic():
        held = held_task(task.root_pk)
        forbid_unless(by, access_products.EDIT, held)
        if held.plan.status in access_products.HIDDEN:
            raise DomainError("state", _("Kế hoạch này còn là bản thảo. Hãy xác nhận kế hoạch trước."))
        policy = PolicyDraft(province_id=held.province_id, task=held, created_at=clock.now(), created_by=by)
        for name, value in _checked(values).items():
            setattr(policy, name, value)
        rows = PolicyDraft.objects.filter(task=held, folded=fold(policy.title), status__in=PolicyDraft.OPEN)
        if rows.exists():
            raise DomainError("known", _("Nhiệm vụ đã có cơ chế, chính sách này đang soạn. Hãy mở mục ấy."), "title")
        policy.save(force_insert=True)
        audit.record("policy.begun", policy, by=by, detail={"task": held.pk})
    return policy


def edit(*, policy: PolicyDraft, version: int, values: Mapping[str, Any], by: User) -> PolicyDraft:
    """Put the head right. Raises `PolicyConflict` when it is not the version that the person saw."""
    with transaction.atomic():
        found = locked(policy, by)
        if found.version != version:
            raise PolicyConflict(found, values)
        checked = _checked(values)
        for name, value in checked.items():
            setattr(found, name, value)
        found.version += 1
        found.save(update_fields=[*checked, "version"])
        audit.record("policy.edited", found, by=by)
    return found


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values given, as they are kept."""
    given = {name: values[name] for name in HEAD if name in values}
    if "title" in given:
        given["title"] = needed(given["title"], 500, "title", _("Hãy ghi tên cơ chế, chính sách."))
    if "issuer" in given:
        given["issuer"] = needed(given["issuer"], 200, "issuer", _("Hãy ghi cơ quan sẽ ban hành."))
    if "year" in given:
        given["year"] = check_year(given["year"])
    if "kind" in given and given["kind"] not in DocumentKind.values:
        raise DomainError("invalid", _("Hãy chọn hình thức văn bản."), "kind")
    if "note" in given:
        given["note"] = one_line(given["note"] or "", 1000)
    return given
