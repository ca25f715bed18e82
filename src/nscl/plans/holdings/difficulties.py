"""What a person holds of the register of difficulties: those that are theirs and not over yet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.actions.difficulties.common import save, step
from nscl.plans.models import Difficulty, DifficultyStep


def difficulties(*, user: User, provinces: frozenset[int]) -> QuerySet[Difficulty]:
    """Difficulties that the person is responsible for: being worked on, escalated, answered and not closed."""
    rows = Difficulty.objects.filter(province_id__in=provinces, responsible=user)
    return rows.exclude(status__in=Difficulty.OVER)


def hand_over_difficulties(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    """They are the successor's from now on, in the state they are in; the course of each tells so."""
    rows = difficulties(user=user, provinces=provinces).select_for_update(of=("self",), no_key=True).order_by("pk")
    held = list(rows)
    told = _("Bàn giao từ %(before)s sang %(after)s.") % {"before": user.full_name, "after": to.full_name}
    for found in held:
        found.responsible = to
        save(found, "responsible")
        step(found, DifficultyStep.Verb.ASSIGNED, by=by, text=told)
        audit.record("difficulty.handed_over", found, by=by, detail={"from": user.pk, "to": to.pk})
    return len(held)
