"""Kinds in the box of the top bar that are asked of their own rooms, not of the index of everything.

Enterprises have an index of their own (ADR 0024), and so have needs, which would crowd out what else has the words;
organisations that carry work out are called what their legal entities are called; people are found by who keeps the
accounts alone, and stand in no index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nscl.accounts.models import User
from nscl.accounts.queries import people
from nscl.enterprises.queries import register
from nscl.foundation import tenancy
from nscl.foundation.search import Found, Hit, SearchKind
from nscl.plans.queries import needs as merged_needs
from nscl.support.queries import providers

Look = Callable[[tenancy.Scope, str, int], Iterator[Hit]]


@dataclass(frozen=True)
class Own:
    """`look(scope, words, most)` gives the first hits, in the order of the room's list. One query."""

    kind: SearchKind
    look: Look


def _enterprises(scope: tenancy.Scope, words: str, most: int) -> Iterator[Hit]:
    for row in register.first_named(scope, words, most):
        yield Hit("enterprise", row.pk, row.name, row.tax_code, row.province_id, reverse("enterprise", args=[row.pk]))


def _providers(scope: tenancy.Scope, words: str, most: int) -> Iterator[Hit]:
    for row in providers.listed(providers.Asked(words=words)).order_by("entity__sort_key", "id")[:most]:
        told = " · ".join(str(label) for code, label in row.Kind.choices if code in row.kinds)
        yield Hit("provider", row.pk, row.entity.name, told, row.province_id, reverse("provider", args=[row.pk]))


def _needs(scope: tenancy.Scope, words: str, most: int) -> Iterator[Hit]:
    """The latest first: a need comes back every year."""
    for row in merged_needs.called(scope, words, most):
        told = " · ".join(part for part in (row.standard, row.round.title) if part)
        yield Hit("need", row.pk, row.name, told, row.province_id, reverse("need", args=[row.round_id, row.pk]))


def _people(scope: tenancy.Scope, words: str, most: int) -> Iterator[Hit]:
    for row in people.called(scope.readable, words)[:most]:
        yield Hit("person", row.pk, row.full_name, row.email, None, reverse("person", args=[row.pk]))


OWN = (
    Own(
        SearchKind("enterprise", _("Doanh nghiệp"), "building-factory-2", "enterprises.view", "enterprise"),
        _enterprises,
    ),
    Own(SearchKind("provider", _("Tổ chức thực hiện"), "building", "providers.view", "provider"), _providers),
    Own(SearchKind("need", _("Nhu cầu hỗ trợ"), "help-hexagon", "needs.view", "need"), _needs),
    Own(SearchKind("person", _("Người dùng"), "users", "accounts.view", "person"), _people),
)


def kinds(user: User) -> list[SearchKind]:
    """Those a person may see."""
    return [own.kind for own in OWN if user.has_perm(own.kind.permission)]


def find(user: User, words: str, each: int, *, only: SearchKind | None = None) -> list[Found]:
    """At most `each` hits of each kind the person may see that have the words; of one kind, where `only` names it."""
    scope = tenancy.current()
    if not words or scope is None:
        return []
    found = []
    for own in OWN:
        if only not in (None, own.kind) or not user.has_perm(own.kind.permission):
            continue
        hits = tuple(own.look(scope, words, each + 1))
        if hits:
            found.append(Found(own.kind, hits[:each], len(hits) > each))
    return found
