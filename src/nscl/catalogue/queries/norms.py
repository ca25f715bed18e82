"""Questions about norms: which was in force on a day, what a province has, what it was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from nscl.catalogue.models import Regulation, RegulationForm, SpendingNorm
from nscl.catalogue.rules.norms import Norm
from nscl.organisations.models import Province
from nscl.organisations.queries import in_force, with_predecessors

RELATED = ("document", "legal_text", "province")


def norm_in_force(province: Province | int, code: str, on: dt.date) -> SpendingNorm | None:
    """The norm with this code that applies in the province on the day; None where there is none.

    Also None where several apply, each in its own part of the province (`norms_applying`): the place decides.
    """
    found = norms_applying(province, code, on)
    return found[0] if len(found) == 1 else None


def norms_applying(province: Province | int, code: str, on: dt.date) -> list[SpendingNorm]:
    """The province's own norm on the day; where it has none, those of the provinces that came into it.

    After a merger the texts of the provinces before go on applying where they did until the new province has its own.
    Two queries at most.
    """
    pk = province.pk if isinstance(province, Province) else province
    own = list(norms_on([pk], on).filter(code=code))
    if own:
        return own
    before = with_predecessors(pk) - {pk}
    return list(norms_on(before, on).filter(code=code).order_by("province__sort_key", "id")) if before else []


def live() -> QuerySet[SpendingNorm]:
    """The norms that were not voided."""
    return SpendingNorm.objects.filter(voided_at__isnull=True)


def norms_on(provinces: Iterable[int], on: dt.date) -> QuerySet[SpendingNorm]:
    """What was in force on the day, by group and name."""
    rows = live().filter(in_force(on), province_id__in=provinces)
    return rows.select_related(*RELATED).order_by("group", "name", "code", "id")


def history_of(norm: SpendingNorm) -> list[SpendingNorm]:
    """Every row of the norm's code in its province, the newest first, those voided included."""
    rows = SpendingNorm.objects.filter(province_id=norm.province_id, code=norm.code)
    return list(rows.select_related(*RELATED, "recorded_by", "ended_by", "voided_by").order_by("-valid_from", "-id"))


def as_rule(norm: SpendingNorm | None) -> Norm | None:
    """The norm as the pure rule takes it."""
    if norm is None:
        return None
    return Norm(norm.unit, str(norm.basis), norm.clause, norm.amount_vnd, norm.rate_bp)


def regulations(provinces: Iterable[int]) -> QuerySet[Regulation]:
    """The regulations that were not voided, the latest first."""
    rows = Regulation.objects.filter(province_id__in=provinces, voided_at__isnull=True)
    return rows.select_related("document", "province").order_by("-valid_from", "-id")


def forms_of(regulation: Regulation) -> list[RegulationForm]:
    """All forms, ended ones too, by code and day."""
    rows = RegulationForm.objects.filter(regulation=regulation).select_related("attachment", "recorded_by")
    return list(rows.order_by("code", "-valid_from", "id"))


def count() -> int:
    """How many norms there are in the scope, every version counted."""
    return live().count()
