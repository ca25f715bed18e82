"""What can be found: a model says which columns are its words, its room how such a hit is shown and to whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise


@dataclass(frozen=True)
class Indexed:
    """On a model, as `search_as` (or several in a tuple): the columns a line of the index is made of.

    Columns of `title` are joined by a comma where filled, those of `words` are searched as well. A row is left out
    while its column `hidden` is filled, or, with `hidden_values`, while it holds one of those. With `parent`, a column
    with the id of what the hit opens in, `parent_kind` is that thing's kind.
    """

    kind: str
    title: tuple[str, ...]
    words: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    hidden: str = ""
    hidden_values: tuple[str, ...] = ()
    parent: str = ""
    parent_kind: str = ""

    def argument(self) -> str:
        """What the trigger is told."""
        return json.dumps(self.__dict__, sort_keys=True)


@dataclass(frozen=True)
class SearchKind:
    """In a room's AppConfig, as an item of `search_kinds`: how hits of a kind are headed, opened and who may see them.

    `route` takes the id, or, with `by_parent`, the parent's id; the hit's own id then is the anchor `<kind>-<id>`.
    """

    code: str
    label: str | Promise
    icon: str
    permission: str
    route: str
    by_parent: bool = False
    order: int = 100


def kinds() -> dict[str, SearchKind]:
    """Every kind of the installed rooms by its code, in the order of the result page."""
    found: list[SearchKind] = []
    for config in apps.get_app_configs():
        found += getattr(config, "search_kinds", ())
    return {kind.code: kind for kind in sorted(found, key=lambda k: (k.order, k.code))}


def indexed() -> Iterator[tuple[str, Indexed]]:
    """(table, declaration) of every model that can be found."""
    for model in apps.get_models():
        if not (model._meta.managed and "search_as" in vars(model)):
            continue
        declared: Any = model.search_as  # type: ignore[attr-defined]
        for one in declared if isinstance(declared, tuple) else (declared,):
            yield model._meta.db_table, one
