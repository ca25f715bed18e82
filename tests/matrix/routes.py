"""Every route of the installation, walked from the root of the addresses; and every entry, from the rooms' files."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from matrix.declare import Route


@dataclass(frozen=True)
class Address:
    """A route as the resolver has it; `name` with its namespaces, or its pattern where it has no name."""

    name: str
    pattern: str
    view: Any


def addresses() -> list[Address]:
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for found in resolver.url_patterns:
        pattern = prefix + str(found.pattern)
        if isinstance(found, URLResolver):
            inner = (*spaces, found.namespace) if found.namespace else spaces
            yield from _walk(found, pattern, inner)
        elif isinstance(found, URLPattern):
            yield Address(":".join([*spaces, found.name or pattern]), pattern, found.callback)


def entries() -> list[Route]:
    """The `ROUTES` of every file beside this one."""
    here = Path(__file__).parent
    names = sorted(m.name for m in pkgutil.iter_modules([str(here)]) if not m.name.startswith("test_"))
    found: list[Route] = []
    for name in names:
        if name != "conftest":
            found += getattr(import_module(f"matrix.{name}"), "ROUTES", [])
    return found
