"""What a person holds and somebody must take over when they leave. Each room says what there is of it.

A room declares on its AppConfig:

    holdings = [{"code": "plan_drafts", "label": _("Bản thảo kế hoạch"), "needs": "plans.edit",
                 "count": "nscl.plans.holdings.count_drafts", "hand_over": "nscl.plans.holdings.hand_over_drafts"}]

    count(*, user, provinces) -> int                  one query; what the person holds in these provinces (ids)
    hand_over(*, user, to, provinces, by) -> int      in the caller's transaction; how many went over, each audited

`needs` is the permission whoever takes over must have. How to add one: docs/how-to/hand-over.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.apps import apps
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from nscl.accounts.models import User


class Count(Protocol):
    def __call__(self, *, user: User, provinces: frozenset[int]) -> int: ...


class HandOver(Protocol):
    def __call__(self, *, user: User, to: User, provinces: frozenset[int], by: User | None) -> int: ...


@dataclass(frozen=True)
class Holding:
    code: str
    label: StrOrPromise
    needs: str
    count: Count
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
                cast(Count, import_string(entry["count"])),
                cast(HandOver, import_string(entry["hand_over"])),
            )


def held_by(user: User, provinces: frozenset[int]) -> list[Held]:
    """What the person holds in the provinces, kinds of which there is nothing left out."""
    counted = [Held(one, one.count(user=user, provinces=provinces)) for one in declared()]
    return [held for held in counted if held.count]
