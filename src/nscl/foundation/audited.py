"""What a room says of its objects for the audit trail. Apart from the trail, which needs the models to be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Audited:
    """How objects of a model are told of: in words, by the field `title`, at `route` with the value of `key`.

    `title` may stand beyond a key (`entity__name`).
    Title and address are shown to those who hold `permission` alone.
    """

    words: StrOrPromise
    title: str = ""
    route: str = ""
    key: str = "pk"
    permission: str = ""
