"""What the views of difficulties share: who asks, the choices of the forms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.accounts import asking
from nscl.accounts.models import Membership
from nscl.catalogue.models import ContentGroup
from nscl.catalogue.queries import content_groups
from nscl.foundation import clock, tenancy
from nscl.organisations.models import Agency
from nscl.organisations.queries import in_force
from nscl.plans import words
from nscl.plans.access import difficulties as access
from nscl.plans.forms.difficulties import DifficultyForm
from nscl.plans.models import Difficulty, Plan, Task

MOST_TASKS = 600


who = asking.who


def membership_of(request: HttpRequest, permission: str) -> Membership:
    """The membership of a province under which the person works, if it lets them do this."""
    held = getattr(request, "membership", None)
    if not isinstance(held, Membership) or held.province is None or not access.may(who(request), permission, held):
        raise PermissionDenied(permission)
    return held


def holds(request: HttpRequest, permission: str) -> bool:
    """Whether the person may do this where they work now."""
    try:
        membership_of(request, permission)
    except PermissionDenied:
        return False
    return True


def status(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200


def entry_form(request: HttpRequest, held: Membership, *, own: bool, **more: Any) -> DifficultyForm:
    """The form of a new difficulty, or of one put right (`difficulty`), with its choices."""
    difficulty: Difficulty | None = more.pop("difficulty", None)
    assert held.province_id is not None
    agency_id = difficulty.agency_id if difficulty else None
    content_id = difficulty.content_id if difficulty else None
    current = content_groups().values("pk")
    return DifficultyForm(
        request.POST or None,
        agencies=_agencies(held.province_id, agency_id),
        contents=ContentGroup.objects.filter(Q(pk__in=current) | Q(pk=content_id)).order_by("position", "id"),
        about=about_choices(difficulty),
        workers=None if own or difficulty else access.workers(held.province_id),
        own=own,
        **more,
    )


def _agencies(province_id: int, also: int | None) -> QuerySet[Agency]:
    here = Q(in_force(clock.today()), province_id=province_id) & ~Q(kind=Agency.Kind.GROUP)
    return Agency.objects.filter(here | Q(pk=also)).order_by("sort_key", "id")


def about_choices(difficulty: Difficulty | None = None) -> list[tuple[str, Any]]:
    """Plans in force in the scope, each with its tasks by their first version; one query."""
    scope = tenancy.current() or tenancy.nobody()
    rows = Task.objects.filter(
        plan__province_id__in=scope.readable, plan__status=Plan.Status.IN_FORCE, discarded_at__isnull=True
    )
    groups: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for task in rows.select_related("plan").order_by("-plan_id", "position", "id")[:MOST_TASKS]:
        plan = task.plan
        if plan.pk not in groups:
            name = f"{plan.number}: {words.title(plan)}" if plan.number else words.title(plan)
            groups[plan.pk] = (Truncator(name).chars(80), [(f"plan-{plan.pk}", _("Cả kế hoạch"))])
        title = f"{task.ref} {task.title}".strip()
        groups[plan.pk][1].append((f"task-{task.root_pk}", Truncator(title).chars(90)))
    known = {value for _name, members in groups.values() for value, _label in members}
    out: list[tuple[str, Any]] = [("", _("Chung cho cả chương trình")), *groups.values()]
    if difficulty and (now := _about_now(difficulty)) and now[0] not in known:
        out.append(now)
    return out


def _about_now(difficulty: Difficulty) -> tuple[str, str] | None:
    if difficulty.task:
        return f"task-{difficulty.task_id}", Truncator(difficulty.wording.title).chars(90)
    if difficulty.plan:
        return f"plan-{difficulty.plan_id}", Truncator(words.title(difficulty.plan)).chars(90)
    return None


def agencies_that_raised() -> list[tuple[str, str]]:
    """The agencies of the scope that raised anything, for the filter: an index looked into once an agency."""
    scope = tenancy.current() or tenancy.nobody()
    raised = Difficulty.objects.filter(province_id__in=scope.readable, agency=OuterRef("pk"))
    rows = Agency.objects.filter(Exists(raised), province_id__in=scope.readable).order_by("sort_key", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:500]]
