"""Where documents are used in the rooms above: each says so itself, since this room cannot look upward.

A room provides a function in its `AppConfig.ready`: `uses.provide(uses_of)`. It is asked once a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nscl.documents.models import Document, LegalText

Entry = Document | LegalText


@dataclass(frozen=True)
class Use:
    """`what` the using thing is to the document (`Căn cứ của`), its `title`, `url`; `holds`: it stands on the document,
    which therefore cannot be voided."""

    what: str
    title: str
    url: str
    holds: bool = False


Provider = Callable[[Entry], list[Use]]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    if provider not in _providers:
        _providers.append(provider)


def uses_of(entry: Entry) -> list[Use]:
    """Every use that the rooms above tell of."""
    return [use for provider in _providers for use in provider(entry)]
