"""The rail: what each room declares, as far as the person may enter it.

A room declares entries on its AppConfig:

    navigation = [{"label": "Kế hoạch", "icon": "clipboard-text", "url": "plans", "permission": "plans.view",
                   "order": 20}]

`url` names a route; an entry whose route does not exist is left out, so a rail never leads nowhere. `gear` puts it
under "Thiết lập". `under` names the route of another entry: this one is shown below it while the person is in that
part of the work. `open` is for who has not signed in: in the head of the page, not in the rail. Orders: home 10,
plans 20, enterprises 30, support 40, training 50, money 60, reports 70, productivity 80, standards 90, documents 100.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ON_PHONE = 4  # entries that fit beside the gear in a phone's bottom bar


@dataclass(frozen=True)
class Entry:
    """A line of the rail. `url` is a route's name when declared, an address when shown."""

    label: StrOrPromise
    icon: str
    url: str
    permission: str = ""
    order: int = 100
    gear: bool = False
    under: str = ""
    open: bool = False
    current: bool = False
    folds: bool = False
    below: tuple[Entry, ...] = field(default=())


@dataclass(frozen=True)
class Navigation:
    """What is shown: `main` in the rail, `gear` under "Thiết lập"; `folded` are those a phone moves under the gear.

    Who has not signed in is shown `open` alone.
    """

    main: tuple[Entry, ...] = ()
    gear: tuple[Entry, ...] = ()
    open: tuple[Entry, ...] = ()

    @property
    def folded(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.main if entry.folds)

    @property
    def section(self) -> Entry | None:
        """The part of the work the person is in, where it has parts of its own."""
        return next((entry for entry in self.main if entry.below), None)

    @property
    def gear_open(self) -> bool:
        return any(entry.current for entry in self.gear)


OWN = (
    Entry(_("Việc hôm nay"), "home", "home", order=10),
    Entry(_("Ai được làm gì"), "users", "roles", order=20, gear=True),
    Entry(_("Việc nền"), "stack-2", "jobs", order=60, gear=True),
    Entry(_("Thư đi"), "mail", "letters", permission="outbox.view", order=65, gear=True),
    Entry(_("Thư viện thành phần"), "components", "gallery", order=90, gear=True),
    Entry(_("Đăng nhập"), "login-2", "account_login", order=90, open=True),
)


def declared() -> Iterator[Entry]:
    """Every entry of this room and of the others."""
    yield from OWN
    for config in apps.get_app_configs():
        entries: list[dict[str, Any]] = getattr(config, "navigation", [])
        yield from (Entry(**entry) for entry in entries)


def for_request(request: HttpRequest) -> Navigation:
    """The rail of the person asking, with the entry they are in marked. No query beyond their memberships."""
    guest = not getattr(getattr(request, "user", None), "is_authenticated", False)
    shown = [found for entry in declared() if entry.open == guest and (found := _enterable(entry, request))]
    shown.sort(key=lambda entry: (entry.order, str(entry.label)))
    here = max((e.url for e in shown if _inside(request.path, e.url)), key=len, default=None)
    marked = [replace(entry, current=entry.url == here) for entry in shown]
    if guest:
        return Navigation(open=tuple(marked))
    main = [_with_below(entry, marked) for entry in marked if not (entry.gear or entry.under)]
    return Navigation(
        tuple(replace(entry, folds=at >= ON_PHONE) for at, entry in enumerate(main)),
        tuple(entry for entry in marked if entry.gear),
    )


def _with_below(entry: Entry, marked: list[Entry]) -> Entry:
    """The entry with those under it, where the person is at one of them; it stands first among them itself."""
    below = [other for other in marked if other.under == entry.url]
    if not below or not any(one.current for one in (entry, *below)):
        return entry
    return replace(entry, below=(replace(entry, folds=False), *below))


def _enterable(entry: Entry, request: HttpRequest) -> Entry | None:
    if entry.permission and not request.user.has_perm(entry.permission):
        return None
    try:
        under = reverse(entry.under) if entry.under else ""
        return replace(entry, url=reverse(entry.url), under=under)
    except NoReverseMatch:
        return None


def _inside(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
