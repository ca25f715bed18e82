"""What a person holds and somebody must take over when they leave. Each room says what there is of it.

A room declares on its AppConfig:

    holdings = [{"code": "plan_drafts", "label": _("Bản thảo kế hoạch"), "needs": "plans.edit",
                 "held": "nscl.plans.holdings.drafts", "hand_over": "nscl.plans.holdings.hand_over_drafts"}]

    held(*, user, provinces) -> QuerySet              what the person holds in these provinces (ids); only counted here
    hand_over(*, user, to, provinces, by) -> int      in the caller's transaction; how many went over, each audited

`needs` is the permission whoever takes over must have. How to add one: docs/how-to/hand-over.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.apps import apps
from django.db.models import CharField, Count, QuerySet, Value
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from nscl.accounts.models import User


class Rows(Protocol):
    def __call__(self, *, user: User, provinces: frozenset[int]) -> QuerySet[Any]: ...


class HandOver(Protocol):
    def __call__(self, *, user: User, to: User, provinces: frozenset[int], by: User | None) -> int: ...


@dataclass(frozen=True)
class Holding:
    code: str
    label: StrOrPromise
    needs: str
    held: Rows
    hand_over: HandOver


@dataclass(frozen=True)
class Held:
    """How much of one kind a person holds."""

    holding: Holding
    count: int


def declared() -> Iterator[Holding]:
    """What every installed room declares, in the order of the rooms."""
    for config in apps.get_app_configs():
        entries: list[dict[str, Any]] = getattr(config, "holdings", [])
        for entry in entries:
            yield Holding(
                entry["code"],
                entry["label"],
                entry["needs"],
                cast(Rows, import_string(entry["held"])),
                cast(HandOver, import_string(entry["hand_over"])),
            )


def held_by(user: User, provinces: frozenset[int]) -> list[Held]:
    """What the person holds in the provinces, kinds of which there is nothing left out: one query for all rooms."""
    known = {one.code: one for one in declared()}
    counts = [
        one.held(user=user, provinces=provinces)
        .order_by()
        .values(holding_kind=Value(code, output_field=CharField()))
        .annotate(many=Count("pk"))
        for code, one in known.items()
    ]
    if not counts:
        return []
    found = {row["holding_kind"]: row["many"] for row in counts[0].union(*counts[1:], all=True)}
    return [Held(one, found[code]) for code, one in known.items() if found.get(code)]
