"""Where a legal entity's own page is: a room above keeps such pages and says so itself, since this one cannot look up.

profiles.provide(address)       # in AppConfig.ready; address(entity_id, user) → url or ""
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Provider = Callable[[int, Any], str]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    if provider not in _providers:
        _providers.append(provider)


def address_of(entity_id: int, user: Any) -> str:
    """The page of the entity that the person may open; empty where there is none."""
    return next((url for provider in _providers if (url := provider(entity_id, user))), "")
