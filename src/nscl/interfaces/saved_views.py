"""What a list shows of the filters its reader keeps: named links, the one in use, whether this one can be kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import cached_property

from nscl.accounts.actions.save_view import filters_of
from nscl.accounts.models import SavedView, User


@dataclass(frozen=True)
class Link:
    id: int
    name: str
    url: str
    current: bool


class SavedViews:
    """In templates as `saved_views`; asks the database only where a page includes `interfaces/_saved_views.html`."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.path = request.path

    @cached_property
    def query(self) -> str:
        return filters_of(self.request.META.get("QUERY_STRING", ""))

    @cached_property
    def links(self) -> list[Link]:
        user = self.request.user
        if not isinstance(user, User):
            return []
        kept = SavedView.objects.filter(user=user, path=self.path).order_by("name", "id")
        return [Link(v.pk, v.name, f"{v.path}?{v.query}", v.query == self.query) for v in kept]

    @property
    def to_keep(self) -> bool:
        """Whether the page shows filters that are not kept yet."""
        return bool(self.query) and not any(link.current for link in self.links)
